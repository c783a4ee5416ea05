"""cases/transfer_letter.py: the step writes the letter, its answer ends the step, one way to write each."""

from datetime import date, timedelta

import pytest

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import people
from tests.support import makers
from tests.support.road import SAID, SET_UP, come_to, on


def letter(desk: Desk, no: str) -> Letter:
    (found,) = people.show(desk, no).file.of(Letter)
    return found


@pytest.fixture
def no(empty_desk: Desk) -> str:
    return come_to(empty_desk, State.S70_TRANSFER_PENDING)


def test_the_step_writes_the_letter_with_its_number_day_and_term(empty_desk: Desk, no: str) -> None:
    sent = letter(empty_desk, no)
    assert (sent.letter_type, sent.receiver_kind, sent.receiver) == (
        "TRANSFER",
        "OFFICE",
        SAID.receiving_office,
    )
    assert (sent.number, sent.sent_on) == (SAID.letter_no, SET_UP)
    assert sent.reply_due == SET_UP + timedelta(days=empty_desk.pack.number("transfer.reply.days"))
    assert sent.matter.startswith(f"因迁居迁往{SAID.new_addr}。")
    assert people.show(empty_desk, no).file.stages[-1].letter_no is None


def test_a_yes_ends_the_case_on_its_day(empty_desk: Desk, no: str) -> None:
    answered = {"accepted": True, "replied_on": SET_UP + timedelta(days=3), "reply_no": "邻司回〔2026〕9号"}
    going_on.answer(empty_desk, no, letter(empty_desk, no).id, answered)
    about = people.show(empty_desk, no).file
    assert (about.state, about.case.state_on) == (State.S75_TRANSFERRED, SET_UP + timedelta(days=3))
    history.undo(empty_desk, history.done_with(empty_desk, no)[0].id)
    assert people.show(empty_desk, no).file.state == State.S70_TRANSFER_PENDING
    assert letter(empty_desk, no).replied_on is None


def test_a_no_is_followed_by_taking_it_back(empty_desk: Desk, no: str) -> None:
    going_on.answer(empty_desk, no, letter(empty_desk, no).id, {"accepted": False, "reply_text": "查无此人"})
    about = people.show(empty_desk, no).file
    assert about.state == State.S70_TRANSFER_PENDING
    assert [one.what for one in duties.of(empty_desk, about) if one.key == "transfer"] == [
        "对方没有接收，撤回转出"
    ]
    advance.advance(empty_desk, no, "S60", said=StepFacts(reason="对方查无此人"))
    assert letter(empty_desk, no).reply_text == "查无此人"


def test_withdrawing_ends_the_letter_that_waits(empty_desk: Desk, no: str) -> None:
    there = on(empty_desk, SET_UP)
    advance.advance(there, no, "S60", said=StepFacts(reason="本人不走了"))
    ended = letter(empty_desk, no)
    assert (ended.replied_on, ended.accepted, ended.reply_text) == (SET_UP, False, "撤回转出：本人不走了")
    assert not [one for one in duties.of(there, people.show(there, no).file) if one.key == "letter"]


def test_an_old_transfer_without_a_letter_keeps_its_own_line(empty_desk: Desk, no: str) -> None:
    about = people.show(empty_desk, no).file
    bare = type(about)(about.client, about.case, about.stages, {**about.records, Letter: ()})
    assert [one.what for one in duties.of(empty_desk, bare) if one.key == "transfer"] == [
        "等对方回执，没有收到的去催"
    ]
    assert advance.advance(empty_desk, no, "S75", said=SAID) is State.S75_TRANSFERRED
    assert letter(empty_desk, no).reply_no == SAID.receipt_no


def test_who_comes_from_another_office_gets_its_receipt_written(empty_desk: Desk) -> None:
    one = makers.person(seed=9)
    values = {**one.values(), "release_date": date(2026, 10, 1), "release_cert_no": "1"}
    said = StepFacts(sending_office="邻县东关司法所", letter_no="邻司转〔2026〕2号")
    no = advance.register_walk_in(empty_desk, values, "TRANSFER_IN", said=said)
    written = letter(empty_desk, no)
    assert (written.letter_type, written.receiver) == ("TRANSFER_IN", "邻县东关司法所")
    assert "邻司转〔2026〕2号" in written.matter
    (waits,) = (one for one in duties.of(empty_desk, people.show(empty_desk, no).file) if one.key == "letter")
    assert waits.what == "发出转入回执：邻县东关司法所"
    going_on.send(empty_desk, no, written.id, {})
    assert letter(empty_desk, no).reply_due is None, "nobody answers a receipt"
    assert not [one for one in duties.of(empty_desk, people.show(empty_desk, no).file) if one.key == "letter"]
