"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Integer, and_, bindparam, func, or_, select, true

from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables import stages
from anbang_desktop.storage.tables_cards import case_cards

CARD = case_cards.c
ENOUGH = 1000  # so many are counted; a list that nobody works off in a day needs no exact number
_BOOKS = CARD.on_books == true()
_TOGETHER = CARD.state.in_(bindparam("apart", expanding=True))  # read by ``coming`` instead
_BY_DAY = Question(
    select(CARD.case_id)
    .where(CARD.next_on <= bindparam("until"), ~_TOGETHER)
    .order_by(CARD.next_on, CARD.case_id)
    .limit(ENOUGH),
    index="ix_cards_next",
)
_ENDING = Question(
    select(CARD.case_id)
    .where(
        CARD.period_end <= bindparam("ending"),
        _BOOKS,
        or_(CARD.next_on.is_(None), CARD.next_on > bindparam("until")),
    )
    .order_by(CARD.period_end, CARD.next_on, CARD.case_id)
    .limit(ENOUGH),
    index="ix_cards_ending",
)
_OPEN = Question(
    select(CARD.case_id)
    .where(CARD.next_on > bindparam("until"), CARD.state.in_(bindparam("states", expanding=True)))
    .order_by(CARD.next_on, CARD.case_id)
    .limit(bindparam("most", type_=Integer)),
    index="ix_cards_next",
)
_COMING_WHO = (
    select(CARD.case_id, CARD.state, CARD.release_date, CARD.next_what, func.min(stages.c.on))
    .select_from(case_cards)
    .join(
        stages,
        and_(stages.c.case_id == CARD.case_id, stages.c.state == bindparam("noticed")),
        isouter=True,
    )
    .where(_TOGETHER)
    .group_by(CARD.case_id)
    .order_by(CARD.case_id)
)
_COMING = Question(_COMING_WHO, index="ix_cards_state")
_COMING_OF = Question(_COMING_WHO.where(CARD.case_id.in_(bindparam("cases", expanding=True))))


class Coming(NamedTuple):
    """Somebody who is not here yet: state, day of release, what is due first, when the list came."""

    case_id: int
    state: str
    release: date | None
    what: str | None
    received: date | None


def coming(connection: Connection, states: Sequence[str], noticed: str) -> dict[int, Coming]:
    """Everybody in one of these states by the id of the case; ``noticed`` is the state into which a list
    brings them.
    """
    found = _COMING.rows(connection, apart=list(states), noticed=noticed)
    return {row[0]: Coming(*row) for row in found}


def coming_of(
    connection: Connection, states: Sequence[str], noticed: str, case_ids: Iterable[int]
) -> dict[int, Coming]:
    """The same of some cases only."""
    return {
        row[0]: Coming(*row)
        for part in portions(case_ids)
        for row in _COMING_OF.rows(connection, apart=list(states), noticed=noticed, cases=part)
    }


def most_urgent(connection: Connection, until: date, ending: date, apart: Sequence[str]) -> list[int]:
    """The ids of the cases with something to do, the most urgent first, at most ENOUGH: something due by
    ``until``, the period of help over by ``ending``; without those in a state of ``apart``. Each is read
    from an index in its order.
    """
    due = _BY_DAY.numbers(connection, until=until, apart=list(apart))
    over = _ENDING.numbers(connection, ending=ending, until=until)
    return list(dict.fromkeys((*due, *over)))[:ENOUGH]


def open_later(connection: Connection, until: date, states: Sequence[str], most: int) -> list[int]:
    """The ids of the cases in a state whose work is open although it is due only after ``until``."""
    return list(_OPEN.numbers(connection, until=until, states=list(states), most=most))
