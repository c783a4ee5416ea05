"""A blank's sheet as plain cells: texts, formulas, merged areas, frames and formats, looked up at once."""

from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.cell.cell import MergedCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.half_width import without_invisible

Area = tuple[int, int, int, int]  # top, left, bottom, right, all from 1 and included


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell that says something or is framed."""

    text: str = ""
    formula: str = ""
    number: bool = False
    framed: bool = False
    dated: bool = False
    percent: bool = False

    @property
    def empty(self) -> bool:
        """Whether a value may be written here."""
        return not self.text and not self.formula


NOTHING = GridCell()


@dataclass(frozen=True, eq=False)
class Grid:
    """A sheet's cells by (row, column), both from 1; ``rows`` and ``columns`` are how far it reaches."""

    name: str
    visible: bool
    rows: int
    columns: int
    cells: dict[tuple[int, int], GridCell] = field(repr=False)
    areas: tuple[Area, ...] = ()

    def at(self, row: int, column: int) -> GridCell:
        """The cell itself; a merged remainder is empty."""
        return self.cells.get((row, column), NOTHING)

    @cached_property
    def merged(self) -> dict[tuple[int, int], Area]:
        """The merged area of every cell that lies in one."""
        return {
            (row, column): area
            for area in self.areas
            for row in range(area[0], area[2] + 1)
            for column in range(area[1], area[3] + 1)
        }

    def hidden(self, row: int, column: int) -> bool:
        """Whether the cell is the remainder of a merged area: nothing can be written there."""
        area = self.merged.get((row, column))
        return area is not None and (row, column) != area[:2]

    def text(self, row: int, column: int) -> str:
        """What a reader sees there: the cell's own text or that of the merged area it lies in."""
        area = self.merged.get((row, column))
        return self.at(*area[:2]).text if area else self.at(row, column).text

    @cached_property
    def _lines(self) -> dict[int, dict[int, str]]:
        lines: dict[int, dict[int, str]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if cell.text:
                lines.setdefault(row, {})[column] = cell.text
        return lines

    def texts(self, row: int) -> dict[int, str]:
        """The texts that begin in a row, by column (formulas and merged remainders aside)."""
        return self._lines.get(row, {})

    def below(self, row: int) -> int:
        """The last row of the merged areas that begin in a row."""
        return max([row, *(area[2] for area in self.areas if area[0] == row)])


def read_grid(sheet: Worksheet) -> Grid:
    """A sheet of openpyxl as a grid."""
    cells = {}
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell, MergedCell):
                continue
            value, formula = cell.value, ""
            if cell.data_type == "f":
                value, formula = None, str(cell.value)
            text = "" if value is None else without_invisible(str(value)).strip()
            framed = bool(cell.has_style and cell.border.bottom.style)
            styled = cell.number_format if cell.has_style else ""
            found = GridCell(
                text=text,
                formula=formula,
                number=isinstance(value, int | float) and not isinstance(value, bool),
                framed=framed,
                dated=bool(styled) and is_date_format(styled),
                percent="%" in styled,
            )
            if found != NOTHING:
                cells[cell.row, cell.column] = found
    areas = tuple(
        (area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
    )
    return Grid(
        sheet.title, sheet.sheet_state == "visible", sheet.max_row or 0, sheet.max_column or 0, cells, areas
    )
