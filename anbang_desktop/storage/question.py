"""A statement that is built and compiled once and then run on the driver's own cursor: reading one case asks
some fifteen of them, and SQLAlchemy's way from statement to rows costs five times the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Select

Convert = Callable[[Any], Any]
Key = TypeVar("Key")
AT_ONCE = 400  # keys asked for in one question


class Question:
    """A select with bound parameters; works on whichever dialect the connection speaks."""

    def __init__(self, statement: Select[Any]) -> None:
        """``statement`` must have no expanding parameters."""
        self.statement = statement
        self.names = tuple(column.name for column in statement.selected_columns)
        self._types = tuple(column.type for column in statement.selected_columns)
        self._known: tuple[Dialect, str, tuple[str, ...], tuple[tuple[int, Convert], ...]] | None = None

    def rows(self, connection: Connection, **values: object) -> list[list[Any]]:
        """The rows with every value as its column's type gives it."""
        _, sql, order, converters = self._compiled(connection.dialect)
        driver: Any = connection.connection.driver_connection
        found: list[list[Any]] = []
        for row in driver.cursor().execute(sql, [values[name] for name in order]):
            made = list(row)
            for at, convert in converters:
                if made[at] is not None:
                    made[at] = convert(made[at])
            found.append(made)
        return found

    def _compiled(
        self, dialect: Dialect
    ) -> tuple[Dialect, str, tuple[str, ...], tuple[tuple[int, Convert], ...]]:
        if self._known is None or self._known[0] is not dialect:
            compiled: Any = self.statement.compile(dialect=dialect)
            processors = (kind.dialect_impl(dialect).result_processor(dialect, None) for kind in self._types)
            converters = tuple((at, made) for at, made in enumerate(processors) if made is not None)
            self._known = (dialect, str(compiled), tuple(compiled.positiontup or ()), converters)
        return self._known


def first(rows: Sequence[list[Any]]) -> list[Any] | None:
    """The only row, if there is one."""
    return rows[0] if rows else None


def portions(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Each key once, as many together as are asked for in one question."""
    listed = list(dict.fromkeys(keys))
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]
