"""cases/aid_duties.py: urgent needs, a plan after each assessment, what records of help ask for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.services.aid import asking, going_on
from anbang_desktop.services.cases import duties
from anbang_desktop.services.cases.duty import Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import ASSESSED, walk_in
from tests.support import desks
from tests.support.chronicle import MovingClock

ITEM = {"need": "H06", "measure": "培训", "owner": "李文静", "until": "2026-06-01", "state": "OPEN"}


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(date(2026, 3, 2))


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    made = desks.Template(*empty_office).desk(tmp_path / "office", clock)
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    return walk_in(desk)


def due(desk: Desk, no: str) -> dict[str, Duty]:
    """What is due of somebody who is helped."""
    file = people.show(desk, no).file
    active = replace(file, case=replace(file.case, state=State.S60_ACTIVE))
    return {one.key: one for one in duties.of(desk, active)}


def test_an_urgent_need_waits_until_somebody_begins(desk: Desk, no: str) -> None:
    asking.ask(desk, no, {"H06": "SOME"})
    assert "need" not in due(desk, no)
    asking.ask(desk, no, {"H06": "URGENT"})
    urgent = due(desk, no)["need"]
    assert (urgent.what, urgent.until, urgent.verb) == ("急需就业服务，着手办", date(2026, 3, 12), "登记帮扶")
    write.record(desk, no, "measure", {"help": "H06", "item": "培训", "owner": "李", "state": "IN_PROCESS"})
    assert "need" not in due(desk, no)


def test_a_plan_follows_each_assessment(desk: Desk, no: str, clock: MovingClock) -> None:
    write.record(desk, no, "assessment", {**ASSESSED, "needs": {"H06": "NONE"}})
    assert "plan" not in due(desk, no), "nothing is needed"
    write.record(desk, no, "assessment", {**ASSESSED, "needs": {"H06": "SOME"}})
    assert due(desk, no)["plan"].what == "制定一人一策"
    write.record(desk, no, "plan", {"items": [ITEM]})
    assert "plan" not in due(desk, no)
    clock.pass_days(30)
    write.record(desk, no, "assessment", {**ASSESSED, "kind": "PERIODIC", "needs": {"H06": "NONE"}})
    again = due(desk, no)["plan"]
    assert (again.what, again.until >= desk.today) == ("复核一人一策", True)
    write.record(
        desk, no, "plan", {"items": [{**ITEM, "state": "DONE", "result": "有活干"}], "review": "办成"}
    )
    assert "plan" not in due(desk, no)


def test_an_application_is_asked_after_and_a_stay_ends(desk: Desk, no: str, clock: MovingClock) -> None:
    relief = write.record(desk, no, "relief", {"kind": "TEMPORARY", "reason": "ILLNESS"})
    stay = write.record(desk, no, "base_stay", {"base": "甲", "base_kind": "GOV", "reason": "NO_HOME"})
    found = due(desk, no)
    assert found["relief"].until == date(2026, 4, 1)
    assert found["base_stay"].until == date(2026, 8, 29)
    clock.pass_days(10)
    write.correct(desk, no, "relief", relief, {"decision": "APPROVED", "amount": "800"})
    write.correct(desk, no, "base_stay", stay, {"out_on": desk.today, "out_to": "HOME"})
    assert not {"relief", "base_stay"} & due(desk, no).keys()


def test_a_letter_is_waited_for_in_every_state_before_the_end(desk: Desk, no: str) -> None:
    letter = {
        "letter_type": "REFERRAL",
        "receiver_kind": "DEPARTMENT",
        "receiver": "民政局",
        "matter": "请办。",
    }
    id_ = write.record(desk, no, "letter", letter)
    file = people.show(desk, no).file
    for state in State:
        there = replace(file, case=replace(file.case, state=state))
        keys = {one.key for one in duties.of(desk, there)}
        assert ("letter" in keys) == (not state.ended), state
    going_on.send(desk, no, id_, {})
    going_on.answer(desk, no, id_, {"accepted": False, "reply_text": "不归我们管"})
    assert "letter" not in due(desk, no)
