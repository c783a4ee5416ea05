"""What 今天要办 asks: the cases with something due, found by the cards. Each question reads no more than it
shows: it is asked after every save, over 100,000 people too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.question import Question

CARD = tables.case_cards.c
LISTED = 150  # cases read for the page: it must open at once
ENOUGH = 1000  # so many are counted; a list that nobody works off in a day needs no exact number
_UNTIL = bindparam("until", type_=CARD.next_on.type)
_ENDING = bindparam("ending", type_=CARD.period_end.type)
_LATER = or_(CARD.next_on.is_(None), CARD.next_on > _UNTIL)


@dataclass(frozen=True, slots=True)
class _Part:
    """One reason to stand on the list: its cases in their order, from an index, and how many there are."""

    cases: Question
    count: Question

    @classmethod
    def of(cls, wanted: Select[Any]) -> "_Part":
        """From the select of the ids."""
        counted = wanted.order_by(None).limit(ENOUGH).subquery()
        return cls(Question(wanted.limit(LISTED)), Question(select(func.count()).select_from(counted)))

    def read(self, connection: Connection, **values: object) -> tuple[list[int], int]:
        """The first ids, and the number of all, counted up to ENOUGH."""
        ids = [row[0] for row in self.cases.rows(connection, **values)]
        return ids, len(ids) if len(ids) < LISTED else self.count.rows(connection, **values)[0][0]


_DUE = _Part.of(select(CARD.case_id).where(CARD.next_on <= _UNTIL).order_by(CARD.next_on, CARD.case_id))
_OVER = _Part.of(
    select(CARD.case_id)
    .where(CARD.period_end <= _ENDING, CARD.on_books, _LATER)
    .order_by(CARD.period_end, CARD.case_id)
)
_FREE = _Part.of(
    select(CARD.case_id)
    .where(CARD.state == bindparam("state"), CARD.next_on.is_(None))
    .order_by(CARD.case_id)
)
_WAITING = Question(
    select(func.count(), func.min(CARD.release_date)).where(
        CARD.state == bindparam("state"), CARD.release_date > bindparam("after", type_=CARD.release_date.type)
    )
)


class Urgent(NamedTuple):
    """The most urgent cases, and how many there are in all, counted up to ENOUGH."""

    listed: list[int]
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait in a state, and the earliest release day among them."""

    people: int
    first: date | None


def most_urgent(connection: Connection, until: date, ending: date, always: Sequence[str]) -> Urgent:
    """The cases with something to do: in a state of ``always`` with nothing due, something due by ``until``,
    the period of help over by ``ending``, each in its order.
    """
    days = {"until": until.isoformat(), "ending": ending.isoformat()}
    parts = [
        *(_FREE.read(connection, state=state) for state in always),
        _DUE.read(connection, **days),
        _OVER.read(connection, **days),
    ]
    listed = list(dict.fromkeys(one for ids, _ in parts for one in ids))
    known = sum(len(ids) for ids, _ in parts)
    total = sum(count for _, count in parts) - (known - len(listed))
    return Urgent(listed[:LISTED], min(total, ENOUGH))


def waiting(connection: Connection, state: str, after: date) -> Waiting:
    """How many are in ``state`` with a release day later than ``after``."""
    people, first = _WAITING.rows(connection, state=state, after=after.isoformat())[0]
    return Waiting(people, first)
