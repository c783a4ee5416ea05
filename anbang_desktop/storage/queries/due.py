"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, or_, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.question import Question

CARD = tables.case_cards.c
ENOUGH = 1000  # so many are counted; a list that nobody works off in a day needs no exact number
_MOST: Any = literal_column(str(ENOUGH))
_NONE: Any = literal_column("0")  # SQLAlchemy would bind it, and Question has nothing to bind to it
_BY_DAY = Question(
    select(CARD.case_id)
    .where(CARD.next_on <= bindparam("until", type_=CARD.next_on.type))
    .order_by(CARD.next_on, CARD.case_id)
    .limit(_MOST)
    .offset(_NONE)
)
_ENDING = Question(
    select(CARD.case_id)
    .where(
        CARD.period_end <= bindparam("ending", type_=CARD.period_end.type),
        CARD.on_books,
        or_(CARD.next_on.is_(None), CARD.next_on > bindparam("until", type_=CARD.next_on.type)),
    )
    .order_by(CARD.period_end, CARD.case_id)
    .limit(_MOST)
    .offset(_NONE)
)
_NOTHING_DUE = Question(
    select(CARD.case_id)
    .where(CARD.state.in_(bindparam("states", expanding=True)), CARD.next_on.is_(None))
    .order_by(CARD.case_id)
    .limit(_MOST)
    .offset(_NONE)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait in a state, and the earliest release day among them."""

    people: int
    first: date | None


def most_urgent(connection: Connection, until: date, ending: date, always: Sequence[str]) -> list[int]:
    """The ids of the cases with something to do, the most urgent first, at most ENOUGH: in a state of
    ``always`` with nothing due, something due by ``until``, the period of help over by ``ending``. Each is
    read from an index in its order.
    """
    free = _NOTHING_DUE.rows_of(connection, "states", list(always))
    due = _BY_DAY.rows(connection, until=until.isoformat())
    over = _ENDING.rows(connection, ending=ending.isoformat(), until=until.isoformat())
    return list(dict.fromkeys(row[0] for row in (*free, *due, *over)))[:ENOUGH]


def waiting(connection: Connection, state: str, after: date) -> Waiting:
    """How many are in ``state`` with a release day later than ``after``."""
    chosen = select(func.count(), func.min(CARD.release_date)).where(
        CARD.state == state, CARD.release_date > after
    )
    people, first = connection.execute(chosen).one()
    return Waiting(people, first)
