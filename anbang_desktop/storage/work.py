"""The unit of work: what changes together, with its audit rows and every old value, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy import delete as sql_delete

from anbang_desktop.domain.clock import Clock
from anbang_desktop.fields.field import Stored
from anbang_desktop.storage import attachments, row_ids
from anbang_desktop.storage.audit import Chain, object_name
from anbang_desktop.storage.frozen import altered
from anbang_desktop.storage.journal import Journal, Raw
from anbang_desktop.storage.row_ids import RowIds
from anbang_desktop.storage.shapes import Shape, shape_of
from anbang_desktop.storage.tables_core import settings
from anbang_desktop.storage.writing import insert_rows, update_row

S = TypeVar("S", bound=Stored)
Values = Mapping[str, object]
RULES = "rules."  # how the settings begin that every case goes by
_BATCH = 5000


class Work:
    """Every write of the office goes through here: each leaves one row in the audit, in the same
    transaction.

    ``label`` names the whole for whoever undoes it; ``why`` is the reason given; ``case_id`` the one case it
    is about; ``lasting`` marks what can't be undone any more (signed, printed, handed out).
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
        self.set_keys: set[str] = set()
        self._chain, self._fingerprint = chain, fingerprint
        self._ids = RowIds(connection, first)
        self._journal = Journal(connection, chain, self._ids, user, clock.now())

    @property
    def unit_id(self) -> int:
        """The number under which this unit is kept, for a row that must find it again."""
        return self._journal.unit_id

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
        may be made from each.
        """
        ids = self.put_many(records, summary)
        return [altered(one, id=id_) for one, id_ in zip(records, ids, strict=True)]

    def put_many(self, records: Sequence[S], summary: str | Callable[[S], str]) -> list[int]:
        """The same for records that nobody needs again; their ids."""
        if not records:
            return []
        shape: Shape[S] = shape_of(type(records[0]))
        rows = self._ids.fill(shape.table, [shape.row(one) for one in records])
        ids = [int(row["id"]) for row in rows]
        said = (summary if isinstance(summary, str) else summary(one) for one in records)
        words = dict(zip(ids, said, strict=True))
        self._insert(shape.table, rows, lambda row: words[row["id"]])
        for lines in shape.lines:
            listed = [
                row
                for one, id_ in zip(records, ids, strict=True)
                for row in lines.rows(id_, getattr(one, lines.name))
            ]
            self.insert_many(lines.table, listed, lambda row: words[int(str(row["owner_id"]))])
        return ids

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
        self._insert(table, full, summary)
        return [int(row["id"]) if "id" in row else 0 for row in full]

    def _insert(self, table: Table, rows: Sequence[Raw], summary: str | Callable[[Raw], str]) -> None:
        for at in range(0, len(rows), _BATCH):
            batch = rows[at : at + _BATCH]
            insert_rows(self.connection, table, batch)
            self._journal.added(table, batch, summary)

    def update(self, table: Table, id: object, changes: Values, summary: str) -> None:  # noqa: A002 - the contract's name
        """Change a row that must exist (KeyError if not)."""
        unknown = [name for name in changes if name not in table.c]
        if unknown:
            raise KeyError(f"{table.name} has no {', '.join(unknown)}")
        before = self._stored(table, id)
        update_row(self.connection, _key(table), id, changes)
        self._journal.changed("update", table, id, before, self._stored(table, id), summary)

    def delete(self, table: Table, id: object, summary: str) -> None:  # noqa: A002 - the contract's name
        """Remove a row that must exist (KeyError if not); only where the design allows it: undoing, and lines
        that left.
        """
        before = self._stored(table, id)
        self._ids.never_again(table)
        self.connection.execute(sql_delete(table).where(_key(table) == id))
        self._journal.changed("delete", table, id, before, None, summary)

    def put_back(self, table: Table, id: object, row: Raw, summary: str) -> None:  # noqa: A002
        """Undoing: the row as the file once stored it, whether it is there now (then only ``row``'s columns)
        or was deleted.
        """
        before = self._find(table, id)
        if not row:
            return
        if before is None:
            self._raw_insert(table, row)
            self._journal.changed("insert", table, id, None, self._stored(table, id), summary)
            return
        sets = ", ".join(f'"{name}" = ?' for name in row)
        self.connection.exec_driver_sql(
            f'UPDATE "{table.name}" SET {sets} WHERE "{_key(table).name}" = ?',  # noqa: S608 - our own names
            (*row.values(), id),
        )
        self._journal.changed("update", table, id, before, self._stored(table, id), summary)

    def _raw_insert(self, table: Table, row: Raw) -> None:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        self.connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
            tuple(row.values()),
        )

    # ---- notes, settings, attachments

    def note(self, action: str, object: str, summary: str) -> None:  # noqa: A002 - the contract's name
        """Record something that changed no row: print, export, login, reveal."""
        self._journal.note(action, object, summary)

    def set(self, key: str, value: object, summary: str) -> None:
        """Write one setting of the office."""
        self.set_keys.add(key)
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
        row_ids.keep(self.connection, key, value)

    def kept(self, key: str) -> int:
        """Read one of the vault's own notes, 0 when absent."""
        return row_ids.kept(self.connection, key)

    # ---- the end

    def finish(self) -> None:
        """Write what the unit says of itself; the store calls it before it commits."""
        self._journal.finish(
            {
                "label": self.label or self._journal.first_summary,
                "case_id": self.case_id,
                "why": self.why or None,
                "undoes": self.undoes,
                "lasting": self.lasting,
            }
        )

    def _numbered(self, table: Table, rows: Sequence[Values]) -> list[dict[str, Any]]:
        unknown = {name for row in rows for name in row} - set(table.c.keys())
        if unknown:
            raise KeyError(f"{table.name} has no {', '.join(sorted(unknown))}")
        return self._ids.fill(table, rows)

    def hash_of(self, table: Table, id: object) -> bytes | None:  # noqa: A002
        """The keyed hash of a row as it stands; None where there is none."""
        row = self._find(table, id)
        return None if row is None else self._chain.whole_row_hash(row)

    def _stored(self, table: Table, id: object) -> dict[str, Any]:  # noqa: A002
        found = self._find(table, id)
        if found is None:
            raise KeyError(object_name(table, [id]))
        return found

    def _find(self, table: Table, id: object) -> dict[str, Any] | None:  # noqa: A002
        return self._chain.stored(table, _key(table).name, id)


def _key(table: Table) -> Any:
    (column,) = table.primary_key.columns
    return column
