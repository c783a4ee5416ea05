"""How high a row must be for its wrapped text: what Excel does by itself when a clerk types, and no
program does when it writes.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

_DIGIT, _PADDING = (
    7.0,
    6.0,
)  # pixels of a digit in the default font, by which Excel counts widths; inner edge of a cell
_PIXELS_PER_POINT, _LINE = 96 / 72, 1.25  # a line is a quarter higher than its letters
_USUAL_WIDTH, _USUAL_HEIGHT, _HIGHEST = 8.43, 15.0, 409.0
_PIECE = re.compile(r"[^\s\-\u2e80-\uffef]+-?|\s+|.", re.DOTALL)


class GrowingRow(RowDimension):
    """A row whose height was found from its text: Excel finds it anew after the next typing."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the name of the file format
        """Not set by hand."""
        return False


class Grower:
    """Gives the rows of one sheet the height their wrapped text needs; rows with a height of their own
    keep it.
    """

    def __init__(self, sheet: Worksheet) -> None:
        """Measure the columns of a sheet once."""
        self._sheet, self._wide = (
            sheet,
            sheet.max_column,
        )  # asked once: openpyxl looks at every cell to find it
        self._widths = {column: _width(sheet, column) for column in range(1, self._wide + 1)}
        self._reach = {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}
        self._least = sheet.sheet_format.defaultRowHeight or _USUAL_HEIGHT

    def grow(self, row: int) -> None:
        """Make one row high enough."""
        old: Any = self._sheet.row_dimensions[row]
        if old.ht is not None and not isinstance(old, GrowingRow):
            return
        need = max((self._height(cell) for cell in self._cells(row)), default=0.0)
        if need > self._least:
            fresh: Any = GrowingRow(self._sheet, index=row, ht=round(min(need, _HIGHEST), 2))
            fresh._style = old._style  # noqa: SLF001 - as openpyxl's own copy_worksheet
            self._sheet.row_dimensions[row] = fresh

    def _cells(self, row: int) -> list[Cell]:
        cells = [self._sheet.cell(row, column) for column in range(1, self._wide + 1)]
        return [cell for cell in cells if isinstance(cell, Cell) and isinstance(cell.value, str)]

    def _height(self, cell: Cell) -> float:
        size = float(cell.font.sz or 11)
        lines = (
            lines_of(str(cell.value), self._room(cell), size * _PIXELS_PER_POINT)
            if cell.alignment.wrap_text
            else 1
        )
        return lines * size * _LINE + 1.5

    def _room(self, cell: Cell) -> float:
        """Pixels for text in a cell or in the sideways merged area it begins."""
        last = self._reach.get((cell.row, cell.column), cell.column)
        return sum(self._widths[column] for column in range(cell.column, last + 1)) * _DIGIT + 5 - _PADDING


def _width(sheet: Worksheet, column: int) -> float:
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or 0
        if letter == get_column_letter(column) or first <= column <= (dimension.max or 0):
            return float(dimension.width)
    return float(sheet.sheet_format.defaultColWidth or _USUAL_WIDTH)


@lru_cache(4096)
def lines_of(text: str, room: float, em: float) -> int:
    """Lines a text takes in ``room`` pixels when a full-width letter is ``em`` wide."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for piece in _PIECE.findall(paragraph):
            width = sum(em if unicodedata.east_asian_width(letter) in "WF" else em / 2 for letter in piece)
            if used + width <= room or piece.isspace():
                used += width
            elif width <= room:
                lines, used = lines + 1, width
            else:
                over = (used or 0) + width
                lines, used = lines + int(over // room), over % room
    return lines
