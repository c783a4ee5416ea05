"""One case with everything recorded of it."""

from sqlalchemy import Connection, Table, func, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Row

RECORD_TABLES: dict[str, Table] = {
    "verification": tables.verifications,
    "handover": tables.handovers,
    "group": tables.help_groups,
    "assessment": tables.assessments,
    "contact": tables.contacts,
    "placement": tables.placements,
    "agreement": tables.agreements,
}


def case_by_no(connection: Connection, no: str) -> Row | None:
    """The case of that number, None when there is none."""
    found = connection.execute(select(tables.cases).where(tables.cases.c.no == no)).mappings().first()
    return dict(found) if found else None


def case_by_id(connection: Connection, case_id: int) -> Row:
    """The case of that id; it must exist."""
    return dict(connection.execute(select(tables.cases).where(tables.cases.c.id == case_id)).mappings().one())


def client_by_id(connection: Connection, client_id: int) -> Row:
    """The person of that id; it must exist."""
    return dict(
        connection.execute(select(tables.clients).where(tables.clients.c.id == client_id)).mappings().one()
    )


def cases_of_client(connection: Connection, client_id: int) -> list[Row]:
    """All cases of one person, oldest first."""
    rows = connection.execute(
        select(tables.cases).where(tables.cases.c.client_id == client_id).order_by(tables.cases.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def records(connection: Connection, kind: str, case_id: int) -> list[Row]:
    """All records of one kind in the order of their days."""
    table = RECORD_TABLES[kind]
    rows = connection.execute(
        select(table).where(table.c.case_id == case_id).order_by(table.c.on, table.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def stages(connection: Connection, case_id: int) -> list[Row]:
    """The dated states of a case, oldest first."""
    table = tables.stages
    rows = connection.execute(
        select(table).where(table.c.case_id == case_id).order_by(table.c.on, table.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def file_items(connection: Connection, case_id: int) -> list[Row]:
    """The papers put into the file by hand: scans and what exists on paper only."""
    table = tables.file_items
    rows = connection.execute(select(table).where(table.c.case_id == case_id).order_by(table.c.id))
    return [dict(row) for row in rows.mappings()]


def clients_with_id_no(connection: Connection, id_no: str) -> list[Row]:
    """Everybody registered under one ID number (more than one only where a mistake was kept)."""
    rows = connection.execute(
        select(tables.clients).where(tables.clients.c.id_no == id_no).order_by(tables.clients.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def last_no(connection: Connection, prefix: str) -> str | None:
    """The highest case number that begins with ``prefix``."""
    table = tables.cases
    return connection.execute(
        select(func.max(table.c.no)).where(table.c.no.startswith(prefix, autoescape=True))
    ).scalar()
