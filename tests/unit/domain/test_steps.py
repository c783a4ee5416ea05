"""The steps between the states."""

from dataclasses import fields, replace
from datetime import date

import pytest

from anbang_desktop.domain.guards import CaseFacts, StepFacts
from anbang_desktop.domain.states import STATES, Ask, State, state
from anbang_desktop.domain.steps import (
    TRANSITIONS,
    ahead,
    asked,
    follows,
    may_follow,
    missing,
    must_say,
    next_states,
    open_steps,
    told_as,
    verb_of,
)
from anbang_desktop.domain.verbs import Verb


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
    assert next_states("") == (State.S05_INSIDE, State.S10_NOTICE, State.S50_REGISTERED)
    assert next_states("S05") == (State.S10_NOTICE, State.S40_AWAIT_HANDOVER, State.S86_TERMINATED)


@pytest.mark.parametrize(
    ("source", "target", "asks"),
    [
        ("S10", "S20", ()),
        ("S20", "S35", (Ask.REASON,)),
        ("S30", "S40", (Ask.RELEASE_DATE,)),
        ("S50", "S60", ()),
        ("S80", "S60", (Ask.REASON,)),
        ("S60", "S86", (Ask.CAUSE, Ask.PROOF, Ask.REASON, Ask.LEFT_OPEN)),
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


@pytest.mark.parametrize(
    ("source", "target", "verb"),
    [
        ("S70", "S60", Verb.WITHDRAW_TRANSFER),
        ("S70", "S50", Verb.WITHDRAW_TRANSFER),
        ("S80", "S60", Verb.STOP_CLOSING),
        ("S80", "S50", Verb.STOP_CLOSING),
        ("S85", "S60", Verb.REOPEN),
        ("S60", "S86", Verb.TERMINATE),
        ("S50", "S60", None),
        ("S40", "S50", None),
    ],
)
def test_the_word_of_a_step_says_which_way_it_goes(source: str, target: str, verb: Verb | None) -> None:
    assert verb_of(source, target) is verb


def test_only_what_is_possible_is_offered(nothing: CaseFacts) -> None:
    """What was begun while setting up goes back there, everything else onto the books."""
    begun_early = replace(nothing, came_from="S50_REGISTERED")
    assert [one.short for one, _lacks in open_steps("S70", begun_early)] == ["S75", "S50"]
    assert [one.short for one, _lacks in open_steps("S70", nothing)] == ["S75", "S60"]
    assert [one.short for one, _lacks in open_steps("S50", nothing)] == ["S70", "S80", "S86"]
    assert open_steps("S90", nothing) == []


def test_what_is_said_with_a_step_is_asked_for_and_not_missing(nothing: CaseFacts) -> None:
    lacks = dict(open_steps("S60", nothing))[State.S86_TERMINATED]
    assert [one.code for one in lacks] == ["approval_missing"]
    assert must_say("S60", "S86", nothing) == {Ask.REASON, Ask.PROOF}
    died = replace(nothing, said=StepFacts(cause="DEATH"))
    assert must_say("S60", "S86", died) == {Ask.PROOF}
    wrong = replace(nothing, said=StepFacts(cause="WRONG"))
    assert must_say("S60", "S86", wrong) == set(), "no proof by the rules"
    assert must_say("S85", "S90", nothing) == {Ask.REASON}
    assert must_say("S85", "S90", replace(nothing, file_complete=True)) == set()


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


@pytest.mark.parametrize("code", ["S30", "S35", "S60", "S75", "S80", "S85", "S86", "S90"])
def test_nothing_follows_where_somebody_has_to_say_so(complete: CaseFacts, code: str) -> None:
    assert not may_follow(code)
    assert follows(code, complete) is None


def test_a_transfer_goes_on_with_its_answer_and_not_over_what_is_left_open(complete: CaseFacts) -> None:
    waiting = replace(complete, said=StepFacts())
    assert may_follow("S70")
    assert follows("S70", waiting) is None
    accepted = replace(waiting, transfer_accepted=True)
    assert follows("S70", accepted) is State.S75_TRANSFERRED
    assert follows("S70", replace(accepted, left_open=("诉求“落户”没有答复",))) is None
    assert ahead("S70", accepted) is None, "nobody works towards it here"


def test_people_see_what_is_left_to_do_for_what_they_work_towards(
    complete: CaseFacts, nothing: CaseFacts
) -> None:
    goal, lacking = ahead("S10", nothing) or (None, ())
    assert goal is State.S30_AWAIT_RELEASE, "that the check has begun is nothing to work towards"
    assert [lack.code for lack in lacking] == ["verification_missing", "reply_missing"]
    assert ahead("S30", complete) == (State.S40_AWAIT_HANDOVER, ())
    assert ahead("S50", complete) == (State.S60_ACTIVE, ())
    assert ahead("S60", complete) is None


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("", "S10", "收到名单，列入待核查"),
        ("", "S50", "报到登记，列为在册"),
        ("S50", "S60", "手续办齐，开始帮教"),
        ("S70", "S60", "撤回转出，继续帮教"),
        ("S80", "S50", "暂不解除，继续帮教"),
        ("S85", "S60", "恢复帮教"),
        ("S85", "S90", "装订归档"),
    ],
)
def test_a_step_is_told_as_what_was_done(source: str, target: str, told: str) -> None:
    assert told_as(source, target) == told


def test_every_step_has_its_words() -> None:
    assert all(told_as(source or "", target) for source, target in TRANSITIONS)
