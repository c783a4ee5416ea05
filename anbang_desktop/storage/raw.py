"""Stored values of the history as the program knows them: the type of its column turns each back."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection

from anbang_desktop.fields.field import Stored
from anbang_desktop.storage.schema import metadata
from anbang_desktop.storage.shapes import Lines, Shape, shape_of

S = TypeVar("S", bound=Stored)


def value(connection: Connection, table: str, column: str, stored: object) -> Any:
    """One value; what a later version dropped is given as it is."""
    holder = metadata.tables.get(table)
    known = None if holder is None else holder.c.get(column)
    if known is None or stored is None:
        return stored
    dialect = connection.dialect
    convert = known.type.dialect_impl(dialect).result_processor(dialect, None)
    return convert(stored) if convert else stored


def record(
    connection: Connection, kind: type[S], stored: Mapping[str, object], lines: Mapping[str, tuple[Any, ...]]
) -> S:
    """A record of a stored row, with the lines of its own tables by attribute."""
    shape: Shape[S] = shape_of(kind)
    return shape.make(_loaded(connection, shape.table.name, shape, stored), lines)


def line(connection: Connection, lines: Lines, stored: Mapping[str, object]) -> Any:
    """A line of a stored row."""
    return lines.make(_loaded(connection, lines.table.name, lines, stored))


def _loaded(
    connection: Connection, table: str, of: Shape[Any] | Lines, stored: Mapping[str, object]
) -> list[Any]:
    typed = ((name, value(connection, table, name, stored.get(name))) for name in of.names)
    return [of.loads[name](one) if one is not None and name in of.loads else one for name, one in typed]
