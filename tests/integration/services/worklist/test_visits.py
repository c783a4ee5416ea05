"""worklist/visits.py: who is listed, what last time said, rows from a sheet, all of it one unit of work."""

from dataclasses import replace
from datetime import timedelta

import pytest

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import people, visits
from anbang_desktop.services.worklist.visits import ANSWERS, MET, NOBODY, Shared, Visit, VisitLine

CODES = ("SELF", "01", "05", "02", "01", "01", "01")
WORDS = ("本人", "好", "务农", "一般", "和睦", "固定", "正常")
WHOLE = Visit(dict(zip(ANSWERS, CODES, strict=True)), "秋收完，准备外出打工")


def listed(desk: Desk, number: int = 4) -> list[VisitLine]:
    return visits.lines(desk, people.list_ids(desk, people.PeopleFilter(), "no")[:number])


def shared(desk: Desk) -> Shared:
    return Shared(on=desk.today, way="HOME_VISIT", workers=("李文静", "王建国"))


def contacts(desk: Desk, line: VisitLine) -> tuple[object, ...]:
    return people.show(desk, line.row.no).file.contacts


def test_people_stand_in_village_order_and_who_was_never_visited_has_nothing_before(desk: Desk) -> None:
    lines = listed(desk, 32)
    villages = [line.row.village for line in lines]
    assert villages == sorted(villages, key=lambda name: (not name, name))
    assert len(lines) == 32
    assert {line.before(name) for line in lines for name in ANSWERS} == {None}


def test_last_time_is_the_newest_visit_that_met_somebody(desk: Desk) -> None:
    line = listed(desk)[0]
    visits.record(desk, replace(shared(desk), on=desk.today - timedelta(days=9)), {line.row.no: WHOLE})
    visits.record(desk, shared(desk), {line.row.no: Visit({MET: NOBODY})})
    (again,) = visits.lines(desk, [line.row.id])
    assert again.last is not None
    assert again.last.on == desk.today - timedelta(days=9)
    assert again.before(MET) == "SELF"


def test_everything_finished_is_one_unit_of_work_and_is_taken_back_at_once(desk: Desk) -> None:
    lines = listed(desk)
    half = Visit({MET: "SELF"}, "还没问完")
    entered = {lines[0].row.no: WHOLE, lines[1].row.no: Visit({MET: NOBODY}), lines[2].row.no: half}
    assert visits.record(desk, shared(desk), entered) == 2
    first, second, third, _ = (contacts(desk, line) for line in lines)
    assert (len(first), len(second), len(third)) == (1, 1, 0)
    done = history.last_done(desk, 0)
    assert done is not None
    assert done.title == "登记走访 2 人"
    history.undo(desk, done.id)
    assert [len(contacts(desk, line)) for line in lines] == [0, 0, 0, 0]


def test_nobody_met_is_an_attempt_and_not_a_visit(desk: Desk) -> None:
    line = listed(desk)[0]
    visits.record(desk, shared(desk), {line.row.no: Visit({**WHOLE.answers, MET: NOBODY})})
    (found,) = people.show(desk, line.row.no).file.contacts
    assert (found.contact_type, found.met, found.work) == ("NOT_MET", NOBODY, None)


def test_words_of_special_care_are_kept_where_they_are_covered(desk: Desk) -> None:
    line = listed(desk)[0]
    assert not Visit(WHOLE.answers, "", care=True).finished
    visits.record(desk, shared(desk), {line.row.no: replace(WHOLE, care=True)})
    (found,) = people.show(desk, line.row.no).file.contacts
    assert (found.abnormal, found.abnormal_detail, found.content) == (True, WHOLE.words, None)


def test_nothing_is_written_where_one_of_them_cannot_be(desk: Desk) -> None:
    lines = listed(desk)
    ahead = replace(shared(desk), on=desk.today + timedelta(days=1))
    with pytest.raises(UserError, match="晚于今天"):
        visits.record(desk, ahead, {line.row.no: WHOLE for line in lines})
    with pytest.raises(UserError, match="还没有一个人填完"):
        visits.record(desk, shared(desk), {lines[0].row.no: Visit({MET: "SELF"})})
    assert contacts(desk, lines[0]) == ()


def test_an_ended_case_is_not_listed(desk: Desk, registered: str) -> None:
    row = people.show(desk, registered).row
    assert [line.row.no for line in visits.lines(desk, [row.id])] == [registered]
    said = StepFacts(reason="理由", proof="证明")
    advance.advance(desk, registered, "S86", said=said, approved_by="所长")
    assert visits.lines(desk, [row.id]) == []


def test_rows_with_heads_are_read_by_their_heads(desk: Desk) -> None:
    lines = listed(desk)
    name = lines[1].row.name
    text = f'内容\t姓名\t工作\t没有这一栏\r\n"活少，\n想学电焊"\t{name}\t不稳定\t随便\r\n'
    found = visits.pasted(desk, lines, text, lines[0].row.no, "见到谁")
    assert found.visits == {lines[1].row.no: Visit({"work": "02"}, "活少，\n想学电焊")}
    assert found.strange == ()


def test_rows_without_heads_go_to_whom_they_name_or_downwards_from_the_cell(desk: Desk) -> None:
    lines = listed(desk)
    named = "\t".join((lines[2].row.name, *WORDS, "都好"))
    found = visits.pasted(desk, lines, named, lines[0].row.no, "工作")
    assert found.visits == {lines[2].row.no: Visit(WHOLE.answers, "都好")}
    found = visits.pasted(desk, lines, "务农\t困难\n无业\t一般", lines[1].row.no, "工作")
    assert found.visits == {
        lines[1].row.no: Visit({"work": "05", "money": "03"}),
        lines[2].row.no: Visit({"work": "03", "money": "02"}),
    }


def test_what_cannot_be_read_is_named_and_nothing_is_guessed(desk: Desk) -> None:
    lines = listed(desk)
    text = f"姓名\t工作\n查无此人\t务农\n{lines[0].row.name}\t还行"
    found = visits.pasted(desk, lines, text, lines[0].row.no, "工作")
    assert found.visits == {lines[0].row.no: Visit()}
    assert found.strange[0] == "“查无此人”不在这张单子上，这一行没有贴"
    assert found.strange[1].startswith(f"{lines[0].row.name}的工作“还行”看不懂，可以写稳定、不稳定")
    below = visits.pasted(desk, lines[:1], "务农\n务农", lines[0].row.no, "工作")
    assert below.strange == ("“务农”下面没有人了，这一行没有贴",)


def test_villages_are_counted_by_who_is_on_the_books(desk: Desk, registered: str) -> None:
    row = people.show(desk, registered).row
    assert visits.village_counts(desk) == [(row.village, 1)]
    assert visits.of_villages(desk, [row.village]) == [row.id]
    assert visits.of_villages(desk, ["别的村"]) == []
