"""工作台账 (domain.md §0.1, §4.16; art. 5, 6, 11, 27, 30): what the office itself did, one dated line each.
Of which kind a line is, and what that kind asks for, stands in ``resources/daybook``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from anbang_desktop.fields.field import MUST, UNTIMED, Datum, Own, RecordKind, Stored, sections_of
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Count,
    Day,
    LongText,
    Lookup,
    Moment,
    Money,
    PersonName,
    Text,
    Words,
)
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Somebody who was visited with a gift, paid an allowance, or honoured; each signs for what he got."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST, privacy=2)]
    village: Annotated[str | None, Datum("村居", Lookup("village"), privacy=2)] = None
    amount: Annotated[Decimal | None, Datum("金额（元）", Money(), privacy=2)] = None
    goods: Annotated[str | None, Datum("物品", Text(60))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaybookEntry(Stored):
    """One line. ``kind`` is the name of a kind as shipped, or of one that the office added."""

    kind: Annotated[str, Datum("类别", Lookup("daybook", 20), MUST)]
    on: Annotated[date, Datum("日期", Day(), MUST)]
    title: Annotated[str, Datum("事项", Text(100), MUST)]
    partner: Annotated[str | None, Datum("单位", Lookup("receiver", 100))] = None
    number: Annotated[str | None, Datum("文号", Text(60))] = None
    place: Annotated[str | None, Datum("地点", Text(100))] = None
    who: Annotated[tuple[str, ...], Datum("经办人", Words("helper"))] = ()
    people: Annotated[int | None, Datum("多少人", Count("人"))] = None
    hours: Annotated[int | None, Datum("服务时长", Count("小时"))] = None
    what: Annotated[str | None, Datum("内容", LongText(), privacy=2)] = None
    reached: Annotated[tuple[Reached, ...], Datum("名单", Rows(Reached), privacy=2)] = ()
    amount: Annotated[Decimal | None, Datum("金额（元）", Money())] = None
    purpose: Annotated[str | None, Datum("用途", Choice("spending_purpose"))] = None
    fund: Annotated[str | None, Datum("经费来源", Text(60))] = None
    voucher: Annotated[str | None, Datum("凭证号", Text(60))] = None
    until: Annotated[date | None, Datum("期限", Day())] = None
    done_on: Annotated[date | None, Datum("完成日期", Day())] = None
    result: Annotated[str | None, Datum("结果", LongText(), privacy=2)] = None
    scan: Annotated[int | None, Datum("附件", Attachment(), privacy=2)] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""
    voided_at: Annotated[datetime | None, Own("作废", 1, Moment())] = None
    voided_by: Annotated[str | None, Own("作废人", 1)] = None
    void_reason: Annotated[str | None, Own("作废理由", 2)] = None


# not a kind of a person's records: it has no case, and stands in no registry of theirs
DAYBOOK = RecordKind("daybook", "台账", sections_of(DaybookEntry))
