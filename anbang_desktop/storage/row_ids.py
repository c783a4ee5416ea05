"""The numbers of rows: given once and never again, in a range of the office's own, so that offices can be
merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Table, bindparam, func, insert, select

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables_core import internals

SERIALS = 28  # bits of a row's own number within its office: 268 million rows of one table
_OFFICES = 35  # bits of the office's number
_KEPT = Question(select(internals.c.value).where(internals.c.key == bindparam("wanted")))
_KEEP = insert(internals).prefix_with("OR REPLACE")


def first_id(db_id: str) -> int:
    """Where the ids of an office begin: 35 bits of its random number, then 28 bits to count with, so that
    rows of different offices never share an id (1,400 offices: three in a hundred thousand that two ranges
    meet, and the county refuses the second).
    """
    return (int(db_id, 16) % (1 << _OFFICES) or 1) << SERIALS


def keep(connection: Connection, key: str, value: int) -> None:
    """Write one of the vault's own notes (not audited)."""
    connection.execute(_KEEP, {"key": key, "value": value})


def kept(connection: Connection, key: str) -> int:
    """Read one of the vault's own notes, 0 when absent."""
    return int(_KEPT.scalar(connection, wanted=key) or 0)


@dataclass(slots=True)
class _Top:
    """The highest number given in one table, and the highest that is noted in case its row is deleted."""

    given: int
    noted: int


class RowIds:
    """Gives the numbers of one unit of work."""

    def __init__(self, connection: Connection, first: int) -> None:
        """``first`` is where this office's numbers begin."""
        self._connection = connection
        self._first, self._last = first, first + (1 << SERIALS) - 1
        self._tops: dict[str, _Top] = {}

    def take(self, table: Table) -> int:
        """The next number of a table."""
        top = self._top(table)
        top.given += 1
        return top.given

    def fill(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows with a number each, where the table has numbers; a number that a row brings is kept, and
        one of another office moves nothing.
        """
        if not numbered(table):
            return [dict(row) for row in rows]
        top = self._top(table)
        full = []
        for row in rows:
            given = row.get("id")
            number = top.given + 1 if given is None else int(given)
            if self._first <= number <= self._last:
                top.given = max(top.given, number)
            full.append({**row, "id": number})
        return full

    def never_again(self, table: Table) -> None:
        """A row of the table goes: what was given stays given, even when it was the newest."""
        if not numbered(table):
            return
        top = self._top(table)
        if top.noted < top.given:
            top.noted = top.given
            keep(self._connection, _key(table), top.given)

    def _top(self, table: Table) -> _Top:
        if table.name not in self._tops:
            noted = kept(self._connection, _key(table))
            highest = _highest(table).scalar(self._connection, first=self._first, last=self._last)
            self._tops[table.name] = _Top(max(noted, int(highest or self._first)), noted)
        return self._tops[table.name]


def numbered(table: Table) -> bool:
    """Whether the rows of a table have numbers; the others are found by a key of their own."""
    columns = table.primary_key.columns.values()
    return len(columns) == 1 and columns[0].name == "id" and isinstance(columns[0].type, Integer)


@cache
def _highest(table: Table) -> Question:
    within = table.c.id.between(bindparam("first"), bindparam("last"))
    return Question(select(func.max(table.c.id)).where(within))


def _key(table: Table) -> str:
    return f"last id {table.name}"
