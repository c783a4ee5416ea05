"""Rows of cells as text."""

import pytest

from anbang_desktop.domain.copied_cells import split_cells
from anbang_desktop.errors import UserError


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_any_program_ends_them(end: str) -> None:
    assert split_cells(f"甲村\t张三{end}乙村\t李四") == [["甲村", "张三"], ["乙村", "李四"]]


def test_a_cell_keeps_its_own_lines_and_marks() -> None:
    assert split_cells('"一行\n又一行",=1+1\x00', ",") == [["一行\n又一行", "=1+1\x00"]]


def test_a_whole_file_in_one_cell_is_a_sentence() -> None:
    with pytest.raises(UserError, match="有一格太长了"):
        split_cells("长" * 200_000)
