"""The agreement as a record that is corrected or voided: its days fit its state, and an older version comes
back into force when the one that replaced it never should have been (domain.md §4.4; art. 12).
"""

from dataclasses import replace

from anbang_desktop.domain.states import IN_FORCE, NOT_SIGNED, AgreementState
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.unit import Unit

_FIELDS = names(Agreement)


def complete(desk: Desk, about: CaseFile, record: Agreement) -> Agreement:
    """UserError for a term that ends before it begins, a day to come, and a settled version without its
    day (unless a roster said no more than that it was signed, 建账).
    """
    if record.to_on < record.from_on:
        what = f"截止 {record.to_on.isoformat()} 早于起始 {record.from_on.isoformat()}。"
        raise UserError(what, "请核对协议期限。", field=name_of(_FIELDS.to_on))
    for day in (record.signed_on, record.refused_on):
        if day is not None:
            refuse_future(desk, day)
    if about.at_opening(record):
        return record
    if record.state == AgreementState.SIGNED and record.signed_on is None:
        raise UserError("已签订的协议要有签订日期。", "请填写签订日期。", field=name_of(_FIELDS.signed_on))
    if record.state in NOT_SIGNED and record.refused_on is None:
        raise UserError("没有签订的协议要有拒签日期。", "请填写拒签日期。", field=name_of(_FIELDS.refused_on))
    return record


def follow(unit: Unit, about: CaseFile) -> None:
    """Where nothing that counts is in force, the newest version that was replaced is again."""
    replaced = [one for one in about.agreements if one.state == AgreementState.REPLACED]
    if replaced and not any(one.state in IN_FORCE for one in about.agreements):
        again = replace(replaced[-1], state=AgreementState.SIGNED, ended_on=None)
        unit.change(replaced[-1], again, f"协议恢复有效 {about.no}")
