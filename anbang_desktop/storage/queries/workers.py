"""Who looks after whom, by the case cards; and what was changed of each case since a moment."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from anbang_desktop.storage.tables_cards import case_cards
from anbang_desktop.storage.tables_core import changes, units

CARD = case_cards.c


def counted(connection: Connection, states: Sequence[str]) -> list[tuple[str, int]]:
    """Every worker who looks after somebody in one of these states, and after how many; "" for those without
    one. The most first.
    """
    worker = func.coalesce(CARD.worker, "")
    number = func.count()
    asked = select(worker, number).where(CARD.state.in_(states)).group_by(worker)
    return [(name, many) for name, many in connection.execute(asked.order_by(number.desc(), worker))]


def cases_of(connection: Connection, worker: str, states: Sequence[str]) -> list[int]:
    """The cases in one of these states that a worker looks after ("": nobody), by village and number."""
    mine = CARD.worker == worker if worker else or_(CARD.worker.is_(None), CARD.worker == "")
    asked = select(CARD.case_id).where(CARD.state.in_(states), mine)
    return list(connection.execute(asked.order_by(CARD.village, CARD.no)).scalars())


def cases_in(connection: Connection, states: Sequence[str]) -> list[int]:
    """Every case in one of these states, by village and number."""
    asked = select(CARD.case_id).where(CARD.state.in_(states))
    return list(connection.execute(asked.order_by(CARD.village, CARD.no)).scalars())


def changed_since(connection: Connection, at: datetime) -> tuple[Counter[int], Counter[int]]:
    """How many data were changed since then and not taken back: by case, and (of a person) by client."""
    what = func.count(func.distinct(changes.c.table + changes.c.row + changes.c.column))
    fresh = (units.c.at >= at, units.c.undone_by.is_(None), units.c.undoes.is_(None))
    found = []
    for owner in (changes.c.case_id, changes.c.client_id):
        asked = select(owner, what).join(units, units.c.id == changes.c.unit_id)
        rows = connection.execute(asked.where(*fresh, owner.is_not(None)).group_by(owner))
        found.append(Counter({int(row[0]): int(row[1]) for row in rows}))
    return found[0], found[1]
