"""What was imported before: rows by their content, lists by their file, headings by their fingerprint; and
the people and cases that the rows of a list may be about.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, func, select

from anbang_desktop.domain.roster_plan import CHANGING, Action
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Stored
from anbang_desktop.fields.imports import ImportedList, ImportedRow, ListLayout
from anbang_desktop.storage import tables
from anbang_desktop.storage.history import taken_back_by
from anbang_desktop.storage.queries import merged
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.shapes import (
    CASES,
    CLIENTS,
    IMPORTED_LISTS,
    IMPORTED_ROWS,
    LIST_LAYOUTS,
    Reader,
)
from anbang_desktop.storage.tables_import import import_rows, imports

S = TypeVar("S", bound=Stored)
_DONE = (*CHANGING, Action.SAME)
_ROWS, _LISTS = import_rows.c, imports.c

_CLIENTS = Reader(CLIENTS, "id", ("id",))
_CLIENTS_OF_NUMBER = Reader(CLIENTS, "id_no", ("id",))
_CLIENTS_OF_NAME = Reader(CLIENTS, "name", ("id",))
_CASES = Reader(CASES, "id", ("id",))
_CASES_OF_CLIENT = Reader(CASES, "client_id", ("id",))
_LIST = Reader(IMPORTED_LISTS, "id", ("id",))
_ROWS_OF_LIST = Reader(IMPORTED_ROWS, "import_id", ("row",))
_LAYOUT = Reader(LIST_LAYOUTS, "fingerprint", ("id",))
_IN_FORCE = taken_back_by(_LISTS.unit_id).is_(None)
_EARLIER = (
    select(_ROWS.content, _ROWS.client_id, _ROWS.case_id, tables.cases.c.no)
    .join(imports, _LISTS.id == _ROWS.import_id)
    .join(tables.cases, tables.cases.c.id == _ROWS.case_id)
    .where(_ROWS.action.in_(_DONE), _IN_FORCE, _ROWS.content.in_(bindparam("keys", expanding=True)))
    .order_by(_ROWS.id)
)
_OF_FILE = select(func.max(_LISTS.id)).where(_LISTS.digest == bindparam("digest"), _IN_FORCE)
_LIST_OF_CASE = (
    select(func.min(_LISTS.id))
    .join(import_rows, _LISTS.id == _ROWS.import_id)
    .where(_ROWS.case_id == bindparam("case"), _ROWS.action.in_(_DONE), _IN_FORCE)
)


class Earlier(NamedTuple):
    """Whom a row was about when a list that is still in force brought it."""

    client_id: int
    case_id: int
    no: str


class PastList(NamedTuple):
    """A list and whether it was taken back."""

    listed: ImportedList
    undone: bool


def rows_imported(connection: Connection, contents: Iterable[str]) -> dict[str, Earlier]:
    """By content, what the newest row of an import still in force became that said exactly this."""
    return {
        content: Earlier(client_id, case_id, no)
        for part in portions(contents)
        for content, client_id, case_id, no in connection.execute(_EARLIER, {"keys": part})
    }


def clients_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Client]:
    """By ID number, the person registered first under it, or who took in whoever had it."""
    found: dict[str, Client] = {}
    wanted = list(numbers)
    for one in _read(_CLIENTS_OF_NUMBER, connection, wanted):
        found.setdefault(str(one.id_no), one)
    return merged.clients_by_number(connection, wanted) | found


def clients_by_name(
    connection: Connection, names: Iterable[str]
) -> dict[tuple[str, date | None], list[Client]]:
    """By name and birth date, everybody called so."""
    found: dict[tuple[str, date | None], list[Client]] = {}
    for one in _read(_CLIENTS_OF_NAME, connection, names):
        found.setdefault((one.name, one.birth_date), []).append(one)
    return found


def cases_by_client(connection: Connection, client_ids: Iterable[int]) -> dict[int, list[Case]]:
    """The cases of each person, oldest first."""
    found: dict[int, list[Case]] = {}
    for one in _read(_CASES_OF_CLIENT, connection, client_ids):
        found.setdefault(one.client_id, []).append(one)
    return found


def clients(connection: Connection, ids: Iterable[int]) -> dict[int, Client]:
    """People by id."""
    return {one.id: one for one in _read(_CLIENTS, connection, ids)}


def cases(connection: Connection, ids: Iterable[int]) -> dict[int, Case]:
    """Cases by id."""
    return {one.id: one for one in _read(_CASES, connection, ids)}


def import_of_file(connection: Connection, digest: str) -> int | None:
    """The newest import of this very file that is still in force."""
    return connection.execute(_OF_FILE, {"digest": digest}).scalar()


def layout(connection: Connection, fingerprint: str) -> ListLayout | None:
    """How the clerk last matched these headings."""
    return next(iter(_LAYOUT.read(connection, fingerprint)), None)


def one(connection: Connection, import_id: int) -> ImportedList | None:
    """One import."""
    return next(iter(_LIST.read(connection, import_id)), None)


def list_of_case(connection: Connection, case_id: int) -> ImportedList | None:
    """The first list, still in force, that named the person of this case."""
    found = connection.execute(_LIST_OF_CASE, {"case": case_id}).scalar()
    return None if found is None else one(connection, found)


def rows_of(connection: Connection, import_id: int) -> list[ImportedRow]:
    """The rows of an import in the order of the file."""
    return _ROWS_OF_LIST.read(connection, import_id)


def newest_first(connection: Connection) -> list[PastList]:
    """All imports."""
    found = connection.execute(select(_LISTS.id, taken_back_by(_LISTS.unit_id))).all()
    undone = {id_: by is not None for id_, by in found}
    listed = {past.id: past for past in _read(_LIST, connection, undone)}
    return [PastList(listed[id_], undone[id_]) for id_ in sorted(undone, reverse=True)]


def _read(reader: Reader[S], connection: Connection, keys: Iterable[int] | Iterable[str]) -> Iterator[S]:
    """The records of many keys, asked for a few hundred at a time."""
    for part in portions(keys):
        yield from reader.read_many(connection, part)
