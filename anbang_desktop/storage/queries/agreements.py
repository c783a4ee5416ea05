"""The agreements of the whole office, and the numbers already given."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, func, select

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Connection, Row

NONE = AgreementState.NONE
_SHOWN = ("id", "on", "agr_no", "version", "state", "printed_on", "signed_on", "refused_on", "scan", "pages")


def numbers(connection: Connection) -> list[str]:
    """Every agreement number given so far."""
    column = tables.agreements.c.agr_no
    return [
        str(number)
        for number in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()
    ]


def counted(connection: Connection, waiting: Sequence[str]) -> dict[str, int]:
    """How many cases by the state of their newest agreement; NONE = waits for one. From indexes alone."""
    newest = _newest().subquery()
    found = connection.execute(select(newest.c.state, func.count()).group_by(newest.c.state))
    none = connection.execute(select(func.count()).select_from(_none(waiting).subquery())).scalar_one()
    return {NONE: none} | {str(row[0]): int(row[1]) for row in found}


def ids(connection: Connection, states: Sequence[str], waiting: Sequence[str], limit: int) -> list[int]:
    """Cases whose newest agreement is in one of ``states`` (none named: in any): those that wait for one
    first, then the newest.
    """
    card, newest = tables.case_cards.c, _newest().subquery()
    drawn = select(newest.c.case_id).order_by(newest.c.on.desc(), newest.c.last.desc()).limit(limit)
    if states:
        drawn = drawn.where(newest.c.state.in_(states))
    none = _none(waiting).order_by(card.registered_on, card.case_id).limit(limit)
    first = connection.execute(none).scalars().all() if NONE in states or not states else ()
    return [int(one) for one in (*first, *connection.execute(drawn).scalars())][:limit]


def _newest() -> Select[tuple[int, str, date, int]]:
    """SQLite takes the bare columns from the row that has the maximum."""
    table = tables.agreements.c
    newest = select(table.case_id, table.state, table.on, func.max(table.id).label("last"))
    return newest.where(table.voided_at.is_(None)).group_by(table.case_id)


def _none(waiting: Sequence[str]) -> Select[tuple[int]]:
    card = tables.case_cards.c
    return select(card.case_id).where(card.agreement_state == NONE, card.state.in_(waiting))


def of_cases(connection: Connection, case_ids: Sequence[int]) -> dict[int, Row]:
    """Number, name, village and state of these cases, with their newest agreement where there is one."""
    table, card = tables.agreements, tables.case_cards.c
    counted = (table.c.case_id.in_(case_ids), table.c.voided_at.is_(None))
    newest = select(func.max(table.c.id)).where(*counted).group_by(table.c.case_id)
    shown = [table.c[name] for name in _SHOWN]
    joined = tables.case_cards.outerjoin(table, and_(table.c.case_id == card.case_id, table.c.id.in_(newest)))
    case = (
        card.case_id,
        card.no,
        card.name,
        card.village,
        card.state.label("case_state"),
        card.agreement_state,
        card.registered_on,
    )
    wanted = select(*case, *shown).select_from(joined)
    return {
        int(row["case_id"]): dict(row)
        for row in connection.execute(wanted.where(card.case_id.in_(case_ids))).mappings()
    }
