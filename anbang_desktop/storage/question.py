"""A statement that is built and compiled once and then run on the driver's own cursor: reading one case asks
some fifteen of them, and SQLAlchemy's way from statement to rows costs five times the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Select

Convert = Callable[[Any], Any]
Key = TypeVar("Key")
AT_ONCE = 400  # keys asked for in one question
_SIZES = (1, 8, 64, AT_ONCE)  # of the lists that a statement is compiled for
_UNCHANGED: Mapping[str, Convert] = {}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement for one dialect and one length of its list."""

    dialect: Dialect
    sql: str
    order: tuple[str, ...]
    fixed: Mapping[str, object]  # the numbers that stand in the statement itself
    converters: tuple[tuple[int, Convert], ...]


class Question:
    """A select with bound parameters; works on whichever dialect the connection speaks."""

    def __init__(
        self, statement: Select[*tuple[Any, ...]], loads: Mapping[str, Convert] = _UNCHANGED
    ) -> None:
        """``loads`` turns a column's value further, once its type has read it. At most one parameter is a
        list
        (``bindparam(…, expanding=True)``).
        """
        self.statement = statement
        self.names = tuple(column.name for column in statement.selected_columns)
        self._types = tuple(column.type for column in statement.selected_columns)
        self._loads = loads
        self._compiled: dict[int, _Compiled] = {}

    def rows(self, connection: Connection, **values: object) -> list[list[Any]]:
        """The rows with every value as its column's type (and ``loads``) gives it."""
        return self._rows(connection, self._compile(connection.dialect, 0, {}), values)

    def rows_of(self, connection: Connection, name: str, keys: Sequence[Key]) -> list[list[Any]]:
        """The rows of a list of keys, which the statement calls ``name``: at most AT_ONCE."""
        if not keys:
            return []
        size = next(size for size in _SIZES if size >= len(keys))
        full = [*keys, *[keys[-1]] * (size - len(keys))]  # a key named twice finds its rows once
        compiled = self._compile(connection.dialect, size, {name: full})
        return self._rows(connection, compiled, {f"{name}_{at}": key for at, key in enumerate(full, 1)})

    def _rows(
        self, connection: Connection, known: _Compiled, values: Mapping[str, object]
    ) -> list[list[Any]]:
        driver: Any = connection.connection.driver_connection
        found: list[list[Any]] = []
        asked = [values[name] if name in values else known.fixed[name] for name in known.order]
        for row in driver.execute(known.sql, asked):
            made = list(row)
            for at, convert in known.converters:
                if made[at] is not None:
                    made[at] = convert(made[at])
            found.append(made)
        return found

    def _compile(self, dialect: Dialect, size: int, keys: Mapping[str, object]) -> _Compiled:
        known = self._compiled.get(size)
        if known is None or known.dialect is not dialect:
            made: Any = self.statement.params(keys).compile(
                dialect=dialect, compile_kwargs={"render_postcompile": True}
            )
            converters = tuple(
                (at, one) for at in range(len(self.names)) if (one := self._convert(dialect, at))
            )
            written = self.statement.compile(dialect=dialect).params
            fixed = {name: value for name, value in written.items() if value is not None}
            known = _Compiled(dialect, str(made), tuple(made.positiontup or ()), fixed, converters)
            self._compiled[size] = known
        return known

    def _convert(self, dialect: Dialect, at: int) -> Convert | None:
        read = self._types[at].dialect_impl(dialect).result_processor(dialect, None)
        load = self._loads.get(self.names[at])
        if read and load:
            return lambda value: load(read(value))
        return read or load


def first(rows: Sequence[list[Any]]) -> list[Any] | None:
    """The only row, if there is one."""
    return rows[0] if rows else None


def portions(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Each key once, as many together as are asked for in one question."""
    listed = list(dict.fromkeys(keys))
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]
