"""The way of a sheet for the county: every order of its steps."""

from itertools import pairwise, permutations

import pytest

from anbang_desktop.domain.sending import LEFT, WORDS, RunState, may, needs_reason, refuse_step
from anbang_desktop.errors import UserError

D, C, F, E, S, B, Z = (
    RunState.DRAFT,
    RunState.CHECKED,
    RunState.FROZEN,
    RunState.EXPORTED,
    RunState.DELIVERED,
    RunState.RETURNED,
    RunState.CORRECTED,
)
RIGHT = {
    (D, C),
    (C, F),
    (F, E),
    (F, Z),
    (E, E),
    (E, S),
    (E, B),
    (E, Z),
    (S, B),
    (S, Z),
    (B, B),
    (B, Z),
}


@pytest.mark.parametrize("state", list(RunState))
@pytest.mark.parametrize("to", list(RunState))
def test_a_step_is_taken_or_refused_with_what_to_do(state: RunState, to: RunState) -> None:
    assert may(state, to) == ((state, to) in RIGHT)
    if (state, to) in RIGHT:
        refuse_step(state, to)
    else:
        with pytest.raises(UserError) as said:
            refuse_step(state, to)
        assert WORDS[state][0] in said.value.what
        assert said.value.remedy


def test_of_all_orders_of_the_seven_steps_only_one_goes_through() -> None:
    through = [order for order in permutations(RunState) if all(may(*pair) for pair in pairwise(order))]
    assert through == [(D, C, F, E, S, B, Z)]


@pytest.mark.parametrize("length", [2, 3, 4])
def test_nothing_comes_before_the_check_and_nothing_after_the_correction(length: int) -> None:
    for order in permutations(RunState, length):
        if all(may(*pair) for pair in pairwise(order)):
            assert D not in order[1:]
            assert Z not in order[:-1]
            assert F not in order or not LEFT & set(order[: order.index(F)])


def test_a_reason_is_asked_once_the_county_holds_a_version() -> None:
    assert {state for state in RunState if needs_reason(state)} == {S, B}
    assert {state for state in RunState if state in LEFT} == {E, S, B, Z}


def test_a_draft_is_never_gone_back_to() -> None:
    assert not any(may(state, D) for state in RunState)
