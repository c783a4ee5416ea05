"""Lists that once went wrong, each with its right value: what is taken, what is asked, what is refused."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from tests.conftest import DATA
from tests.support.at_once import read_at_once
from tests.support.desks import empty_office

TODAY = date(2026, 11, 30)
LISTS = DATA / "lists"
END = date(2026, 12, 18)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office nobody writes into here."""
    folder = tmp_path_factory.mktemp("cells")
    made = empty_office(folder / "empty", FixedClock(TODAY)).desk(folder / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_at_once(monkeypatch)


def plan_of(desk: Desk, name: str) -> ImportPlan:
    return roster.plan(desk, LISTS / name)


def verdicts(plan: ImportPlan) -> str:
    """r: ready, a: ask, e: error, row by row."""
    return "".join(row.verdict.value[0] for row in plan.rows)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("a01_numid.xlsx", "e"),
        ("a01b_sci_text.xlsx", "e"),
        ("a01c_000text.xlsx", "e"),
        ("a02_15.xlsx", "a"),
        ("a03_x.xlsx", "aaa"),
        ("a04_foreign.xlsx", "rrrraaa"),
        ("a05_dates.xlsx", "rrrrarrrrrrrr"),
        ("a05b_1904.xlsx", "r"),
        ("a06_birthmonth.xlsx", "rrrr"),
        ("a07_span.xlsx", "rr"),
        ("a08_names.xlsx", "rrrrrrrrrraarraarraaaa"),
        ("a09_same.xlsx", "ara"),
        ("a10_leap.xlsx", "rer"),
        ("a12_merged.xlsx", "rr"),
        ("a13_pages.xlsx", "rrr"),
        ("a14_hidden.xlsx", "aaaee"),
        ("a15_formula.xlsx", "e"),
        ("a19_correction.xlsx", "r"),
        ("c01_first.xlsx", "rr"),
        ("c04_birth_noid.xlsx", "aaaaa"),
        ("c05_short.xlsx", "rrrarerree"),
        ("d01_body_merge.xlsx", "rrr"),
        ("d03_two_sheets.xlsx", "rr"),
        ("d04_ditto.xlsx", "rr"),
        ("d05_multiline.xlsx", "aa"),
        ("e01_backslash.xlsx", "ara"),
    ],
)
def test_each_row_is_taken_asked_or_refused(desk: Desk, name: str, rows: str) -> None:
    plan = plan_of(desk, name)
    assert verdicts(plan) == rows
    for row in plan.with_verdict(Verdict.READY):
        assert isinstance(row.values["release_date"], date), f"row {row.number} is ready without a release"


@pytest.mark.parametrize("name", ["a01_numid.xlsx", "a01b_sci_text.xlsx", "a01c_000text.xlsx"])
def test_digits_that_excel_cut_are_called_so(desk: Desk, name: str) -> None:
    (row,) = plan_of(desk, name).rows
    assert "Excel 已丢掉后几位" in row.sentence
    assert "从原表把该列改为文本后重发" in row.sentence
    assert "id_no" not in row.values


def test_a_number_of_15_digits_is_proposed_converted(desk: Desk) -> None:
    (row,) = plan_of(desk, "a02_15.xlsx").rows
    assert row.values["id_no"] == "149901198503120030"


def test_the_last_x_is_one_x(desk: Desk) -> None:
    assert {row.values["id_no"] for row in plan_of(desk, "a03_x.xlsx").rows} == {"14990119850312009X"}


def test_other_papers_have_their_own_place(desk: Desk) -> None:
    rows = plan_of(desk, "a04_foreign.xlsx").rows
    assert [(row.values.get("id_type"), row.values.get("id_other_no")) for row in rows[4:]] == [
        ("L01", "USA140185031203"),
        ("30", "E12345678"),
        ("40", "H60001234"),
    ]
    assert all("id_no" in row.values for row in rows[:4])


@pytest.mark.parametrize("name", ["a05_dates.xlsx", "a05b_1904.xlsx", "a13_pages.xlsx"])
def test_every_way_to_write_the_day_of_release(desk: Desk, name: str) -> None:
    assert {row.values["release_date"] for row in plan_of(desk, name).rows} == {END}


def test_a_birth_month_takes_its_day_from_the_number(desk: Desk) -> None:
    assert {row.values["birth_date"] for row in plan_of(desk, "a06_birthmonth.xlsx").rows} == {
        date(1985, 3, 12)
    }


def test_without_a_number_the_day_of_birth_is_asked_and_the_month_kept(desk: Desk) -> None:
    rows = plan_of(desk, "c04_birth_noid.xlsx").rows
    assert [row.values.get("birth_date") for row in rows] == [None, None, None, date(1985, 3, 12), None]
    assert [row.shown["birth_date"] for row in rows] == [
        "2001-03",
        "2012-03",
        "1985-03",
        "1985-03-12",
        "2001-03",
    ]


def test_both_days_of_the_term_in_one_cell(desk: Desk) -> None:
    for row in plan_of(desk, "a07_span.xlsx").rows:
        assert (row.values["term_start"], row.values["term_end"]) == (date(2023, 12, 19), END)


def test_names_are_tidied_and_doubtful_ones_offered(desk: Desk) -> None:
    names = [row.values["name"] for row in plan_of(desk, "a08_names.xlsx").rows]
    assert names == [
        "王强", "王强", "欧阳小花", "阿卜杜热西提·阿卜杜拉", "买买提·艾力",
        "古丽娜尔·买买提·依明·阿卜杜热合曼", "JOHN SMITH", "JOHN", "高强", "高强", "张三", "李四", "王𬭚",
        "赵䶮", "赵", "李?强", "张三", "吴〇", "张三", "司马光", "多杰-才让", "卓玛",
    ]  # fmt: skip


def test_what_is_merged_down_stands_in_every_row(desk: Desk) -> None:
    for row in plan_of(desk, "d01_body_merge.xlsx").rows:
        assert (row.values["custody_unit"], row.values["release_type"], row.values["village"]) == (
            "示范监狱",
            "01",
            "西村",
        )
    first, second = plan_of(desk, "a12_merged.xlsx").rows
    assert (first.values["release_date"], second.values["release_date"]) == (END, END)
    assert second.values["emergency_phone"] == "13700000002"


def test_ditto_marks_repeat_the_row_above(desk: Desk) -> None:
    first, second = plan_of(desk, "d04_ditto.xlsx").rows
    same = ("village", "sex", "offences", "release_date", "custody_unit", "release_type")
    assert [second.values[name] for name in same] == [first.values[name] for name in same]


def test_several_lines_in_a_cell_lose_nothing(desk: Desk) -> None:
    row = plan_of(desk, "d05_multiline.xlsx").rows[0]
    assert (row.values["name"], row.values["former_name"]) == ("张一", "张二")
    assert row.values["release_date"] == END
    assert row.values["offences"] == ("盗窃罪", "诈骗罪")
    assert "13800000000" in str(row.values["remark"])


def test_the_end_of_correction_is_the_release(desk: Desk) -> None:
    (row,) = plan_of(desk, "a19_correction.xlsx").rows
    assert row.values["release_date"] == date(2026, 12, 1)


def test_a_list_that_says_nothing_of_the_release_says_nothing_of_the_source(tmp_path: Path) -> None:
    office = empty_office(tmp_path / "empty", FixedClock(TODAY)).desk(tmp_path / "office", FixedClock(TODAY))
    listed = tmp_path / "名单.csv"
    listed.write_text("姓名,身份证号,释放日期\n周明,149901198503120039,2026-12-18\n", encoding="utf-8")
    try:
        plan = roster.plan(office, listed)
        asks = frozenset(row.number for row in plan.with_verdict(Verdict.ASK))
        (no,) = roster.commit(office, plan, asks).numbers
        with office.store.read() as connection:
            case = case_file.by_no(connection, no).case
        assert (case.release_type, case.source) == (None, "")
    finally:
        opening.close(office)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_list_as_text_is_a_list(desk: Desk, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes("姓名,身份证号码,释放日期\n甲,149901198503120030,2026-12-18\n".encode(encoding))
    (row,) = roster.plan(desk, file).rows
    assert (row.verdict, row.values["release_date"]) == (Verdict.READY, END)


@pytest.mark.parametrize(
    ("name", "words"), [("a20b_html.xls", "网页"), ("a20c_sml.xls", "XML 电子表格 2003")]
)
def test_other_files_under_the_name_of_a_workbook_are_named(desk: Desk, name: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        plan_of(desk, name)
    assert "另存为" in refused.value.remedy


# ---------------------------------------------------------------- what the preview accepts, commits
def test_a_relation_nobody_knows_is_committed_and_imported_again(tmp_path: Path) -> None:
    office = empty_office(tmp_path / "empty", FixedClock(TODAY)).desk(tmp_path / "office", FixedClock(TODAY))
    try:
        plan = plan_of(office, "unknown_relation.xlsx")
        told = [one for row in plan.rows for one in row.problems if "发小" in one.what]
        assert [one.level for one in told] == [Level.NOTE]
        assert roster.commit(office, plan).created == len(plan.rows)
        again = plan_of(office, "unknown_relation.xlsx")
        assert {row.action for row in again.rows} == {Action.SAME}
        changed = roster.revise(office, again, edits={(5, "emergency_contact"): "曹海（干亲）"})
        assert changed.rows[0].action is Action.UPDATE
        assert roster.commit(office, changed).updated == 1
    finally:
        opening.close(office)


@pytest.mark.parametrize("work", ["读取文件", "核对名单", "与本所人员比对"])
def test_a_plan_can_be_stopped_in_each_of_its_steps_and_leaves_the_collector_on(
    desk: Desk, work: str
) -> None:
    def stop(_done: int, _total: int, what: str) -> None:
        if what == work:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        roster.plan(desk, LISTS / "a19_correction.xlsx", progress=progress)
    assert gc.isenabled()
