"""No sequence of verbs reaches an illegal state: a case does whatever comes to mind, day after day.

``ANBANG_STEPS`` in the environment makes it longer (12,000 at night); then every step of the state
table must have been taken ``OFTEN`` times.
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
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services.cases import advance, inside
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import undoing, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import overview, people
from tests.support.makers import people as invent
from tests.support.road import FORM, assess, on, prepare, said_for

START = date(2024, 2, 29)
EXAMPLE = 40  # verbs of one life
STEPS = int(os.environ.get("ANBANG_STEPS", "120"))
LIVES = max(2, STEPS // EXAMPLE)
OFTEN, MANY = 20, 12_000  # how often each step is taken in so many
YEARS = 5 * 365
BEGINNINGS = (
    0,
    2,
    4,
    0,
    3,
    0,
    4,
    1,
)  # ``Lives.begin``: most come by a list of the county or stand in the register before it
WEIGHTS = {
    State.S35_RETURNED: 1.5,
    State.S86_TERMINATED: 1.5,
    State.S85_EXPIRED: 0.5,
}  # whence a road goes on
taken: Counter[tuple[State | None, State]] = Counter()


class Lives(RuleBasedStateMachine):
    """One office; each verb may be refused, and then nothing has changed. A life begins on a list of the
    county or at the counter, near the end of the period of help, after it, or at its beginning; whose case
    is shut comes again.
    """

    desk: Desk  # set by the test
    serial = 0
    verbs = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).serial += 1
        self.today = START
        (one,) = invent(1, seed=type(self).serial)
        self.values = {**one.values(), "release_cert_no": "1", "release_type": "01"}
        self.no, self.counted = "", 0
        self.begin(BEGINNINGS[type(self).serial % len(BEGINNINGS)])

    def begin(self, kind: int) -> None:
        """From a list, fresh from prison, three weeks before the end of help, after it, or still inside."""
        ago = (0, 20, YEARS - 20, YEARS + 10, -5)[kind]
        values = {**self.values, "release_date": self.today - timedelta(ago)}
        ways = {0: self._listed, 4: self._entered}
        self.no = ways.get(kind, self._walked_in)(values)
        self.counted = 0

    def _walked_in(self, values: dict[str, Any]) -> str:
        return advance.register_walk_in(self._desk(), values)

    def _entered(self, values: dict[str, Any]) -> str:
        return inside.register(self._desk(), values)

    def _listed(self, values: dict[str, Any]) -> str:
        person = {name: values[name] for name in ("name", "id_no", "sex", "birth_date")}
        with begin(self._desk(), "名单") as unit:
            known = people.show(self.desk, self.no).file.client if self.no else None
            client = known or unit.add(Client(**person), "名单")
            case = Case(release_date=values["release_date"], release_type="01", village="东街村")
            return advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, self.today).no

    def _desk(self) -> Desk:
        return on(self.desk, self.today)

    def _state(self) -> State:
        return state(people.show(self.desk, self.no).state_code)

    def _there(self) -> bool:
        try:
            people.show(self.desk, self.no)
        except UserError:
            return False
        return True

    def _act(self, verb: Any) -> None:
        type(self).verbs += 1
        before = people.show(self.desk, self.no).file
        try:
            verb()
        except UserError:
            assert people.show(self.desk, self.no).file == before, "what is refused leaves nothing"

    @rule(days=st.sampled_from([1, 9, 31, 366]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(place=st.integers(0, len(State) - 1), approved=st.booleans())
    def step(self, place: int, approved: bool) -> None:
        """Any step, also one that is not in the table."""
        here, goal = self._state(), list(State)[place]
        by = "赵所长" if approved else ""
        self._act(lambda: advance.advance(self._desk(), self.no, goal, said=said_for(goal), approved_by=by))
        if self._state() is goal and here is not goal:
            assert (here, goal) in TRANSITIONS

    def prepared_step(self, place: int) -> None:
        """A step of the table with what it asks of the records and of the calendar, the seldom ones first."""
        here = self._state()
        ways = sorted(next_states(here), key=lambda goal: taken[here, goal] * WEIGHTS.get(goal, 1))
        if not ways:
            self._act(
                lambda: self.begin(BEGINNINGS[(taken[None, State.S10_NOTICE] + place) % len(BEGINNINGS)])
            )
        else:
            goal = ways[min(place, len(ways) - 1)]
            self._let_the_end_come(here, goal)
            self._act(lambda: prepare(self._desk(), self.no, here, goal))
            self._act(
                lambda: advance.advance(self._desk(), self.no, goal, said=said_for(goal), approved_by="赵")
            )

    def _let_the_end_come(self, here: State, goal: State) -> None:
        if here is State.S05_INSIDE and goal is State.S40_AWAIT_HANDOVER:
            self.today += timedelta(days=6)
        end = people.show(self.desk, self.no).file.case.period_end
        if end is not None and goal in (State.S80_CLOSING, State.S85_EXPIRED):
            early = 9 if here is State.S60_ACTIVE else -1
            self.today = max(self.today, end - timedelta(days=early))

    @rule()
    def go_on(self) -> None:
        self.prepared_step(0)

    @rule()
    def go_further(self) -> None:
        self.prepared_step(0)

    @rule(place=st.integers(0, 1))
    def go_astray(self, place: int) -> None:
        self.prepared_step(place)

    @rule(kind=st.sampled_from(BEGINNINGS))
    def come_again(self, kind: int) -> None:
        """Whose case is over may come with a new one; while one is open there is no second."""
        if kind == 1 or not self._state().accepts_papers or not self._state().ended:
            self._act(lambda: self.refused_while_open(kind))

    def refused_while_open(self, kind: int) -> None:
        if self._state().ended:
            self.begin(kind)
        else:
            with pytest.raises(UserError):
                advance.register_walk_in(self._desk(), {**self.values, "release_date": self.today})

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
        """The newest unit, as 撤销 does; it may be the one that began the case."""
        done = undoing.done_with(self._desk(), self.no)
        done = [one for one in done if not one.undone and not one.undoes]
        if done:
            self._act(lambda: undoing.undo(self._desk(), done[0].id))
        if not self._there():
            self.no = ""
            self.begin(1)

    @invariant()
    def every_step_is_in_the_table(self) -> None:
        file = people.show(self.desk, self.no).file
        states = [state(stage.state) for stage in file.stages]
        road: list[tuple[State | None, State]] = [(None, states[0]), *pairwise(states)]
        assert [step for step in road if step not in TRANSITIONS] == []
        taken.update(road[self.counted :])  # also what is taken back later
        self.counted = len(road)
        assert states[-1] == file.case.state, "the case repeats the end of its history"
        days = [stage.on for stage in file.stages]
        assert days == sorted(days)
        if states[-1] is State.S85_EXPIRED and file.case.period_end:
            assert days[-1] > file.case.period_end

    @invariant()
    def what_is_offered_can_be_shown(self) -> None:
        overview.show(self._desk(), self.no)


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
    if STEPS >= MANY:
        counted = {f"{source or ''} → {goal}": taken[source, goal] for source, goal in TRANSITIONS}
        assert min(counted.values()) >= OFTEN, f"{Lives.verbs} verbs in {Lives.serial} lives: {counted}"
        print(f"{Lives.verbs} verbs, {Lives.serial} lives, the rarest step {min(taken.values())} times")
