"""The states of cases and agreements."""

import json

import pytest

from anbang_desktop.domain.codes import CodeBook, CodeTableName
from anbang_desktop.domain.states import (
    ENDED,
    IN_FORCE,
    NOT_SIGNED,
    ON_BOOKS,
    STATES,
    STEP_VERBS,
    UNSETTLED,
    WAS_SIGNED,
    AgreementState,
    Ask,
    ContactState,
    Standing,
    State,
    reached,
    state,
)
from anbang_desktop.domain.verbs import Verb


def shorts(states: object) -> set[str]:
    return {one.short for one in STATES if one in states}  # type: ignore[operator]


def test_short_and_long_codes_mean_the_same() -> None:
    assert state("S10") is state("s10_notice") is STATES[1] is State.S10_NOTICE
    assert STATES[0] is State.S05_INSIDE
    assert (state("S60").code, state("S60").label, state("S60").short) == ("S60_ACTIVE", "在册帮教", "S60")


def test_an_unknown_state_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"没有“S99”这个状态.*S10 待核查"):
        state("S99")


def test_a_state_is_the_plain_text_of_the_database() -> None:
    assert State.S50_REGISTERED == "S50_REGISTERED"
    assert json.dumps({"state": State.S50_REGISTERED}) == '{"state": "S50_REGISTERED"}'
    assert f"{State.S50_REGISTERED}" == str(State.S50_REGISTERED) == "S50_REGISTERED"
    assert {one.name for one in STATES} == {one.value for one in STATES}


def test_who_is_on_the_books() -> None:
    assert shorts(ON_BOOKS) == {"S50", "S60", "S70", "S80"}
    assert all(one.on_books == (one.standing is Standing.ON_BOOKS) for one in STATES)


def test_what_has_ended_takes_no_record_and_what_is_shut_no_paper() -> None:
    assert shorts(ENDED) == {"S35", "S75", "S85", "S86", "S90"}
    assert [one for one in STATES if not one.accepts_records] == [one for one in STATES if one.ended]
    assert {one.short for one in STATES if not one.accepts_papers} == {"S35", "S90"}
    assert not ENDED & ON_BOOKS


def test_the_verbs_into_a_state_lead_to_one_state_each() -> None:
    assert STEP_VERBS[State.S35_RETURNED] is Verb.RETURN
    assert len(set(STEP_VERBS.values())) == len(STEP_VERBS) == 9
    assert State.S05_INSIDE not in STEP_VERBS


def test_what_a_step_asks_stands_in_the_table() -> None:
    asking = {one.short: one.way.asks for one in STATES if one.way.asks}
    assert asking == {
        "S35": (Ask.REASON,),
        "S40": (Ask.RELEASE_DATE,),
        "S70": (Ask.RECEIVING_OFFICE, Ask.NEW_ADDR, Ask.CAUSE, Ask.LETTER_NO, Ask.REASON),
        "S75": (Ask.RECEIPT_NO,),
        "S86": (Ask.CAUSE, Ask.PROOF, Ask.REASON),
        "S90": (Ask.REASON,),
    }
    assert {one.short: one.way.day for one in STATES if one.way.day} == {
        "S10": "收到日期",
        "S35": "退回日期",
        "S70": "发函日期",
        "S75": "回执日期",
        "S80": "开始日期",
        "S85": "解除日期",
        "S86": "终止日期",
        "S90": "归档日期",
    }


@pytest.mark.parametrize(
    ("table", "kind"), [("agreement_state", AgreementState), ("contact_state", ContactState)]
)
def test_code_tables_and_enumerations_agree(codes: CodeBook, table: CodeTableName, kind: type) -> None:
    assert {item.code for item in codes[table]} == set(kind)  # type: ignore[call-overload]


def test_an_agreement_is_open_settled_or_was_signed_once() -> None:
    assert not UNSETTLED & (IN_FORCE | WAS_SIGNED)
    assert UNSETTLED | NOT_SIGNED | WAS_SIGNED | {AgreementState.NONE} == set(AgreementState)
    assert {AgreementState.SIGNED} == IN_FORCE & WAS_SIGNED


@pytest.mark.parametrize(
    ("code", "goal", "yes"),
    [
        ("S10", "S05", True),
        ("S05", "S10", False),
        ("S35", "S05", True),
        ("S50", "S30", True),
        ("S50", "S50", True),
        ("S50", "S60", False),
        ("S35", "S20", True),
        ("S35", "S30", False),
        ("S90", "S85", True),
        ("S70", "S60", True),
        ("S75", "S80", False),
    ],
)
def test_how_far_a_case_has_come(code: str, goal: str, yes: bool) -> None:
    assert reached(code, state(goal)) is yes
