"""审批意见 (domain.md §3.3): who decided a step, for which office, when, with which number and words."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Text, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """审批意见."""

    matter: Annotated[str, Datum("审批事项", Choice("approval_matter"), MUST, begins="审批")]
    approver: Annotated[str, Datum("审批人", Text(50), MUST)]
    step: Annotated[str | None, Datum("谁的意见", Choice("approver"), SOON)] = None
    office: Annotated[str | None, Datum("审批单位", Text(), SOON)] = None
    decided_on: Annotated[date, Datum("审批日期", Day(), MUST)]
    number: Annotated[str | None, Datum("文号", Text(100))] = None
    granted: Annotated[bool, Datum("是否同意", YesNo(), MUST)]
    opinion: Annotated[str | None, Datum("意见", LongText(), privacy=2)] = None


REOPENING = "REOPENING"  # the matter of taking an expired case up again (code table approval_matter)
SEALING = "SEALING"  # the matter of sealing the record of a minor (刑事诉讼法第二百八十六条)
APPROVAL = declare("approval", "审批意见", Approval, "approvals")
