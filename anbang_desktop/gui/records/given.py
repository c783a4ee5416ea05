"""What stands in the form of a new record before anybody types: nothing that only the person knows."""

from collections.abc import Callable, Mapping
from datetime import date

from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import Record, RecordKind, filled, name_of, names
from anbang_desktop.fields.handover import Escort
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan, PlanItem
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.services.aid import board
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_plan
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist.people import Person

Give = Callable[[Desk, Person], Values]
ESCORT = names(EscortPlan)
NEED, MEASURE, LETTER = names(Need), names(HelpMeasure), names(Letter)
PLAN = names(HelpPlan)
ASKED, MEETING = names(InsideCheck), names(PrisonMeeting)


def _worker(desk: Desk, one: Person) -> str:
    return one.row.worker or desk.user


def _escort(_desk: Desk, one: Person) -> Values:
    """The plan there is; before there is one, where the person is and who is responsible."""
    plan, case = one.file.escort_plan, one.file.case
    if plan is not None:
        return filled(plan)
    workers = (Escort(name=case.responsible_worker),) if case.responsible_worker else ()
    return {
        ESCORT.must_escort: one.file.must_escort,
        ESCORT.place: case.custody_unit,
        ESCORT.workers: workers,
    }


def _inside_check(desk: Desk, one: Person) -> Values:
    """The children there are, to be looked at one by one; whether there are any, where it is known."""
    found, known = one.file.client.children, one.file.of(InsideCheck)
    has = True if found else (False if known else None)
    given = {ASKED.children: found, ASKED.checker: _worker(desk, one)}
    return given if has is None else {**given, ASKED.has_children: has}


def _meeting(desk: Desk, one: Person) -> Values:
    return {MEETING.custody_unit: one.file.case.custody_unit, MEETING.worker: _worker(desk, one)}


def _need(_desk: Desk, _one: Person) -> Values:
    return {NEED.source: "ASKED"}


def _measure(desk: Desk, one: Person) -> Values:
    return {MEASURE.owner: _worker(desk, one), MEASURE.state: "IN_PROCESS"}


def _letter(desk: Desk, _one: Person) -> Values:
    return {LETTER.letter_type: "REFERRAL", LETTER.signed_by: desk.user}


def _plan(desk: Desk, one: Person) -> Values:
    """The newest version with what of it is still open, or a line for each need that waits."""
    before = one.file.of(HelpPlan)
    if before:
        last = before[-1]
        return {
            PLAN.aim: last.aim,
            PLAN.items: tuple(item for item in last.items if item.state == help_plan.OPEN),
            PLAN.interval_days: last.interval_days,
            PLAN.way: last.way,
            PLAN.who: last.who,
        }
    return {PLAN.items: tuple(_items(desk, one)), PLAN.who: _worker(desk, one)}


def _items(desk: Desk, one: Person) -> list[PlanItem]:
    until = _next_assessment(desk, one)
    return [
        PlanItem(
            need=line.code,
            measure=line.said if line.state == board.DOING else f"落实{line.label}",
            owner=line.owner or _worker(desk, one),
            partner=line.department or None,
            until=max(line.until or until, desk.today),
            state=help_plan.OPEN,
        )
        for line in board.of(desk, one.file).lines
        if line.state in (*board.OPEN, board.DOING)
    ]


def _next_assessment(desk: Desk, one: Person) -> date:
    why = one.dates.get(ASSESSMENT.name)
    return why.result if why is not None else desk.today


_GIVEN: Mapping[type[Record], Give] = {
    InsideCheck: _inside_check,
    PrisonMeeting: _meeting,
    EscortPlan: _escort,
    Need: _need,
    HelpMeasure: _measure,
    Letter: _letter,
    HelpPlan: _plan,
}


def given_of(desk: Desk, one: Person, kind: RecordKind) -> Values:
    """Today as its day, and what the kind knows."""
    known, give = kind_of(kind.name), _GIVEN.get(kind.record)
    day = {name_of(known.day): desk.today} if known is not None and known.day is not None else {}
    return {**day, **(give(desk, one) if give else {})}
