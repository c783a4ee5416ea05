"""What an office records of one invented person, from the county's list to the end: whole records made
from their
declarations, so that a new datum fills itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.states import AgreementState, State, reached
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.stage import Stage
from anbang_desktop.fields.verification import Verification
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registration import with_period
from tests.support.inventor import WORKERS, Inventor
from tests.support.makers import TODAY, Invented

R = TypeVar("R", bound=Record)
SHARES = {  # how many of a hundred cases stand in each state
    State.S10_NOTICE: 4,
    State.S20_VERIFYING: 1,
    State.S30_AWAIT_RELEASE: 4,
    State.S35_RETURNED: 1,
    State.S40_AWAIT_HANDOVER: 2,
    State.S50_REGISTERED: 5,
    State.S60_ACTIVE: 60,
    State.S70_TRANSFER_PENDING: 1,
    State.S75_TRANSFERRED: 2,
    State.S80_CLOSING: 2,
    State.S85_EXPIRED: 10,
    State.S86_TERMINATED: 2,
    State.S90_ARCHIVED: 6,
}
ASSESSMENTS, CONTACTS = 3, 10
TALK = "到其家中走访，本人在家务农，身体情况良好，近期无外出打算，家庭关系和睦。已告知临时救助政策。"
HEALTHY = ("HOME_VISIT", "OFFICE_TALK", "PHONE")
PAPERS = (PaperKey.NOTICE, PaperKey.RELEASE_CERTIFICATE, PaperKey.HELP_PLAN, PaperKey.CLOSING)
ROAD = (
    State.S10_NOTICE,
    State.S20_VERIFYING,
    State.S30_AWAIT_RELEASE,
    State.S40_AWAIT_HANDOVER,
    State.S50_REGISTERED,
    State.S60_ACTIVE,
    State.S80_CLOSING,
    State.S85_EXPIRED,
    State.S90_ARCHIVED,
)
SIDE = {  # the states that are not on the way to the end, and where one turns off
    State.S35_RETURNED: State.S20_VERIFYING,
    State.S70_TRANSFER_PENDING: State.S60_ACTIVE,
    State.S75_TRANSFERRED: State.S60_ACTIVE,
    State.S86_TERMINATED: State.S60_ACTIVE,
}


@dataclass(frozen=True, slots=True)
class Way:
    """The days of one case: when the list came, when somebody was released and registered, when it ended."""

    state: State
    listed: date
    released: date
    registered: date
    ended: date

    @property
    def seen(self) -> bool:
        """Whether somebody came to the office at all."""
        return reached(self.state, State.S50_REGISTERED)

    def stages(self) -> list[tuple[State, date]]:
        """The states on the way, each with its day."""
        goal = SIDE.get(self.state, self.state)
        passed = [*ROAD[: ROAD.index(goal) + 1], *([self.state] if self.state in SIDE else [])]
        return [(one, self._day(one)) for one in passed]

    def _day(self, one: State) -> date:
        if reached(one, State.S70_TRANSFER_PENDING):
            return self.ended
        days = {
            State.S10_NOTICE: self.listed,
            State.S40_AWAIT_HANDOVER: self.released,
            State.S50_REGISTERED: self.registered,
            State.S60_ACTIVE: self.registered + timedelta(days=14),
        }
        return days.get(one, self.listed + timedelta(days=5))


class Lives:
    """Gives records of people; the same for the same chance."""

    def __init__(self, desk: Desk, chance: Random, instrument_text: int) -> None:
        """``instrument_text`` is the kept text of the instrument in use."""
        self.desk, self.chance = desk, chance
        self._any = Inventor(desk.codes, chance)
        scored = [_scored(desk, one, desk.instrument, chance) for one in self._any.sorts(Assessment)]
        self._any.keep(Assessment, [replace(one, instrument_text=instrument_text) for one in scored])

    def way(self) -> Way:
        """Where a case stands, and the days that brought it there."""
        chance = self.chance
        state = chance.choices(tuple(SHARES), tuple(SHARES.values()))[0]
        if not reached(state, State.S40_AWAIT_HANDOVER):
            listed = TODAY - timedelta(days=chance.randrange(30))
            ahead = TODAY + timedelta(days=chance.randrange(3, 150))
            return Way(state, listed, ahead, ahead, TODAY - timedelta(days=chance.randrange(2)))
        since = _days_since_release(state, chance)
        released = TODAY - timedelta(days=since)
        registered = released + timedelta(days=min(since, chance.randrange(1, 10)))
        return Way(
            state, released - timedelta(days=60), released, registered, TODAY - timedelta(days=since // 20)
        )

    def client(self, one: Invented) -> Client:
        """The person."""
        own = ("name", "id_no", "sex", "birth_date", "hukou_addr", "live_addr", "phone")
        return replace(self._any(Client), **{name: getattr(one, name) for name in own})

    def case(self, one: Invented, client_id: int, no: str, way: Way) -> Case:
        """The case as it stands now."""
        own = ("village", "term", "term_start", "custody_unit", "release_type", "offences")
        known = replace(
            self._any(Case),
            client_id=client_id,
            no=no,
            source="PRISON",
            state=way.state,
            state_on=way.stages()[-1][1],
            entered_at=_nine(way.listed),
            entered_by=self.desk.user,
            release_date=way.released,
            term_end=way.released,
            responsible_worker=self.chance.choice(WORKERS),
            **{name: getattr(one, name) for name in own},
        )
        if way.seen:
            known = replace(known, filled_on=way.registered, filled_by=known.entered_by)
            known = replace(known, file_opened_on=way.registered, level=self._level())
        return with_period(self.desk, known)

    def stages(self, case_id: int, way: Way) -> Iterator[Stage]:
        """Its dated states."""
        for state, on in way.stages():
            yield Stage(case_id=case_id, state=state, on=on, entered_at=_nine(on), entered_by=self.desk.user)

    def records(self, case: Case, way: Way, agreement_no: str) -> Iterator[Record]:
        """Everything else."""
        if reached(way.state, State.S30_AWAIT_RELEASE) or way.state is State.S35_RETURNED:
            checked = way.listed + timedelta(days=4)
            yield self._on(
                Verification,
                case,
                checked,
                checked_on=checked,
                replied_on=checked,
                result="03" if way.state is State.S35_RETURNED else "01",
            )
        if way.seen:
            yield from self._settled(case, way)
            yield from self._helped(case, way)
            yield self._agreement(case, way, agreement_no)
        if way.state.ended:
            yield self._on(
                Approval,
                case,
                way.ended,
                decided_on=way.ended,
                granted=True,
                matter="RETURN" if way.state is State.S35_RETURNED else "CLOSING",
            )

    def _settled(self, case: Case, way: Way) -> Iterator[Record]:
        day = way.registered
        yield self._on(Handover, case, day, handover_date=day, actual_at=_nine(day), planned_at=_nine(day))
        if way.state is not State.S50_REGISTERED or self.chance.random() < 0.5:
            yield self._on(HelpGroup, case, day, formed_on=day)
        yield self._on(Placement, case, day, placed=True, way="01", placed_from=day, none_reason=None)
        for paper in self.chance.sample(PAPERS, self.chance.randrange(len(PAPERS) + 1)):
            yield self._on(FileItem, case, day, paper=paper, title="材料复印件", attachment_id=None)

    def _helped(self, case: Case, way: Way) -> Iterator[Record]:
        end = way.ended if way.state.ended else TODAY
        level = case.level or "GENERAL"
        newest = end - timedelta(days=self.chance.randrange(95))
        later = [newest - timedelta(days=170 * turn) for turn in range(ASSESSMENTS - 1)]
        for day in (way.registered + timedelta(days=12), *later):
            first = day == way.registered + timedelta(days=12)
            if (first and day <= end) or day > way.registered + timedelta(days=60):
                kind = "INITIAL" if first else "PERIODIC"
                yield self._on(
                    Assessment, case, day, meeting_on=day, effective_on=day, kind=kind, decided=level
                )
        day = end - timedelta(days=self.chance.randrange(35))
        for _ in range(CONTACTS):
            if day > way.registered:
                yield self._contact(case, day)
            day -= timedelta(days=self.chance.randrange(20, 40))

    def _contact(self, case: Case, day: date) -> Contact:
        unclear = self.chance.random() < 0.002
        return self._on(
            Contact,
            case,
            day,
            at=_nine(day),
            contact_type=self.chance.choice(HEALTHY),
            met="SELF",
            content=TALK,
            abnormal=unclear,
            workers=(self.chance.choice(WORKERS),),
            wish=None,
        )

    def _agreement(self, case: Case, way: Way, number: str) -> Agreement:
        waits = way.state is State.S50_REGISTERED
        state = AgreementState.PRINTED if waits else AgreementState.SIGNED
        signed = None if waits else way.registered + timedelta(days=3)
        period = {"from_on": case.period_start or way.released, "to_on": case.period_end or way.released}
        given = {"agr_no": number, "version": 1, "template_id": "agreement-1", "visit_interval": None}
        stands = {"state": state, "signed_on": signed}
        return self._on(Agreement, case, way.registered, **period, **given, **stands)

    def _level(self) -> str:
        return "KEY" if self.chance.random() < 0.15 else "GENERAL"

    def _on(self, record: type[R], case: Case, on: date, /, **values: Any) -> R:
        """A record of that kind and day with these values; the others are invented."""
        made = self._any(record)
        return replace(
            made,
            case_id=case.id,
            on=on,
            entered_at=_nine(on),
            entered_by=self.desk.user,
            **values,
        )


def _days_since_release(state: State, chance: Random) -> int:
    if state is State.S40_AWAIT_HANDOVER:
        return chance.randrange(1, 20)
    if state is State.S50_REGISTERED:
        return chance.randrange(1, 25)
    if state in (State.S60_ACTIVE, State.S70_TRANSFER_PENDING):
        return chance.randrange(40, 3 * 365 - 3)
    return chance.randrange(3 * 365, 5 * 365)


def _scored(desk: Desk, one: Assessment, instrument: Instrument, chance: Random) -> Assessment:
    """With the sheets of three members, who agree, and the score that follows."""
    agreed = {item.code: chance.choice(item.options).points for item in instrument.items}
    sheets = tuple(MemberSheet(member=name, values=agreed) for name in WORKERS[:3])
    filled = replace(
        one,
        present=WORKERS[:3],
        sheets=sheets,
        agreed=agreed,
        needs=dict.fromkeys(instrument.needs, "NONE"),
        triggers=(),
        reason="经小组讨论，结合日常表现决定",
        next_on=None,
        effective_on=None,
        on=TODAY,
    )
    nobody = CaseFile(Client(name="某人"), Case(), (), {})
    return replace(assessment.complete(desk, nobody, filled), next_on=None)


def _nine(day: date) -> datetime:
    return datetime.combine(day, time(9))


def by_kind(records: Sequence[Record]) -> dict[type[Record], list[Record]]:
    """Records of many cases by their class."""
    found: dict[type[Record], list[Record]] = {}
    for one in records:
        found.setdefault(type(one), []).append(one)
    return found
