"""The lists of the pages 评估 and 档案: who is on the books, by what is due or missing, from the case
cards.
"""

from array import array
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from anbang_desktop.storage.tables import assessments, case_cards

CARD = case_cards.c
FULL = 100


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
    return connection.execute(select(func.count()).select_from(case_cards).where(CARD.on_books)).scalar_one()


def incomplete(connection: Connection) -> int:
    """How many on the books lack something in their file."""
    return connection.execute(
        select(func.count()).select_from(case_cards).where(CARD.on_books, CARD.completeness < FULL)
    ).scalar_one()


def due_assessments(connection: Connection, until: object) -> tuple[int, int]:
    """How many assessments are due up to a day, and how many before it."""
    base = select(func.count()).select_from(case_cards).where(CARD.on_books)
    due = connection.execute(base.where(CARD.assess_due_on <= until)).scalar_one()
    late = connection.execute(base.where(CARD.assess_due_on < until)).scalar_one()
    return due, late


def first_to_sign(connection: Connection, states: tuple[str, ...], state: str) -> date | None:
    """Who waits longest in that state of the case with the agreement in one of ``states``: the day of
    registration.
    """
    wanted = select(func.min(CARD.registered_on)).where(
        CARD.on_books, CARD.state == state, CARD.agreement_state.in_(states)
    )
    day: date | None = connection.execute(wanted).scalar_one()
    return day


def to_sign(connection: Connection, states: tuple[str, ...]) -> int:
    """How many on the books have their agreement in one of these states."""
    wanted = (
        select(func.count()).select_from(case_cards).where(CARD.on_books, CARD.agreement_state.in_(states))
    )
    return connection.execute(wanted).scalar_one()
