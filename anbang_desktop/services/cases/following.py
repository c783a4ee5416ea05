"""What was recorded counts as done: the closing step of every unit that brings the cases it touched as far as
their records reach, in the same unit, so that record and steps are undone together.
"""

from collections.abc import Iterator
from datetime import date

from anbang_desktop.domain.guards import CaseFacts
from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import follows, may_follow
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.cases.advance import day_fits, earliest, step
from anbang_desktop.services.cases.facts import case_facts
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit


def follow_records(unit: Unit) -> None:
    """The last missing record may bring a case through several states at once. A unit that takes another one
    back leaves everything exactly as it was, and so do other rules: they move nobody by themselves; a voided
    record leaves the state, and what is missing is due.
    """
    if not (unit.takes_back or unit.rules_changed or unit.rules_hold):
        for about in unit.touched():
            _follow(unit, about)


def _follow(unit: Unit, about: CaseFile) -> None:
    while about.records and may_follow(about.state):
        goal = follows(about.state, case_facts(unit.desk, about, unit.desk.today))
        if goal is None:
            return
        known = _first(unit.desk, about, goal)
        step(unit, day_fits(unit, about, known.on), goal, known)
        about = unit.now(about)


def _first(desk: Desk, about: CaseFile, goal: State) -> CaseFacts:
    """The facts of the first day on which nothing was missing: that is when the state began, however late it
    was written down.
    """
    today = desk.today
    known = (case_facts(desk, about, day) for day in sorted({*_days(about), today}) if day <= today)
    return next(one for one in known if follows(about.state, one) is goal)


def _days(about: CaseFile) -> Iterator[date]:
    """The days on which something became true, from the beginning of the present state; the check of a list
    that was entered late may lie before it.
    """
    since = earliest(about)
    yield about.case.state_on
    found = [one.on for records in about.records.values() for one in records if one.voided_at is None]
    found += [day for one in about.verifications if (day := one.replied_on)]
    found += [day for letter in about.of(Letter) if (day := letter.replied_on)]
    found += [day for one in about.agreements if (day := one.signed_on or one.refused_on)]
    found += [day for day in (about.case.filled_on, about.case.file_opened_on) if day]
    yield from (day for day in found if day >= since)
