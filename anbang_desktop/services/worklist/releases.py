"""接送安排: who is released in a month, from where, who fetches whom, what the family and the village know,
and what came of it (domain.md §0.1, §3.1, §4.3; art. 10, 12, 13).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import Mark, State, state
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import FAMILY, VILLAGE
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import releases as query

Standing = Literal["open", "planned", "done"]
_NEVER_OURS = (State.S35_RETURNED,)
_NOT_HERE = (State.S30_AWAIT_RELEASE, State.S40_AWAIT_HANDOVER)
_CORRECTION = "CORRECTION_ENDED"  # of release_group: nobody fetches them
_MARKS: dict[Standing, Mark] = {"open": "soon", "planned": "doing", "done": "done"}


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release: ``family`` and ``village`` say when they were told, ``result`` how it stands."""

    row: PersonRow
    release: date
    custody: str
    must: bool
    plan: EscortPlan | None
    family: str
    village: str
    standing: Standing
    result: str

    @property
    def mark(self) -> Mark:
        """Of the result."""
        return _MARKS[self.standing]

    @property
    def meet(self) -> str:
        """When whoever fetches is there."""
        at = self.plan.meet_at if self.plan else None
        return f"{month_day(at.date(), self.release)} {at:%H:%M}" if at else ""

    @property
    def people(self) -> str:
        """Who goes."""
        return "、".join(one.name for one in self.plan.people) if self.plan else ""


@dataclass(frozen=True, slots=True)
class Open:
    """What is left to arrange for those who are released soon, with the day by which it should be."""

    unplanned: int
    untold: int
    why: Reckoning


def month_of(day: date) -> date:
    """Its first day."""
    return day.replace(day=1)


def shifted(first: date, months: int) -> date:
    """The first day of a month so many later or earlier."""
    years, at = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, at + 1, 1)


def last_day(first: date) -> date:
    """The last day of the month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def of_month(desk: Desk, first: date) -> list[ReleaseLine]:
    """Everybody of a list who is released in that month, the first one first and who has come last; in the
    running month those before it who have not come yet stand above.
    """
    with desk.store.read() as connection:
        ids = [*query.released(connection, first, last_day(first), _NEVER_OURS)]
        if first == month_of(desk.today):
            ids = [*query.waiting(connection, first, _NOT_HERE), *ids]
        files = {one.case_id: one for one in case_file.of_cases(connection, sorted(set(ids)))}
    rows = people.rows(desk, ids)
    lines = [_line(desk, row, files[row.id]) for row in rows if _fetched(files[row.id])]
    return sorted(lines, key=lambda one: one.standing == "done")


def _fetched(about: CaseFile) -> bool:
    """Somebody whom a list of the county named before the release, or who came out without any list."""
    early = about.entered(State.S05_INSIDE) is not None and about.state != State.S05_INSIDE
    listed = early or about.entered(State.S10_NOTICE) is not None
    return listed and about.case.release_group != _CORRECTION and about.case.release_date is not None


def _line(desk: Desk, row: PersonRow, about: CaseFile) -> ReleaseLine:
    plan, done = about.escort_plan, about.handovers
    if done:
        mode = desk.codes["handover_mode"].label(done[-1].mode)
        standing, result = _said("done", f"{month_day(done[-1].on, desk.today)} {mode}")
    elif state(about.state) is State.S40_AWAIT_HANDOVER:
        standing, result = _said("planned" if plan else "open", "已释放，没见到人")
    elif state(about.state) in (State.S10_NOTICE, State.S20_VERIFYING):
        standing, result = _said("open", "还没有核查")
    elif state(about.state) is State.S30_AWAIT_RELEASE:
        standing, result = _said("planned", "已安排") if plan else _said("open", "还没安排")
    else:
        standing, result = _said("done", state(about.state).label)
    return ReleaseLine(
        row,
        about.case.release_date or desk.today,
        about.case.custody_unit or "",
        about.must_escort,
        plan,
        _told(desk, about, FAMILY),
        _told(desk, about, VILLAGE),
        standing,
        result,
    )


def _said(standing: Standing, words: str) -> tuple[Standing, str]:
    return standing, words


def _told(desk: Desk, about: CaseFile, letter_type: str) -> str:
    """When such a letter was sent; "已写" where it waits."""
    found = [one for one in about.of(Letter) if one.letter_type == letter_type]
    sent = [one.sent_on for one in found if one.sent_on is not None]
    return month_day(sent[-1], desk.today) if sent else "写好未发" if found else ""


def left(desk: Desk) -> Open | None:
    """What is not arranged yet for those released within the term in which prisons tell; None: nothing."""
    pack, today = desk.pack, desk.today
    last = today + timedelta(days=pack.number("notice.before_release.days"))
    with desk.store.read() as connection:
        plans = query.unplanned(connection, today, last)
        told = query.untold(connection, today, last, FAMILY)
    days = [one.first for one in (plans, told) if one.number and one.first is not None]
    if not days:
        return None
    why = reckoning.before(pack, "handover.family_pickup.days", "最早的释放日期", min(days))
    return Open(plans.number, told.number, why)


def custody_units(lines: Sequence[ReleaseLine]) -> list[str]:
    """The prisons from which somebody is still to be fetched, in the order of the days."""
    return list(dict.fromkeys(one.custody for one in lines if one.custody and one.standing != "done"))
