"""aid/board.py: what was said last of each need counts, whoever said it."""

from datetime import date

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.aid import asking, board, going_on
from anbang_desktop.services.aid.board import Board, NeedLine
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import undoing, write
from anbang_desktop.services.worklist import people
from tests.integration.services.aid.conftest import assess
from tests.support.chronicle import MovingClock

VISIT = {"contact_type": "HOME_VISIT", "workers": ["李文静"], "abnormal": False, "content": "看望"}
MEASURE = {"help": "H06", "item": "报名电焊培训", "owner": "李文静", "state": "IN_PROCESS"}


def of(desk: Desk, no: str) -> Board:
    return board.of(desk, people.show(desk, no).file)


def line(desk: Desk, no: str, code: str) -> NeedLine | None:
    return next((one for one in of(desk, no).lines if one.code == code), None)


def state(desk: Desk, no: str, code: str) -> str:
    found, now = line(desk, no, code), of(desk, no)
    return found.state if found else "NONE" if code in now.none else "UNASKED" if code in now.unasked else "?"


def test_what_nobody_asked_is_neither_yes_nor_no(desk: Desk, no: str) -> None:
    now = of(desk, no)
    assert state(desk, no, "H06") == "UNASKED"
    assert len(now.lines) + len(now.unasked) + len(now.none) == 18
    assert now.none == ()


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"children": [{"name": "王小宝", "age": 6}]}, "H17"),
        ({"disability_kind": "4"}, "H13"),
        ({"housing_state": "07"}, "H08"),
        ({"employment": "09"}, "H06"),
        ({"insurance_medical": "04"}, "H11"),
    ],
)
def test_the_registration_form_raises_needs(desk: Desk, no: str, fact: dict[str, object], code: str) -> None:
    assert state(desk, no, code) == "UNASKED"
    write.record(desk, no, "registration", fact)
    found = line(desk, no, code)
    assert found is not None
    assert (found.state, found.since, found.record) == ("SOME", None, None)
    asking.ask(desk, no, {code: "NONE"})
    assert state(desk, no, code) == "NONE"


def test_a_child_of_fifteen_raises_the_schooling_duty(desk: Desk, no: str) -> None:
    born = date(desk.today.year - 15, desk.today.month, desk.today.day)
    assert state(desk, no, "H01") == "UNASKED"
    write.record(desk, no, "registration", {"birth_date": born, "birth_reason": "以户口簿为准"})
    found = line(desk, no, "H01")
    assert found is not None
    assert (found.state, found.article) == ("SOME", "14")


def test_assessment_visit_and_clerk_speak_in_the_order_of_their_days(
    desk: Desk, no: str, clock: MovingClock
) -> None:
    assess(desk, no, {"H04": "NONE", "H06": "URGENT"})
    assert (state(desk, no, "H04"), state(desk, no, "H06")) == ("NONE", "URGENT")
    clock.pass_days(5)
    visit = write.record(desk, no, "contact", {**VISIT, "money": "04"})
    found = line(desk, no, "H04")
    assert found is not None
    assert (found.state, found.said, found.since) == ("SOME", "走访时经济特别困难", desk.today)
    clock.pass_days(1)
    asking.ask(desk, no, {"H04": "URGENT", "H06": "DECLINED"})
    assert (state(desk, no, "H04"), state(desk, no, "H06")) == ("URGENT", "DECLINED")
    assert [one.code for one in of(desk, no).lines][:1] == ["H04"]
    write.void(desk, no, "contact", visit, "记到别人名下")
    assert state(desk, no, "H04") == "URGENT"


def test_a_measure_is_under_way_until_its_result(desk: Desk, no: str, clock: MovingClock) -> None:
    asking.ask(desk, no, {"H06": "URGENT"})
    id_ = write.record(desk, no, "measure", {**MEASURE, "department": "县人社局", "until": "2026-06-01"})
    found = line(desk, no, "H06")
    assert found is not None
    assert (found.state, found.owner, found.department) == ("DOING", "李文静", "县人社局")
    clock.pass_days(3)
    assess(desk, no, {"H06": "SOME"})
    assert state(desk, no, "H06") == "DOING"
    clock.pass_days(3)
    with pytest.raises(UserError, match="没有填结果"):
        going_on.finish(desk, no, id_, {"state": "DONE"})
    going_on.finish(desk, no, id_, {"state": "DONE", "result": "领到电焊证", "amount": "800"})
    found = line(desk, no, "H06")
    assert found is not None
    assert (found.state, found.since) == ("DONE", desk.today)
    with pytest.raises(UserError, match="已经办结"):
        going_on.finish(desk, no, id_, {"state": "FAILED", "reason": "没开班"})


@pytest.mark.parametrize(
    ("end", "then"), [("NOT_ELIGIBLE", "SOME"), ("FAILED", "SOME"), ("DECLINED", "DECLINED")]
)
def test_a_measure_that_came_to_nothing_says_why_and_the_need_stays(
    desk: Desk, no: str, end: str, then: str
) -> None:
    id_ = write.record(desk, no, "measure", MEASURE)
    with pytest.raises(UserError, match="没有落实的原因"):
        going_on.finish(desk, no, id_, {"state": end})
    assert state(desk, no, "H06") == "DOING"
    going_on.finish(desk, no, id_, {"state": end, "reason": "年龄超了"})
    found = line(desk, no, "H06")
    assert found is not None
    assert found.state == then
    assert "年龄超了" in found.said


def test_several_answers_are_one_unit_that_is_undone_as_one(desk: Desk, no: str) -> None:
    assert asking.ask(desk, no, {"H03": "NONE", "H05": "SOME", "H16": "URGENT"}) == 3
    with pytest.raises(UserError, match="和原来一样"):
        asking.ask(desk, no, {"H05": "SOME"})
    with pytest.raises(UserError):
        asking.ask(desk, no, {})
    newest = undoing.done_with(desk, no)[0]
    assert newest.label.startswith("问需求")
    undoing.undo(desk, newest.id)
    assert of(desk, no).none == ()


def test_who_sees_to_a_need_is_named_without_changing_it(desk: Desk, no: str) -> None:
    asking.ask(desk, no, {"H08": "URGENT"})
    with pytest.raises(UserError, match="没有填责任人"):
        asking.assign(desk, no, "H08", " ", None)
    asking.assign(desk, no, "H08", "高建平", date(2026, 4, 1))
    found = line(desk, no, "H08")
    assert found is not None
    assert (found.state, found.owner, found.until) == ("URGENT", "高建平", date(2026, 4, 1))
