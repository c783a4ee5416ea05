"""No sequence of verbs reaches an illegal state: a case does whatever comes to mind, day after day.

``ANBANG_STEPS`` in the environment makes it longer (5,000 and more at night).
"""

import os
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.steps import TRANSITIONS, next_states
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import undoing, write
from anbang_desktop.services.worklist import overview, people
from tests.support.makers import people as invent
from tests.support.road import FORM, assess, on, prepare, said_for

START = date(2024, 2, 29)
EXAMPLE = 40  # verbs of one life
LIVES = max(2, int(os.environ.get("ANBANG_STEPS", "120")) // EXAMPLE)
taken: Counter[tuple[str, str]] = Counter()


class Lives(RuleBasedStateMachine):
    """One office; each verb may be refused, and then nothing has changed."""

    desk: Desk  # set by the test
    serial = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).serial += 1
        self.today = START
        (one,) = invent(1, seed=type(self).serial)
        values = {**one.values(), "release_cert_no": "1", "release_type": "01"}
        ago = 5 * 365 - 20 if type(self).serial % 2 else 20
        self.no = advance.register_walk_in(self._desk(), {**values, "release_date": START - timedelta(ago)})

    def _desk(self) -> Desk:
        return on(self.desk, self.today)

    def _state(self) -> State:
        return state(people.show(self.desk, self.no).state_code)

    def _act(self, verb: Any) -> None:
        before = people.show(self.desk, self.no).file
        try:
            verb()
        except UserError:
            assert people.show(self.desk, self.no).file == before, "what is refused leaves nothing"

    @rule(days=st.sampled_from([1, 9, 31, 366]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(place=st.integers(0, 12), approved=st.booleans())
    def step(self, place: int, approved: bool) -> None:
        """Any step, also one that is not in the table."""
        here, goal = self._state(), list(State)[place]
        by = "赵所长" if approved else ""
        self._act(lambda: advance.advance(self._desk(), self.no, goal, said=said_for(goal), approved_by=by))
        if self._state() is goal and here is not goal:
            assert (here, goal) in TRANSITIONS

    @rule(place=st.integers(0, 3))
    def prepared_step(self, place: int) -> None:
        """A step of the table with what it asks of the records."""
        here = self._state()
        ways = next_states(here)
        if ways:
            goal = ways[place % len(ways)]
            self._act(lambda: prepare(self._desk(), self.no, here, goal))
            self._act(
                lambda: advance.advance(self._desk(), self.no, goal, said=said_for(goal), approved_by="赵")
            )

    @rule(code=st.sampled_from(["MISSING", "IN_CUSTODY", "NORMAL", "AWAY_WORKING"]))
    def go(self, code: str) -> None:
        self._act(lambda: write.record(self._desk(), self.no, "whereabouts", {"state": code}))

    @rule()
    def fill_form(self) -> None:
        self._act(lambda: write.record(self._desk(), self.no, "closing", FORM))

    @rule(kind=st.sampled_from(["INITIAL", "CLOSING"]))
    def assess(self, kind: str) -> None:
        self._act(lambda: assess(self._desk(), self.no, kind))

    @rule()
    def take_back(self) -> None:
        """The newest unit, as 撤销 does."""
        *done, _registered = undoing.done_with(self._desk(), self.no)
        done = [one for one in done if not one.undone and not one.undoes]
        if done:
            self._act(lambda: undoing.undo(self._desk(), done[0].id))

    @invariant()
    def every_step_is_in_the_table(self) -> None:
        file = people.show(self.desk, self.no).file
        states = [state(stage.state) for stage in file.stages]
        for before, after in pairwise(states):
            assert (before, after) in TRANSITIONS
        assert states[-1] == file.case.state, "the case repeats the end of its history"
        days = [stage.on for stage in file.stages]
        assert days == sorted(days)
        if states[-1] is State.S85_EXPIRED and file.case.period_end:
            assert days[-1] > file.case.period_end

    @invariant()
    def what_is_offered_can_be_shown(self) -> None:
        overview.show(self._desk(), self.no)

    def teardown(self) -> None:
        file = people.show(self.desk, self.no).file
        taken.update(pairwise(str(one.state) for one in file.stages))


@pytest.mark.slow
def test_no_sequence_of_verbs_reaches_an_illegal_state(empty_desk: Desk) -> None:
    Lives.desk = empty_desk
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    limits = settings(
        max_examples=LIVES,
        stateful_step_count=EXAMPLE,
        deadline=None,
        suppress_health_check=quiet,
        database=None,
    )
    run_state_machine_as_test(Lives, settings=limits)
    assert sum(taken.values()) > 0, "lives went somewhere"
    assert empty_desk.store.check().ok
