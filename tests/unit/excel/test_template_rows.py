"""Rosters of many shapes: storeys, ticks, examples, hints, notes, cards, and the cases that went wrong."""

import json
from collections.abc import Sequence

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.sheet_form import Form
from anbang_desktop.excel.template import CARD, SheetLayout
from anbang_desktop.excel.template_learn import learn
from tests.conftest import DATA
from tests.support.blanks import blank, meanings, put

CASES = DATA / "learn_blanks"
EXPECTED = json.loads((CASES / "expected.json").read_text("utf-8"))
ROSTER = ["序号", "姓名", "性别", "身份证号", "释放日期", "备注"]
Row = Sequence[str | float | None]


def _learned(
    rows: Sequence[Row], *merged: str, title: str = "在册安置帮教对象名册", prepared: int = 3
) -> SheetLayout:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = title
        for at, row in enumerate([*rows, *([[None] * len(rows[0])] * prepared)], 2):
            put(sheet, at, row)
        for area in merged:
            sheet.merge_cells(area)

    return learn(blank(draw), meanings()).sheets[0]


def _case(name: str) -> SheetLayout:
    return learn((CASES / name).read_bytes(), meanings(), name).sheets[0]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_headings_of_other_systems_mean_what_they_say_and_nothing_more(name: str) -> None:
    sheet = _case(name)
    filled = {one.header: one.field for one in sheet.known}
    assert filled == {header: field for header, field in EXPECTED[name] if field}
    assert all(one.certainty is Certainty.UNKNOWN for one in sheet.columns if one.header not in filled)


@pytest.mark.parametrize("name", ["f01_poi_no_calcPr.xlsx", "f02_note_dates.xlsx", "f03_unknown_footer.xlsx"])
def test_notes_below_the_rows_are_no_rows(name: str) -> None:
    sheet = _case(name)
    assert (sheet.head, sheet.first, sheet.prepared, sheet.footer, sheet.row_set) == ((3, 3), 4, 4, 8, "R01")


def test_an_example_that_a_hint_follows_stays_with_the_heading() -> None:
    sheet = _case("f05_example_hint_rows.xlsx")
    assert (sheet.head, sheet.first, sheet.prepared, sheet.stale) == ((3, 5), 6, 4, 0)
    day = next(one for one in sheet.columns if one.field == "release_date")
    assert day.form == Form(day="dot"), "the hint says how"


def test_a_lone_example_is_a_prepared_row() -> None:
    example = ["例", "张某某", "男", "149901199001011234", "2026.1.1", "样例"]
    sheet = _learned([ROSTER, example])
    assert (sheet.head, sheet.first, sheet.prepared, sheet.stale) == ((2, 2), 3, 4, 0)
    kept = _learned([ROSTER, [*example[:5], "示例，请勿删除"]])
    assert (kept.head, kept.first) == ((2, 3), 4)


def test_a_row_of_hints_belongs_to_the_heading() -> None:
    sheet = _learned([ROSTER, ["自动生成", "必填", "男/女", "18位", "如：2026-01-01", None]])
    assert (sheet.head, sheet.first, sheet.prepared) == ((2, 3), 4, 3)
    assert sheet.columns[4].form == Form(day="dash")
    note = _learned([ROSTER, ["注：以下逐人填写"]])
    assert (note.head, note.first, note.prepared) == ((2, 3), 4, 3)


def test_upper_headings_say_whose_and_code_words_are_ticked() -> None:
    sheet = _learned(
        [
            ["序号", "姓名（身份证号）", "接回方式", None, "责任人", None, "签订协议时间", "是否签订协议"],
            [None, None, "家属接回", "司法所接回", "姓名", "电话", None, None],
        ],
        "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3",
    )  # fmt: skip
    assert [one.field for one in sheet.columns] == [
        "serial", "name", "handover_mode", "handover_mode", "responsible_worker", "",
        "agreement_on", "agreement",
    ]  # fmt: skip
    assert sheet.columns[1].form.also == ("id_no",)
    assert sheet.fields >= {"name", "id_no"}
    assert [one.form.ticks for one in sheet.columns[2:4]] == [("家属接回",), ("司法所接回",)]


def test_a_list_of_children_never_shows_the_parents_sex_and_age() -> None:
    sheet = _learned(
        [["序号", "刑满释放人员姓名", "身份证号", "姓名", "性别", "年龄", "就读学校"]],
        title="刑满释放人员未成年子女情况统计表",
    )
    assert sheet.row_set == "R14"
    assert not {"sex", "age"} & {one.field for one in sheet.known}


def test_a_title_that_is_not_sure_leaves_the_set_open() -> None:
    sheet = _learned([ROSTER], title="刑满释放人员信息表")
    assert (sheet.row_set, sheet.offered) == ("", "R01")


def test_cells_formatted_as_dates_keep_dates() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, [*ROSTER[:4], "释放日期（年.月.日）"])
        put(sheet, 2, [None] * 5)
        sheet["E2"].number_format = "yyyy.mm.dd"

    column = learn(blank(draw), meanings(), "在册人员名册.xlsx").sheets[0].columns[4]
    assert (column.dated, column.form) == (True, Form())


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["姓名", None, "性别", None, "出生年月", None],
            ["民族", None, "文化程度", None, "婚姻状况", None],
            ["身份证号", None, "联系电话", None, "户籍地", None],
            ["罪名", None, "原判刑期", None, "释放日期", None],
        ],
        [
            ["姓名", None, "性别", None],
            ["身份证号"],
            ["户籍地"],
            ["现住址"],
            ["罪名", None, "原判刑期", None],
        ],
    ],
)
def test_a_form_for_one_person_is_no_roster(rows: list[Row]) -> None:
    sheet = _learned(rows, title="安置帮教对象登记表", prepared=0)
    assert (sheet.kind, sheet.why) == ("other", CARD)


def test_a_hidden_sheet_is_left_alone() -> None:
    sheets = learn((CASES / "f04_rich_comment_protect_dv_cf.xlsx").read_bytes(), meanings()).sheets
    assert [(one.kind, one.why) for one in sheets[1:]] == [("other", "隐藏的工作表")]
