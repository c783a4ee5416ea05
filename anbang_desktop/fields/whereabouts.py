"""联系状态 (domain.md §3.3): where the person is and how to be reached, from which day on. No state of
the case: who is missing or detained stays on the books.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, PersonName, Phone, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts(Record):
    """联系状态."""

    state: Annotated[str, Datum("联系状态", Choice("contact_state"), MUST, privacy=2, begins="现在在哪里")]
    since: Annotated[date, Datum("从哪天起", Day(), MUST)]
    until: Annotated[date | None, Datum("预计到哪天", Day())] = None
    place: Annotated[str | None, Datum("在什么地方", Text(), SOON, privacy=3)] = None
    employer: Annotated[str | None, Datum("单位", Text(), privacy=2)] = None
    call_name: Annotated[str | None, Datum("可以联系谁", PersonName(), SOON, privacy=3)] = None
    call_phone: Annotated[str | None, Datum("那人的电话", Phone(), SOON, privacy=3)] = None
    told_by: Annotated[str | None, Datum("从哪里知道", Text())] = None
    note: Annotated[str | None, Datum("说明", LongText(), privacy=3)] = None


WHEREABOUTS = declare("whereabouts", "联系状态", Whereabouts, "whereabouts")
