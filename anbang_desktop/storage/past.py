"""The rows of a case and its person as they were after any audit row, or at any moment: those of now, taken
back change by change; those that are gone come out of their changes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.audit import object_name
from anbang_desktop.storage.journal import unspelled
from anbang_desktop.storage.queries import merged
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.tables_core import audit, changes

_OF_CASE = (tables.stages, tables.person_snapshots, *tables.RECORD_TABLES.values())
_TABLES = frozenset(
    table.name for table in (tables.cases, tables.clients, *_OF_CASE, *tables.LINE_TABLES.values())
)


Counts = Callable[[int], bool]  # whether an audit row had been written by then


def up_to(seq: int) -> Counts:
    """What had been written when an audit row was."""
    return lambda one: one <= seq


class Past:
    """Read once, asked for any number of moments."""

    def __init__(self, connection: Connection, case_id: int, client_id: int) -> None:
        """Reads what there is, every change and when each row came and went."""
        self._rows: dict[str, tuple[str, Mapping[str, Any]]] = {
            object_name(table, [row[_key(table)]]): (table.name, row)
            for table, row in _now(connection, case_id, client_id)
        }
        self._changes: dict[str, list[tuple[int, str, object, object]]] = defaultdict(list)
        self._read_changes(connection, case_id, client_id)
        self._came: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self._at: dict[int, datetime] = {}
        self._read_comings(connection)

    def by(self, moment: datetime) -> Counts:
        """What had been written by a moment, each row by its own time. Rows are not always written in the
        order of their times (the demo enters person after person, and a clock can be set back): what was
        written under a later time was not known then, though it was written before what was.
        """
        return lambda seq: self._at[seq] <= moment

    def _read_changes(self, connection: Connection, case_id: int, client_id: int) -> None:
        mine = or_(changes.c.case_id == case_id, changes.c.client_id == client_id)
        joined = merged.cases_joined(connection, case_id)
        columns = (
            changes.c.case_id,
            changes.c.seq,
            changes.c.table,
            changes.c.row,
            changes.c.column,
            changes.c.old,
            changes.c.new,
        )
        wanted = select(*columns).where(or_(mine, changes.c.case_id.in_(joined)))
        for of, seq, table, key, column, old, new in connection.execute(
            wanted.order_by(changes.c.seq.desc(), changes.c.id.desc())
        ):
            name = f"{table}/{key}"
            if table in _TABLES and (of not in joined or name in self._rows):  # what came from the other case
                self._rows.setdefault(name, (table, {}))
                self._changes[name].append((seq, column, unspelled(old), unspelled(new)))

    def _read_comings(self, connection: Connection) -> None:
        for part in portions(self._rows):
            wanted = (
                select(audit.c.object, audit.c.seq, audit.c.at, audit.c.after.is_not(None))
                .where(audit.c.object.in_(part))
                .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
                .order_by(audit.c.seq)
            )
            for name, seq, at, there in connection.execute(wanted):
                self._came[name].append((seq, bool(there)))
                self._at[seq] = at

    def row(self, name: str, counts: Counts) -> dict[str, Any] | None:
        """One row (``table/id``) as the file stored it; None when it was not there."""
        before = [there for seq, there in self._came.get(name, ()) if counts(seq)]
        return self._values(name, counts) if before and before[-1] else None

    def rows(self, counts: Counts) -> dict[str, list[dict[str, Any]]]:
        """All rows by table."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, (table, _) in self._rows.items():
            row = self.row(name, counts)
            if row is not None:
                found[table].append(row)
        return found

    def lines(self, table: str, owner_id: int, counts: Counts) -> list[dict[str, Any]]:
        """The lines of one record in their order."""
        found = [row for name, _ in self.ever(table) if (row := self.row(name, counts))]
        mine = (row for row in found if row["owner_id"] == owner_id)
        return sorted(mine, key=lambda row: int(row["position"]))

    def ever(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row of a table that there was, as it was first."""
        for name, (of, _) in self._rows.items():
            if of == table:
                yield name, self._values(name, up_to(0))

    def seqs(self, name: str) -> list[int]:
        """The audit rows that changed a row."""
        return [seq for seq, _ in self._came[name]]

    def _values(self, name: str, counts: Counts) -> dict[str, Any]:
        """Each column as the last change that counts left it, else as it was when the row came."""
        values, came = dict(self._rows[name][1]), self._last_coming(name, counts)
        settled: set[str] = set()
        for seq, column, old, new in self._changes.get(name, ()):  # newest first
            if seq < came:
                break
            if column not in settled:
                values[column] = new if counts(seq) else old
                settled |= {column} if counts(seq) else set()
        return values

    def _last_coming(self, name: str, counts: Counts) -> int:
        """When a row was inserted or put back last; 0 where only changes of it count."""
        events = self._came.get(name, ())
        before = (False, *(there for _, there in events))
        comings = (seq for (seq, there), was in zip(events, before, strict=False) if there and not was)
        return max((seq for seq in comings if counts(seq)), default=0)


def _key(table: Table) -> str:
    (column,) = table.primary_key.columns
    return str(column.name)


def _now(connection: Connection, case_id: int, client_id: int) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    """The rows of a case as the file stores them."""
    owners: list[tuple[Table, str, int]] = [(tables.cases, "id", case_id), (tables.clients, "id", client_id)]
    owners += [(table, "case_id", case_id) for table in _OF_CASE]
    for table, column, value in owners:
        for row in _stored(connection, table, f'"{column}" = ?', value):
            yield table, row
    for table in tables.LINE_TABLES.values():
        owner = next(iter(table.c.owner_id.foreign_keys)).column.table
        column, value = ("id", client_id) if owner is tables.clients else ("case_id", case_id)
        inside = f'owner_id IN (SELECT id FROM "{owner.name}" WHERE "{column}" = ?)'  # noqa: S608 - our own names
        for row in _stored(connection, table, inside, value):
            yield table, row


def _stored(connection: Connection, table: Table, where: str, value: int) -> Iterator[Mapping[str, Any]]:
    cursor = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" WHERE {where}', (value,))  # noqa: S608 - the same
    for row in cursor.mappings():
        yield dict(row)
