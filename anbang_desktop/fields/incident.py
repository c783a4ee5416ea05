"""现场情况 (domain.md §4.9, A.8; art. 33, 36): what happened at the office or on a visit, as it was seen and
heard. A note of its own: no wish, no judgment, nobody's guilt.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import LongText, Moment, Text, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Record):
    """现场情况."""

    at: Annotated[datetime, Datum("时间", Moment(), MUST, begins="现场情况")]
    place: Annotated[str, Datum("地点", Text(), MUST, privacy=2)]
    persons: Annotated[tuple[str, ...], Datum("在场的人", Words("worker"), MUST, privacy=2)]
    what: Annotated[
        str,
        Datum("经过", LongText(), MUST, privacy=3, help="只写看到的、听到的，按先后写；不写谁对谁错，不定性"),
    ]
    injury: Annotated[str | None, Datum("有没有人受伤", LongText(), privacy=3)] = None
    police_called: Annotated[bool | None, Datum("是否报警", YesNo(), privacy=2)] = None
    police_no: Annotated[str | None, Datum("报警回执号", Text(100), privacy=2)] = None
    follow_up: Annotated[str | None, Datum("后续怎么安排", LongText(), privacy=2)] = None


INCIDENT = declare("incident", "现场情况", Incident, "incidents")
