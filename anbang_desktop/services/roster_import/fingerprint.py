"""Hashes of people and cases as they were just after an import: who differs now was changed since."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.reading import Connection, Row


@dataclass(frozen=True, slots=True)
class Hashes:
    """The hashes of whole rows, by id."""

    clients: Mapping[int, str]
    cases: Mapping[int, str]

    @classmethod
    def read(cls, connection: Connection, whose: Iterable[tuple[int | None, int | None]]) -> "Hashes":
        """Of (person, case) pairs."""
        listed = list(whose)
        people = imports.rows_by_id(
            connection, tables.clients, [client for client, _case in listed if client is not None]
        )
        opened = imports.rows_by_id(
            connection, tables.cases, [case for _client, case in listed if case is not None]
        )
        return cls(
            {key: _row_hash(row) for key, row in people.items()},
            {key: _row_hash(row) for key, row in opened.items()},
        )

    def of(self, client_id: int | None, case_id: int | None) -> dict[str, str | None]:
        """The two hashes of one row of an import."""
        return {"clients": self.clients.get(client_id or 0), "cases": self.cases.get(case_id or 0)}


def _row_hash(row: Row) -> str:
    told = {name: plain(value) for name, value in row.items() if value is not None}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def plain(value: object) -> object:
    """A value as JSON keeps it: days and times as ISO text."""
    return value.isoformat() if isinstance(value, date) else value
