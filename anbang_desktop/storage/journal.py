"""What one unit of work writes about itself: its audit rows, the old and the new value of every change, and
the row under which the whole is found, named and taken back.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table

from anbang_desktop.storage.audit import Chain, Entry, object_name
from anbang_desktop.storage.row_ids import RowIds
from anbang_desktop.storage.tables_core import changes, units
from anbang_desktop.storage.writing import insert_rows

Raw = Mapping[str, Any]  # a row as the file stores it
Summary = str | Callable[[Mapping[str, Any]], str]
_FLUSH = 500


class Journal:
    """Gathers entries and appends them to the chain; the store has the rest written before it commits."""

    def __init__(self, connection: Connection, chain: Chain, ids: RowIds, user: str, at: datetime) -> None:
        """``at`` is the moment of the whole unit."""
        self._connection, self._chain, self._ids = connection, chain, ids
        self._user, self._at = user, at
        self._entries: list[Entry] = []
        self._owners: dict[tuple[str, object], tuple[int | None, int | None]] = {}
        self._unit_id = self._first_seq = 0
        self._changed = False
        self.first_summary = ""

    @property
    def unit_id(self) -> int:
        """The number under which this unit is kept, for a row that must find it again."""
        self._unit_id = self._unit_id or self._ids.take(units)
        return self._unit_id

    def note(self, action: str, name: str, summary: str) -> None:
        """Something that changed no row."""
        self._entries.append(Entry(action, name, None, None, summary))

    def added(self, table: Table, rows: Sequence[Raw], summary: Summary) -> None:
        """New rows, just inserted."""
        columns = [column.name for column in table.primary_key.columns]
        stored = self._hashes(table, columns, rows)
        for row in rows:
            name = object_name(table, [row[column] for column in columns])
            words = summary if isinstance(summary, str) else summary(row)
            self._append(Entry("insert", name, None, stored[name], words))

    def changed(
        self, action: str, table: Table, key: object, before: Raw | None, after: Raw | None, summary: str
    ) -> None:
        """One row before and after, None where it is not there; nothing is written where nothing differs."""
        old, new = before or {}, after or {}
        differing = [name for name in after or old if old.get(name) != new.get(name)]
        if not differing:
            return
        case_id, client_id = self.belongs(table, after or old)
        name = object_name(table, [key])
        rows = tuple(
            {
                "unit_id": self.unit_id,
                "case_id": case_id,
                "client_id": client_id,
                "table": table.name,
                "row": name.partition("/")[2],
                "column": column,
                **self._values(column, old.get(column), new.get(column)),
            }
            for column in differing
        )
        first, last = (None if row is None else self._chain.whole_row_hash(row) for row in (before, after))
        self._append(Entry(action, name, first, last, summary, rows))

    def belongs(self, table: Table, row: Raw) -> tuple[int | None, int | None]:
        """The case and the person that a row belongs to: one of them or none."""
        if table.name == "cases":
            return row["id"], None
        if table.name == "clients":
            return None, row["id"]
        if "owner_id" in row:
            return self._owner(next(iter(table.c.owner_id.foreign_keys)).column.table, row["owner_id"])
        return row.get("case_id"), None

    def finish(self, facts: Mapping[str, object]) -> None:
        """Everything that is still to be written. ``facts`` are the unit's own: label, case_id, why, undoes,
        lasting. A unit that changed nothing is kept by its audit rows alone.
        """
        self._flush()
        if not self._changed:
            return
        last = self._chain.head().seq + 1
        row = {
            "id": self.unit_id,
            **facts,
            "at": self._at,
            "by": self._user,
            "first_seq": self._first_seq,
            "last_seq": last,
        }
        insert_rows(self._connection, units, [row])
        name = object_name(units, [self.unit_id])
        digest = self._hashes(units, ["id"], [row])[name]
        self._entries.append(Entry("unit", name, None, digest, str(facts["label"])))
        self._flush()

    def _append(self, entry: Entry) -> None:
        self._changed = True
        self.first_summary = self.first_summary or entry.summary
        self._entries.append(entry)
        if len(self._entries) >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        entries, self._entries = self._entries, []
        if not entries:
            return
        first = self._chain.append(entries, self._user, self._at)
        self._first_seq = self._first_seq or first
        rows = [
            {"id": self._ids.take(changes), "seq": first + at, **change}
            for at, entry in enumerate(entries)
            for change in entry.changes
        ]
        insert_rows(self._connection, changes, rows)

    def _values(self, column: str, old: object, new: object) -> dict[str, object]:
        before, after = spelled(old), spelled(new)
        return {
            "old": before,
            "new": after,
            "old_hash": self._chain.value_hash(column, before),
            "new_hash": self._chain.value_hash(column, after),
        }

    def _owner(self, table: Table, key: object) -> tuple[int | None, int | None]:
        if (table.name, key) not in self._owners:
            row = self._chain.stored(table, "id", key)
            self._owners[table.name, key] = (None, None) if row is None else self.belongs(table, row)
        return self._owners[table.name, key]

    def _hashes(self, table: Table, columns: Sequence[str], rows: Sequence[Raw]) -> dict[str, bytes]:
        """Of rows just written, as the file stores them: in one go where their numbers lie together."""
        ids = [row["id"] for row in rows] if list(columns) == ["id"] else []
        low, high = min(ids, default=0), max(ids, default=0)
        if ids and high - low < 2 * len(ids):
            return dict(self._chain.hashes(table, "WHERE id BETWEEN ? AND ?", (low, high)))
        where = "WHERE " + " AND ".join(f'"{name}" = ?' for name in columns)
        return {
            name: digest
            for row in rows
            for name, digest in self._chain.hashes(table, where, [row[key] for key in columns])
        }


def spelled(value: object) -> str | None:
    """A stored value as JSON; bytes as their digits."""
    if value is None:
        return None
    plain = {"bytes": value.hex()} if isinstance(value, bytes) else value
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def unspelled(text: str | None) -> object:
    """What ``spelled`` spelled."""
    if text is None:
        return None
    value = json.loads(text)
    return bytes.fromhex(value["bytes"]) if isinstance(value, dict) else value
