"""A blank's sheet as plain cells."""

from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.excel.template_grid import NOTHING, read_grid
from anbang_desktop.excel.template_open import open_blank
from tests.support.blanks import blank, put


def _draw(sheet: Worksheet) -> None:
    put(sheet, 1, ["姓\u200b名", None, "=A1", 7])
    put(sheet, 2, ["上", "右", date(2026, 11, 3), 0.5])
    sheet["D2"].number_format = "0.0%"
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:A4")


def test_cells_say_what_stands_in_them_and_how_they_are_formatted() -> None:
    sheet = open_blank(blank(_draw)).worksheets[0]
    grid = read_grid(sheet)
    assert (grid.text(1, 2), grid.at(1, 2), grid.hidden(1, 2), grid.hidden(1, 1)) == (
        "姓名",
        NOTHING,
        True,
        False,
    )
    assert (grid.at(1, 3).formula, grid.at(1, 3).text, grid.at(1, 3).empty) == ("=A1", "", False)
    assert (grid.at(1, 4).number, grid.at(2, 3).dated, grid.at(2, 4).percent) == (True, True, True)
    assert grid.at(9, 9).empty
    assert grid.texts(1) == {1: "姓名", 4: "7"}
    assert (grid.below(2), grid.below(1), grid.visible) == (4, 1, True)
