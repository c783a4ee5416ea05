"""服刑人员: the office's own register of people still in prison: who is expected out, who should stand on the
county's list by now and does not, whose family and children are to be asked after, how the children live
(domain.md §0.1, §3.1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

from anbang_desktop.domain.reckoning import Reckoning, add_months
from anbang_desktop.domain.states import Mark, State
from anbang_desktop.fields.client import Child
from anbang_desktop.fields.inside_check import INSIDE_CHECK
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.services.cases import inside_duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, days_set
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow
from anbang_desktop.storage.queries import imports

Expected = Literal["missing", "expected", "later", "unknown"]
Quick = Literal["missing", "expected", "check", "all"]
STATES = frozenset({State.S05_INSIDE.code})
_MARKS: dict[Expected, Mark] = {
    "missing": "overdue",
    "expected": "soon",
    "later": "paused",
    "unknown": "todo",
}
_WORDS: dict[Expected, str] = {
    "missing": "名单上没有",
    "expected": "等名单",
    "later": "还早",
    "unknown": "没填日期",
}
REVEALED = "未成年子女名单"


@dataclass(frozen=True, slots=True)
class LastList:
    """The newest list of the county that is in force: until which release day it names people."""

    name: str
    received: date
    until: date | None


@dataclass(frozen=True, slots=True)
class InsideLine:
    """One person in prison. ``expected``: how the release stands to the list of the county."""

    row: PersonRow
    custody: str
    family: str
    children: Sequence[Child]
    expected: Expected
    checked_on: date | None
    check: Reckoning
    meeting: PrisonMeeting | None

    @property
    def release(self) -> date | None:
        """The day on which the release is expected."""
        return self.row.release_date

    @property
    def mark(self) -> Mark:
        """Of ``words``."""
        return _MARKS[self.expected]

    @property
    def words(self) -> str:
        """名单上没有, 等名单 …"""
        return _WORDS[self.expected]


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One minor child with whose it is."""

    id: int
    child: Child
    parent: PersonRow
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody in prison, the earliest release first; ``until``: how far ahead a release counts as near."""

    lines: Sequence[InsideLine]
    last: LastList | None
    until: date
    today: date

    def of(self, quick: Quick) -> Sequence[InsideLine]:
        """Those of a filter."""
        return [line for line in self.lines if self._fits(line, quick)]

    def _fits(self, line: InsideLine, quick: Quick) -> bool:
        match quick:
            case "missing":
                return line.expected == "missing"
            case "expected":
                return line.release is not None and line.release <= self.until
            case "check":
                return line.check.result <= self.today
            case _:
                return True


def show(desk: Desk) -> Register:
    """The register as it stands today."""
    rows = people.rows(desk, people.list_ids(desk, PeopleFilter(states=STATES)))
    last, until = last_list(desk), add_months(desk.today, desk.pack.number("inside.ahead.months"))
    with desk.store.read() as connection:
        files = {one.case_id: one for one in case_file.of_cases(connection, [row.id for row in rows])}
    lines = [_line(desk, row, files[row.id], last, until) for row in rows]
    return Register(sorted(lines, key=_order), last, until, desk.today)


def _order(line: InsideLine) -> tuple[date, str]:
    return line.release or date.max, line.row.no


def _line(desk: Desk, row: PersonRow, about: CaseFile, last: LastList | None, until: date) -> InsideLine:
    newest, meetings = inside_duties.last_check(about), about.of(PrisonMeeting)
    return InsideLine(
        row,
        about.case.custody_unit or "",
        _family(about),
        about.client.children,
        _expected(desk, row.release_date, last, until),
        newest.checked_on if newest else None,
        days_set.stands(desk, about, INSIDE_CHECK.name, inside_duties.check_due(desk, about)),
        meetings[-1] if meetings else None,
    )


def _family(about: CaseFile) -> str:
    """With whom the office speaks at home."""
    if about.client.emergency_name:
        return about.client.emergency_name
    return about.client.family[0].name if about.client.family else ""


def _expected(desk: Desk, release: date | None, last: LastList | None, until: date) -> Expected:
    """Missing: the last list reaches as far as the release, or the day by which one should have come is
    past.
    """
    if release is None:
        return "unknown"
    covered = last is not None and last.until is not None and release <= last.until
    if covered or inside_duties.list_due(desk, release).result <= desk.today:
        return "missing"
    return "expected" if release <= until else "later"


def last_list(desk: Desk) -> LastList | None:
    """The newest list in force; None where none was ever imported. A list of nobody who is still to be
    released when it comes reaches nowhere.
    """
    with desk.store.read() as connection:
        found = next((past.listed for past in imports.newest_first(connection) if not past.undone), None)
        if found is None:
            return None
        named = [row.case_id for row in imports.rows_of(connection, found.id) if row.case_id]
        cases = imports.cases(connection, named).values()
    received = found.at.date()
    ahead = (one.release_date for one in cases if one.release_date and one.release_date > received)
    return LastList(PurePath(found.file_name).stem, received, max(ahead, default=None))


def children(desk: Desk, register: Register) -> list[ChildLine]:
    """Every minor child of those inside. Children are specially sensitive: that the list was looked at is
    kept in the audit.
    """
    lines = list(_children(register))
    if lines:
        with desk.store.work(desk.clock) as work:
            work.note("reveal", "cases", f"查看{REVEALED} {len(lines)} 人")
    return lines


def _children(register: Register) -> Iterator[ChildLine]:
    listed = ((line, child) for line in register.lines for child in line.children)
    for place, (line, child) in enumerate(listed, 1):
        yield ChildLine(place, child, line.row, line.checked_on)


def children_counted(register: Register) -> int:
    """How many there are."""
    return sum(len(line.children) for line in register.lines)
