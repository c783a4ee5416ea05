"""查找记录 (domain.md A.13): one try to find somebody who can't be reached, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Text, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(Record):
    """查找记录."""

    tried_on: Annotated[date, Datum("日期", Day(), MUST, begins="查找")]
    way: Annotated[str, Datum("办法", Choice("search_way"), MUST)]
    asked: Annotated[str | None, Datum("问了谁", Text(), privacy=3)] = None
    seen_on: Annotated[date | None, Datum("最后一次见到的日期", Day(), privacy=2)] = None
    seen_where: Annotated[str | None, Datum("最后一次在哪里见到", Text(), privacy=3)] = None
    letter_no: Annotated[str | None, Datum("协查函文号", Text(100), AUTO)] = (
        None  # before letters had a record
    )
    result: Annotated[str, Datum("结果", LongText(), MUST, privacy=2)]
    found: Annotated[bool, Datum("找到了", YesNo(), MUST)]


SEARCH = declare("search", "查找记录", Search, "searches")
