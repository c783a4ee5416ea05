"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from anbang_desktop.storage import tables

CARD = tables.case_cards.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait in a state, and the earliest release day among them."""

    people: int
    first: date | None


def _due(until: date, ending: date, always: Sequence[str]) -> ColumnElement[bool]:
    """Something due by ``until``, the period of help over by ``ending``, or in a state of ``always`` with
    nothing due.
    """
    ends = and_(CARD.on_books, CARD.period_end <= ending)
    return or_(CARD.next_on <= until, ends, and_(CARD.state.in_(always), CARD.next_on.is_(None)))


def how_many(connection: Connection, until: date, ending: date, always: Sequence[str]) -> int:
    """How many cases have something to do."""
    return connection.execute(
        select(func.count()).select_from(tables.case_cards).where(_due(until, ending, always))
    ).scalar_one()


def most_urgent(
    connection: Connection, until: date, ending: date, always: Sequence[str], most: int
) -> list[int]:
    """The ids of the ``most`` cases that wait longest."""
    wanted = select(CARD.case_id).where(_due(until, ending, always)).order_by(CARD.next_on, CARD.case_id)
    return list(connection.execute(wanted.limit(most)).scalars())


def waiting(connection: Connection, state: str, after: date) -> Waiting:
    """How many are in ``state`` with a release day later than ``after``."""
    chosen = select(func.count(), func.min(CARD.release_date)).where(
        CARD.state == state, CARD.release_date > after
    )
    people, first = connection.execute(chosen).one()
    return Waiting(people, first)
