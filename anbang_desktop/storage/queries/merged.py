"""Under which numbers a person who was registered twice is still found; what hangs on people and cases."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, select

from anbang_desktop.fields.client import Client
from anbang_desktop.fields.imports import ImportedRow
from anbang_desktop.fields.merged import MergedPerson
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.shapes import CLIENTS, IMPORTED_ROWS, MERGED_PEOPLE, Reader
from anbang_desktop.storage.tables_merged import merged_people
from anbang_desktop.storage.tables_own import campaign_people
from anbang_desktop.storage.work import Work

_M, _JOINED = merged_people.c, campaign_people.c
_OF_CLIENT = Reader(MERGED_PEOPLE, "client_id", ("id",))
_ROWS_OF_CLIENT = Reader(IMPORTED_ROWS, "client_id", ("id",))
_CLIENTS = Reader(CLIENTS, "id", ("id",))


def of_client(connection: Connection, client_id: int) -> list[MergedPerson]:
    """Everybody who was merged into a person, oldest first."""
    return _OF_CLIENT.read(connection, client_id)


def rows_about(connection: Connection, client_id: int) -> list[ImportedRow]:
    """The rows of lists that are about a person."""
    return _ROWS_OF_CLIENT.read(connection, client_id)


def case_of_number(connection: Connection, no: str) -> int | None:
    """The case that took in the one of that number."""
    return connection.execute(select(_M.case_id).where(_M.no == no).order_by(_M.id.desc())).scalar()


def cases_found(connection: Connection, text: str, limit: int) -> list[int]:
    """The cases that took in one whose number begins or ends like that."""
    if len(text) < 4:
        return []
    alike = _M.no.startswith(text, autoescape=True) | _M.no.endswith(text, autoescape=True)
    wanted = (
        select(_M.case_id)
        .where(_M.case_id.is_not(None), alike, listed(_M.case_id))
        .order_by(_M.id)
        .limit(limit)
    )
    return [int(one) for one in connection.execute(wanted).scalars()]


def clients_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Client]:
    """By the ID number of somebody who was merged, the person who took them in."""
    found: dict[str, int] = {}
    for part in portions(numbers):
        wanted = select(_M.id_no, _M.client_id).where(_M.id_no.in_(part)).order_by(_M.id)
        found |= {row.id_no: row.client_id for row in connection.execute(wanted)}
    ids = sorted(set(found.values()))
    people = {one.id: one for part in portions(ids) for one in _CLIENTS.read_many(connection, part)}
    return {number: people[client_id] for number, client_id in found.items()}


def cases_joined(connection: Connection, case_id: int) -> list[int]:
    """The old ids of the cases that went into this one."""
    gone = select(_M.gone_case_id).where(_M.case_id == case_id, _M.gone_case_id.is_not(None))
    return [int(one) for one in connection.execute(gone).scalars()]


def move_campaigns(work: Work, gone: int, kept: int, summary: str) -> None:
    """A case stands on the lists of times of special care in the place of the other, once on each."""
    wanted = select(_JOINED.id, _JOINED.campaign_id).where(_JOINED.about_id == gone)
    own = select(_JOINED.campaign_id).where(_JOINED.about_id == kept)
    there = set(work.connection.execute(own).scalars())
    for id_, campaign_id in work.connection.execute(wanted).all():
        if campaign_id in there:
            work.delete(campaign_people, id_, summary)
        else:
            work.update(campaign_people, id_, {"about_id": kept}, summary)


def delete_rows(work: Work, table: Table, ids: Sequence[int], summary: str) -> None:
    """Rows of what went into another person or case: the audit keeps them, an undo brings them back."""
    for id_ in ids:
        work.delete(table, id_, summary)


def delete_person(work: Work, client_id: int, summary: str) -> None:
    """A person without cases, with the lines of the form."""
    for lines in CLIENTS.lines:
        wanted = select(lines.table.c.id).where(lines.table.c.owner_id == client_id)
        delete_rows(work, lines.table, work.connection.execute(wanted).scalars().all(), summary)
    work.delete(CLIENTS.table, client_id, summary)
