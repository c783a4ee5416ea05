"""需求 (domain.md §6.9): what help of one type somebody needs, as it was said on a day. The newest one
counts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """需求."""

    help: Annotated[str, Datum("帮扶类型", Choice("help_type"), MUST, begins="需求")]
    state: Annotated[str, Datum("情况", Choice("need_state"), MUST, privacy=2)]
    asked_on: Annotated[date, Datum("日期", Day(), MUST)]
    source: Annotated[str | None, Datum("怎么知道的", Choice("need_source"))] = None
    owner: Annotated[str | None, Datum("责任人", Lookup("worker", 50), SOON)] = None
    until: Annotated[date | None, Datum("办到哪天", Day(), SOON)] = None
    note: Annotated[str | None, Datum("说明", LongText(), privacy=3)] = None


NEED = declare("need", "需求", Need, "needs")
