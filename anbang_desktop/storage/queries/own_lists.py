"""The office's own lists, and which names are in use in the records: by every datum that is declared to come
from a list (``Lookup``, ``Words``).
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from anbang_desktop.fields.field import fields_of
from anbang_desktop.fields.kinds import Lookup, Words
from anbang_desktop.fields.own_lists import ListedName, lists_of
from anbang_desktop.storage.shapes import (
    CASES,
    CLIENTS,
    DAYBOOK_ENTRIES,
    LISTED_NAMES,
    RECORDS,
    Reader,
    Shape,
)
from anbang_desktop.storage.tables_own import listed_names

TABLE = listed_names
_OF_LIST = Reader(LISTED_NAMES, "kind", ("position", "id"))


def names(connection: Connection, kind: str) -> list[ListedName]:
    """The names of a list in the office's order, those out of use too."""
    return _OF_LIST.read(connection, kind)


def counted(connection: Connection) -> dict[str, int]:
    """How many names in use each list has."""
    column = listed_names.c
    asked = select(column.kind, func.count()).where(column.active).group_by(column.kind)
    return {str(kind): number for kind, number in connection.execute(asked)}


def used(connection: Connection, kind: str, *, shared: bool = False) -> Counter[str]:
    """The names that records say, each with how many say it; what was voided says nothing. ``shared``: also
    where a name of another list may stand, so that not every name there is one of this list.
    """
    found: Counter[str] = Counter()
    for table, column, many in _columns(kind, shared):
        counts = select(column, func.count()).where(column.is_not(None)).group_by(column)
        if "voided_at" in table.c:
            counts = counts.where(table.c.voided_at.is_(None))
        for said, number in connection.execute(counts):
            for name in said if many else (said,):
                found[str(name)] += number
    return found


@cache
def _columns(kind: str, shared: bool) -> tuple[tuple[Table, Column[Any], bool], ...]:  # noqa: FBT001 - the key of a cache
    return tuple(_read_columns(kind, shared=shared))


def _read_columns(kind: str, *, shared: bool) -> Iterator[tuple[Table, Column[Any], bool]]:
    shapes: tuple[Shape[Any], ...] = (CLIENTS, CASES, *RECORDS.values(), DAYBOOK_ENTRIES)
    for shape in shapes:
        for field in fields_of(shape.record):
            source = field.kind.source if isinstance(field.kind, Lookup | Words) else ""
            mine = [one.value for one in lists_of(source)]
            if mine == [kind] or (shared and kind in mine):
                yield shape.table, shape.table.c[field.name], isinstance(field.kind, Words)
