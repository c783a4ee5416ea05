"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, or_, select, true

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables_cards import case_cards

CARD = case_cards.c
ENOUGH = 1000  # so many are counted; a list that nobody works off in a day needs no exact number
_BOOKS = CARD.on_books == true()
_BY_DAY = Question(
    select(CARD.case_id)
    .where(CARD.next_on <= bindparam("until"))
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
_NOTHING_DUE = Question(
    select(CARD.case_id)
    .where(CARD.state.in_(bindparam("states", expanding=True)), CARD.next_on.is_(None), _BOOKS)
    .order_by(CARD.case_id)
    .limit(ENOUGH),
    index="ix_cards_free",
)
_WAITING = Question(
    select(func.count(), func.min(CARD.release_date)).where(
        CARD.state == bindparam("state"), CARD.release_date > bindparam("after")
    ),
    index="ix_cards_release",
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
    free = _NOTHING_DUE.numbers(connection, states=list(always))
    due = _BY_DAY.numbers(connection, until=until)
    over = _ENDING.numbers(connection, ending=ending, until=until)
    return list(dict.fromkeys((*free, *due, *over)))[:ENOUGH]


def waiting(connection: Connection, state: str, after: date) -> Waiting:
    """How many are in ``state`` with a release day later than ``after``."""
    (counted,) = _WAITING.rows(connection, state=state, after=after)
    return Waiting(*counted)
