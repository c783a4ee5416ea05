"""services/roster_import/inside_list.py: a list of people in prison goes into their register, previewed,
undone as a whole, and the county's list moves on whom it names.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.roster_plan import Action, Verdict
from anbang_desktop.domain.states import State
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.worklist import people
from tests.support.desks import Template, empty_office

TODAY = date(2026, 11, 30)
HEADS = ("姓名", "身份证号码", "服刑监所", "刑期止日", "户籍所在地")
OUT = ("傅霞", "149901198311210525", "示范监狱", "2028-03-05", "西坡乡西村1号")
UNKNOWN = ("韩试", "149901198503120030", "示范监狱", "", "西坡乡东村2号")
PAST = ("夏试", "149901198001010015", "示范监狱", "2026-11-08", "西坡乡东村3号")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = template.desk(tmp_path / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


def sheet(folder: Path, title: str, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Path:
    """A list with its title above the heading."""
    book = Workbook()
    for row in ((title,), heads, *rows):
        book.worksheets[0].append(row)
    file = folder / f"{len(list(folder.glob('*.xlsx')))}.xlsx"
    book.save(file)
    return file


def inside(desk: Desk, folder: Path, *rows: tuple[str, ...]) -> ImportPlan:
    return roster.plan(desk, sheet(folder, "西坡乡服刑人员名册", *rows), inside=True)


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("西坡乡服刑人员名册", True),
        ("户籍地在押人员登记表", True),
        ("服刑人员预释放名单", False),
        ("刑满释放服刑人员衔接名册", False),
        ("安置帮教对象花名册", False),
    ],
)
def test_the_title_says_what_kind_of_list_it_is(desk: Desk, tmp_path: Path, title: str, likely: bool) -> None:
    plan = roster.plan(desk, sheet(tmp_path, title, OUT))
    assert (plan.likely_inside, plan.inside) == (likely, False)
    assert plan.as_json()["inside"] == {"likely": likely, "chosen": False}


def test_who_is_in_prison_goes_into_the_register_and_out_again(desk: Desk, tmp_path: Path) -> None:
    plan = inside(desk, tmp_path, OUT, UNKNOWN, PAST)
    assert [row.verdict for row in plan.rows] == [Verdict.READY, Verdict.READY, Verdict.ERROR]
    assert [row.becomes for row in plan.rows[:2]] == [State.S05_INSIDE] * 2
    assert "预计释放日期 2026-11-08 已经过了" in plan.rows[2].sentence
    made = roster.commit(desk, plan)
    assert made.created == 2
    assert {people.show(desk, no).state for no in made.numbers} == {State.S05_INSIDE.label}
    shown = people.show(desk, made.numbers[0])
    assert (shown.values["source"], shown.values["release_date"]) == ("PRISON", date(2028, 3, 5))
    again = inside(desk, tmp_path, OUT, UNKNOWN)
    assert [row.action for row in again.rows] == [Action.SAME, Action.SAME]
    moved = inside(desk, tmp_path, (*OUT[:3], "2027-12-01", OUT[4]))
    assert (moved.rows[0].action, moved.rows[0].verdict) == (Action.UPDATE, Verdict.READY)
    assert roster.undo(desk, made.import_id) == 2
    assert people.search(desk, "傅霞") == []


def test_the_same_row_on_a_list_of_the_county_moves_the_person_on(desk: Desk, tmp_path: Path) -> None:
    (no,) = roster.commit(desk, inside(desk, tmp_path, OUT)).numbers
    listed = roster.plan(desk, sheet(tmp_path, "预释放人员名单", OUT))
    assert listed.rows[0].action is Action.LISTED
    roster.commit(desk, listed)
    assert people.show(desk, no).state == State.S10_NOTICE.label


def test_who_has_an_open_file_is_not_entered_as_inside(desk: Desk, tmp_path: Path) -> None:
    (no,) = roster.commit(desk, roster.plan(desk, sheet(tmp_path, "名单", OUT))).numbers
    (row,) = inside(desk, tmp_path, OUT).rows
    assert row.verdict is Verdict.ERROR
    assert no in row.sentence


def test_a_list_is_read_as_one_of_people_inside_and_back(desk: Desk, tmp_path: Path) -> None:
    plan = roster.plan(desk, sheet(tmp_path, "西坡乡服刑人员名册", UNKNOWN))
    assert plan.rows[0].verdict is Verdict.ASK
    read = roster.read_as(desk, plan, None, inside=True)
    assert (read.inside, read.rows[0].verdict) == (True, Verdict.READY)
    revised = roster.revise(desk, read, mapping={"户籍所在地": None})
    assert revised.inside
    assert not roster.read_as(desk, revised, None).inside
