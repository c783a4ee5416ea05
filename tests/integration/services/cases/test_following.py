"""cases/following.py: what was recorded counts as done, in the unit that recorded it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.states import State
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import overview, people

CAME, TODAY = date(2026, 11, 2), date(2026, 11, 30)
RELEASED = date(2026, 11, 20)
CHECK = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "checked_on": date(2026, 11, 9)}
REPLY = {"replied_on": date(2026, 11, 11)}
MEMBERS = [
    {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
    {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
    {"name": "陈建军", "kind": "FAMILY", "role": "MEMBER"},
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.create(
        tmp_path / "office", "西坡司法所", "XP01", "某县", "王所长", "柳暗花明又一村2026", FixedClock(TODAY)
    )
    yield made.desk
    opening.close(made.desk)


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def listed(desk: Desk, came: date = CAME) -> str:
    """Somebody whom a list of the county names; the case number."""
    with begin(on(desk, came), "名单") as unit:
        person = Client(name="陈丽华", id_no="14990119720711407X", sex="2", birth_date=date(1972, 7, 11))
        client = unit.add(person, "名单")
        case = Case(release_date=RELEASED, release_type="01", village="东街村")
        return advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, came).no


def released(desk: Desk) -> str:
    """The same person, verified and released."""
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    advance.confirm_release(desk, no, RELEASED)
    return no


def here(desk: Desk, no: str) -> CaseFile:
    return people.show(desk, no).file


def road(desk: Desk, no: str) -> list[tuple[str, date]]:
    return [(stage.state[:3], stage.on) for stage in here(desk, no).stages]


def units(desk: Desk, no: str) -> list[str]:
    return [one.label for one in history.done_with(desk, no)]


def test_a_check_with_its_reply_brings_the_case_through_two_states_on_their_days(desk: Desk) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    assert road(desk, no) == [("S10", CAME), ("S20", date(2026, 11, 9)), ("S30", date(2026, 11, 11))]
    assert here(desk, no).state == State.S30_AWAIT_RELEASE
    assert units(desk, no) == ["登记核查", "名单"], "record and steps are one unit of work"
    assert desk.store.check().ok


def test_undo_takes_record_and_steps_back_together_and_undoing_that_restores_both(desk: Desk) -> None:
    no = listed(desk)
    before = here(desk, no)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    after = here(desk, no)
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert here(desk, no) == before
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert here(desk, no) == after


def test_a_check_without_reply_has_begun_and_its_correction_finishes_it(desk: Desk) -> None:
    no = listed(desk)
    record = write.record(desk, no, "verification", CHECK)
    assert here(desk, no).state == State.S20_VERIFYING
    write.correct(desk, no, "verification", record, REPLY)
    assert here(desk, no).state == State.S30_AWAIT_RELEASE
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert here(desk, no).state == State.S20_VERIFYING


def test_a_check_older_than_the_import_takes_the_list_back_to_its_day(desk: Desk) -> None:
    no = listed(desk, TODAY)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    assert road(desk, no)[:2] == [("S10", date(2026, 11, 9)), ("S20", date(2026, 11, 9))]


@pytest.mark.parametrize("result", ["03", "04", "06"])
def test_who_is_not_ours_is_sent_back_by_a_question(desk: Desk, result: str) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY, "result": result, "second_checker": "孙文"})
    assert here(desk, no).state == State.S20_VERIFYING


def test_the_release_itself_stays_a_question(desk: Desk) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    write.record(desk, no, "handover", {"mode": "L01", "handover_date": RELEASED})
    write.record(desk, no, "registration", {"release_cert_no": "（2026）释字第7号"})
    assert here(desk, no).state == State.S30_AWAIT_RELEASE
    advance.confirm_release(desk, no, RELEASED)
    assert here(desk, no).state == State.S50_REGISTERED, "what was recorded before counts with the answer"
    assert units(desk, no)[0] == "确认释放"


@pytest.mark.parametrize("order", [("handover", "registration"), ("registration", "handover")])
def test_hand_over_and_registration_bring_the_case_on_the_books_in_any_order(
    desk: Desk, order: tuple[str, str]
) -> None:
    no = released(desk)
    values: dict[str, dict[str, object]] = {
        "handover": {"mode": "L01", "handover_date": RELEASED},
        "registration": {"release_cert_no": "（2026）释字第7号"},
    }
    write.record(desk, no, order[0], values[order[0]], date(2026, 11, 21))
    assert here(desk, no).state == State.S40_AWAIT_HANDOVER
    write.record(desk, no, order[1], values[order[1]], date(2026, 11, 21))
    assert here(desk, no).state == State.S50_REGISTERED
    assert not any("报到" in duty.what for duty in overview.show(desk, no).duties)


def set_up(desk: Desk, no: str) -> None:
    """Group and assessment; the agreement is still open."""
    write.record(desk, no, "group", {"members": MEMBERS, "formed_on": date(2026, 11, 24)})
    agreed = {item.code: item.options[0].points for item in desk.instrument.items}
    values = {"kind": "INITIAL", "present": ["李文静"], "agreed": agreed, "decided": "GENERAL"}
    write.record(desk, no, "assessment", {**values, "meeting_on": date(2026, 11, 25)})


def registered(desk: Desk) -> str:
    """The same person on the books."""
    no = released(desk)
    write.record(desk, no, "handover", {"mode": "L01", "handover_date": RELEASED})
    write.record(desk, no, "registration", {"release_cert_no": "（2026）释字第7号"}, date(2026, 11, 21))
    assert here(desk, no).state == State.S50_REGISTERED
    return no


@pytest.mark.parametrize("signed", [True, False])
def test_the_last_piece_of_the_set_up_ends_it_on_its_own_day(desk: Desk, *, signed: bool) -> None:
    no = registered(desk)
    set_up(desk, no)
    assert here(desk, no).state == State.S50_REGISTERED
    if signed:
        agreements.draw(desk, no)
        agreements.sign(desk, no, date(2026, 11, 27))
    else:
        agreements.refuse(desk, no, date(2026, 11, 27), "NO_NEED", "王建国")
    assert road(desk, no)[-1] == ("S60", date(2026, 11, 27))


def test_a_group_that_lacks_somebody_holds_the_set_up_open_and_says_so(desk: Desk) -> None:
    no = registered(desk)
    write.record(desk, no, "group", {"members": MEMBERS[:1], "formed_on": date(2026, 11, 24)})
    assert "补齐安置帮教小组" in [duty.what for duty in overview.show(desk, no).duties]
    agreements.refuse(desk, no, TODAY, "NO_NEED", "王建国")
    set_up(desk, no)
    assert here(desk, no).state == State.S60_ACTIVE


def test_one_answer_may_bring_the_case_through_three_states(desk: Desk) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    write.record(desk, no, "handover", {"mode": "L01", "handover_date": RELEASED})
    write.record(desk, no, "registration", {"release_cert_no": "（2026）释字第7号"}, date(2026, 11, 21))
    set_up(desk, no)
    with begin(desk, "协议") as unit:
        about = unit.open(no)
        unit.add(_signed(about), "协议")
    advance.confirm_release(desk, no, RELEASED)
    assert [code for code, _day in road(desk, no)] == ["S10", "S20", "S30", "S40", "S50", "S60"]
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert here(desk, no).state == State.S30_AWAIT_RELEASE


def _signed(about: CaseFile) -> Agreement:
    return Agreement(
        case_id=about.case_id,
        on=TODAY,
        from_on=TODAY,
        to_on=TODAY + timedelta(days=365),
        parties=(),
        state="SIGNED",
        signed_on=TODAY,
    )


def test_a_voided_record_leaves_the_state_and_what_is_missing_is_due_again(desk: Desk) -> None:
    no = registered(desk)
    (handover,) = here(desk, no).handovers
    write.void(desk, no, "handover", handover.id, "登记错了人")
    assert here(desk, no).state == State.S50_REGISTERED
    assert "补登记衔接" in [duty.what for duty in overview.show(desk, no).duties]


def test_a_step_that_was_taken_already_is_no_fault_on_the_command_line(desk: Desk) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    before = units(desk, no)
    assert advance.advance(desk, no, "S30") is State.S30_AWAIT_RELEASE
    assert units(desk, no) == before
    with pytest.raises(Exception, match="不能从“待释放”直接到“核查中”"):
        advance.advance(desk, no, "S20")


def test_the_last_unit_says_what_state_the_case_came_to(desk: Desk) -> None:
    no = listed(desk)
    write.record(desk, no, "verification", {**CHECK, **REPLY})
    last = history.last_done(desk, 0)
    assert last is not None
    assert (last.label, last.reached) == ("登记核查", "待释放")
    write.record(desk, no, "handover", {"mode": "L01", "handover_date": RELEASED})
    last = history.last_done(desk, 0)
    assert last is not None
    assert last.reached == ""
