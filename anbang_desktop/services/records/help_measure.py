"""帮扶措施: a closed one says when, and what came of it or why nothing did (domain.md A.9)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

ITS = names(HelpMeasure)
DONE, DECLINED = "DONE", "DECLINED"
OPEN = frozenset({"OPEN", "IN_PROCESS"})
NOT_DONE = frozenset({"NOT_ELIGIBLE", DECLINED, "FAILED"})


def complete(desk: Desk, about: CaseFile, record: HelpMeasure) -> HelpMeasure:  # noqa: ARG001 - all kinds alike
    """UserError for a result without its words, and for an end before the beginning; a closed one without a
    day ended today.
    """
    if record.state in NOT_DONE and not record.reason:
        raise UserError("还没有填没有落实的原因。", "请写一句为什么。", field=name_of(ITS.reason))
    if record.state == DONE and not record.result:
        raise UserError("还没有填结果。", "请写办成了什么。", field=name_of(ITS.result))
    if record.state in OPEN:
        if record.ended_on is not None:
            raise UserError(
                "填了办结日期，办理情况还是没有办完。", "请核对办理情况。", field=name_of(ITS.state)
            )
        return record
    ended = refuse_future(desk, record.ended_on or max(record.began_on, desk.today))
    if ended < record.began_on:
        what = f"办结 {ended.isoformat()} 早于开始 {record.began_on.isoformat()}。"
        raise UserError(what, "请核对这两个日期。", field=name_of(ITS.ended_on))
    return replace(record, ended_on=ended)
