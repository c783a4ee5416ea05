"""Filled blanks keep what the county made and hold exactly what we typed."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.errors import Cancelled
from anbang_desktop.excel.template import Value
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.progress import Progress
from tests.support.blanks import NUMBERS, ROSTER, blank, filled, put, shipped

DETAILS = Details(
    "柳湾镇司法所",
    date(2026, 11, 1),
    date(2026, 11, 30),
    "2026年11月",
    date(2026, 11, 30),
    filled_by="李文静",
)
HOSTILE = (
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    '=HYPERLINK("http://x","y")',
    "'x",
    "1e5",
    "00123",
    "2026-1-2",
)


def _people(count: int) -> list[dict[str, Value]]:
    return [
        {
            "name": f"王𬖸龘{at}",
            "id_no": f"1499011990010{at:05}",
            "sex": "男",
            "release_date": date(2026, 11, 3),
            "reoffended": "否",
        }
        for at in range(count)
    ]


def _filled(
    data: bytes, people: Sequence[dict[str, Value]], numbers: dict[str, object] | None = None
) -> Worksheet:
    made = filled(data, people, numbers, DETAILS)  # type: ignore[arg-type]
    sheet = load_workbook(BytesIO(made)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def _validated(sheet: Worksheet) -> list[str]:
    return [str(one.sqref) for one in sheet.data_validations.dataValidation]


@pytest.mark.parametrize("count", [0, 1, 20, 21, 100])
def test_the_roster_grows_before_its_footer(count: int) -> None:
    sheet = _filled(shipped(ROSTER), _people(count))
    last = 4 + max(count, 20)
    assert sheet.max_row == last + 1
    assert sheet.cell(last + 1, 1).value == "填表人:李文静      审核人:            填报日期:2026年11月30日"
    assert f"A{last + 1}:R{last + 1}" in {str(area) for area in sheet.merged_cells.ranges}
    assert _validated(sheet) == [f"Q5:Q{last}"]
    assert [sheet.cell(5 + at, 2).value for at in range(count)] == [f"王𬖸龘{at}" for at in range(count)]
    assert [sheet.cell(5 + at, 1).value for at in range(count)] == list(range(1, count + 1))
    assert all(sheet.cell(row, 18).border.left.style == "thin" for row in range(5, last + 1))
    assert len(sheet.merged_cells.ranges) == 17


def test_what_the_county_set_up_is_kept() -> None:
    sheet = _filled(shipped(ROSTER), _people(30))
    assert sheet.print_title_rows == "$1:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.freeze_panes) == (
        "landscape",
        9,
        "C5",
    )
    assert sheet.column_dimensions["A"].width == 5
    assert sheet["A1"].font.sz == 18
    assert sheet["A2"].value == "填报单位(盖章):柳湾镇司法所    统计时间:2026年11月1日至2026年11月30日"


def test_id_numbers_are_text_with_the_text_format() -> None:
    cell = _filled(shipped(ROSTER), _people(25))["D29"]
    assert (cell.value, cell.data_type, cell.number_format, bool(cell.quotePrefix)) == (
        "149901199001000024",
        "s",
        "@",
        False,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    cell = _filled(shipped(ROSTER), [{"name": "甲", "hukou_addr": text}])["E5"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_what_no_sheet_can_hold_is_spelled_and_escapes_are_not_read_as_such() -> None:
    sheet = _filled(
        shipped(ROSTER), [{"name": "a\x07b\x00", "remark": "_x0041_", "hukou_addr": "字" * 40_000}]
    )
    assert sheet["B5"].value == "a_x0007_b_x0000_"
    assert sheet["R5"].value == "_x005F_x0041_"  # what Excel and LibreOffice show as _x0041_
    assert len(str(sheet["E5"].value)) == 32_767


def test_numbers_formulas_and_rates() -> None:
    numbers: dict[str, object] = {
        "book_start": 3,
        "new": 4,
        "left": 1,
        "book_end": 99,
        "handover_rate": Decimal(2) / 3,
        "help_rate": None,
    }
    sheet = _filled(shipped(NUMBERS), [], numbers)
    assert (sheet["C4"].value, sheet["C5"].value, sheet["C15"].value) == (3, 4, "=C4+C5-C10")
    assert (sheet["C21"].value, sheet["C21"].number_format) == (0.6667, "0.00%")
    assert sheet["C24"].value == "—"
    assert sheet["C6"].value is None
    assert sheet["A2"].value == "填报单位:柳湾镇司法所  2026年11月"


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(Decimal("0.00005"), 0.0001), (Decimal("0.333349"), 0.3333), (Decimal("0.12345"), 0.1235)],
)
def test_rates_round_half_up(rate: Decimal, shown: float) -> None:
    assert _filled(shipped(NUMBERS), [], {"help_rate": rate})["C24"].value == shown


def test_a_workbook_that_says_nothing_of_reckoning_is_filled() -> None:
    """calcPr may be missing; openpyxl then has nothing to set."""
    bare = BytesIO()
    with zipfile.ZipFile(BytesIO(shipped(ROSTER))) as whole, zipfile.ZipFile(bare, "w") as target:
        for name in whole.namelist():
            part = whole.read(name)
            assert name != "xl/workbook.xml" or b"<calcPr" in part
            target.writestr(name, re.sub(rb"<calcPr[^>]*/>", b"", part))
    assert load_workbook(BytesIO(bare.getvalue())).calculation is None
    made = filled(bare.getvalue(), _people(2), {}, DETAILS)
    assert load_workbook(BytesIO(made)).calculation.fullCalcOnLoad


def test_the_same_people_make_the_same_file_and_the_countys_own_properties_stay() -> None:
    data = shipped(ROSTER)
    made = filled(data, _people(2), {}, DETAILS)
    assert made == filled(data, _people(2), {}, DETAILS)
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(made)) as after:
        assert before.namelist() == after.namelist()
        own = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert own == ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]


def _county(sheet: Worksheet) -> None:
    """A blank with everything that must move along: totals, a name, a print area, heights, a date column,
    a formula per row.
    """
    sheet["A1"] = "名册"
    put(sheet, 2, ["序号", "姓名", "性别", "释放日期", "人数", "备注"])
    for row in (3, 4, 5):
        put(sheet, row, [row - 2, None, None, None, f"=LEN(B{row})", None])
        sheet.cell(row, 4).number_format = "yyyy/m/d"
        sheet.row_dimensions[row].height = 30
    put(sheet, 6, ["合计", None, None, None, "=SUM(E3:E5)", "=E5"])
    sheet.row_dimensions[6].height = 44
    sheet.merge_cells("A6:C6")
    sheet.print_area = "A1:F6"


def test_totals_print_area_heights_and_row_formulas_move_along() -> None:
    sheet = _filled(blank(_county), _people(10))
    assert sheet["E13"].value == "=SUM(E3:E12)"
    assert [sheet[f"E{row}"].value for row in (3, 4, 8, 12)] == [
        "=LEN(B3)",
        "=LEN(B4)",
        "=LEN(B8)",
        "=LEN(B12)",
    ]
    assert sheet.print_area == "'Sheet'!$A$1:$F$13"
    assert [sheet.row_dimensions[row].height for row in (3, 8, 12, 13)] == [30, 30, 30, 44]
    assert sheet["D8"].is_date
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A13:C13"}


def test_a_single_prepared_row_is_enough() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "备注"])
        put(sheet, 2, [None] * 3)
        put(sheet, 3, ["合计", "=COUNTA(A2:A2)", None])

    sheet = _filled(blank(draw), _people(4))
    assert [sheet.cell(row, 1).value for row in range(2, 7)] == [
        "王𬖸龘0",
        "王𬖸龘1",
        "王𬖸龘2",
        "王𬖸龘3",
        "合计",
    ]
    assert sheet["B6"].value == "=COUNTA(A2:A5)"


def test_a_header_alone_gets_rows_without_its_weight() -> None:
    sheet = _filled(blank(lambda sheet: put(sheet, 1, ["姓名", "性别", "备注"], bold=True)), _people(3))
    assert (sheet["A4"].value, sheet["A4"].font.b, sheet["A4"].border.left.style) == (
        "王𬖸龘2",
        False,
        "thin",
    )


def test_people_of_an_earlier_use_are_gone() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["序号", "姓名", "性别", "身份证号", "备注"])
        for row in (2, 3, 4):
            put(sheet, row, [row - 1, f"旧人{row}", "男", "149901199001011234", "旧备注"])
        sheet["A5"] = "填表人:"

    sheet = _filled(blank(draw), _people(1))
    assert [[cell.value for cell in row] for row in sheet["A2:E4"]] == [
        [1, "王𬖸龘0", "男", "149901199001000000", None],
        [2, None, None, None, None],
        [3, None, None, None, None],
    ]


def test_a_label_in_its_own_cell_is_answered_beside_it() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D1"] = "填报单位：", "填报日期："
        put(sheet, 2, ["姓名", "性别", "备注", "电话", None])

    sheet = _filled(blank(draw), _people(1))
    assert [sheet[place].value for place in ("A1", "B1", "D1", "E1")] == [
        "填报单位：",
        "柳湾镇司法所",
        "填报日期：",
        "2026年11月30日",
    ]


def test_a_stopped_fill_stops() -> None:
    progress = Progress()
    progress.cancel()
    data = shipped(ROSTER)
    with pytest.raises(Cancelled):
        filled(data, _people(2), {}, DETAILS, progress)


def test_colours_links_breaks_filters_and_names_move_along() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "户籍地", "备注"])
        for row in (2, 3, 4):
            put(sheet, row, [None] * 4)
        put(sheet, 5, ["填表人:", "=COUNTIF(D2:D4,1)", None, None])
        sheet["C5"].hyperlink = "https://example.invalid/"
        sheet.conditional_formatting.add(
            "A2:D4", CellIsRule(operator="equal", formula=["$D$5"], font=Font(bold=True))
        )
        sheet.auto_filter.ref = "A1:D4"
        sheet.row_breaks.append(Break(id=5))
        book = sheet.parent
        assert isinstance(book, Workbook)
        book.defined_names["名单"] = DefinedName("名单", attr_text="Sheet!$A$2:$A$4")
        book.create_sheet("汇总")["A1"] = "=Sheet!B5+SUM(Sheet!D2:D4)"

    data = blank(draw)
    made = load_workbook(BytesIO(filled(data, _people(6), {}, DETAILS)))
    sheet = made.worksheets[0]
    (colours,) = sheet.conditional_formatting
    assert str(colours.sqref) == "A2:D7"
    assert colours.rules[0].formula == ["$D$8"]
    assert sheet["B8"].value == "=COUNTIF(D2:D7,1)"
    assert sheet["C8"].hyperlink is not None
    assert sheet["C8"].hyperlink.ref == "C8"
    assert sheet.auto_filter.ref == "A1:D7"
    assert [point.id for point in sheet.row_breaks.brk] == [8]
    assert made.defined_names["名单"].attr_text == "Sheet!$A$2:$A$7"
    assert made["汇总"]["A1"].value == "=Sheet!B8+SUM(Sheet!D2:D7)"
