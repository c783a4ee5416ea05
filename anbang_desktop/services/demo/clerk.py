"""The clerks of the demo office at their desk: what all acts of ``resources/demo/lives`` have in common."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.fields.field import Record, filled
from anbang_desktop.services.demo.lives import Life
from anbang_desktop.services.demo.story import Office
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.records import case_file, gate, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow

Said = Mapping[str, Any]


@dataclass(slots=True)
class Clerk:
    """The office at work; ``numbers`` are the case numbers by ``Life.case``."""

    desk: Desk
    office: Office
    papers: Path
    numbers: dict[str, str] = field(default_factory=dict)
    replies: Counter[int] = field(default_factory=Counter)  # by year

    def on(self, day: date) -> Desk:
        """The same desk on another day."""
        return replace(self.desk, clock=FixedClock(day))

    def about(self, life: Life) -> CaseFile:
        """What the office knows by now."""
        with self.desk.store.read() as connection:
            return case_file.by_no(connection, self.numbers[life.case])

    def write(self, life: Life, day: date, usual: Record, said: Said, **own: object) -> int:
        """One record: what is usual, and what was said."""
        values = {**filled(usual), **said, **own}
        return write.record(self.on(day), self.numbers[life.case], kind_for(type(usual)).name, values, day)


def everybody(desk: Desk) -> list[PersonRow]:
    """Whom the office knows, by the numbers of the cases. The demo works on withheld records as a clerk does:
    they are opened for a reason, which is kept.
    """
    gate.open_all(desk, "演示：办理名单上的人")
    wanted = PeopleFilter(), PeopleFilter(quick=people.SEALED)
    found = [row for one in wanted for row in people.rows(desk, people.list_ids(desk, one))]
    return sorted(found, key=lambda row: row.no)


Do = Callable[[Clerk, Life, date, Said], None]


def plain(kind: str, day_name: str) -> Do:
    """A record that says everything itself but its day."""

    def record(clerk: Clerk, life: Life, day: date, said: Said) -> None:
        write.record(clerk.on(day), clerk.numbers[life.case], kind, {day_name: day, **said}, day)

    return record


def family_of(desk: Desk, no: str) -> Terms:
    """Asked who takes part in the agreement: the first relative of the file, nobody where there is none."""
    relatives = agreements.proposal(desk, no).relatives
    return Terms(family=relatives[0].name if relatives else "")
