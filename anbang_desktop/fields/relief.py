"""F13 困难救助申请 (domain.md §4.11, A.10; art. 17 and 27): the office helps to apply and keeps track; it
does not decide.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Money, PersonName, Text
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """Somebody of the household."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    relation: Annotated[str | None, Datum("关系", Text(20))] = None
    work: Annotated[str | None, Datum("工作或者就学", Text())] = None
    income: Annotated[Decimal | None, Datum("月收入（元）", Money())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefApplication(Record):
    """困难救助申请."""

    kind: Annotated[str, Datum("救助种类", Choice("relief_kind"), MUST, begins="申请")]
    reason: Annotated[str, Datum("困难原因", Choice("relief_reason"), MUST, privacy=2)]
    detail: Annotated[str | None, Datum("困难情况", LongText(), privacy=3)] = None
    applied_on: Annotated[date, Datum("申请日期", Day(), MUST)]
    asked: Annotated[Decimal | None, Datum("申请金额（元）", Money(), privacy=2)] = None
    household: Annotated[
        tuple[HouseholdMember, ...], Datum("共同生活的家庭成员", Rows(HouseholdMember), SOON, privacy=3)
    ] = ()
    income_month: Annotated[Decimal | None, Datum("家庭月收入（元）", Money(), SOON, privacy=3)] = None
    village_opinion: Annotated[str | None, Datum("村（居）意见", LongText(), SOON, privacy=2)] = None
    office_opinion: Annotated[str | None, Datum("司法所意见", LongText(), SOON, privacy=2)] = None
    submitted_to: Annotated[str | None, Datum("报送单位", Text(100), SOON)] = None
    submitted_on: Annotated[date | None, Datum("报送日期", Day(), SOON)] = None
    decision: Annotated[
        str | None,
        Datum(
            "审批结果",
            Choice("relief_decision"),
            privacy=2,
            begins="结果",
            help="由受理部门决定，这里只记下来",
        ),
    ] = None
    decided_on: Annotated[date | None, Datum("审批日期", Day())] = None
    amount: Annotated[Decimal | None, Datum("批准金额（元）", Money(), privacy=2)] = None
    paid_on: Annotated[date | None, Datum("到账日期", Day())] = None
    refusal_reason: Annotated[str | None, Datum("没有批准的原因", LongText(), privacy=2)] = None
    next_step: Annotated[str | None, Datum("接下来怎么办", LongText(), privacy=2)] = None
    proof_scan: Annotated[int | None, Datum("佐证", Attachment(), privacy=3)] = None


RELIEF = declare("relief", "困难救助申请", ReliefApplication, "relief_applications")
