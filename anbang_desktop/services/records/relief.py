"""困难救助申请: handed in somewhere, decided there; the office only keeps track (domain.md A.10; art. 17)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

ITS = names(ReliefApplication)
APPROVED, REFUSED = "APPROVED", "REFUSED"


def complete(desk: Desk, about: CaseFile, record: ReliefApplication) -> ReliefApplication:  # noqa: ARG001 - all kinds alike
    """UserError for a day to come, a decision before the application, and a refusal without its reason."""
    for attribute in (ITS.submitted_on, ITS.decided_on, ITS.paid_on):
        day = getattr(record, name_of(attribute))
        if day is not None and refuse_future(desk, day) < record.applied_on:
            what = f"{day.isoformat()} 早于申请日期 {record.applied_on.isoformat()}。"
            raise UserError(what, "请核对日期。", field=name_of(attribute))
    if record.decision is None and record.decided_on is not None:
        raise UserError("填了审批日期，没有填审批结果。", "请选审批结果。", field=name_of(ITS.decision))
    if record.decision == REFUSED and not record.refusal_reason:
        raise UserError(
            "还没有填没有批准的原因。", "请按答复写明，以便再想办法。", field=name_of(ITS.refusal_reason)
        )
    if record.decision is not None and record.decided_on is None:
        return replace(record, decided_on=desk.today)
    return record
