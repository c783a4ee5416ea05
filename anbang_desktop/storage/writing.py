"""Rows written by statements that are compiled once and run on the driver's own cursor, as ``question`` reads
them: an import writes a hundred thousand, and a save some half a dozen while somebody waits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, Dialect, Table, bindparam, insert, update
from sqlalchemy.sql.dml import Insert, Update

from anbang_desktop.storage.question import driver_of

Convert = Callable[[Any], Any]
Values = Mapping[str, object]
_KEY = "key of the row"  # the parameter that names it; no column is called so


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement and, in the order of its parameters, the name and the conversion of each."""

    sql: str
    names: tuple[str, ...]
    converts: tuple[tuple[int, Convert, object], ...]  # with what an empty value becomes

    def given(self, values: Values) -> list[object]:
        """The values as the driver takes them."""
        return self.as_driver([values[name] for name in self.names])

    def as_driver(self, row: list[object]) -> list[object]:
        """The values, in the order of ``names``, as the driver takes them."""
        for at, convert, empty in self.converts:
            value = row[at]
            row[at] = empty if value is None else convert(value)
        return row


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Add rows that all name the same columns."""
    if rows:
        known = _insert(connection.dialect, table, tuple(rows[0]))
        driver_of(connection).executemany(known.sql, [known.given(row) for row in rows])


def insert_plain(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    """Add rows whose values, in the order of ``names``, are what the file holds: nothing is converted."""
    driver_of(connection).executemany(_insert(connection.dialect, table, names).sql, rows)


def update_row(connection: Connection, column: "Column[Any]", key: object, changes: Values) -> None:
    """Change the row whose ``column`` is ``key``."""
    known = _update(connection.dialect, column, tuple(changes))
    driver_of(connection).execute(known.sql, known.given({**changes, _KEY: key}))


@lru_cache(maxsize=512)
def _insert(dialect: Dialect, table: Table, names: tuple[str, ...]) -> _Compiled:
    return _compile(dialect, table, insert(table), names)


@lru_cache(maxsize=512)
def _update(dialect: Dialect, column: "Column[Any]", names: tuple[str, ...]) -> _Compiled:
    table: Any = column.table
    return _compile(dialect, table, update(table).where(column == bindparam(_KEY)), names)


def _compile(dialect: Dialect, table: Table, statement: Insert | Update, names: tuple[str, ...]) -> _Compiled:
    made: Any = statement.compile(dialect=dialect, column_keys=list(names))
    order = tuple(made.positiontup)
    kinds = {name: _convert(table.c[name], dialect) for name in names}
    converts = ((at, convert, convert(None)) for at, name in enumerate(order) if (convert := kinds.get(name)))
    return _Compiled(str(made), order, tuple(converts))


def _convert(column: "Column[Any]", dialect: Dialect) -> Convert | None:
    """How a value of the column is handed to the driver; the days of a list repeat, and are spelled once."""
    convert: Convert | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    return (
        lru_cache(maxsize=1024)(convert) if convert and isinstance(column.type, Date | DateTime) else convert
    )
