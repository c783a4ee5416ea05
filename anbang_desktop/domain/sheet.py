"""A sheet as plain data: what the reader found in a list, before anybody asks what it means."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

CellKind = Literal["empty", "text", "number", "date", "bool", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``text`` is what a reader of the sheet sees; a formula's ``text`` is the formula, its
    ``result`` what it last showed.
    """

    kind: CellKind = "empty"
    text: str = ""
    number: float | None = None
    day: date | None = None
    result: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands in the cell."""
        return self.kind == "empty" or not self.text.strip()


EMPTY = Cell()


def number_text(value: float) -> str:
    """A number as a list shows it: whole where it is."""
    whole = int(value) if abs(value) < 1e21 else value
    return str(whole) if whole == value else repr(value)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows[0]`` is row 1 of the file, short rows end where their last value stands. ``hidden``
    are rows, ``struck`` cells (row, column) that were crossed out, all counted from 0.
    """

    name: str
    visible: bool
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at row and column, both counted from 0; EMPTY outside."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else EMPTY

    @property
    def width(self) -> int:
        """The number of columns that hold anything."""
        return max((len(cells) for cells in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's sheets; ``kind`` is xlsx, xls or csv, ``digest`` the SHA-256 of its bytes ``data``."""

    file_name: str
    kind: str
    digest: str
    sheets: tuple[Sheet, ...]
    data: bytes = field(repr=False, compare=False)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; KeyError when there is none."""
        return {one.name: one for one in self.sheets}[name]
