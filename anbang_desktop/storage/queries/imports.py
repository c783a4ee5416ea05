"""What was imported before: rows by their content, lists by their file, headings by their fingerprint."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import people
from anbang_desktop.storage.reading import Connection, Row, Table
from anbang_desktop.storage.tables_import import import_layouts, import_rows, imports

CHANGED = ("create", "case", "update")
DONE = (*CHANGED, "same")
CHUNK = 400


def rows_imported(connection: Connection, contents: Iterable[str]) -> dict[str, Row]:
    """By content, the newest row of an import still in force that said exactly this, with the number of
    its case.
    """
    rows, lists = import_rows.c, imports.c
    wanted = (
        select(import_rows, tables.cases.c.no.label("no"))
        .join(imports, lists.id == rows.import_id)
        .join(tables.cases, tables.cases.c.id == rows.case_id)
        .where(rows.action.in_(DONE), lists.undone_at.is_(None))
        .order_by(rows.id)
    )
    return {row["content"]: row for row in _chosen(connection, wanted, rows.content, contents)}


def clients_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Row]:
    """By ID number, the person registered first under it."""
    clients = tables.clients
    found = _chosen(connection, select(clients).order_by(clients.c.id.desc()), clients.c.id_no, numbers)
    return {row["id_no"]: row for row in found}


def clients_by_name(connection: Connection, names: Iterable[str]) -> dict[tuple[str, date | None], list[Row]]:
    """By name and birth date, everybody called so."""
    clients = tables.clients
    made: dict[tuple[str, date | None], list[Row]] = {}
    for row in _chosen(connection, select(clients).order_by(clients.c.id), clients.c.name, names):
        made.setdefault((row["name"], row["birth_date"]), []).append(row)
    return made


def cases_by_client(connection: Connection, client_ids: Iterable[int]) -> dict[int, list[Row]]:
    """The cases of each person, oldest first."""
    cases = tables.cases
    made: dict[int, list[Row]] = {}
    for row in _chosen(connection, select(cases).order_by(cases.c.id), cases.c.client_id, client_ids):
        made.setdefault(row["client_id"], []).append(row)
    return made


def rows_by_id(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, Row]:
    """Whole rows of a table by their id."""
    return {row["id"]: row for row in _chosen(connection, select(table), table.c.id, ids)}


def insert_cards(connection: Connection, cards: Sequence[Row]) -> None:
    """The cards of cases that were just made."""
    if cards:
        connection.execute(
            insert(tables.case_cards), [{**people.sound(str(card["name"])), **card} for card in cards]
        )


def import_of_file(connection: Connection, digest: str) -> int | None:
    """The newest import of this very file that is still in force."""
    lists = imports.c
    return connection.execute(
        select(func.max(lists.id)).where(lists.digest == digest, lists.undone_at.is_(None))
    ).scalar()


def layout(connection: Connection, fingerprint: str) -> Row | None:
    """How the clerk last matched these headings."""
    return _first(connection, select(import_layouts).where(import_layouts.c.fingerprint == fingerprint))


def one(connection: Connection, import_id: int) -> Row | None:
    """One import."""
    return _first(connection, select(imports).where(imports.c.id == import_id))


def list_of_case(connection: Connection, case_id: int) -> Row | None:
    """The first list, still in force, that named the person of this case."""
    rows, lists = import_rows.c, imports.c
    wanted = (
        select(imports)
        .join(import_rows, lists.id == rows.import_id)
        .where(rows.case_id == case_id, rows.action.in_(DONE), lists.undone_at.is_(None))
        .order_by(lists.id)
    )
    return _first(connection, wanted)


def rows_of(connection: Connection, import_id: int) -> list[Row]:
    """The rows of an import in the order of the file."""
    wanted = select(import_rows).where(import_rows.c.import_id == import_id).order_by(import_rows.c.row)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def newest_first(connection: Connection) -> list[Row]:
    """All imports."""
    return [dict(row) for row in connection.execute(select(imports).order_by(imports.c.id.desc())).mappings()]


def touched_later(connection: Connection, import_id: int, client_ids: Iterable[int]) -> set[int]:
    """Those of the people whom a later import, still in force, has registered or changed."""
    rows, lists = import_rows.c, imports.c
    wanted = (
        select(rows.client_id)
        .join(imports, lists.id == rows.import_id)
        .where(rows.import_id > import_id, rows.action.in_(CHANGED), lists.undone_at.is_(None))
    )
    return {row["client_id"] for row in _chosen(connection, wanted, rows.client_id, client_ids)}


def cases_with_records(
    connection: Connection, record_tables: Iterable[Table], case_ids: Sequence[int]
) -> set[int]:
    """Those of the cases of which anything was recorded after they were made: a record, a paper, a second
    stage.
    """
    made: set[int] = set()
    for table in (*record_tables, tables.file_items):
        made |= {
            row["case_id"]
            for row in _chosen(connection, select(table.c.case_id).distinct(), table.c.case_id, case_ids)
        }
    stages = tables.stages.c
    again = select(stages.case_id).group_by(stages.case_id).having(func.count() > 1)
    return made | {row["case_id"] for row in _chosen(connection, again, stages.case_id, case_ids)}


def stages_of(connection: Connection, case_ids: Iterable[int]) -> dict[int, list[int]]:
    """The ids of the stages of each case."""
    stages = tables.stages.c
    made: dict[int, list[int]] = {}
    for row in _chosen(connection, select(stages.id, stages.case_id), stages.case_id, case_ids):
        made.setdefault(row["case_id"], []).append(row["id"])
    return made


def _chosen(
    connection: Connection, wanted: Select[Any], column: ColumnElement[Any], keys: Iterable[Any]
) -> Iterator[Row]:
    """The rows of a question for many keys, asked for a few hundred at a time."""
    asked = wanted.where(column.in_(bindparam("keys", expanding=True)))
    listed = list(dict.fromkeys(keys))
    for at in range(0, len(listed), CHUNK):
        for row in connection.execute(asked, {"keys": listed[at : at + CHUNK]}).mappings():
            yield dict(row)


def _first(connection: Connection, wanted: Select[Any]) -> Row | None:
    found = connection.execute(wanted).mappings().first()
    return None if found is None else dict(found)
