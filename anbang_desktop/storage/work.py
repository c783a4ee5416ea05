"""The unit of work: what changes together, with its audit rows, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, Table, insert, select, update
from sqlalchemy import delete as sql_delete

from anbang_desktop.domain.clock import Clock
from anbang_desktop.storage import attachments
from anbang_desktop.storage.audit import Chain, Entry, object_name
from anbang_desktop.storage.tables_core import internals, settings

Values = Mapping[str, object]
_BATCH = 5000
_FLUSH = 500


@dataclass(slots=True)
class _Ids:
    """Row numbers are given once and never again, even when the newest row is deleted."""

    top: int
    kept: int


class Work:
    """Every write of the office goes through here: each leaves one row in the audit, in the same
    transaction.
    """

    def __init__(
        self,
        connection: Connection,
        chain: Chain,
        fingerprint: Callable[[str, bytes], bytes],
        user: str,
        clock: Clock,
    ) -> None:
        self.connection = connection
        self.user = user
        self.clock = clock
        self._chain, self._fingerprint = chain, fingerprint
        self._entries: list[Entry] = []
        self._ids: dict[str, _Ids] = {}

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
        before = self._hash(table, id)
        self.connection.execute(update(table).where(_key(table) == id).values(dict(changes)))
        self._log("update", object_name(table, [id]), before, self._hash(table, id), summary)

    def delete(self, table: Table, id: object, summary: str) -> None:  # noqa: A002 - the contract's name
        """Remove a row that must exist (KeyError if not); only where the design allows it, such as undoing
        an import.
        """
        before = self._hash(table, id)
        self._keep_number(table, id)
        self.connection.execute(sql_delete(table).where(_key(table) == id))
        self._log("delete", object_name(table, [id]), before, None, summary)

    def note(self, action: str, object: str, summary: str) -> None:  # noqa: A002 - the contract's name
        """Record something that changed no row: print, export, login, reveal."""
        self._log(action, object, None, None, summary)

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
        self.connection.execute(insert(internals).prefix_with("OR REPLACE"), {"key": key, "value": value})

    def kept(self, key: str) -> int:
        """Read one of the vault's own notes, 0 when absent."""
        return int(
            self.connection.execute(select(internals.c.value).where(internals.c.key == key)).scalar() or 0
        )

    def flush(self) -> None:
        """Write the audit rows gathered so far; the store calls it before it commits."""
        entries, self._entries = self._entries, []
        if entries:
            self._chain.append(entries, self.user, self.clock.now())

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
            ids.top = max(ids.top, number)
            full.append({**row, "id": number})
        return full

    def _numbers(self, table: Table) -> _Ids:
        if table.name not in self._ids:
            kept = self.kept(f"last id {table.name}")
            top = self.connection.exec_driver_sql(f'SELECT max(id) FROM "{table.name}"').scalar() or 0  # noqa: S608 - our own name
            self._ids[table.name] = _Ids(max(kept, int(top)), kept)
        return self._ids[table.name]

    def _keep_number(self, table: Table, id: object) -> None:  # noqa: A002
        if isinstance(id, int):
            ids = self._numbers(table)
            if ids.kept < ids.top:
                ids.kept = ids.top
                self.keep(f"last id {table.name}", ids.top)

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
            name = object_name(table, [row[key] for key in columns])
            self._log(
                "insert", name, None, stored[name], summary if isinstance(summary, str) else summary(row)
            )

    def _hash(self, table: Table, id: object) -> bytes:  # noqa: A002
        for _, value in self._chain.hashes(table, f'WHERE "{_key(table).name}" = ?', (id,)):
            return value
        raise KeyError(object_name(table, [id]))

    def _log(self, action: str, name: str, before: bytes | None, after: bytes | None, summary: str) -> None:
        self._entries.append(Entry(action, name, before, after, summary))
        if len(self._entries) >= _FLUSH:
            self.flush()


def _key(table: Table) -> Any:
    (column,) = table.primary_key.columns
    return column
