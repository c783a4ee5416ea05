"""What a county's blank looks like to us: its sheets, header, rows to fill, lines to number, words to
complete.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from anbang_desktop.domain.period import Span

SheetKind = Literal["rows", "numbers", "other"]
Value = str | int | Decimal | date | None
Figure = int | Decimal | None  # a number of people, a rate (0.9667), or None for a rate without people
Place = tuple[int, int]  # a cell: row and column, both from 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a roster or a line of a number sheet. ``at`` is the column (rows) or the row (numbers),
    counted from 1.

    ``into`` is the column of a line's number, ``span`` the days it counts; ``formula`` is the county's own,
    which is kept.
    """

    at: int
    header: str
    field: str = ""
    confidence: float = 0.0
    into: int = 0
    formula: str = ""
    span: Span = "period"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: ``head`` are the header's first and last row, ``first`` the first data row, ``prepared``
    how many there are.

    ``footer`` is the first row after the data (0: none). ``blanks`` are the cells outside the data with
    words to complete.
    ``stale`` counts prepared rows that hold data of an earlier use. ``row_set`` names whom a roster lists
    (R01 … R15; empty: not known).
    """

    name: str
    kind: SheetKind
    head: tuple[int, int] = (0, 0)
    first: int = 0
    prepared: int = 0
    footer: int = 0
    columns: tuple[Column, ...] = ()
    blanks: tuple[str, ...] = ()
    stale: int = 0
    row_set: str = ""

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns (or lines) with a meaning."""
        return tuple(column for column in self.columns if column.field)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers nobody could place."""
        return tuple(column.header for column in self.columns if not column.field)


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into one sheet: ``count`` rows, each with a value for every column of ``SheetLayout.known``
    in its order (of a serial number None); ``figures`` by the cell they stand in.
    """

    rows: Iterable[Sequence[Value]] = ()
    count: int = 0
    figures: Mapping[Place, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """A learned blank."""

    sheets: tuple[SheetLayout, ...]

    def kinds(self) -> set[SheetKind]:
        """What the workbook asks for."""
        return {sheet.kind for sheet in self.sheets}


def to_plain(layout: Layout) -> dict[str, Any]:
    """The layout as JSON data."""
    return asdict(layout)


def from_plain(data: Mapping[str, Any]) -> Layout:
    """The layout that ``to_plain`` wrote."""
    return Layout(tuple(_sheet(sheet) for sheet in data["sheets"]))


def _sheet(data: Mapping[str, Any]) -> SheetLayout:
    head: Sequence[int] = data["head"]
    columns = tuple(Column(**column) for column in data["columns"])
    return SheetLayout(
        **{**data, "head": (head[0], head[1]), "columns": columns, "blanks": tuple(data["blanks"])}
    )
