"""建账: begin the file of somebody who is on the books already, with what a roster says of the help so far.

Everything it makes is an ordinary record with what the list gives and nothing else; what a list doesn't tell
stays empty. The case begins as 已登记 on the day of the opening and goes on as far as its records reach, like
any other; the counting knows from ``CaseFile.opened_on`` that nobody came or fell behind on that day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.guards import OPENING, Lack, StepFacts
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.set_day import SetDay
from anbang_desktop.domain.states import NOT_SIGNED, AgreementState, State
from anbang_desktop.domain.steps import missing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, given
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.cases.advance import new_case, next_no, person_of, stage_of
from anbang_desktop.services.cases.duties import PERIOD_END
from anbang_desktop.services.cases.facts import case_facts
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import registration
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import set_days

LISTED = "LISTED"  # code table contact_type: a day, and not how
REASON = "登记账上原有的人"
NOTE = "建账时按花名册登记"
_ONLY_DAY = f"{NOTE}，花名册只列了日期"
_OUR_BOOKS = "花名册所列，与按规则推算的不同，以花名册为准"


@dataclass(frozen=True, slots=True)
class Opening:
    """The day on which the books are opened, and why."""

    on: date
    reason: str = REASON

    @property
    def said(self) -> StepFacts:
        """What its step says."""
        return StepFacts(reason=f"建账：{self.reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSoFar:
    """What a roster says of somebody's help until the opening; what it doesn't say is empty."""

    level: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    handover_date: date | None = None
    handover_mode: str | None = None
    handover_route: str | None = None
    must_escort: bool | None = None  # stands in the record of the hand-over, where there is one
    agreement: AgreementState = AgreementState.NONE
    agreement_on: date | None = None
    members: tuple[Member, ...] = ()
    last_contact: date | None = None
    assessed_on: date | None = None
    score: int | None = None
    placed: bool | None = None
    placement_way: str | None = None
    placed_from: date | None = None
    none_reason: str | None = None


def open_on(desk: Desk, day: date | None, reason: str = "") -> Opening:
    """The opening of the books on a day (today); UserError for a day to come."""
    on = day or desk.today
    if on > desk.today:
        what = f"建账日期 {on.isoformat()} 晚于今天（{desk.today.isoformat()}）。"
        raise UserError(what, "请写花名册所说的那一天，最晚是今天。", field="on")
    return Opening(on, reason.strip() or REASON)


def case_on_books(
    desk: Desk, client_id: int, no: str, case: Case, so_far: HelpSoFar, opening: Opening
) -> Case:
    """The case as it begins: 已登记 on the day of the opening, its form filled in on that day."""
    known = replace(
        case,
        level=so_far.level,
        handover_date=so_far.handover_date,
        handover_mode=so_far.handover_mode,
        handover_route=so_far.handover_route,
        period_start=so_far.period_start,
        period_end=so_far.period_end,
        filled_on=opening.on,
        filled_by=desk.user,
        file_opened_on=opening.on,
    )
    made = new_case(desk, client_id, no, known, OPENING, State.S50_REGISTERED, opening.on)
    return replace(made, period_end=so_far.period_end or made.period_end)


def period_set(desk: Desk, case: Case) -> Mapping[str, Any] | None:
    """The end of help as the roster has it, kept as a day that was set where the rules reckon another one, so
    that it stands; None where they agree.
    """
    now = _reckoned(desk, case)
    if now is None or case.period_end in (None, now.result):
        return None
    end = case.period_end or now.result
    listed = replace(now, result=end, rule=f"{now.rule}；{_OUR_BOOKS}")
    return {PERIOD_END: SetDay(listed, desk.today).plain()}


def reckoned_end(desk: Desk, case: Case) -> date | None:
    """The end of help by the rules; None while release day or type is unknown."""
    now = _reckoned(desk, case)
    return now.result if now else None


def _reckoned(desk: Desk, case: Case) -> Reckoning | None:
    if case.release_date is None or not case.release_type:
        return None
    return reckoning.period_end(desk.rules.on(case.release_date), case.release_type, case.release_date)


def records(case: Case, so_far: HelpSoFar, opening: Opening) -> tuple[Record, ...]:
    """What the roster says as records of their kinds, entered in the moment of the case."""
    made = _records(case, so_far, opening.on)
    return tuple(
        replace(one, case_id=case.id, entered_at=case.entered_at, entered_by=case.entered_by) for one in made
    )


def _records(case: Case, so_far: HelpSoFar, opened: date) -> Iterator[Record]:
    if so_far.handover_date and so_far.handover_mode:
        yield Handover(
            on=so_far.handover_date,
            handover_date=so_far.handover_date,
            mode=so_far.handover_mode,
            route=so_far.handover_route,
            must_escort=so_far.must_escort,
            remark=NOTE,
        )
    if so_far.members:
        yield HelpGroup(on=opened, formed_on=opened, members=so_far.members, remark=NOTE)
    yield from _agreement(case, so_far, opened)
    if so_far.assessed_on and so_far.level:
        yield Assessment(
            on=so_far.assessed_on,
            kind="",
            meeting_on=so_far.assessed_on,
            present=(),
            decided=so_far.level,
            effective_on=so_far.assessed_on,
            score=so_far.score,
            remark=NOTE,
        )
    if so_far.last_contact:
        at = datetime.combine(so_far.last_contact, time())
        yield Contact(on=so_far.last_contact, at=at, contact_type=LISTED, abnormal=False, content=_ONLY_DAY)
    if so_far.placed is not None:
        yield Placement(
            on=opened,
            placed=so_far.placed,
            way=so_far.placement_way,
            placed_from=so_far.placed_from,
            none_reason=so_far.none_reason,
            remark=NOTE,
        )


def _agreement(case: Case, so_far: HelpSoFar, opened: date) -> Iterator[Agreement]:
    """Its term is that of the help; without one nothing can be said of it."""
    if so_far.agreement is AgreementState.NONE or not (case.period_start and case.period_end):
        return
    refused = so_far.agreement in NOT_SIGNED
    yield Agreement(
        on=so_far.agreement_on or opened,
        from_on=case.period_start,
        to_on=case.period_end,
        parties=(),
        state=so_far.agreement,
        signed_on=None if refused else so_far.agreement_on,
        refused_on=so_far.agreement_on if refused else None,
        refusal_note=NOTE if refused else None,
    )


def lacks(desk: Desk, client: Client, case: Case, so_far: HelpSoFar, opening: Opening) -> tuple[Lack, ...]:
    """What is missing for 在册帮教 on the day of the opening; nothing: that is what the person will be."""
    listed: dict[type[Record], tuple[Record, ...]] = {}
    for one in records(case, so_far, opening):
        listed[type(one)] = (*listed.get(type(one), ()), one)
    about = CaseFile(client, case, (first_stage(desk, case, opening),), listed)
    return tuple(missing(case.state, State.S60_ACTIVE, case_facts(desk, about, opening.on)))


def first_stage(desk: Desk, case: Case, opening: Opening) -> Stage:
    """The beginning of the case, with the reason of the opening balance."""
    return stage_of(desk, case.id, State.S50_REGISTERED, opening.on, opening.said)


def register_on_books(
    desk: Desk, values: Mapping[str, object], so_far: Mapping[str, object], opening: Opening
) -> str:
    """Enter one person who is on the books already (建账), by hand as an import enters many; the case number.

    ``values`` are those of the registration form, ``so_far`` those of ``HelpSoFar``. UserError when mandatory
    fields are empty or the person has an open case.
    """
    taken = registration.of_newcomer(desk, values)
    said: dict[str, Any] = {name: value for name, value in so_far.items() if value is not None}
    agreed = AgreementState(said.pop("agreement", AgreementState.NONE))
    known = HelpSoFar(**said, agreement=agreed)
    with begin(desk, "建账：登记在册的人") as unit:
        client = person_of(unit, taken)
        no = next_no(desk, unit.work, opening.on.year)
        made = case_on_books(desk, client.id, no, Case(**given(Case, taken)), known, opening)
        case = unit.add(made, f"建账 {no}")
        unit.work.case_id = case.id
        enter(unit, [(client, case, known)], opening)
        return no


def enter(unit: Unit, cases: Sequence[tuple[Client, Case, HelpSoFar]], opening: Opening) -> None:
    """The beginning and the records of cases that were just made, all of one kind at once."""
    desk = unit.desk
    stages = unit.add_many([first_stage(desk, case, opening) for _client, case, _known in cases], "建账")
    days = {case.id: set_to for _client, case, _known in cases if (set_to := period_set(desk, case))}
    set_days.write(unit.work.connection, ((key, kept, False) for key, kept in days.items()))
    unit.hold(
        CaseFile(client, case, (stage,), {}, days.get(case.id))
        for (client, case, _known), stage in zip(cases, stages, strict=True)
    )
    made: dict[type[Record], list[Record]] = {}
    for _client, case, known in cases:
        for record in records(case, known, opening):
            made.setdefault(type(record), []).append(record)
    for kind, several in made.items():
        unit.add_many(several, f"建账：{kind_for(kind).label}")
