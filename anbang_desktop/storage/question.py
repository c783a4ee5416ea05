"""A statement that is built and compiled once and then run on the driver's own cursor: reading one case asks
some fifteen of them, and SQLAlchemy's way from statement to rows costs five times the rows.
"""

import re
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, Date, Dialect, Select

from anbang_desktop.fields.late import Later

Convert = Callable[[Any], Any]
Key = TypeVar("Key")
Sizes = tuple[tuple[str, int], ...]
AT_ONCE = 400  # keys asked for in one question
_SIZES = (1, 8, 64, AT_ONCE)  # of the lists that a statement is compiled for
_WORTH, _TOGETHER = 16, 1024  # rows: turned column by column from so many on, so many at once
_UNCHANGED: Mapping[str, Convert] = {}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement for one dialect and one length of each list."""

    dialect: Dialect
    sql: str
    order: tuple[str, ...]
    fixed: Mapping[str, object]  # what the statement itself says
    given: Mapping[str, Convert]
    taken: tuple[tuple[int, Convert], ...]


class Question:
    """A select with named parameters; works on whichever dialect the connection speaks. A parameter declared
    with ``expanding=True`` takes a list of at most AT_ONCE.
    """

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]],
        loads: Mapping[str, Convert] = _UNCHANGED,
        late: Container[str] = (),
        index: str = "",
    ) -> None:
        """``loads`` turns a column's value further, once its type has read it; of ``late`` columns both
        happen when somebody asks. SQLite is told to read the (first) table from ``index``: it fails where
        that can't be.
        """
        self.statement, self.index, self._late = statement, index, late
        self.names = tuple(column.name for column in statement.selected_columns)
        self._types = tuple(column.type for column in statement.selected_columns)
        self._loads = loads
        self._compiled: dict[Sizes, _Compiled] = {}

    def rows(self, connection: Connection, **values: object) -> list[list[Any]]:
        """The rows with every value as its column's type (and ``loads``) gives it."""
        known, cursor = self._ask(connection, values)
        if not known.taken:
            return list(map(list, cursor))
        found = cursor.fetchall()
        if len(found) >= _WORTH:
            return list(map(list, _by_column(found, self._remembering(known))))
        return [_turned(list(row), known.taken) for row in found]

    def stream(self, connection: Connection, **values: object) -> Iterator[Sequence[Any]]:
        """The same rows one by one, for those that are many; a day that was read once is not read again."""
        known, cursor = self._ask(connection, values)
        taken = self._remembering(known)
        while found := cursor.fetchmany(_TOGETHER):
            yield from _by_column(found, taken) if taken else found

    def _remembering(self, known: _Compiled) -> "list[tuple[int, Convert]]":
        """What turns each column of many rows."""
        return [
            (at, _Remembered(convert).__getitem__ if isinstance(self._types[at], Date) else _or_none(convert))
            for at, convert in known.taken
        ]

    def scalar(self, connection: Connection, **values: object) -> Any:
        """The first value of the first row; None when there is none."""
        found = self.rows(connection, **values)
        return found[0][0] if found else None

    def numbers(self, connection: Connection, **values: object) -> "array[int]":
        """The whole numbers of the only column, 8 bytes each, in a third of the time of rows."""
        return array("q", chain.from_iterable(self._ask(connection, values)[1]))

    def explain(self, connection: Connection, **values: object) -> list[str]:
        """How the database will find the rows, in its own words (SQLite)."""
        known = self._compile(connection.dialect, _sized(values))
        asked = driver_of(connection).execute(f"EXPLAIN QUERY PLAN {known.sql}", _in_order(known, values))
        return [str(row[-1]) for row in asked]

    def _ask(self, connection: Connection, values: Mapping[str, object]) -> tuple[_Compiled, Any]:
        known = self._compile(connection.dialect, _sized(values))
        return known, driver_of(connection).execute(known.sql, _in_order(known, values))

    def _compile(self, dialect: Dialect, sizes: Sizes) -> _Compiled:
        known = self._compiled.get(sizes)
        if known is None or not _alike(known.dialect, dialect):
            known = self._compiled[sizes] = self._compile_anew(dialect, sizes)
        return known

    def _compile_anew(self, dialect: Dialect, sizes: Sizes) -> _Compiled:
        filled = self.statement.params({name: [None] * size if size else None for name, size in sizes})
        made: Any = filled.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        kinds = ((name, bind.type.dialect_impl(dialect)) for name, bind in made.binds.items())
        given = {name: convert for name, kind in kinds if (convert := kind.bind_processor(dialect))}
        taken = ((at, self._convert(dialect, at)) for at in range(len(self.names)))
        return _Compiled(
            dialect,
            self._told(str(made), dialect),
            tuple(made.positiontup or ()),
            _flat({name: bind.value for name, bind in made.binds.items() if name not in dict(sizes)}, given),
            given,
            tuple((at, convert) for at, convert in taken if convert),
        )

    def _told(self, sql: str, dialect: Dialect) -> str:
        if not self.index or dialect.name != "sqlite":
            return sql
        return re.sub(r"(?<=FROM )\w+", rf"\g<0> INDEXED BY {self.index}", sql, count=1)

    def _convert(self, dialect: Dialect, at: int) -> Convert | None:
        read = self._types[at].dialect_impl(dialect).result_processor(dialect, None)
        load = self._loads.get(self.names[at])
        convert = (lambda value: load(read(value))) if read and load else read or load
        if convert and self.names[at] in self._late:
            return partial(Later, convert)
        return convert


class _Remembered(dict[Any, Any]):
    """What each value was turned into: of days there are few."""

    def __init__(self, convert: Convert) -> None:
        super().__init__({None: None})
        self._convert = convert

    def __missing__(self, value: object) -> object:
        """Turn it and keep it."""
        made = self[value] = self._convert(value)
        return made


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _turned(row: list[Any], taken: Iterable[tuple[int, Convert]]) -> list[Any]:
    for at, convert in taken:
        if row[at] is not None:
            row[at] = convert(row[at])
    return row


def _by_column(
    rows: Sequence[Sequence[Any]], taken: Iterable[tuple[int, Convert]]
) -> Iterator[Sequence[Any]]:
    """Many rows turned column by column: one call a column instead of one look at each value."""
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for at, convert in taken:
        columns[at] = map(convert, columns[at])
    return zip(*columns, strict=True)


def _alike(one: Dialect, other: Dialect) -> bool:
    """Whether what was compiled for one serves the other: same driver, same version of the database."""
    return one is other or (type(one) is type(other) and one.server_version_info == other.server_version_info)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def _sized(values: Mapping[str, object]) -> Sizes:
    """Each parameter with the length of list that a statement is compiled for; 0: no list."""
    return tuple((name, _length(value) if isinstance(value, list) else 0) for name, value in values.items())


def _in_order(known: _Compiled, values: Mapping[str, object]) -> Sequence[object]:
    """The values as the driver takes them; a list is filled up with its last member, which finds nothing."""
    full = {
        name: value + value[-1:] * (_length(value) - len(value)) if value else [None]
        for name, value in values.items()
        if isinstance(value, list)
    }
    flat = {**known.fixed, **_flat({**values, **full}, known.given)}
    return [flat[name] for name in known.order]


def _length(value: Sequence[object]) -> int:
    return next((size for size in _SIZES if size >= len(value)), len(value))


def _flat(values: Mapping[str, Any], given: Mapping[str, Convert]) -> dict[str, object]:
    """Each value under the name that the compiled statement has for it, as the driver takes it."""
    flat: dict[str, object] = {}
    for name, value in values.items():
        convert = given.get(name)
        if isinstance(value, list | tuple):
            listed = enumerate(map(convert, value) if convert else value, 1)
            flat.update((f"{name}_{at}", one) for at, one in listed)
        else:
            flat[name] = convert(value) if convert else value
    return flat


def first(rows: Sequence[list[Any]]) -> list[Any] | None:
    """The only row, if there is one."""
    return rows[0] if rows else None


def portions(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Each key once, as many together as are asked for in one question."""
    listed = list(dict.fromkeys(keys))
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]
