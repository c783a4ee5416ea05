"""What was imported before: rows by their content, lists by their file, headings by their fingerprint."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Connection, Row
from anbang_desktop.storage.tables_import import import_layouts, import_rows, imports

CHANGED = ("create", "case", "update")
DONE = (*CHANGED, "same")


def row_imported(connection: Connection, content: str) -> Row | None:
    """The newest row of an import still in force that said exactly this and was carried out."""
    rows, lists = import_rows.c, imports.c
    wanted = (
        select(import_rows)
        .join(imports, lists.id == rows.import_id)
        .join(tables.cases, tables.cases.c.id == rows.case_id)
        .where(rows.content == content, rows.action.in_(DONE), lists.undone_at.is_(None))
        .order_by(rows.id.desc())
        .limit(1)
    )
    return _first(connection, wanted)


def import_of_file(connection: Connection, digest: str) -> int | None:
    """The newest import of this very file that is still in force."""
    lists = imports.c
    return connection.execute(select(func.max(lists.id)).where(lists.digest == digest, lists.undone_at.is_(None))).scalar()


def layout(connection: Connection, fingerprint: str) -> Row | None:
    """How the clerk last matched these headings."""
    return _first(connection, select(import_layouts).where(import_layouts.c.fingerprint == fingerprint))


def one(connection: Connection, import_id: int) -> Row | None:
    """One import."""
    return _first(connection, select(imports).where(imports.c.id == import_id))


def rows_of(connection: Connection, import_id: int) -> list[Row]:
    """The rows of an import in the order of the file."""
    wanted = select(import_rows).where(import_rows.c.import_id == import_id).order_by(import_rows.c.row)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def newest_first(connection: Connection) -> list[Row]:
    """All imports."""
    return [dict(row) for row in connection.execute(select(imports).order_by(imports.c.id.desc())).mappings()]


def later_rows(connection: Connection, import_id: int, client_ids: list[int]) -> set[int]:
    """Those of the people whom a later import, still in force, has touched."""
    rows, lists = import_rows.c, imports.c
    wanted = (
        select(rows.client_id)
        .join(imports, lists.id == rows.import_id)
        .where(rows.import_id > import_id, rows.client_id.in_(client_ids), rows.action.in_(CHANGED), lists.undone_at.is_(None))
    )
    return {int(found) for found in connection.execute(wanted).scalars()}


def has_records(connection: Connection, case_id: int, record_tables: Mapping[str, Any]) -> bool:
    """Whether anything was recorded of a case after it was made: a record, a paper, a second stage."""
    for table in (*record_tables.values(), tables.file_items):
        if connection.execute(select(table.c.id).where(table.c.case_id == case_id).limit(1)).first():
            return True
    stages = tables.stages.c
    return connection.execute(select(func.count()).where(stages.case_id == case_id)).scalar_one() > 1


def other_cases(connection: Connection, client_id: int, case_id: int) -> bool:
    """Whether the person has a case besides this one."""
    cases = tables.cases.c
    wanted = select(cases.id).where(cases.client_id == client_id, cases.id != case_id).limit(1)
    return connection.execute(wanted).first() is not None


def _first(connection: Connection, wanted: Select[Any]) -> Row | None:
    found = connection.execute(wanted).mappings().first()
    return None if found is None else dict(found)
