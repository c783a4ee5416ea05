"""Rows of cells as text: what was copied in a spreadsheet, or a list with commas."""

import csv
import io

from anbang_desktop.errors import UserError


def split_cells(text: str, separator: str = "\t") -> list[list[str]]:
    """The cells of each row as they stand, with any ends of lines; UserError where a cell is longer than a
    cell of a spreadsheet can be.
    """
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as fault:
        raise UserError(
            "有一格太长了，像是一整份文件，没有读进来。",
            "请在 Excel 或 WPS 里打开，只复制（或另存）需要的几行几列。",
        ) from fault
