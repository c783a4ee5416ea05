"""People still inside: in a case of their own before any list, on no book and in no number; the list, a
notice or the release itself moves them on.
"""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from anbang_desktop.domain.roster_plan import Action
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.services.cases import advance, inside
from anbang_desktop.services.demo.run import NUMBERS, ROSTER, blank
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import due, overview, people, releases, verification
from anbang_desktop.services.worklist import inside as register
from tests.support import makers
from tests.support.makers import TODAY
from tests.support.road import SAID, on

EXPECTED = date(2027, 3, 20)
CHILD = {"name": "小军", "age": 9, "guardian": "祖父", "school": "东河小学三年级", "difficulty": "经济困难"}
CHECK = {"methods": ["FAMILY"], "has_children": True, "children": [CHILD], "checker": "李文静"}


def enter(desk: Desk, seed: int = 41, **more: Any) -> str:
    one = makers.person(seed=seed)
    own = ("name", "id_no", "sex", "birth_date", "village", "custody_unit", "release_type")
    values = {name: value for name, value in one.values().items() if name in own}
    return inside.register(desk, {**values, "release_date": EXPECTED, **more})


def listed_with(folder: Path, *seeds: int, release: date = EXPECTED) -> Path:
    """A list of the county that names these people."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "姓名", "身份证号", "户籍地", "罪名", "刑期", "服刑场所", "释放日期"])
    for at, seed in enumerate(seeds, 1):
        one = makers.person(seed=seed)
        place = ["东河镇", "盗窃罪", "有期徒刑三年", one.custody_unit, release.isoformat()]
        sheet.append([at, one.name, one.id_no, *place])
    out = folder / f"拟释放_{'_'.join(map(str, seeds))}.xlsx"
    book.save(out)
    return out


def figures(desk: Desk) -> list[tuple[str, str]]:
    """Every line of the number sheet of the quarter, and how many rows the roster has."""
    sheet = making.preview(desk, NUMBERS, "2026Q4")
    return [(line.label, line.text) for line in sheet.lines]


def test_who_is_entered_is_inside_and_counts_nowhere(desk: Desk, registered: str) -> None:
    for name in (NUMBERS, ROSTER):
        learning.learn(desk, blank(name), name)
    after = on(desk, date(2027, 1, 5))  # the expected release lies in the quarter, and nobody came
    before, rows = figures(after), people.counts(desk)
    no = enter(desk, release_date=date(2026, 12, 31))
    shown = people.show(desk, no)
    assert (shown.state_code, shown.state, shown.file.case.source) == ("S05_INSIDE", "服刑中", "PRISON")
    assert figures(after) == before, "in no number"
    now = people.counts(desk)
    assert {key: now[key] - rows[key] for key in now if now[key] != rows[key]} == {"all": 1}
    assert verification.waiting(desk) == sum(
        people.states_counted(desk).get(one, 0) for one in ("S10_NOTICE", "S20_VERIFYING")
    )
    assert no not in {one.row.no for one in releases.of_month(desk, date(2026, 12, 1))}
    listed = {
        one.no for one in people.rows(desk, people.list_ids(desk, people.PeopleFilter(quick="on_books")))
    }
    assert listed == {registered}
    assert not [one for one in overview.show(desk, no).file.lines if one.needed and not one.made]
    (hit,) = [one.row for one in people.search(desk, shown.row.name) if one.row.no == no]
    assert hit.state == "服刑中", "found by its name like everybody"


def test_only_what_concerns_the_time_inside_is_recorded(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk, children=[{"name": "小军", "age": 8}])
    with pytest.raises(UserError, match=r"还是“服刑中”，不能登记走访谈话.*名单来了会转为“待核查”"):
        write.record(
            desk, no, "contact", {"contact_type": "HOME_VISIT", "content": "看望", "abnormal": False}
        )
    with pytest.raises(UserError, match="不能登记信息核查"):
        write.record(desk, no, "verification", {"result": "01", "methods": ["VILLAGE"], "checker": "李文静"})
    write.record(desk, no, "inside_check", {**CHECK, "family_accepts": "YES"})
    write.record(desk, no, "measure", {"help": "H17", "item": "助学金", "owner": "李文静", "state": "OPEN"})
    write.record(desk, no, "registration", {"phone": "13900001111"})
    (child,) = people.show(desk, no).file.client.children
    assert (child.name, child.age, child.guardian) == ("小军", 9, "祖父"), "the list follows what was found"
    assert people.show(desk, no).state_code == State.S05_INSIDE


def test_the_check_of_children_contradicts_itself_nowhere(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk)
    with pytest.raises(UserError, match="又选了没有"):
        write.record(desk, no, "inside_check", {**CHECK, "has_children": False})
    with pytest.raises(UserError, match="还没有写未成年子女"):
        write.record(desk, no, "inside_check", {**CHECK, "children": []})
    write.record(desk, no, "inside_check", CHECK)
    write.record(desk, no, "inside_check", {**CHECK, "children": []})
    first, second = people.show(desk, no).file.of(InsideCheck)
    assert first.children == second.children, "nothing new is said: those that are known"
    write.record(desk, no, "inside_check", {**CHECK, "has_children": False, "children": []})
    assert people.show(desk, no).file.client.children == ()
    history.undo(desk, history.done_with(desk, no)[0].id, "点错了")
    assert [one.name for one in people.show(desk, no).file.client.children] == ["小军"]


def test_a_meeting_runs_from_the_application_to_its_result(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk)
    applied = {"kind": "REMOTE", "applied_on": "2026-11-10", "visitors": [{"name": "孙兰", "relation": "10"}]}
    asked = write.record(desk, no, "prison_meeting", {**applied, "kinship_checked": False})
    (item,) = [one for one in due.work(desk) if one.kind == "prison_meeting"]
    assert (item.what, item.until, item.group) == ("问一问会见的结果", date(2026, 11, 25), "overdue")
    for values, words in (
        ({"result": "MET"}, "还没有填会见日期"),
        ({"met_on": "2026-11-09", "result": "MET"}, "早于申请日期"),
        ({"met_on": "2026-11-20", "result": "REFUSED"}, "结果不是“已会见”"),
        ({"met_on": "2026-11-20", "result": "MET"}, "还没有核实亲属关系"),
        ({"met_on": "2026-12-20", "result": "MET"}, "晚于今天"),
    ):
        with pytest.raises(UserError, match=words):
            write.correct(desk, no, "prison_meeting", asked, values)
    seen = {"met_on": "2026-11-20", "result": "MET", "kinship_checked": True, "kinship_by": "户口簿"}
    write.correct(desk, no, "prison_meeting", asked, seen)
    (found,) = people.show(desk, no).file.of(PrisonMeeting)
    assert found.custody_unit == people.show(desk, no).file.case.custody_unit
    assert not [one for one in due.work(desk) if one.kind == "prison_meeting"]


def test_the_check_is_due_soon_after_the_entry_then_every_year(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk)
    (first,) = overview.show(desk, no).duties[:1]
    assert (first.what, first.until) == ("核查家庭情况", date(2026, 12, 30))
    write.record(desk, no, "inside_check", CHECK)
    later = on(desk, date(2027, 12, 1))
    item = next(one for one in due.work(later) if one.kind == "inside_check")
    assert (item.what, item.until, item.group) == ("核查家庭和未成年子女", date(2027, 11, 30), "overdue")
    assert register.show(later).of("check")


def test_who_is_released_soon_should_stand_on_a_list(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk)
    soon = on(desk, date(2027, 2, 20))
    item = next(one for one in due.work(soon) if one.kind == "unlisted")
    assert item.what == "预计3月20日释放，名单上还没有，问县司法局"
    late = on(desk, date(2027, 3, 25))
    item = next(one for one in due.work(late) if one.kind == "unlisted")
    assert "日期已到" in item.what
    assert advance.confirm_release(late, no, EXPECTED) is State.S40_AWAIT_HANDOVER
    assert no in {one.row.no for one in releases.of_month(late, date(2027, 3, 1))}


def test_the_list_moves_on_whom_it_names(desk: Desk, tmp_path: Path) -> None:
    no, other = enter(desk, release_date=None), enter(desk, seed=42)
    known = people.show(desk, no).file.client
    write.record(desk, no, "inside_check", CHECK)
    made = roster.plan(desk, listed_with(tmp_path, 41))
    (row,) = made.rows
    assert (row.action, row.case_no) == (Action.LISTED, no)
    assert "服刑人员登记里有此人" in row.sentence
    done = roster.commit(desk, made, frozenset({row.number} if made.ask else ()))
    assert (done.created, done.new_cases, done.updated) == (0, 0, 1)
    about = people.show(desk, no).file
    assert (about.state, about.client.id, about.case.release_date) == (State.S10_NOTICE, known.id, EXPECTED)
    assert about.of(InsideCheck), "what was asked before is kept"
    batch = next(one for one in verification.batches(desk) if one.id == done.import_id)
    assert [one.case_id for one in batch.people] == [about.case_id], "it is verified with its list"
    assert [line.row.no for line in register.show(desk).lines] == [other]
    (missing,) = register.show(desk).of("missing")
    assert (missing.row.no, missing.words) == (other, "名单上没有"), "the list reaches as far as its release"
    check = {"methods": ["VILLAGE"], "checker": "李文静", "result": "01", "replied_on": desk.today}
    write.record(desk, no, "verification", check)
    assert people.show(desk, no).state_code == State.S30_AWAIT_RELEASE


def test_the_import_is_taken_back_whole(desk: Desk, tmp_path: Path) -> None:
    no = enter(desk)
    made = roster.plan(desk, listed_with(tmp_path, 41))
    done = roster.commit(
        desk,
        made,
        frozenset(row.number for row in made.with_verdict(made.rows[0].verdict)) if made.ask else frozenset(),
    )
    assert people.show(desk, no).state_code == State.S10_NOTICE
    roster.undo(desk, done.import_id)
    assert people.show(desk, no).state_code == State.S05_INSIDE


def test_a_check_written_down_late_goes_back_no_further_than_the_entry(empty_desk: Desk) -> None:
    """The list may have come before it was typed; that the person stood in the register before stays true."""
    desk = on(empty_desk, date(2026, 11, 10))
    no = enter(desk)
    now = on(empty_desk, TODAY)
    advance.advance(now, no, "S10")
    check = {"methods": ["VILLAGE"], "checker": "李文静", "result": "01"}
    write.record(now, no, "verification", {**check, "checked_on": "2026-11-01", "replied_on": "2026-11-12"})
    stages = people.show(now, no).file.stages
    assert [one.state[:3] for one in stages] == ["S05", "S10", "S20", "S30"]
    assert [one.on for one in stages] == sorted(one.on for one in stages)
    assert stages[0].on == date(2026, 11, 10)


def test_a_notice_on_paper_or_the_end_inside(empty_desk: Desk) -> None:
    desk = empty_desk
    no, died = enter(desk), enter(desk, seed=42)
    assert advance.advance(desk, no, "S10") is State.S10_NOTICE
    assert next(one for one in due.work(desk) if one.no == no).kind == "verification"
    with pytest.raises(Refused):
        advance.advance(desk, died, "S86")
    assert advance.advance(desk, died, "S86", said=SAID) is State.S86_TERMINATED


def test_nobody_is_entered_twice_or_after_the_release(empty_desk: Desk) -> None:
    desk = empty_desk
    no = enter(desk)
    with pytest.raises(UserError, match=f"已有未办结的档案 {no}"):
        enter(desk)
    with pytest.raises(UserError, match="已经过了"):
        enter(desk, seed=42, release_date=date(2026, 11, 1))
    with pytest.raises(UserError, match="姓名"):
        inside.register(desk, {"id_no": makers.person(seed=43).id_no})
    history.undo(desk, history.done_with(desk, no)[0].id, "点错了")
    with pytest.raises(UserError):
        people.show(desk, no)
    assert enter(desk) != ""


def test_the_register_says_who_is_expected_and_how_the_children_live(empty_desk: Desk) -> None:
    desk = empty_desk
    assert register.show(desk).lines == []
    near, far = enter(desk, emergency_name="孙兰"), enter(desk, seed=42, release_date=date(2029, 1, 1))
    unknown = enter(desk, seed=43, release_date=None)
    write.record(desk, near, "inside_check", CHECK)
    write.record(
        desk,
        near,
        "prison_meeting",
        {"kind": "PRISON", "visitors": [{"name": "孙兰"}], "kinship_checked": True},
    )
    shown = register.show(desk)
    assert [(line.row.no, line.words) for line in shown.lines] == [
        (near, "等名单"),
        (far, "还早"),
        (unknown, "没填日期"),
    ]
    assert (shown.last, [line.row.no for line in shown.of("expected")]) == (None, [near])
    first = shown.lines[0]
    assert (first.family, first.checked_on, first.mark) == ("孙兰", TODAY, "soon")
    assert first.meeting is not None
    assert register.children_counted(shown) == 1
    (child,) = register.children(desk, shown)
    assert (child.child.name, child.parent.no, child.checked_on) == ("小军", near, TODAY)
    assert register.children(desk, register.Register((), None, TODAY, TODAY)) == []
