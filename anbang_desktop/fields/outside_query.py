"""外单位查询 (domain.md §10.3 point 5): another unit asks what the office keeps of somebody whose record may
be sealed; who asks by what right, who decided, what was answered (刑事诉讼法第二百八十六条第二款).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Choices, Day, LongText, PersonName, Text
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One of those who come for the unit."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    badge: Annotated[str | None, Datum("证件号", Text(50), SOON)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideQuery(Record):
    """外单位查询."""

    unit: Annotated[str, Datum("查询单位", Text(100), MUST, begins="来函")]
    unit_kind: Annotated[str, Datum("单位性质", Choice("query_unit"), MUST)]
    received_on: Annotated[date, Datum("收到日期", Day(), MUST)]
    letter_no: Annotated[str | None, Datum("来函文号", Text(100), SOON)] = None
    ground: Annotated[
        str | None, Datum("法律依据", Text(), SOON, help="哪部法律、哪项国家规定第几条，照来函写")
    ] = None
    purpose: Annotated[str, Datum("查询用途", LongText(), MUST, privacy=2)]
    officers: Annotated[
        tuple[Officer, ...], Datum("来人（两名）", Rows(Officer), SOON, privacy=3, help="核对工作证件后填写")
    ] = ()
    asked: Annotated[tuple[str, ...], Datum("请求内容", Choices("query_scope"), MUST, privacy=3)]
    head: Annotated[str | None, Datum("所长", Text(50), SOON, begins="审批")] = None
    county: Annotated[str | None, Datum("县局审批人", Text(50), SOON)] = None
    county_no: Annotated[str | None, Datum("县局文号", Text(100))] = None
    decision: Annotated[str | None, Datum("决定", Choice("query_decision"), SOON)] = None
    decided_on: Annotated[date | None, Datum("决定日期", Day(), SOON)] = None
    opinion: Annotated[str | None, Datum("审批意见", LongText(), privacy=3)] = None
    answered: Annotated[
        tuple[str, ...],
        Datum("答复内容", Choices("query_scope"), privacy=3, begins="答复", help="不超出请求内容"),
    ] = ()
    answer_no: Annotated[str | None, Datum("答复文号", Text(100))] = None
    answered_on: Annotated[date | None, Datum("答复日期", Day(), SOON)] = None


QUERY = declare("query", "外单位查询", OutsideQuery, "outside_queries")
