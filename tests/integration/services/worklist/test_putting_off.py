"""暂缓, 等县局, 等别人, 无人负责, 久未联系 on a real store: in which group, counted, back on its
day, undone.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.takeover import sheet
from anbang_desktop.services.worklist import due, people, putting_off
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.services.worklist.kept_work import KeptWork
from tests.support import makers
from tests.support.office_work import ITEMS, LEADER, RELATIVE, VILLAGE


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def later(desk: Desk, days: int) -> Desk:
    return on(desk, desk.today + timedelta(days=days))


def walk_in(desk: Desk, **more: object) -> str:
    one = makers.people(1, seed=3)[0]
    values = {**one.values(), "village": "柳湾村", "release_cert_no": "1", "release_date": desk.today}
    return advance.register_walk_in(desk, {**values, **more})


def of(desk: Desk, kind: str) -> DueItem:
    return next(item for item in due.work(desk) if item.kind == kind)


def groups(desk: Desk) -> dict[str, str]:
    return {item.kind: item.group for item in due.work(desk)}


def test_what_is_put_off_is_counted_and_comes_back_on_its_day(empty_desk: Desk) -> None:
    desk = empty_desk
    no = walk_in(desk)
    until = desk.today + timedelta(days=20)
    putting_off.put_off(desk, of(desk, "agreement"), until, "本人外出")
    item = of(desk, "agreement")
    assert (item.group, item.until, item.verb) == ("put_off", until, "现在就办")
    assert item.put_off is not None
    assert (item.put_off.reason, item.put_off.what) == ("本人外出", "签订协议或记明拒签")
    assert people.show(desk, no).row.next_what != "签订协议或记明拒签"
    then = on(desk, until)
    assert (of(then, "agreement").group, of(then, "agreement").put_off) == ("overdue", None)
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert of(desk, "agreement").group in {"week", "later"}
    assert desk.store.check().problems == ()


def test_everything_put_off_is_still_listed_when_nothing_else_is_due(empty_desk: Desk) -> None:
    desk = empty_desk
    walk_in(desk)
    kept = KeptWork(desk)
    for item in [one for one in kept.items() if one.duty]:
        putting_off.put_off(desk, item, desk.today + timedelta(days=30), "等材料")
    items = [one for one in kept.items() if one.no]
    assert {one.group for one in items} == {"put_off"}
    assert items == [one for one in due.work(desk) if one.no], "kept and read anew alike"


def test_it_is_taken_up_earlier_and_told_to_a_successor(empty_desk: Desk) -> None:
    desk = empty_desk
    walk_in(desk)
    putting_off.put_off(desk, of(desk, "group"), desk.today + timedelta(days=9), "等村里换人")
    told = [one for one in sheet.read(desk, "", desk.today).lines if one.what.startswith("暂缓的事")]
    assert "等村里换人" in told[0].why
    putting_off.take_up(desk, of(desk, "group"))
    assert of(desk, "group").put_off is None
    with pytest.raises(UserError, match="没有暂缓"):
        putting_off.take_up(desk, of(desk, "group"))


@pytest.mark.parametrize(
    ("days", "reason", "complaint"),
    [
        (None, "x", "还没有填暂缓到哪天"),
        (0, "x", "不晚于"),
        (31, "x", "一次暂缓不超过 30 日"),
        (5, " ", "要写明原因"),
    ],
)
def test_it_needs_a_day_that_is_near_and_a_reason(
    empty_desk: Desk, days: int | None, reason: str, complaint: str
) -> None:
    walk_in(empty_desk)
    day = None if days is None else empty_desk.today + timedelta(days=days)
    with pytest.raises(UserError, match=complaint):
        putting_off.put_off(empty_desk, of(empty_desk, "group"), day, reason)


def test_what_the_county_set_and_lines_about_many_are_not_put_off(desk: Desk) -> None:
    item = next(one for one in due.work(desk) if one.kind == "verification")
    with pytest.raises(UserError, match="不能暂缓"):
        putting_off.put_off(desk, item, desk.today + timedelta(days=2), "忙")


def assess(desk: Desk, no: str, kind: str) -> None:
    points = {**dict.fromkeys(ITEMS, 0), "A4": 4}
    said = {"agreed": points, "decided": "GENERAL", "kind": kind, "present": ["王所长"]}
    write.record(desk, no, "assessment", said)


def active(desk: Desk, **more: object) -> str:
    """On the books with everything set up."""
    no = walk_in(desk, responsible_worker="李文静", **more)
    write.record(desk, no, "group", {"members": [LEADER, VILLAGE, RELATIVE]})
    assess(desk, no, "INITIAL")
    return no


def test_a_letter_and_a_relief_wait_for_others_until_their_day(empty_desk: Desk) -> None:
    desk = empty_desk
    no = active(desk)
    today = desk.today
    letter = {
        "letter_type": "REFERRAL", "help": "H06", "receiver_kind": "DEPARTMENT", "receiver": "县人社局",
        "matter": "请给予技能培训", "written_on": today, "sent_on": today,
    }  # fmt: skip
    write.record(desk, no, "letter", letter)
    relief = {"kind": "TEMPORARY", "reason": "NO_INCOME", "applied_on": today, "detail": "没有收入"}
    write.record(desk, no, "relief", {**relief, "submitted_to": "民政所"})
    assert (groups(desk)["letter"], groups(desk)["relief"]) == ("waiting", "waiting")
    assert groups(later(desk, 90))["letter"] == "overdue"


def test_the_end_of_a_period_waits_for_the_county(empty_desk: Desk) -> None:
    desk = empty_desk
    begun = desk.today - timedelta(days=5 * 365 + 20)
    no = active(desk, release_date=begun)
    assess(desk, no, "CLOSING")
    advance.advance(desk, no, "S80")
    form: dict[str, Any] = {
        "proposed_on": desk.today, "summary": "平稳", "re_offence": False, "group_opinion": "同意",
        "office_opinion": "同意",
    }  # fmt: skip
    write.record(desk, no, "closing", form)
    item = of(desk, "approval")
    assert (item.group, item.what) == ("county", "等县司法局审批解除")
    assert "period" not in groups(desk)
    assert groups(later(desk, 20))["approval"] == "overdue"
    said = {"matter": "CLOSING", "approver": "赵局", "decided_on": desk.today, "granted": True}
    write.record(desk, no, "approval", said)
    assert "approval" not in groups(desk)


def test_a_transfer_waits_for_the_other_office(empty_desk: Desk) -> None:
    desk = empty_desk
    no = active(desk)
    said = StepFacts(receiving_office="西坡司法所", new_addr="西坡镇", cause="01", letter_no="1")
    advance.advance(desk, no, "S70", said=said)
    assert "waiting" in {item.group for item in due.work(desk) if item.no == no}


def test_who_has_nobody_and_with_whom_nobody_spoke_have_a_line_each(empty_desk: Desk) -> None:
    desk = empty_desk
    no = walk_in(desk)
    line = of(desk, "unowned")
    assert (line.name, line.verb, line.quick) == ("无人负责 1 人", "指定责任人", "unowned")
    assert people.counts(desk)["unowned"] == 1
    ids = people.list_ids(desk, people.PeopleFilter(quick="unowned"))
    assert [row.no for row in people.rows(desk, ids)] == [no]
    assert "silent" not in groups(desk)
    then = later(desk, 91)
    quiet = of(then, "silent")
    assert (quiet.name, quiet.among) == ("久未联系 1 人", tuple(ids))
    assert {item.silent for item in due.work(then) if item.no == no} == {True}
    write.record(desk, no, "registration", {"responsible_worker": "李文静"})
    assert "unowned" not in groups(desk)


def test_what_an_inspection_found_is_due_until_it_is_put_right(empty_desk: Desk) -> None:
    desk = empty_desk
    found = {"title": "年度检查", "partner": "县司法局", "what": "台账不全"}
    one = entries.add(desk, "检查整改", {**found, "until": desk.today + timedelta(days=3)})
    line = of(desk, "inspection")
    assert (line.group, line.name, line.what, line.record) == ("week", "县司法局", "整改：年度检查", one)
    entries.correct(desk, one, {"done_on": desk.today, "result": "补齐"})
    assert "inspection" not in groups(desk)
