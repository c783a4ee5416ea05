"""Columns added inside the parts of a workbook: all other parts stay as they came, and the sheet prints."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.properties import PageSetupProperties

from anbang_desktop.excel import list_build, parse
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.excel.list_patch import Patch
from anbang_desktop.excel.list_text import escaped, lines_of, unescaped
from anbang_desktop.excel.package import Package
from tests.support.makers import person

HEADS = ("姓名", "身份证号码", "备注", "核查结果")
TAB = "第一行\x0b第二行"


def county_list() -> bytes:
    """Two sheets, a chart on each, a comment, a heading of two rows, a row with a height, a print area."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "名单 '甲'"
    sheet["A1"] = "预释放人员名单"
    sheet.merge_cells("A1:D1")
    for at, head in enumerate(HEADS, 1):
        sheet.cell(2, at, head).font = Font(bold=True, size=11)
        sheet.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
    for row in range(4, 8):
        one = person(row)
        for at, value in enumerate((one.name, one.id_no, "_x000B_" if row == 5 else "=1+1", None), 1):
            cell = sheet.cell(row, at, value)
            cell.data_type = "s" if value else "n"
    sheet["A4"].comment = Comment("核对过", "县局")
    sheet.row_dimensions[4].height = 15
    sheet.column_dimensions["E"].width = 5
    sheet.print_area = "A1:D7"
    other: Any = book.create_sheet("统计")
    other.append(["一月", 3])
    for one in (sheet, other):
        chart = BarChart()
        chart.add_data(Reference(other, min_col=2, min_row=1, max_row=1))
        one.add_chart(chart, "H2")
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def given(
    out: Path, *columns: tuple[str, dict[int, str], int], keep: list[int] | None = None
) -> dict[str, Any]:
    added = [[head, list(texts.items()), width, None] for head, texts, width in columns]
    about = {"kind": "xlsx", "sheet": "名单 '甲'", "header": [2, 3], "width": 4, "keep": keep}
    return {**about, "columns": added, "out": str(out)}


@pytest.fixture
def answered(tmp_path: Path) -> tuple[bytes, Path]:
    source, out = county_list(), tmp_path / "回.xlsx"
    result = ("核查结果", {4: "属实", 6: "非本辖区"}, 18)
    reason = ("核查说明", {4: "长" * 100, 5: TAB, 6: "=HYPERLINK(1)", 9: "最后"}, 20)
    list_build.build(source, given(out, result, reason), LIMITS)
    return source, out


def test_everything_else_stays_byte_for_byte(answered: tuple[bytes, Path]) -> None:
    source, out = answered
    with zipfile.ZipFile(BytesIO(source)) as before, zipfile.ZipFile(out) as after:
        assert before.namelist() == after.namelist()
        touched = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert touched == {"xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"}


def test_the_answers_stand_in_their_columns(answered: tuple[bytes, Path]) -> None:
    sheet = load_workbook(answered[1])["名单 '甲'"]
    assert [sheet.cell(2, at).value for at in range(1, 7)] == [*HEADS, "核查说明", None]
    assert [sheet.cell(row, 4).value for row in range(4, 8)] == ["属实", None, "非本辖区", None]
    assert sheet["E6"].value == "=HYPERLINK(1)"
    assert (sheet["E6"].data_type, sheet["E6"].quotePrefix) == ("s", True)
    assert sheet["E9"].value == "最后"
    assert sheet["B4"].number_format == "@"
    assert "E2:E3" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.column_dimensions["E"].width == 20
    assert sheet.row_dimensions[4].height > 100, "a height that was set grows with the text"
    assert sheet.row_dimensions[6].height is None, "the others find theirs by themselves"


def test_signs_that_xml_cannot_hold_come_through(answered: tuple[bytes, Path]) -> None:
    (plain,) = (one for one in parse.parse(answered[1].read_bytes(), None, LIMITS)["sheets"][:1])
    assert plain["rows"][4][4].replace("\r", "") in {TAB, TAB.replace("\x0b", "\n")}


def test_it_prints_across_with_its_heading(answered: tuple[bytes, Path]) -> None:
    sheet = load_workbook(answered[1])["名单 '甲'"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.print_title_rows == "$2:$3"
    assert not sheet.print_area, "the new columns are printed too"


def test_a_filled_column_of_the_county_is_left_alone(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(county_list()))
    book["名单 '甲'"]["D4"] = "县局写的"
    made = BytesIO()
    book.save(made)
    list_build.build(made.getvalue(), given(tmp_path / "回.xlsx", ("核查结果", {4: "属实"}, 18)), LIMITS)
    sheet = load_workbook(tmp_path / "回.xlsx")["名单 '甲'"]
    assert (sheet["D4"].value, sheet["E4"].value, sheet["E2"].value) == ("县局写的", "属实", "核查结果")


def test_some_rows_print_across_too(tmp_path: Path) -> None:
    out = tmp_path / "问题.xlsx"
    list_build.build(county_list(), given(out, ("问题", {5: f"坏\x0b字{TAB}"}, 56), keep=[5]), LIMITS)
    sheet = load_workbook(out)["名单 '甲'"]
    assert sheet["E4"].value == escaped(f"坏\x0b字{TAB}")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$2:$3"


@pytest.mark.parametrize(
    "text", ["", "平常", "一\x0b二", "_x000B_", "_x005F_x000B_", "\x00\x1f", "长" * 40_000]
)
def test_text_is_spelled_and_meant(text: str) -> None:
    assert unescaped(escaped(text)) == text[:32_767]


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("12345678", 10, 1), ("中" * 9, 10, 2), ("a\nb", 10, 2)]
)
def test_lines_are_counted(text: str, width: int, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_cell_is_shaded_once_and_keeps_its_format() -> None:
    made = Patch(Package(county_list()), "名单 '甲'", (2, 3))
    for row in (4, 5, 4):
        made.shade(row, 2)
    made.shade(9, 7)
    out = BytesIO()
    assert made.save(out) == 9
    sheet: Any = load_workbook(out)["名单 '甲'"]
    old: Any = load_workbook(BytesIO(county_list()))["名单 '甲'"]
    for row in (4, 5):
        cell = sheet.cell(row, 2)
        assert (cell.fill.fgColor.rgb, cell.font.b, cell.value) == ("FFFFC000", True, old.cell(row, 2).value)
        assert cell.number_format == old.cell(row, 2).number_format
    assert sheet["G9"].fill.fgColor.rgb == "FFFFC000"
    assert sheet["A4"].fill.fill_type is None
