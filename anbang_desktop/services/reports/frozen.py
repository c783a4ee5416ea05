"""The values of a sheet as it was frozen: rows by the case behind them, numbers with their people. What the
data become later doesn't change them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from anbang_desktop.excel.template import Content, Layout, Value

if TYPE_CHECKING:
    from anbang_desktop.services.reports.count import Counted

SERIAL = "serial"


class _PlainSheet(TypedDict):
    name: str
    columns: list[tuple[str, str]]  # field, header
    rows: list[tuple[int, Sequence[str]]]  # case, cells
    figures: list[tuple[int, int, str, str, str]]  # row, column, header, field, value


class _Plain(TypedDict):
    sheets: list[_PlainSheet]
    numbers: dict[str, tuple[str, Sequence[int]]]  # value, cases by line


class _FirstNumber(TypedDict):
    value: object
    cases: list[int]


class _First(TypedDict):
    """As the first version of this program kept it."""

    rows: list[Mapping[str, object]]
    cases: list[int]
    numbers: dict[str, _FirstNumber]


@dataclass(frozen=True, slots=True)
class FrozenColumn:
    """A column of a roster that is filled."""

    field: str
    header: str


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """One row: the case behind it, its cells as text in the order of the columns."""

    case: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """One number of a number sheet, by the cell it stands in."""

    row: int
    column: int
    header: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class FrozenSheet:
    """One sheet of the blank; a roster has columns and rows, a number sheet figures."""

    name: str
    columns: tuple[FrozenColumn, ...] = ()
    rows: tuple[FrozenRow, ...] = ()
    figures: tuple[FrozenFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenNumber:
    """A number and the cases that were counted in it."""

    value: str
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """All values of one version of a sheet."""

    sheets: tuple[FrozenSheet, ...]
    numbers: Mapping[str, FrozenNumber]

    def sheet(self, name: str) -> FrozenSheet:
        """The sheet of that name; one that was frozen before sheets had names here stands for any."""
        found = next((one for one in self.sheets if one.name == name), None)
        return found or next((one for one in self.sheets if not one.name), FrozenSheet(name))

    @property
    def cases(self) -> frozenset[int]:
        """Everybody who stands in a row or in a number."""
        rows = (row.case for sheet in self.sheets for row in sheet.rows)
        return frozenset(rows) | {case for number in self.numbers.values() for case in number.cases}


def freeze(
    layout: Layout, counted: "Counted", contents: Mapping[str, Content], shown: Callable[[Value], str]
) -> Frozen:
    """The values of a counted period, ``contents`` as they are filled in; ``shown`` writes one as it is
    compared later.
    """
    sheets = []
    for sheet in layout.sheets:
        content = contents[sheet.name]
        if sheet.kind == "rows":
            columns = tuple(FrozenColumn(one.field, one.header) for one in sheet.known)
            pairs = zip(counted.cases(sheet), content.rows, strict=True)
            rows = tuple(FrozenRow(case, tuple(shown(cell) for cell in cells)) for case, cells in pairs)
            sheets.append(FrozenSheet(sheet.name, columns, rows))
        elif sheet.kind == "numbers":
            figures = tuple(
                FrozenFigure(
                    one.at, one.into, one.header, one.field, shown(content.figures[one.at, one.into])
                )
                for one in sheet.known
                if (one.at, one.into) in content.figures
            )
            sheets.append(FrozenSheet(sheet.name, figures=figures))
    numbers = {
        line: FrozenNumber(shown(number.value), tuple(number.cases))
        for line, number in counted.numbers.items()
    }
    return Frozen(tuple(sheets), numbers)


def to_bytes(frozen: Frozen) -> bytes:
    """As it is kept; the same values give the same bytes. Spelled out by hand: a county's roster has a
    million cells.
    """
    plain: _Plain = {
        "sheets": [_sheet(one) for one in frozen.sheets],
        "numbers": {line: (one.value, one.cases) for line, one in frozen.numbers.items()},
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _sheet(one: FrozenSheet) -> _PlainSheet:
    return {
        "name": one.name,
        "columns": [(column.field, column.header) for column in one.columns],
        "rows": [(row.case, row.cells) for row in one.rows],
        "figures": [(cell.row, cell.column, cell.header, cell.field, cell.value) for cell in one.figures],
    }


def from_bytes(data: bytes) -> Frozen:
    """What ``to_bytes`` wrote, or the first version of this program."""
    plain = json.loads(data)
    return _frozen(plain) if "sheets" in plain else _first_version(plain)


def _frozen(plain: _Plain) -> Frozen:
    sheets = tuple(
        FrozenSheet(
            one["name"],
            tuple(FrozenColumn(*column) for column in one["columns"]),
            tuple(FrozenRow(case, tuple(cells)) for case, cells in one["rows"]),
            tuple(FrozenFigure(*figure) for figure in one["figures"]),
        )
        for one in plain["sheets"]
    )
    numbers = {line: FrozenNumber(value, tuple(cases)) for line, (value, cases) in plain["numbers"].items()}
    return Frozen(sheets, numbers)


def _first_version(plain: _First) -> Frozen:
    """Rows by identifier under no sheet's name, and all numbers."""
    rows = plain["rows"]
    fields = tuple(rows[0]) if rows else ()
    columns = tuple(FrozenColumn(field, "") for field in fields)
    made = tuple(
        FrozenRow(case, tuple(_text(row[field]) for field in fields))
        for case, row in zip(plain["cases"], rows, strict=True)
    )
    numbers = {
        line: FrozenNumber(_text(number["value"]), tuple(number["cases"]))
        for line, number in plain["numbers"].items()
    }
    return Frozen((FrozenSheet("", columns, made),), numbers)


def _text(value: object) -> str:
    return "" if value is None else str(value)
