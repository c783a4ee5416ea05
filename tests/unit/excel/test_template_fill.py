"""Filled blanks keep what the county made and hold exactly what we typed."""

import re
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.errors import Cancelled
from anbang_desktop.excel.template import Content, Value
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.excel.template_open import open_blank
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.progress import Progress
from tests.support.blanks import NUMBERS, ROSTER, blank, contents, filled, meanings, put, shipped
from tests.support.strange_blanks import by_hand

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


def test_a_number_stands_before_its_printed_unit() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "数量"])
        rows = (
            ("期初在册人数", "　　人"),
            ("本期新增", "____人"),
            ("期末在册人数", "12人"),
            ("安置率", "  %"),
        )
        for row, texts in enumerate((*rows, ("衔接率", "　‰"), ("帮教率", "　%")), 2):
            put(sheet, row, texts)

    numbers = {"book_start": 30, "new": 2, "book_end": 32, "place_rate": Decimal("96.67"), "help_rate": None}
    sheet = _filled(blank(draw), [], numbers)
    shown = [sheet.cell(row, 2).value for row in range(2, 8)]
    assert shown == ["30人", "2人", "32人", "96.67%", "　‰", "—%"]


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


def _parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as book:
        return {name: book.read(name).decode("utf-8", "ignore") for name in book.namelist()}


def _is_fitted(sheet: Worksheet) -> bool:
    setup = sheet.sheet_properties.pageSetUpPr
    return setup is not None and bool(setup.fitToPage)


def _notes(sheet: Worksheet) -> None:
    """A blank as a county sends it: notes with printed days under the rows, no print set-up."""
    sheet["A1"], sheet["A2"] = "安置帮教对象花名册", "填报单位："
    put(sheet, 3, ["序号", "姓名", "性别", "身份证号码", "罪名", "释放日期", "备注"])
    for row in (4, 5):
        put(sheet, row, [None] * 7)
    sheet["A6"] = "填表人：          审核人：          填报日期：    年  月  日"
    sheet["A7"] = "注：1.本表依据2025年2月1日起施行的《安置帮教工作办法》填报；"
    sheet["A8"] = "2.释放时间填写格式如：2024年5月1日；3.2023年度已上报的人员不再填报。"
    sheet["A9"] = "4.统计时间：上年12月26日至本年12月25日。"


def test_printed_notes_stay_and_empty_days_are_filled() -> None:
    data = blank(_notes)
    before = load_workbook(BytesIO(data)).worksheets[0]
    sheet = _filled(data, _people(9))
    assert sheet["A13"].value == "填表人：李文静    审核人：          填报日期：2026年11月30日"
    assert [sheet[f"A{row}"].value for row in (14, 15, 16)] == [before[f"A{row}"].value for row in (7, 8, 9)]


def test_a_blank_without_print_set_up_is_made_ready_for_paper() -> None:
    people = [
        {**one, "offences": "盗窃罪、抢劫罪、故意伤害罪、诈骗罪、寻衅滋事罪、非法拘禁罪" * 3}
        for one in _people(9)
    ]
    sheet = _filled(blank(_notes), people)
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert _is_fitted(sheet)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.column_dimensions["D"].width >= 20
    assert sheet["E5"].alignment.wrap_text
    assert not sheet["D5"].alignment.wrap_text
    assert sheet.row_dimensions[5].height > 40


def test_one_with_its_own_set_up_keeps_it_but_no_number_is_broken() -> None:
    def draw(sheet: Worksheet) -> None:
        _notes(sheet)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 8
        for letter in "ABCDEFG":
            sheet.column_dimensions[letter].width = 9

    sheet = _filled(blank(draw), _people(9))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 8)
    assert sheet.print_title_rows is None
    widths = [sheet.column_dimensions[letter].width for letter in "BDFG"]
    assert widths == [9, 20, 13, 9]
    assert _is_fitted(sheet), "what was made wider does not spill over"


def test_a_scale_of_the_countys_own_stays() -> None:
    def draw(sheet: Worksheet) -> None:
        _notes(sheet)
        sheet.page_setup.scale = 60

    made = filled(blank(draw), _people(3), {}, DETAILS)
    assert 'scale="60"' in _parts_of(made)["xl/worksheets/sheet1.xml"]
    assert "fitToPage" not in _parts_of(made)["xl/worksheets/sheet1.xml"]


def test_a_sheet_of_numbers_without_set_up_prints_upright() -> None:
    sheet = _filled(shipped(NUMBERS), [], {"new": 1})
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("portrait", 1)


@pytest.mark.parametrize(
    ("code", "shown"), [("yyyy.mm.dd", "yyyy.mm.dd"), ("General", "yyyy\\-mm\\-dd"), ("@", "yyyy\\-mm\\-dd")]
)
def test_days_are_days_in_the_format_of_their_cell(code: str, shown: str) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "释放日期"])
        put(sheet, 2, [None] * 3)
        sheet["C2"].number_format = code

    sheet = _filled(blank(draw), _people(1))
    assert (str(sheet["C2"].value), sheet["C2"].number_format) == ("2026-11-03 00:00:00", shown)


def test_days_of_a_workbook_that_counts_from_1904_and_days_before_1900() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "释放日期", "出生日期"])
        setattr(sheet.parent, "epoch", CALENDAR_MAC_1904)  # noqa: B010 - openpyxl reads it

    people: list[dict[str, Value]] = [
        {"name": "甲", "release_date": date(2026, 11, 3), "birth_date": date(1899, 5, 1)}
    ]
    sheet = _filled(blank(draw), people)
    assert (str(sheet["B2"].value), sheet["C2"].value) == ("2026-11-03 00:00:00", "1899-05-01")


def test_a_workbook_of_the_least_parts_is_filled() -> None:
    """No formats, no shared strings, no theme, no properties, no calcPr; its elements have a prefix."""
    book = open_blank(filled(by_hand(0), _people(5), {}, DETAILS))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet["B"]][3:8] == [f"王𬖸龘{at}" for at in range(5)]
    assert (sheet["C4"].data_type, sheet["C4"].number_format) == ("s", "@")
    assert book.calculation.fullCalcOnLoad


def test_results_are_written_beside_formulas_that_we_can_reckon() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["序号", "姓名", "年龄", "备注", "另算", "是否"])
        for row in (2, 3):
            put(sheet, row, ["=ROW()-1", None, None, None, f"=C{row}*2", f'=IF(B{row}="","",1)'])
        put(sheet, 4, ["合计", "=COUNTA(B2:B3)", "=SUM(C2:C3)", "=TODAY()", "=ROUND(C4/B4,1)", "=SUM(F2:F3)"])

    people: list[dict[str, Value]] = [{"name": f"甲{at}", "age": 20 + at} for at in range(5)]
    data = filled(blank(draw), people, {}, DETAILS)
    shown = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    assert [shown[f"{letter}7"].value for letter in "BCDEF"] == [5, 110, None, 22, 5]
    assert [[cell.value for cell in row] for row in shown["A2:F3"]] == [
        [1, "甲0", 20, None, 40, 1],
        [2, "甲1", 21, None, 42, 1],
    ]
    kept = load_workbook(BytesIO(data)).worksheets[0]
    assert [kept[f"{letter}7"].value for letter in "BD"] == ["=COUNTA(B2:B6)", "=TODAY()"]


def test_a_heading_in_two_storeys_without_rows_gets_them() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "基本情况", None, "备注"], bold=True)
        put(sheet, 2, [None, "性别", "身份证号码", None], bold=True)
        for area in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(area)
        sheet.print_area = "A1:D2"
        sheet.auto_filter.ref = "A2:D2"

    sheet = _filled(blank(draw), _people(4))
    assert [sheet[f"{letter}6"].value for letter in "ABC"] == ["王𬖸龘3", "男", "149901199001000003"]
    assert sheet.print_area == "'Sheet'!$A$1:$D$6"
    assert sheet.auto_filter.ref == "A2:D6"
    assert not sheet["A6"].font.b


def test_a_hidden_row_would_hide_a_person() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "备注"])
        for row in (2, 3, 4):
            put(sheet, row, [None] * 3)
        sheet.row_dimensions[3].hidden = True

    assert not _filled(blank(draw), _people(3)).row_dimensions[3].hidden


def test_text_numbers_and_nothing_in_one_column() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "年龄"])
        put(sheet, 2, [None] * 3)

    ages: list[Value] = [Decimal("1234567890.50"), 7, "不详", None, ""]
    people: list[dict[str, Value]] = [{"name": "甲", "age": age} for age in ages]
    sheet = _filled(blank(draw), people)
    assert [sheet[f"C{row}"].value for row in range(2, 7)] == [1234567890.5, 7, "不详", None, None]
    assert [sheet[f"C{row}"].data_type for row in range(2, 5)] == ["n", "n", "s"]


def test_rows_that_can_be_asked_for_only_once_are_enough() -> None:
    data = shipped(ROSTER)
    layout = learn(data, meanings())
    rows = ([one.get(column.field) for column in layout.sheets[0].known] for one in _people(3))
    made = fill(data, layout, {layout.sheets[0].name: Content(rows, 3)}, DETAILS)
    assert load_workbook(BytesIO(made)).worksheets[0]["B7"].value == "王𬖸龘2"


def test_a_blank_with_thousands_of_joined_rows_takes_no_more_than_its_size() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "备注", None])
        for row in range(2, 402):
            put(sheet, row, [None] * 4)
            sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)

    data = blank(draw)
    layout = learn(data, meanings())
    people = contents(layout, _people(2000))
    started = time.process_time()
    made = fill(data, layout, people, DETAILS)
    assert time.process_time() - started < 3
    assert _parts_of(made)["xl/worksheets/sheet1.xml"].count("<mergeCell ") == 2000
