"""The lists of the pages 评估 and 档案: who is on the books, by what is due or missing, from the case
cards.
"""

from array import array
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import assessments, case_cards

CARD = case_cards.c
FULL = 100
ENOUGH = 1000  # so many gaps are counted after each save
_ON_BOOKS = Question(select(func.count()).select_from(case_cards).where(CARD.on_books))
_INCOMPLETE = Question(
    select(func.count()).select_from(
        select(CARD.case_id).where(CARD.on_books, CARD.completeness < FULL).limit(ENOUGH).subquery()
    )
)
_DAY = bindparam("day", type_=CARD.assess_due_on.type)
_LATE: Any = func.count(case((CARD.assess_due_on < _DAY, CARD.case_id)))
_TO_ASSESS = Question(
    select(func.count().label("due"), _LATE).where(CARD.on_books, CARD.assess_due_on <= _DAY)
)
_TO_SIGN = Question(
    select(func.count())
    .select_from(case_cards)
    .where(CARD.on_books, CARD.agreement_state.in_(bindparam("states", expanding=True)))
)
_FIRST_TO_SIGN = Question(
    select(func.min(CARD.registered_on)).where(
        CARD.on_books, CARD.state == bindparam("state"), CARD.agreement_state == bindparam("agreement")
    )
)


class Scored(NamedTuple):
    """The day and the score of an assessment."""

    meeting_on: date
    score: int | None


def to_assess(connection: Connection, limit: int) -> list[tuple[int, date | None]]:
    """Id and day of everybody on the books, whose assessment is due first stands first; those without a day
    last.
    """
    chosen = select(CARD.case_id, CARD.assess_due_on).where(CARD.on_books)
    ordered = chosen.order_by(CARD.assess_due_on.is_(None), CARD.assess_due_on, CARD.case_id).limit(limit)
    return [(row[0], row[1]) for row in connection.execute(ordered)]


def last_scores(connection: Connection, case_ids: list[int]) -> dict[int, Scored]:
    """The newest assessment that counts of each of these cases."""
    table = assessments.c
    counted = (table.case_id.in_(case_ids), table.voided_at.is_(None))
    newest = select(func.max(table.id)).where(*counted).group_by(table.case_id)
    wanted = select(table.case_id, table.meeting_on, table.score).where(table.id.in_(newest))
    return {row[0]: Scored(row[1], row[2]) for row in connection.execute(wanted)}


def files(connection: Connection, *, gaps: bool) -> "array[int]":
    """Ids of everybody on the books, the least complete file first; with ``gaps`` only incomplete ones."""
    wanted = [CARD.on_books, CARD.completeness < FULL] if gaps else [CARD.on_books]
    chosen = select(CARD.case_id).where(*wanted).order_by(CARD.completeness, CARD.release_date, CARD.case_id)
    return array("q", [row[0] for row in connection.execute(chosen)])


def on_books(connection: Connection) -> int:
    """How many are on the books."""
    return int(_ON_BOOKS.rows(connection)[0][0])


def incomplete(connection: Connection) -> int:
    """How many on the books lack something in their file, counted up to ENOUGH."""
    return int(_INCOMPLETE.rows(connection)[0][0])


def due_assessments(connection: Connection, until: date) -> tuple[int, int]:
    """How many assessments are due up to a day, and how many before it."""
    due, late = _TO_ASSESS.rows(connection, day=until.isoformat())[0]
    return int(due), int(late)


def first_to_sign(connection: Connection, states: tuple[str, ...], state: str) -> date | None:
    """Who waits longest in that state of the case with the agreement in one of ``states``: the day of
    registration.
    """
    days = (_FIRST_TO_SIGN.rows(connection, state=state, agreement=one)[0][0] for one in states)
    return min((day for day in days if day is not None), default=None)


def to_sign(connection: Connection, states: tuple[str, ...]) -> int:
    """How many on the books have their agreement in one of these states."""
    return int(_TO_SIGN.rows_of(connection, "states", states)[0][0])
