"""A sheet as plain data."""

import pytest

from anbang_desktop.domain.sheet import EMPTY, Cell, Sheet, Workbook

LIST = Sheet("名单", True, ((Cell("text", "姓名"), Cell("text", "性别")), (), (Cell("text", " "),)))
BOOK = Workbook("名单.xlsx", "xlsx", "0" * 64, (LIST, Sheet("空表", False, ())), b"")


def test_a_sheet_is_as_wide_as_its_widest_row() -> None:
    assert LIST.width == 2
    assert BOOK.sheet("空表").width == 0


def test_outside_there_are_empty_cells() -> None:
    assert LIST.cell(0, 1).text == "性别"
    assert LIST.cell(1, 0) is LIST.cell(9, 9) is LIST.cell(-1, 0) is EMPTY


def test_blanks_are_no_content() -> None:
    assert LIST.cell(2, 0).blank
    assert EMPTY.blank
    assert not LIST.cell(0, 0).blank


def test_a_sheet_by_its_name() -> None:
    assert BOOK.sheet("名单") is LIST
    with pytest.raises(KeyError):
        BOOK.sheet("别的")
