"""The agreements of the whole office, and the numbers already given."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Connection, Row

_SHOWN = ("id", "case_id", "on", "agr_no", "version", "state", "printed_on", "signed_on", "refused_on", "scan", "pages")


def numbers(connection: Connection) -> list[str]:
    """Every agreement number given so far."""
    column = tables.agreements.c.agr_no
    return [str(number) for number in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()]


def newest(connection: Connection) -> list[Row]:
    """The newest agreement of each case with the case's number and the person's name, newest first."""
    table, card = tables.agreements, tables.case_cards
    wanted = (*_columns(), card.c.no, card.c.name, card.c.state.label("case_state"), card.c.village)
    rows = connection.execute(select(*wanted).join(card, card.c.case_id == table.c.case_id).order_by(table.c.on, table.c.id)).mappings()
    by_case = {row["case_id"]: dict(row) for row in rows}
    return sorted(by_case.values(), key=lambda row: (row["on"], row["id"]), reverse=True)


def without(connection: Connection, states: Sequence[str]) -> list[Row]:
    """Cases in one of ``states`` that have no agreement yet."""
    table, card = tables.agreements, tables.case_cards
    having = select(table.c.case_id)
    found = select(card.c.case_id, card.c.no, card.c.name, card.c.state.label("case_state"), card.c.village, card.c.registered_on)
    waiting = found.where(card.c.state.in_(states), card.c.case_id.not_in(having)).order_by(card.c.registered_on, card.c.no)
    return [dict(row) for row in connection.execute(waiting).mappings()]


def _columns() -> list[Column[Any]]:
    return [tables.agreements.c[name] for name in _SHOWN]
