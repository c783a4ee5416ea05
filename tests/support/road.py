"""The road of a case, step by step with everything that each asks of the records."""

from dataclasses import replace
from datetime import date, timedelta

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services.cases import advance, inside
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.records import write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import people

LISTED = date(2026, 10, 20)
RELEASED = date(2026, 11, 2)
SET_UP = date(2026, 11, 9)
PERIOD_END = date(2031, 11, 2)
EARLIER: dict[State, State | None] = {  # the way by which a case comes into a state
    State.S05_INSIDE: None,
    State.S10_NOTICE: None,
    State.S20_VERIFYING: State.S10_NOTICE,
    State.S30_AWAIT_RELEASE: State.S20_VERIFYING,
    State.S40_AWAIT_HANDOVER: State.S30_AWAIT_RELEASE,
    State.S50_REGISTERED: State.S40_AWAIT_HANDOVER,
    State.S60_ACTIVE: State.S50_REGISTERED,
    State.S70_TRANSFER_PENDING: State.S60_ACTIVE,
    State.S75_TRANSFERRED: State.S70_TRANSFER_PENDING,
    State.S80_CLOSING: State.S60_ACTIVE,
    State.S85_EXPIRED: State.S80_CLOSING,
    State.S86_TERMINATED: State.S60_ACTIVE,
}
DAYS = {  # when a step into the state is taken; the day before for what the calendar forbids
    State.S10_NOTICE: LISTED,
    State.S20_VERIFYING: LISTED,
    State.S30_AWAIT_RELEASE: LISTED,
    State.S35_RETURNED: SET_UP,
    State.S40_AWAIT_HANDOVER: RELEASED,
    State.S50_REGISTERED: SET_UP,
    State.S60_ACTIVE: SET_UP,
    State.S70_TRANSFER_PENDING: SET_UP,
    State.S75_TRANSFERRED: SET_UP,
    State.S80_CLOSING: PERIOD_END,
    State.S85_EXPIRED: PERIOD_END + timedelta(days=1),
    State.S86_TERMINATED: PERIOD_END,
    State.S90_ARCHIVED: PERIOD_END + timedelta(days=2),
}
SAID = StepFacts(
    "按规定办理",
    "邻县东关司法所",
    "邻司回〔2026〕3号，2026-11-09",
    "死亡证明复印件",
    "OTHER",
    "东司转〔2026〕1号",
    new_addr="邻县东关街12号",
)


def said_for(target: State) -> StepFacts:
    """What is said with a step into that state; a transfer has causes of its own."""
    return replace(SAID, cause="01") if target is State.S70_TRANSFER_PENDING else SAID


FORM = {
    "summary": "按期走访，生活稳定。",
    "re_offence": False,
    "group_opinion": "同意解除。",
    "office_opinion": "建议期满解除。",
}
FAMILY = [{"name": "陈建军", "relation": "51", "supports": True}]


def on(desk: Desk, day: date) -> Desk:
    """The same office on another day."""
    return replace(desk, clock=FixedClock(day))


def entered(desk: Desk) -> str:
    """Somebody in prison whom no list has named; the case number."""
    person = {"name": "陈丽华", "id_no": "14990119720711407X", "village": "东街村"}
    return inside.register(desk, {**person, "release_type": "01", "release_date": RELEASED})


def listed(desk: Desk) -> str:
    """Somebody whom a list of the county names; the case number."""
    with begin(desk, "名单") as unit:
        person = Client(name="陈丽华", id_no="14990119720711407X", sex="2", birth_date=date(1972, 7, 11))
        client = unit.add(person, "名单")
        case = Case(release_date=RELEASED, release_type="01", village="东街村")
        return advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, desk.today).no


def prepare(desk: Desk, no: str, source: State, target: State) -> None:
    """Record what the step asks of the records: some of them bring the case there by themselves."""
    if source is State.S20_VERIFYING:
        check = {
            "methods": ["VILLAGE"],
            "checker": "李文静",
            "second_checker": "王强",
            "replied_on": desk.today,
        }
        result = "03" if target is State.S35_RETURNED else "01"
        write.record(desk, no, "verification", {**check, "result": result}, desk.today)
    elif source is State.S40_AWAIT_HANDOVER and target is State.S50_REGISTERED:
        write.record(desk, no, "handover", {"mode": "L01"})
        write.record(desk, no, "registration", {"release_cert_no": "（2026）释字第7号", "family": FAMILY})
    elif (source, target) == (State.S50_REGISTERED, State.S60_ACTIVE):
        members = [
            ("李文静", "OFFICE", "LEADER"),
            ("王建国", "VILLAGE", "MEMBER"),
            ("陈建军", "FAMILY", "MEMBER"),
        ]
        rows = [dict(zip(("name", "kind", "role"), one, strict=True)) for one in members]
        write.record(desk, no, "group", {"members": rows})
        assess(desk, no, "INITIAL")
        agreements.refuse(desk, no, desk.today, "NO_NEED", "王建国")
    elif target is State.S80_CLOSING:
        assess(desk, no, "CLOSING")
    elif target is State.S85_EXPIRED:
        write.record(desk, no, "closing", FORM)


def assess(desk: Desk, no: str, kind: str) -> None:
    """An assessment of that kind, decided."""
    agreed = {item.code: item.options[0].points for item in desk.instrument.items}
    values = {"kind": kind, "present": ["李文静"], "agreed": agreed, "decided": "GENERAL"}
    write.record(desk, no, "assessment", values)


def take(desk: Desk, no: str, source: State, target: State) -> None:
    """Everything the step asks for, and the step on its day."""
    there = on(desk, day_of(desk, no, target))
    prepare(there, no, source, target)
    assert advance.advance(there, no, target, said=said_for(target), approved_by="赵所长") is target


def day_of(desk: Desk, no: str, target: State) -> date:
    """The day of the step: not before the state that the case is in; who isn't set up is closed only once the
    period is over.
    """
    here = people.show(desk, no).file.stages[-1]
    late = (here.state, target) == (State.S50_REGISTERED, State.S80_CLOSING)
    return max(PERIOD_END + timedelta(days=1) if late else DAYS[target], here.on)


BEGUN_EARLY = {(one, State.S50_REGISTERED) for one in (State.S70_TRANSFER_PENDING, State.S80_CLOSING)}


def come_to(desk: Desk, state: State, target: State | None = None) -> str:
    """A case that has come into a state; its number. Who is to go back to 已登记 was begun there."""
    source = State.S50_REGISTERED if (state, target) in BEGUN_EARLY else EARLIER[state]
    if source is None:
        return (entered if state is State.S05_INSIDE else listed)(on(desk, LISTED))
    no = come_to(desk, source)
    take(desk, no, source, state)
    return no
