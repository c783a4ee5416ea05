"""Whose people become whose: looked at first, done in one step, taken back in one step."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate, history
from anbang_desktop.services.takeover import reassign
from anbang_desktop.services.worklist import people
from tests.integration.services.health.conftest import Given, put
from tests.integration.services.takeover.conftest import LEAVER, OTHER, Team


def ids(desk: Desk, *numbers: str) -> list[int]:
    return [people.show(desk, no).id for no in numbers]


def worker(desk: Desk, no: str) -> str:
    return people.show(desk, no).row.worker


def test_it_counts_who_looks_after_how_many(desk: Desk, team: Team) -> None:
    assert reassign.workers(desk) == [(OTHER, 28), (LEAVER, 3), ("", 1)]
    assert {row.no for row in reassign.held_by(desk, LEAVER)} == set(team.mine)
    assert [row.no for row in reassign.held_by(desk, "")] == [team.nobody]


def test_all_of_one_go_to_another_with_those_of_nobody_and_nobody_is_left_alone(
    desk: Desk, team: Team
) -> None:
    shares = dict.fromkeys(ids(desk, *team.mine, team.nobody), "赵敏")
    moves = reassign.plan(desk, shares)
    assert sorted(reassign.in_words(moves)) == [f"{LEAVER} → 赵敏　3 人", "没有责任人 → 赵敏　1 人"]
    assert reassign.hand_over(desk, shares) == 5, "one more of nobody, whose record is withheld"
    assert reassign.workers(desk) == [(OTHER, 28), ("赵敏", 4)]
    assert {worker(desk, no) for no in team.mine} == {"赵敏"}


def test_it_is_one_unit_and_taken_back_in_one_step(desk: Desk, team: Team) -> None:
    reassign.hand_over(desk, dict.fromkeys(ids(desk, *team.mine, team.nobody), "赵敏"))
    done = history.last_done(desk, 0)
    assert done is not None
    assert done.title == "交接责任人 5 人"
    history.undo(desk, done.id)
    assert reassign.workers(desk) == [(OTHER, 28), (LEAVER, 3), ("", 1)]
    changed = history.changes(desk, team.mine[0], field="responsible_worker")
    assert [(one.old, one.new) for one in changed[:2]] == [("赵敏", LEAVER), (LEAVER, "赵敏")]
    assert changed[1].reason == "交接班"


def test_they_may_be_split(desk: Desk, team: Team) -> None:
    first, second, third = ids(desk, *team.mine)
    reassign.hand_over(desk, {first: "赵敏", second: OTHER, third: LEAVER})
    assert [worker(desk, no) for no in team.mine] == ["赵敏", OTHER, LEAVER]


def test_one_alone_stands_in_its_own_history(desk: Desk, team: Team) -> None:
    reassign.hand_over(desk, dict.fromkeys(ids(desk, team.mine[0]), "赵敏"), "李文静调走")
    (one, *_rest) = history.done_with(desk, team.mine[0])
    assert (one.label, one.why) == ("交接责任人 1 人", "李文静调走")


@pytest.mark.parametrize("name", ["", "  ", "甲" * 300])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(desk: Desk, team: Team, name: str) -> None:
    with pytest.raises(UserError) as refused:
        reassign.hand_over(desk, dict.fromkeys(ids(desk, *team.mine), name))
    assert refused.value.field == "responsible_worker"
    assert {worker(desk, no) for no in team.mine} == {LEAVER}


def test_where_nobody_changes_hands_it_says_so(desk: Desk, team: Team) -> None:
    with pytest.raises(UserError, match="没有要交接的人"):
        reassign.hand_over(desk, dict.fromkeys(ids(desk, *team.mine), f" {LEAVER} "))


def test_an_ended_case_keeps_its_worker(desk: Desk, team: Team) -> None:
    put(desk, team.mine[0], Given(ended=desk.today))
    shares = dict.fromkeys(ids(desk, *team.mine), "赵敏")
    assert {one.no for one in reassign.plan(desk, shares)} == set(team.mine[1:])
    assert reassign.hand_over(desk, shares) == 2
    assert worker(desk, team.mine[0]) == LEAVER


def test_withheld_records_go_along_to_a_sole_successor_unnamed(desk: Desk, team: Team) -> None:
    gate.open_all(desk, "核对")
    (hidden,) = people.list_ids(desk, people.PeopleFilter(quick=people.SEALED))
    no = people.rows(desk, [hidden])[0].no
    put(desk, no, Given(case={"responsible_worker": LEAVER}))
    first, *_rest = mine = ids(desk, *team.mine)
    reassign.hand_over(desk, {first: "赵敏"})
    assert worker(desk, no) == LEAVER, "only some went"
    assert reassign.hand_over(desk, dict.fromkeys(mine[1:], "赵敏")) == len(mine)
    assert worker(desk, no) == "赵敏"
    done = history.last_done(desk, 0)
    assert done is not None
    history.undo(desk, done.id)
    assert worker(desk, no) == LEAVER
