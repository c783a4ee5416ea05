"""期满解除 (F15, F16; domain.md §4.13, A.12): what was done in the period, the opinions, and the notice."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Text, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Record):
    """期满解除审批表."""

    proposed_on: Annotated[date, Datum("提出日期", Day(), MUST, begins="小结")]
    summary: Annotated[str, Datum("帮教期间小结", LongText(), MUST, privacy=2)]
    re_offence: Annotated[bool, Datum("期间是否重新犯罪", YesNo(), MUST, privacy=3)]
    group_opinion: Annotated[str, Datum("帮教小组意见", LongText(), MUST, privacy=2, begins="意见")]
    village_opinion: Annotated[str | None, Datum("村（居）意见", LongText(), privacy=2)] = None
    office_opinion: Annotated[str, Datum("司法所意见", LongText(), MUST, privacy=2)]
    county_opinion: Annotated[str | None, Datum("县司法局意见", LongText(), privacy=2)] = None
    county_on: Annotated[date | None, Datum("县司法局意见日期", Day())] = None
    notice_no: Annotated[str | None, Datum("告知书编号", Text(100), begins="告知本人")] = None
    notice_on: Annotated[date | None, Datum("告知日期", Day(), SOON)] = None
    notice_way: Annotated[str | None, Datum("告知方式", Choice("notice_way"), SOON)] = None


CLOSING = declare("closing", "期满解除审批表", Closing, "closings")
