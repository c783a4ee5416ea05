"""The lists of the pages 评估 and 档案: who is on the books, by what is due or missing, from the case
cards.
"""

from array import array
from datetime import date

from sqlalchemy import Connection, func, select

from anbang_desktop.storage.reading import Row
from anbang_desktop.storage.tables import assessments, case_cards

CARD = case_cards.c
FULL = 100


def to_assess(connection: Connection, limit: int) -> list[Row]:
    """Everybody on the books, whose assessment is due first stands first; those without a day last."""
    chosen = (
        select(case_cards)
        .where(CARD.on_books)
        .order_by(CARD.assess_due_on.is_(None), CARD.assess_due_on, CARD.case_id)
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def last_scores(connection: Connection, case_ids: list[int]) -> dict[int, Row]:
    """The newest assessment of each of these cases."""
    newest = (
        select(func.max(assessments.c.id))
        .where(assessments.c.case_id.in_(case_ids), assessments.c.voided_at.is_(None))
        .group_by(assessments.c.case_id)
    )
    rows = connection.execute(select(assessments).where(assessments.c.id.in_(newest))).mappings()
    return {int(row["case_id"]): dict(row) for row in rows}


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
