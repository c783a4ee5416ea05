"""worklist/assign.py: the same worker or village for several people, looked at first, one unit, one undo; it
stands in the list of each of them.
"""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import assign, people
from anbang_desktop.services.worklist.assign import VILLAGE, WORKER, Assigned

WHO = "赵敏"


@pytest.fixture
def three(desk: Desk) -> list[int]:
    return list(people.list_ids(desk, people.PeopleFilter(), "no"))[:3]


def numbers(desk: Desk, ids: list[int]) -> list[str]:
    return [row.no for row in people.rows(desk, ids)]


def test_the_plan_says_old_and_new_and_leaves_out_who_stays(desk: Desk, three: list[int]) -> None:
    assign.assign(desk, WORKER, {three[0]: WHO})
    moves = assign.plan(desk, WORKER, dict.fromkeys(three, f" {WHO} "))
    assert {one.case_id for one in moves} == set(three[1:])
    assert {(one.old, one.new) for one in moves} == {("", WHO)}
    assert assign.in_words(WORKER, moves) == [f"没有责任人 → {WHO}　2 人"]
    assert {one.case_id for one in assign.standing(desk, WORKER, three)} == set(three)


def test_a_village_is_written_for_all_and_taken_back_for_all(desk: Desk, three: list[int]) -> None:
    before = [row.village for row in people.rows(desk, three)]
    count = assign.assign(desk, VILLAGE, dict.fromkeys(three, "新柳社区"))
    assert count == 3
    assert {row.village for row in people.rows(desk, three)} == {"新柳社区"}
    done = history.last_done(desk, 0)
    assert done is not None
    assert (done.title, done.why) == ("指定村居 3 人", "指定村居")
    for no in numbers(desk, three):
        (one,) = history.changes(desk, no, field="village")
        assert (one.new, one.reason) == ("新柳社区", "指定村居")
        assert history.done_with(desk, no)[0].id == done.id, "it stands in the list of each"
    history.undo(desk, done.id)
    assert [row.village for row in people.rows(desk, three)] == before
    assert history.done_with(desk, numbers(desk, three)[1])[0].label == "撤销“指定村居 3 人”"


def test_where_nothing_would_change_it_says_so(desk: Desk, three: list[int]) -> None:
    assign.assign(desk, WORKER, dict.fromkeys(three, WHO))
    with pytest.raises(UserError, match="已经是这样"):
        assign.assign(desk, WORKER, dict.fromkeys(three, WHO))


@pytest.mark.parametrize("what", [WORKER, VILLAGE])
@pytest.mark.parametrize("value", ["  ", "甲" * 300])
def test_what_is_no_name_is_refused_for_all(desk: Desk, three: list[int], what: Assigned, value: str) -> None:
    with pytest.raises(UserError) as refused:
        assign.assign(desk, what, {three[0]: "好名字", three[1]: value})
    assert refused.value.field == what.name
    assert {row.worker for row in people.rows(desk, three)} == {""}
