"""What a county's blank looks like to us: its sheets, header, rows to fill, lines to number, words to
complete.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.sheet_form import PLAIN, Form

SheetKind = Literal["rows", "numbers", "other"]
# which days a number counts: the sheet's period, the year up to its end (本年累计), the period before it
# (上期), the same period of the year before (上年同期), the year before up to that day
Span = Literal["period", "year", "before", "last_year", "last_year_to_date"]
Value = str | int | Decimal | date | None
Figure = int | Decimal | None  # a number of people, a rate (0.9667), or None for a rate without people
Place = tuple[int, int]  # a cell: row and column, both from 1
_ONCE_SURE = 0.9
CARD = "是一人一张的表（卡片），不是一人一行的名册"  # why a sheet is none of ours


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a roster or a cell of a number sheet. ``at`` is the column (rows) or the row (numbers),
    counted from 1.

    ``field`` is what it asks for, ``certainty`` how surely, ``why`` what a clerk reads about that; ``form``
    is how it is written. ``into`` is the column of a line's number, ``span`` the days it counts; ``formula``
    is the county's own, which is kept. ``path`` are the headings from top to bottom, ``dated`` and ``hint``
    what the cells below say of the form.
    """

    at: int
    header: str
    field: str = ""
    certainty: Certainty = Certainty.UNKNOWN
    why: str = ""
    into: int = 0
    formula: str = ""
    span: Span = "period"
    form: Form = PLAIN
    path: tuple[str, ...] = ()
    dated: bool = False
    hint: str = ""

    @property
    def known(self) -> bool:
        """Whether it is filled: its meaning is known, or a person took it."""
        return bool(self.field) and self.certainty is Certainty.KNOWN


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: ``head`` are the header's first and last row, ``first`` the first data row, ``prepared``
    how many there are.

    ``footer`` is the first row after the data (0: none). ``blanks`` are the cells outside the data with
    words to complete.
    ``stale`` counts prepared rows that hold data of an earlier use. ``row_set`` names whom a roster lists
    (R01 … R15; empty: not known), ``offered`` whom it may list, ``why`` what speaks for it.
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
    offered: str = ""
    why: str = ""

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns (or lines) that are filled."""
        return tuple(column for column in self.columns if column.known)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers nobody could place."""
        return tuple(column.header for column in self.columns if not column.field)

    @property
    def fields(self) -> frozenset[str]:
        """Everything the filled columns ask for, what stands with another datum in one cell too."""
        return frozenset(field for one in self.known for field in (one.field, *one.form.also))


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
    columns = tuple(_column(column) for column in data["columns"])
    return SheetLayout(
        **{**data, "head": (head[0], head[1]), "columns": columns, "blanks": tuple(data["blanks"])}
    )


def _column(data: Mapping[str, Any]) -> Column:
    kept = dict(data)
    sure = kept.pop("confidence", None)  # of layouts before there were three certainties
    if sure is not None:
        known = Certainty.KNOWN if sure >= _ONCE_SURE else Certainty.SUGGESTED
        kept["certainty"] = known if kept["field"] else Certainty.UNKNOWN
    form = dict(kept.get("form", {}))
    form |= {name: tuple(form[name]) for name in ("ticks", "also") if name in form}
    kept |= {
        "certainty": Certainty(kept["certainty"]),
        "form": Form(**form),
        "path": tuple(kept.get("path", ())),
    }
    return Column(**kept)
