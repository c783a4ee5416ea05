"""暂缓 (domain.md §11): something that is due and can't be done now, with the reason and the day on which it
comes back; it is counted until then.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Count, Day, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Record):
    """暂缓办理. ``duty`` and ``about`` say which of the things that are due for this case; it ends by itself
    on its day, or when somebody takes it up earlier.
    """

    what: Annotated[str, Datum("暂缓的事", Text(), MUST, begins="暂缓")]
    until: Annotated[date, Datum("暂缓到哪天", Day(), MUST)]
    reason: Annotated[str, Datum("为什么暂缓", Text(), MUST, privacy=2)]
    duty: Annotated[str | None, Datum("事项", Text(), AUTO)] = None
    about: Annotated[int | None, Datum("哪一条记录", Count(), AUTO)] = None
    taken_up: Annotated[date | None, Datum("提前办理日期", Day(), AUTO)] = None


PUT_OFF = declare("put_off", "暂缓", PutOff, "put_offs")
