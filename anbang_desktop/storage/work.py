"""The unit of work: what changes together, with its audit rows and every old value, in one transaction."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Integer, Table, bindparam, insert, select, update
from sqlalchemy import delete as sql_delete

from anbang_desktop.domain.clock import Clock
from anbang_desktop.fields.field import Stored
from anbang_desktop.storage import attachments
from anbang_desktop.storage.audit import Chain, Change, Entry, object_name
from anbang_desktop.storage.shapes import Shape, shape_of
from anbang_desktop.storage.tables_core import changes, internals, settings, units

S = TypeVar("S", bound=Stored)
Values = Mapping[str, object]
Raw = Mapping[str, Any]  # a row as the file stores it
SERIALS = 28  # bits of a row's own number within its office: 268 million rows of one table
_OFFICES = 35  # bits of the office's number
_BATCH = 5000
_FLUSH = 500
_KEPT = select(internals.c.value).where(internals.c.key == bindparam("wanted"))
_KEEP = insert(internals).prefix_with("OR REPLACE")


def first_id(db_id: str) -> int:
    """Where the ids of an office begin: 35 bits of its random number, then 28 bits to count with, so that
    rows
    of different offices never share an id (1,400 offices: three in a hundred thousand that two ranges meet,
    and the county refuses the second).
    """
    return (int(db_id, 16) % (1 << _OFFICES) or 1) << SERIALS


@dataclass(slots=True)
class _Ids:
    """Row numbers are given once and never again, even when the newest row is deleted."""

    top: int
    kept: int


class Work:
    """Every write of the office goes through here: each leaves one row in the audit, in the same transaction.

    ``label`` names the whole for whoever undoes it; ``why`` is the reason given; ``case_id`` the one case
    it is
    about; ``lasting`` marks what can't be undone any more (signed, printed, handed out).
    """

    def __init__(
        self,
        connection: Connection,
        chain: Chain,
        fingerprint: Callable[[str, bytes], bytes],
        user: str,
        clock: Clock,
        first: int,
    ) -> None:
        """``first`` is where this office's ids begin."""
        self.connection = connection
        self.user = user
        self.clock = clock
        self.label, self.why = "", ""
        self.case_id: int | None = None
        self.undoes: int | None = None
        self.lasting = False
        self._chain, self._fingerprint, self._first = chain, fingerprint, first
        self._entries: list[Entry] = []
        self._ids: dict[str, _Ids] = {}
        self._unit_id = self._first_seq = 0

    @property
    def unit_id(self) -> int:
        """The number under which this unit is kept, for a row that must find it again."""
        if not self._unit_id:
            ids = self._numbers(units)
            ids.top += 1
            self._unit_id = ids.top
        return self._unit_id

    # ---- typed records

    def add(self, record: Stored, summary: str) -> int:
        """A new record with its lines; its id."""
        shape = shape_of(type(record))
        id_ = self.insert(
            shape.table, {**shape.row(record), **({"id": record.id} if record.id else {})}, summary
        )
        for lines in shape.lines:
            self.insert_many(lines.table, lines.rows(id_, getattr(record, lines.name)), summary)
        return id_

    def add_many(self, records: Sequence[S], summary: str | Callable[[S], str]) -> list[S]:
        """Many new records of one class with their lines, quickly; as stored, with their ids. ``summary``
        may be
        made from each.
        """
        if not records:
            return []
        shape: Shape[S] = shape_of(type(records[0]))
        rows = self._numbered(shape.table, [shape.row(one) for one in records])
        stored = [replace(one, id=row["id"]) for one, row in zip(records, rows, strict=True)]
        words = {one.id: summary if isinstance(summary, str) else summary(one) for one in stored}
        self.insert_many(shape.table, rows, lambda row: words[int(str(row["id"]))])
        for lines in shape.lines:
            listed = [row for one in stored for row in lines.rows(one.id, getattr(one, lines.name))]
            self.insert_many(lines.table, listed, lambda row: words[int(str(row["owner_id"]))])
        return stored

    def change(self, before: S, after: S, summary: str) -> None:
        """Bring a stored record from ``before`` to ``after``, its lines too; nothing where nothing
        differs.
        """
        shape: Shape[S] = shape_of(type(before))
        changed = shape.changes(before, after)
        if changed:
            self.update(shape.table, before.id, changed, summary)
        for lines in shape.lines:
            old, new = getattr(before, lines.name), getattr(after, lines.name)
            if old != new:
                self._change_lines(lines.table, before.id, lines.rows(before.id, new), summary)

    def _change_lines(self, table: Table, owner: int, wanted: Sequence[Values], summary: str) -> None:
        """Lines keep their row as long as they keep their place."""
        known = list(
            self.connection.execute(
                select(table.c.id).where(table.c.owner_id == owner).order_by(table.c.position)
            ).scalars()
        )
        for id_, row in zip(known, wanted, strict=False):
            self.update(table, id_, row, summary)
        for id_ in known[len(wanted) :]:
            self.delete(table, id_, summary)
        self.insert_many(table, wanted[len(known) :], summary)

    # ---- rows

    def insert(self, table: Table, values: Values, summary: str) -> int:
        """Add a row; its ``id`` is chosen here unless given. Returns the id (0 for a table without one)."""
        return self.insert_many(table, [values], summary)[0]

    def insert_many(
        self, table: Table, rows: Sequence[Values], summary: str | Callable[[Values], str]
    ) -> list[int]:
        """Add many rows of one table quickly; all rows name the same columns, ``summary`` may be made from
        each row.
        """
        if not rows:
            return []
        full = self._numbered(table, rows)
        for at in range(0, len(full), _BATCH):
            batch = full[at : at + _BATCH]
            self.connection.execute(insert(table), batch)
            self._log_new(table, batch, summary)
        return [int(row["id"]) if "id" in row else 0 for row in full]

    def update(self, table: Table, id: object, changes: Values, summary: str) -> None:  # noqa: A002 - the contract's name
        """Change a row that must exist (KeyError if not)."""
        unknown = [name for name in changes if name not in table.c]
        if unknown:
            raise KeyError(f"{table.name} has no {', '.join(unknown)}")
        before = self._stored(table, id)
        self.connection.execute(update(table).where(_key(table) == id).values(dict(changes)))
        self._log_difference(table, id, before, self._stored(table, id), summary)

    def delete(self, table: Table, id: object, summary: str) -> None:  # noqa: A002 - the contract's name
        """Remove a row that must exist (KeyError if not); only where the design allows it: undoing, and lines
        that left.
        """
        before = self._stored(table, id)
        self._keep_number(table, id)
        self.connection.execute(sql_delete(table).where(_key(table) == id))
        gone = tuple(
            Change(name, _spelled(value), None) for name, value in before.items() if value is not None
        )
        self._log("delete", table, id, self._hashed(before), None, summary, gone)

    def put_back(self, table: Table, id: object, row: Raw, summary: str) -> None:  # noqa: A002
        """Undoing: the row as the file once stored it, whether it is there now (then only ``row``'s
        columns) or
        was deleted.
        """
        before = self._find(table, id)
        if before is None:
            self._raw_insert(table, row)
            self._log_difference(table, id, {}, self._stored(table, id), summary)
            return
        sets = ", ".join(f'"{name}" = ?' for name in row)
        self.connection.exec_driver_sql(
            f'UPDATE "{table.name}" SET {sets} WHERE "{_key(table).name}" = ?',  # noqa: S608 - our own names
            (*row.values(), id),
        )
        self._log_difference(table, id, before, self._stored(table, id), summary)

    def _raw_insert(self, table: Table, row: Raw) -> None:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        self.connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
            tuple(row.values()),
        )

    # ---- notes, settings, attachments

    def note(self, action: str, object: str, summary: str) -> None:  # noqa: A002 - the contract's name
        """Record something that changed no row: print, export, login, reveal."""
        self._entries.append(Entry(action, object, None, None, summary))

    def set(self, key: str, value: object, summary: str) -> None:
        """Write one setting of the office."""
        known = self.connection.execute(select(settings.c.key).where(settings.c.key == key)).first()
        if known:
            self.update(settings, key, {"value": value}, summary)
        else:
            self.insert(settings, {"key": key, "value": value}, summary)

    def attach(self, name: str, media_type: str, data: bytes) -> int:
        """Keep a scan, photo or paper in the encrypted file; the same content is stored once. Returns the
        attachment's id.
        """
        return attachments.put(
            self, attachments.Attachment(name, media_type, data), self._fingerprint("attachment", data)
        )

    def keep(self, key: str, value: int) -> None:
        """Write one of the vault's own notes (not audited)."""
        self.connection.execute(_KEEP, {"key": key, "value": value})

    def kept(self, key: str) -> int:
        """Read one of the vault's own notes, 0 when absent."""
        return int(self.connection.execute(_KEPT, {"wanted": key}).scalar() or 0)

    # ---- the end

    def finish(self) -> None:
        """Write the audit rows gathered so far and the unit's own row; the store calls it before it
        commits.
        """
        self._flush()
        if self._first_seq and (self._unit_id or self.undoes):
            self._name_unit()
            self._flush()

    def _name_unit(self) -> None:
        unit, self._unit_id = self.unit_id, 0
        row = {
            "id": unit,
            "label": self.label,
            "case_id": self.case_id,
            "at": self.clock.now(),
            "by": self.user,
            "why": self.why or None,
            "undoes": self.undoes,
            "lasting": self.lasting,
            "first_seq": self._first_seq,
            "last_seq": self._chain.head().seq + 1,
        }
        self.connection.execute(insert(units), row)
        stored = self._stored(units, unit)
        self._entries.append(
            Entry("unit", object_name(units, [unit]), None, self._hashed(stored), self.label)
        )

    def _flush(self) -> None:
        entries, self._entries = self._entries, []
        if not entries:
            return
        first = self._chain.append(entries, self.user, self.clock.now())
        self._first_seq = self._first_seq or first
        rows = [
            self._change_row(first + at, entry, change)
            for at, entry in enumerate(entries)
            for change in entry.changes
        ]
        if rows:
            ids = self._numbers(changes)
            numbered = [{"id": ids.top + more, **row} for more, row in enumerate(rows, 1)]
            ids.top += len(rows)
            self.connection.execute(insert(changes), numbered)

    def _change_row(self, seq: int, entry: Entry, change: Change) -> dict[str, object]:
        table, _, row = entry.object.partition("/")
        return {
            "unit_id": self._unit_id,
            "seq": seq,
            "case_id": self.case_id or entry.case_id,
            "table": table,
            "row": row,
            "column": change.column,
            "old": change.old,
            "new": change.new,
            "old_hash": self._chain.value_hash(change.column, change.old),
            "new_hash": self._chain.value_hash(change.column, change.new),
        }

    # ---- numbers of rows

    def _numbered(self, table: Table, rows: Sequence[Values]) -> list[dict[str, Any]]:
        unknown = {name for row in rows for name in row if name not in table.c}
        if unknown:  # SQLAlchemy would leave them out without a word
            raise KeyError(f"{table.name} has no {', '.join(sorted(unknown))}")
        key = table.primary_key.columns.values()
        if len(key) != 1 or key[0].name != "id" or not isinstance(key[0].type, Integer):
            return [dict(row) for row in rows]
        ids = self._numbers(table)
        full = []
        for row in rows:
            given = row.get("id")
            number = ids.top + 1 if given is None else int(str(given))
            if self._first <= number < self._first + (1 << SERIALS):  # a row of another office moves nothing
                ids.top = max(ids.top, number)
            full.append({**row, "id": number})
        return full

    def _numbers(self, table: Table) -> _Ids:
        """The highest number of this office in a table; rows of other offices lie in ranges of their own."""
        if table.name not in self._ids:
            kept = self.kept(f"last id {table.name}")
            last = self._first + (1 << SERIALS) - 1
            top = self.connection.exec_driver_sql(
                f'SELECT id FROM "{table.name}" WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',  # noqa: S608 - our own name
                (self._first, last),
            ).scalar()
            self._ids[table.name] = _Ids(max(kept, int(top or self._first)), kept)
        return self._ids[table.name]

    def _keep_number(self, table: Table, id: object) -> None:  # noqa: A002
        if isinstance(id, int):
            ids = self._numbers(table)
            if ids.kept < ids.top:
                ids.kept = ids.top
                self.keep(f"last id {table.name}", ids.top)

    # ---- the record

    def _log_new(
        self, table: Table, rows: Sequence[Mapping[str, Any]], summary: str | Callable[[Values], str]
    ) -> None:
        columns = [column.name for column in table.primary_key.columns]
        ids = [row["id"] for row in rows] if columns == ["id"] else []
        low, high = min(ids, default=0), max(ids, default=0)
        if ids and high - low < 2 * len(ids):
            stored = dict(self._chain.hashes(table, "WHERE id BETWEEN ? AND ?", (low, high)))
        else:
            where = "WHERE " + " AND ".join(f'"{name}" = ?' for name in columns)
            stored = {
                name: value
                for row in rows
                for name, value in self._chain.hashes(table, where, [row[key] for key in columns])
            }
        for row in rows:
            key = [row[name] for name in columns]
            said = summary if isinstance(summary, str) else summary(row)
            self._append(
                Entry("insert", object_name(table, key), None, stored[object_name(table, key)], said)
            )

    def _log_difference(self, table: Table, id: object, before: Raw, after: Raw, summary: str) -> None:  # noqa: A002
        differing = (name for name in after if before.get(name) != after[name])
        found = tuple(Change(name, _spelled(before.get(name)), _spelled(after[name])) for name in differing)
        action = "update" if before else "insert"
        digest = self._hashed(before) if before else None
        self._log(action, table, id, digest, self._hashed(after), summary, found)

    def _log(
        self,
        action: str,
        table: Table,
        id: object,  # noqa: A002
        before: bytes | None,
        after: bytes | None,
        summary: str,
        found: tuple[Change, ...],
    ) -> None:
        case_id = self._case_of(table, id)
        self._append(Entry(action, object_name(table, [id]), before, after, summary, found, case_id))

    def _append(self, entry: Entry) -> None:
        self._unit_id = self.unit_id
        self.label = self.label or entry.summary
        self._entries.append(entry)
        if len(self._entries) >= _FLUSH:
            self._flush()

    def _case_of(self, table: Table, id: object) -> int | None:  # noqa: A002
        """Which case a row belongs to, for units that are about many."""
        if self.case_id or table.name == "cases":
            return self.case_id or int(str(id))
        if "case_id" not in table.c:
            return None
        row = self._find(table, id)
        return int(row["case_id"]) if row and row["case_id"] else None

    def hash_of(self, table: Table, id: object) -> bytes | None:  # noqa: A002
        """The keyed hash of a row as it stands; None where there is none."""
        row = self._find(table, id)
        return None if row is None else self._hashed(row)

    def _stored(self, table: Table, id: object) -> dict[str, Any]:  # noqa: A002
        found = self._find(table, id)
        if found is None:
            raise KeyError(object_name(table, [id]))
        return found

    def _find(self, table: Table, id: object) -> dict[str, Any] | None:  # noqa: A002
        return self._chain.stored(table, _key(table).name, id)

    def _hashed(self, row: Raw) -> bytes:
        return self._chain.row_hash(tuple(row), tuple(row.values()))


def _key(table: Table) -> Any:
    (column,) = table.primary_key.columns
    return column


def _spelled(value: object) -> str | None:
    """A stored value as JSON; bytes as their digits."""
    if value is None:
        return None
    plain = {"bytes": value.hex()} if isinstance(value, bytes) else value
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def unspelled(text: str | None) -> object:
    """What ``_spelled`` spelled."""
    if text is None:
        return None
    value = json.loads(text)
    return bytes.fromhex(value["bytes"]) if isinstance(value, dict) else value
