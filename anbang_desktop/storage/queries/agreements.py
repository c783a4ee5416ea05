"""The agreements of the whole office, and the numbers already given."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Connection, Row

_SHOWN = ("id", "on", "agr_no", "version", "state", "printed_on", "signed_on", "refused_on", "scan", "pages")


def numbers(connection: Connection) -> list[str]:
    """Every agreement number given so far."""
    column = tables.agreements.c.agr_no
    return [str(number) for number in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()]


def standing(connection: Connection, waiting: Sequence[str]) -> list[tuple[int, str]]:
    """Case and state of its newest agreement: first those that wait for one (NONE), then the newest agreements first; both from indexes."""
    table, card = tables.agreements.c, tables.case_cards.c
    none = select(card.case_id).where(card.agreement_state == "NONE", card.state.in_(waiting)).order_by(card.registered_on, card.case_id)
    drawn = connection.execute(select(table.case_id, table.state, table.on, func.max(table.id)).group_by(table.case_id))
    newest = sorted(drawn, key=lambda row: (row[2], row[3]), reverse=True)
    return [(int(row[0]), "NONE") for row in connection.execute(none)] + [(int(row[0]), str(row[1])) for row in newest]


def of_cases(connection: Connection, case_ids: Sequence[int]) -> dict[int, Row]:
    """Number, name and village of these cases, with their newest agreement where there is one."""
    table, card = tables.agreements, tables.case_cards.c
    newest = select(func.max(table.c.id)).where(table.c.case_id.in_(case_ids)).group_by(table.c.case_id)
    shown = [table.c[name] for name in _SHOWN]
    joined = tables.case_cards.outerjoin(table, and_(table.c.case_id == card.case_id, table.c.id.in_(newest)))
    wanted = select(card.case_id, card.no, card.name, card.village, card.registered_on, *shown).select_from(joined)
    return {int(row["case_id"]): dict(row) for row in connection.execute(wanted.where(card.case_id.in_(case_ids))).mappings()}
