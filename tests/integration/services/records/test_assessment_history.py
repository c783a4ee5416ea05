"""records/assessment_history.py: the assessments over time, two side by side, where the groups disagree."""

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment_history, assessment_round, write
from anbang_desktop.services.records.assessment_history import NOT_ASKED, Difference
from anbang_desktop.services.worklist import lists
from tests.integration.services.records.test_assessment_round import (
    AGREED,
    CADRE,
    LEADER,
    clock,
    desk,
    first_answers,
    no,
    short_answers,
)
from tests.integration.services.records.test_history import file
from tests.support.chronicle import MovingClock

__all__ = ["clock", "desk", "no"]
LONG: dict[str, object] = {"kind": "INITIAL", "present": [LEADER], "agreed": AGREED, "decided": "GENERAL"}


def assessed(desk: Desk, no: str, clock: MovingClock) -> None:
    """One by the long form, later one that made it 重点, then the short form is no more for him."""
    write.record(desk, no, "assessment", LONG)
    clock.pass_days(60)
    worse = {"agreed": {**AGREED, "B1": 8, "B2": None}, "triggers": ["THREE_NONE"], "decided": "KEY"}
    write.record(desk, no, "assessment", {**LONG, **worse, "kind": "EVENT", "approved_by": ["所长"]})


def test_all_assessments_are_told_in_words(desk: Desk, no: str, clock: MovingClock) -> None:
    assessed(desk, no, clock)
    first, second = assessment_history.past(desk, file(desk, no))
    assert (first.level, first.mark, first.kind) == ("一般", "0 分", "初次评估")
    assert (second.level, second.mark, second.kind) == ("重点", "8 分", "事件评估")
    assert assessment_history.ranked(desk) == ("重点", "一般")


def test_two_assessments_side_by_side(desk: Desk, no: str, clock: MovingClock) -> None:
    assessed(desk, no, clock)
    lines = assessment_history.compare(desk, *file(desk, no).assessments)
    changed = [one for one in lines if one.changed]
    assert Difference("决定类别", "一般", "重点") in changed
    assert Difference("得分", "0 分", "8 分") in changed
    assert Difference("重点触发项", "没有", "三无人员") in changed
    assert Difference("B1　住房", "自有或与家人同住，稳定", "没有住处") in changed
    assert Difference("B2　就业与生计", "稳定", "说不清") in changed
    assert len(changed) == 5


def test_what_two_forms_say_is_not_set_against_each_other(desk: Desk, no: str) -> None:
    write.record(desk, no, "assessment", LONG)
    short = {"instrument": desk.short_forms[0].id, "kind": "PERIODIC", "agreed": short_answers(desk)}
    write.record(desk, no, "assessment", {**LONG, **short})
    lines = {one.what: one for one in assessment_history.compare(desk, *file(desk, no).assessments)}
    assert lines["评估表"].changed
    assert "得分" not in lines
    assert lines["得分（两种表，不能比）"].after == "不计分"
    assert (lines["S1　现实表现"].before, lines["B1　住房"].after) == (NOT_ASKED, NOT_ASKED)
    assert not lines["S1　现实表现"].changed


def test_where_the_groups_disagree_most_is_counted_without_names(desk: Desk, no: str) -> None:
    assert assessment_history.most_apart(desk, lists.assess_ids(desk)) == ()
    id_ = assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    assessment_round.put_in(desk, no, LEADER, first_answers(desk))
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B2="没有，也没找"))
    assessment_round.close(desk, no)
    notes = {"B2": "在打零工"}
    write.record(desk, no, "assessment", {**LONG, "round": id_, "spread_note": notes})
    (only,) = assessment_history.most_apart(desk, lists.assess_ids(desk))
    assert (only.what, only.times, only.asked) == ("就业与生计", 1, 1)
    assert lists.levels_counted(desk) == {"一般": 1}
