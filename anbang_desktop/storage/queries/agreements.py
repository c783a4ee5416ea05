"""The agreements of the whole office, and the numbers already given."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables_cards import case_cards
from anbang_desktop.storage.tables_core import changes

NONE = AgreementState.NONE


class Listed(NamedTuple):
    """A case with its newest agreement; its columns are None where none was drawn yet."""

    case_id: int
    no: str
    name: str
    village: str | None
    case_state: str
    agreement_state: str | None
    registered_on: date | None
    agr_no: str | None
    version: int | None
    state: str | None
    signed_on: date | None
    refused_on: date | None
    scan: int | None


def numbers(connection: Connection) -> list[str]:
    """Every agreement number given so far."""
    column = tables.agreements.c.agr_no
    return [
        str(number)
        for number in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()
    ]


def last_version(connection: Connection, case_id: int) -> int:
    """The highest version that an agreement of a case ever had, voided and undone ones too; 0 before the
    first: like a number, it is never given again.
    """
    table = tables.agreements.c
    there = connection.execute(select(func.max(table.version)).where(table.case_id == case_id)).scalar()
    was = select(changes.c.old).where(
        changes.c.case_id == case_id, changes.c.table == tables.agreements.name, changes.c.column == "version"
    )
    gone = [int(old) for old in connection.execute(was).scalars() if old is not None]
    return max(there or 0, *gone, 0)


def counted(connection: Connection, waiting: Sequence[str]) -> dict[str, int]:
    """How many cases by the state of their newest agreement; NONE = waits for one. From indexes alone."""
    newest = _newest().subquery()
    found = connection.execute(select(newest.c.state, func.count()).group_by(newest.c.state))
    none = connection.execute(select(func.count()).select_from(_none(waiting).subquery())).scalar_one()
    return {NONE: none} | {str(row[0]): int(row[1]) for row in found}


def ids(connection: Connection, states: Sequence[str], waiting: Sequence[str]) -> "array[int]":
    """Cases whose newest agreement is in one of ``states`` (none named: in any): those that wait for one
    first, then the newest.
    """
    card, newest = case_cards.c, _newest().subquery()
    drawn = select(newest.c.case_id).order_by(newest.c.on.desc(), newest.c.last.desc())
    if states:
        drawn = drawn.where(newest.c.state.in_(states))
    none = _none(waiting).order_by(card.registered_on, card.case_id)
    first = connection.execute(none).scalars().all() if NONE in states or not states else ()
    return array("q", (*first, *connection.execute(drawn).scalars()))


def _newest() -> Select[tuple[int, str, date, int]]:
    """SQLite takes the bare columns from the row that has the maximum."""
    table = tables.agreements.c
    newest = select(table.case_id, table.state, table.on, func.max(table.id).label("last"))
    return newest.where(table.voided_at.is_(None), listed(table.case_id)).group_by(table.case_id)


def _none(waiting: Sequence[str]) -> Select[tuple[int]]:
    card = case_cards.c
    return select(card.case_id).where(card.agreement_state == NONE, card.state.in_(waiting))


def of_cases(connection: Connection, case_ids: Sequence[int]) -> dict[int, Listed]:
    """These cases with their newest agreement that counts, by case."""
    table, card = tables.agreements, case_cards.c
    counted = (table.c.case_id.in_(case_ids), table.c.voided_at.is_(None))
    newest = select(func.max(table.c.id)).where(*counted).group_by(table.c.case_id)
    joined = case_cards.outerjoin(table, and_(table.c.case_id == card.case_id, table.c.id.in_(newest)))
    case = (
        card.case_id,
        card.no,
        card.name,
        card.village,
        card.state,
        card.agreement_state,
        card.registered_on,
    )
    version = (table.c[name] for name in Listed._fields[len(case) :])
    wanted = select(*case, *version).select_from(joined).where(card.case_id.in_(case_ids))
    return {row[0]: Listed._make(row) for row in connection.execute(wanted)}
