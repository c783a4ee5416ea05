"""The tamper-evident record: each change's row hashes in a chain of MACs, and the checks that read it back
(security.md §2.8).
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from anbang_desktop.progress import Progress
from anbang_desktop.storage.schema import metadata
from anbang_desktop.storage.tables_core import attachment_chunks, audit, changes, internals

GENESIS = bytes(32)
QUICK_ROWS = 1000
UNAUDITED = frozenset(
    {
        audit.name,
        changes.name,
        internals.name,
        attachment_chunks.name,
        "drafts",
        "assessment_sheets",
        "case_cards",
        "withheld_cards",
        "card_counts",
        "card_words",
        "case_days",
    }
)
# what of a change the chain holds; its values only by their hashes, so that they can be erased
_HELD = ("unit_id", "case_id", "client_id", "table", "row", "column", "old_hash", "new_hash")
_VALUES = ("old", "new")
_QUOTED = ", ".join(f'"{name}"' for name in ("seq", *_HELD, *_VALUES))
_CHANGES = f"SELECT {_QUOTED} FROM changes ORDER BY seq, id"  # noqa: S608 - our own names
_COLUMNS = (
    "seq", "at", "suspect", "user", "action", "object", "before", "after", "changed", "summary", "prev_mac",
    "mac",
)  # fmt: skip
_PREV, _MAC = _COLUMNS.index("prev_mac"), _COLUMNS.index("mac")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM audit"  # noqa: S608 - our own names
_INSERT = f"INSERT INTO audit ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain: what an anchor outside the computer would note."""

    seq: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, before it has its place in the chain."""

    action: str
    object: str
    before: bytes | None
    after: bytes | None
    summary: str
    changes: tuple[Mapping[str, Any], ...] = ()  # rows of the table of that name, without ``id`` and ``seq``


class Chain:
    """Writes and verifies the chain on a raw driver connection."""

    def __init__(self, connection: Any, mac_key: bytes, row_key: bytes) -> None:
        """``mac_key`` chains the rows, ``row_key`` hashes what they are about."""
        self._connection, self._mac_key, self._row_key = connection, mac_key, row_key

    def head(self) -> Head:
        """The last row, or the start of an empty chain."""
        row = self._connection.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        return Head(*row) if row else Head(0, GENESIS)

    def append(self, entries: Sequence[Entry], user: str, now: datetime) -> int:
        """Put entries at the end of the chain, inside the caller's transaction; the seq of the first."""
        last = self._connection.execute(
            "SELECT seq, at, mac FROM audit ORDER BY seq DESC LIMIT 1"
        ).fetchone() or (0, "", GENESIS)
        at = now.strftime("%Y-%m-%d %H:%M:%S.%f")
        self._connection.executemany(_INSERT, self._rows(entries, last, user, at))
        return int(last[0]) + 1

    def _rows(
        self, entries: Iterable[Entry], last: Sequence[Any], user: str, at: str
    ) -> Iterator[tuple[object, ...]]:
        seq, mac, suspect = last[0], last[2], int(at < last[1])
        for entry in entries:
            seq += 1
            row = (
                seq,
                at,
                suspect,
                user,
                entry.action,
                entry.object,
                entry.before,
                entry.after,
                self.changed(entry),
                entry.summary,
                mac,
            )
            mac = self._mac(row)
            yield (*row, mac)

    def _mac(self, row: Sequence[Any]) -> bytes:
        """Over the row before ``mac``; ``prev_mac`` is its last value."""
        values = [value.hex() if isinstance(value, bytes) else value for value in row]
        return hmac.digest(self._mac_key, _LISTED(values).encode(), "sha256")

    def value_hash(self, column: str, value: str | None) -> bytes | None:
        """Keyed hash of one old or new value under its column's name; None for an empty one."""
        if value is None:
            return None
        return hmac.digest(self._row_key, f"{column}\0{value}".encode("utf-8", "surrogatepass"), "sha256")[
            :16
        ]

    def changed(self, entry: Entry) -> bytes | None:
        """What the chain keeps of an entry's changes; None where it has none."""
        return self.changes_hash(entry.changes) if entry.changes else None

    def changes_hash(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """Over what is held of every change of one audit row, in its order."""
        spelled = [[_flat(row[name]) for name in _HELD] for row in rows]
        text = _LISTED(spelled)
        return hmac.digest(self._row_key, text.encode("utf-8", "surrogatepass"), "sha256")[:16]

    def check_changes(self) -> list[str]:
        """Audit rows whose kept old and new values are not those that the chain saw; an erased value counts
        by its hash.
        """
        wanted: dict[int, bytes] = dict(
            self._connection.execute("SELECT seq, changed FROM audit WHERE changed IS NOT NULL").fetchall()
        )
        found: list[str] = []
        rows_of_all = self._connection.execute(_CHANGES)
        for seq, rows in groupby(rows_of_all, itemgetter(0)):
            kept = [dict(zip(("seq", *_HELD, *_VALUES), row, strict=True)) for row in rows]
            digest = wanted.pop(seq, None)
            if digest is None:
                found.append(f"第 {seq} 条操作记录的修改明细不是由本程序写入的")
            elif self.changes_hash(kept) != digest:
                found.append(f"第 {seq} 条操作记录的修改明细不完整，或者在程序之外被改动过")
            elif not all(self._true(row) for row in kept):
                found.append(f"第 {seq} 条操作记录的原值或者新值在程序之外被改动过")
        return found + [f"第 {seq} 条操作记录的修改明细不见了" for seq in wanted]

    def _true(self, row: Mapping[str, Any]) -> bool:
        pairs = ((row[name], row[f"{name}_hash"]) for name in _VALUES)
        return all(
            value is None or self.value_hash(row["column"], value) == digest for value, digest in pairs
        )

    def verify(self, last: int | None = None, progress: Progress | None = None) -> list[str]:
        """What is wrong with the chain, or with its ``last`` rows; empty when it holds."""
        top = self.head().seq
        start = max(top - last, 0) if last else 0
        before = self._connection.execute("SELECT mac FROM audit WHERE seq = ?", (start,)).fetchone()
        seq, mac = start, (before[0] if before else GENESIS)
        if start and not before:
            return [f"操作记录第 {start} 条不见了"]
        for row in self._connection.execute(f"{_SELECT} WHERE seq > ? ORDER BY seq", (start,)):
            seq += 1
            if row[0] != seq:
                return [f"操作记录第 {seq} 条不见了"]
            if row[_PREV] != mac or not hmac.compare_digest(self._mac(row[:_MAC]), row[_MAC]):
                return [f"操作记录第 {seq} 条被改动过"]
            mac = row[_MAC]
            if progress is not None and seq % 5000 == 0:
                progress.step(seq, top, "核对操作记录")
        return []

    def row_hash(self, names: Sequence[str], row: Sequence[object]) -> bytes:
        """Keyed hash of a whole row as the file stores it; empty columns don't count, so a later empty
        column changes nothing.
        """
        filled = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        return hmac.digest(self._row_key, _ROW(filled).encode("utf-8", "surrogatepass"), "sha256")[:16]

    def whole_row_hash(self, row: Mapping[str, Any]) -> bytes:
        """The same of a row by column."""
        return self.row_hash(tuple(row), tuple(row.values()))

    def stored(self, table: Table, key: str, value: object) -> dict[str, Any] | None:
        """One row as the file stores it; None when there is none."""
        cursor = self._connection.execute(f'SELECT * FROM "{table.name}" WHERE "{key}" = ?', (value,))  # noqa: S608 - our own names
        row = cursor.fetchone()
        return (
            None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))
        )

    def hashes(
        self, table: Table, where: str = "", values: Sequence[object] = ()
    ) -> Iterator[tuple[str, bytes]]:
        """``table/id`` and hash of each stored row."""
        cursor = self._connection.execute(f'SELECT * FROM "{table.name}" {where}', tuple(values))  # noqa: S608 - our own names
        names = [column[0] for column in cursor.description]
        keys = [names.index(column.name) for column in table.primary_key.columns]
        for row in cursor:
            yield object_name(table, [row[at] for at in keys]), self.row_hash(names, row)

    def check_rows(self, progress: Progress | None = None) -> list[str]:
        """Objects whose present row is not the one that the record says was saved last: edited, added or
        removed outside.
        """
        found: list[str] = []
        tables = audited_tables()
        for number, table in enumerate(tables):
            if progress is not None:
                progress.step(number, len(tables), "核对每条资料")
            found += self._check_table(table)
        return found

    def _check_table(self, table: Table) -> list[str]:
        last: dict[str, bytes | None] = dict(
            self._connection.execute(_LATEST, (f"{table.name}/", f"{table.name}0")).fetchall()
        )
        found = []
        for name, now in self.hashes(table):
            if name not in last:
                found.append(f"{name} 不是由本程序写入的")
            elif last.pop(name) != now:
                found.append(f"{name} 在程序之外被改动过")
        return found + [f"{name} 在程序之外被删除" for name, after in last.items() if after is not None]


# "0" is the character after "/": the half-open range holds exactly the objects of one table
_LATEST = """SELECT a.object, a.after FROM audit a WHERE a.object >= ? AND a.object < ? AND a.seq = (
    SELECT max(b.seq) FROM audit b
    WHERE b.object = a.object AND (b.before IS NOT NULL OR b.after IS NOT NULL))"""


def audited_tables() -> list[Table]:
    """Every table whose rows must all be in the record."""
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in UNAUDITED and table.info.get("audited", True)
    ]


def object_name(table: Table, key: Sequence[object]) -> str:
    """How the record names a row."""
    return f"{table.name}/{'/'.join(str(part) for part in key)}"


def _flat(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _bytes(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    raise TypeError(type(value))


# made once: an encoder for each of a hundred thousand rows takes longer than its work
_LISTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROW = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_bytes).encode
