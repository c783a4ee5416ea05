"""The steps between the states."""

from dataclasses import fields, replace
from datetime import date

import pytest

from anbang_desktop.domain.guards import CaseFacts, StepFacts
from anbang_desktop.domain.states import STATES, Ask, State, state
from anbang_desktop.domain.steps import TRANSITIONS, ahead, asked, follows, may_follow, missing, next_states


def sentences_of(source: str, target: str, facts: CaseFacts) -> list[str]:
    return [lack.sentence for lack in missing(source, target, facts)]


def test_every_state_can_be_reached_and_none_but_the_last_is_a_dead_end() -> None:
    assert {target for _source, target in TRANSITIONS} == set(STATES)
    dead_ends = {one for one in STATES if not next_states(one)}
    assert dead_ends == {State.S35_RETURNED, State.S90_ARCHIVED}


@pytest.mark.parametrize(("source", "target"), [("S10", "S20"), ("", "S10")])
def test_steps_without_condition(nothing: CaseFacts, source: str, target: str) -> None:
    assert missing(source, target, nothing) == []


def test_steps_that_do_not_exist_name_the_next_ones(nothing: CaseFacts) -> None:
    assert sentences_of("S10", "S60", nothing) == [
        "不能从“待核查”直接到“在册帮教”；下一步可以是“核查中”（S20）。"
    ]
    assert sentences_of("S90", "S10", nothing) == ["不能从“已归档”直接到“待核查”；此案已经办结。"]
    assert sentences_of("S20", "S20_VERIFYING", nothing) == ["已经是“核查中”，不必再改。"]
    assert sentences_of("", "S60", nothing)[0].startswith("不能从“新登记”直接到“在册帮教”")


def test_next_states() -> None:
    assert next_states("S20_VERIFYING") == next_states("S20") == (State.S30_AWAIT_RELEASE, State.S35_RETURNED)
    assert next_states("") == (State.S10_NOTICE, State.S50_REGISTERED)


@pytest.mark.parametrize(
    ("source", "target", "asks"),
    [
        ("S10", "S20", ()),
        ("S20", "S35", (Ask.REASON,)),
        ("S30", "S40", (Ask.RELEASE_DATE,)),
        ("S50", "S60", ()),
        ("S80", "S60", (Ask.REASON,)),
        ("S60", "S86", (Ask.REASON, Ask.PROOF)),
    ],
)
def test_a_step_asks_what_its_state_and_its_guards_want(
    source: str, target: str, asks: tuple[Ask, ...]
) -> None:
    assert asked(source, target) == asks


def test_what_a_guard_wants_to_be_said_is_asked_for(nothing: CaseFacts) -> None:
    """Whatever is still missing when everything asked for was said stands in the records."""
    words = {
        "reason_missing": Ask.REASON,
        "receiving_office_missing": Ask.RECEIVING_OFFICE,
        "receipt_missing": Ask.RECEIPT_NO,
        "proof_missing": Ask.PROOF,
    }
    for source, target in TRANSITIONS:
        if source is not None:
            wanted = {words[lack.code] for lack in missing(source, target, nothing) if lack.code in words}
            assert wanted <= set(asked(source, target)), (source, target)


def test_asks_are_the_names_of_what_is_said() -> None:
    assert {one.name for one in fields(StepFacts)} == set(Ask) - {Ask.RELEASE_DATE}
    assert state("S75").way.asks == (Ask.RECEIPT_NO,)


DAY = date(2026, 11, 30)


@pytest.fixture
def complete(ready: CaseFacts) -> CaseFacts:
    """Everything is recorded that any step asks for."""
    checked = replace(ready, verification_result="01", replied_on=DAY, release_date=DAY, on=DAY)
    return replace(checked, handover_on=DAY, registered_on=DAY, release_paper_seen=True)


@pytest.mark.parametrize(
    ("code", "goal"),
    [
        ("S10", State.S20_VERIFYING),
        ("S20", State.S30_AWAIT_RELEASE),
        ("S40", State.S50_REGISTERED),
        ("S50", State.S60_ACTIVE),
    ],
)
def test_what_was_recorded_leads_on(complete: CaseFacts, nothing: CaseFacts, code: str, goal: State) -> None:
    assert may_follow(code)
    assert follows(code, complete) is goal
    assert follows(code, nothing) is None


def test_a_check_without_its_reply_has_begun_and_is_not_finished(complete: CaseFacts) -> None:
    begun = replace(complete, replied_on=None)
    assert follows("S10", begun) is State.S20_VERIFYING
    assert follows("S20", begun) is None


@pytest.mark.parametrize("code", ["S30", "S35", "S60", "S70", "S75", "S80", "S85", "S86", "S90"])
def test_nothing_follows_where_somebody_has_to_say_so(complete: CaseFacts, code: str) -> None:
    assert not may_follow(code)
    assert follows(code, complete) is None


def test_people_see_what_is_left_to_do_for_what_they_work_towards(
    complete: CaseFacts, nothing: CaseFacts
) -> None:
    goal, lacking = ahead("S10", nothing) or (None, ())
    assert goal is State.S30_AWAIT_RELEASE, "that the check has begun is nothing to work towards"
    assert [lack.code for lack in lacking] == ["verification_missing", "reply_missing"]
    assert ahead("S30", complete) == (State.S40_AWAIT_HANDOVER, ())
    assert ahead("S50", complete) == (State.S60_ACTIVE, ())
    assert ahead("S60", complete) is None
