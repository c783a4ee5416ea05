"""会见: nobody meets before it is clear that they are kin; who has met says when (domain.md §0.1)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

MET = "MET"
ITS = names(PrisonMeeting)


def complete(desk: Desk, about: CaseFile, record: PrisonMeeting) -> PrisonMeeting:
    """The prison of the file where none is given. UserError for a meeting without its day, before its
    application or without kinship checked, and for a day without a result.
    """
    if record.custody_unit is None:
        record = replace(record, custody_unit=about.case.custody_unit)
    day = record.met_on
    if day is not None:
        if refuse_future(desk, day, name_of(ITS.met_on)) < record.applied_on:
            what = f"会见日期 {day.isoformat()} 早于申请日期 {record.applied_on.isoformat()}。"
            raise UserError(what, "请核对这两个日期。", field=name_of(ITS.met_on))
        if record.result != MET:
            raise UserError("填了会见日期，结果不是“已会见”。", "请核对结果。", field=name_of(ITS.result))
    elif record.result == MET:
        raise UserError("还没有填会见日期。", "请填写会见的那一天。", field=name_of(ITS.met_on))
    if record.result == MET and not record.kinship_checked:
        raise UserError(
            "还没有核实亲属关系，不能记为已会见。",
            "请看户口簿、结婚证或者村委会证明，再选“是”。",
            field=name_of(ITS.kinship_checked),
        )
    return record
