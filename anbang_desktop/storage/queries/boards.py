"""The lists of the pages 评估 and 档案: who is on the books, by what is due or missing, from the case
cards.
"""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from anbang_desktop.storage.queries import card_counts
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables import assessments
from anbang_desktop.storage.tables_cards import case_cards

CARD, _TABLE = case_cards.c, assessments.c
FULL = 100
_BOOKS = CARD.on_books.is_(True)  # the first column of the indexes of these lists
_TO_SIGN = CARD.agreement_state.in_(bindparam("states", expanding=True))
_SOME = select(CARD.case_id).where(_BOOKS)
_COUNT = select(func.count()).select_from(case_cards)
_DUE = Question(_SOME.where(CARD.assess_due_on.is_not(None)).order_by(CARD.assess_due_on, CARD.case_id))
_UNDATED = Question(_SOME.where(CARD.assess_due_on.is_(None)).order_by(CARD.case_id))
_DAYS = Question(
    select(CARD.case_id, CARD.assess_due_on).where(CARD.case_id.in_(bindparam("cases", expanding=True)))
)
_SCORES = Question(
    select(_TABLE.case_id, _TABLE.meeting_on, _TABLE.score).where(
        _TABLE.id.in_(
            select(func.max(_TABLE.id))
            .where(_TABLE.case_id.in_(bindparam("cases", expanding=True)), _TABLE.voided_at.is_(None))
            .group_by(_TABLE.case_id)
        )
    )
)
_FILES = select(CARD.case_id).where(_BOOKS).order_by(CARD.completeness, CARD.release_date, CARD.case_id)
_ALL_FILES, _INCOMPLETE = Question(_FILES), Question(_FILES.where(CARD.completeness < FULL))
_DUE_BY = Question(_COUNT.where(_BOOKS, CARD.assess_due_on <= bindparam("until")))
_DUE_BEFORE = Question(_COUNT.where(_BOOKS, CARD.assess_due_on < bindparam("until")))
_FIRST_TO_SIGN = Question(
    select(func.min(CARD.registered_on)).where(_BOOKS, CARD.state == bindparam("state"), _TO_SIGN)
)
_LEVELS = Question(select(CARD.level, func.count()).where(_BOOKS).group_by(CARD.level))
_UNSIGNED = Question(_COUNT.where(_BOOKS, _TO_SIGN))


class Scored(NamedTuple):
    """The day and the score of an assessment."""

    meeting_on: date
    score: int | None


def to_assess(connection: Connection) -> "array[int]":
    """Ids of everybody on the books, whose assessment is due first stands first; those without a day last."""
    return _DUE.numbers(connection) + _UNDATED.numbers(connection)


def levels(connection: Connection) -> dict[str | None, int]:
    """How many on the books are in which level (its code)."""
    return {row[0]: row[1] for row in _LEVELS.rows(connection)}


def assessment_days(connection: Connection, case_ids: Sequence[int]) -> dict[int, date | None]:
    """When these cases are to be assessed next."""
    return {row[0]: row[1] for part in portions(case_ids) for row in _DAYS.rows(connection, cases=part)}


def last_scores(connection: Connection, case_ids: Sequence[int]) -> dict[int, Scored]:
    """The newest assessment that counts of each of these cases."""
    return {
        row[0]: Scored(row[1], row[2])
        for part in portions(case_ids)
        for row in _SCORES.rows(connection, cases=part)
    }


def files(connection: Connection, *, gaps: bool) -> "array[int]":
    """Ids of everybody on the books, the least complete file first; with ``gaps`` only incomplete ones."""
    return (_INCOMPLETE if gaps else _ALL_FILES).numbers(connection)


def incomplete(connection: Connection) -> int:
    """How many on the books lack something in their file."""
    return card_counts.read(connection)[card_counts.GAPS]


def due_assessments(connection: Connection, until: date) -> tuple[int, int]:
    """How many assessments are due up to a day, and how many before it."""
    due, late = _DUE_BY.scalar(connection, until=until), _DUE_BEFORE.scalar(connection, until=until)
    return int(due), int(late)


def first_to_sign(connection: Connection, states: Sequence[str], state: str) -> date | None:
    """Who waits longest in that state of the case with the agreement in one of ``states``: the day of
    registration.
    """
    day: date | None = _FIRST_TO_SIGN.scalar(connection, states=list(states), state=state)
    return day


def to_sign(connection: Connection, states: Sequence[str]) -> int:
    """How many on the books have their agreement in one of these states."""
    return int(_UNSIGNED.scalar(connection, states=list(states)))
