"""Wishes of the whole office: those that wait for an answer, those that have one, and what was asked for on a
visit and became none yet.
"""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Integer, and_, bindparam, exists, func, select

from anbang_desktop.fields.wish import Wish
from anbang_desktop.storage.queries.withheld import listed, unlisted
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, Reader
from anbang_desktop.storage.tables import contacts, wishes
from anbang_desktop.storage.tables_cards import case_cards

_WISH, _SAID, _CARD = wishes.c, contacts.c, case_cards.c
_COUNTS = and_(_WISH.voided_at.is_(None), listed(_WISH.case_id))
_WITHHELD = Question(select(func.count()).where(_WISH.voided_at.is_(None), unlisted(_WISH.case_id)))
_WAITS = _WISH.answered_on.is_(None)
_OF = Reader(RECORDS[Wish], "id", ("id",))
_OPEN = Question(select(_WISH.id).where(_WAITS, _COUNTS).order_by(_WISH.raised_on, _WISH.id))
_WAITING = Question(select(func.count(), func.min(_WISH.raised_on)).where(_WAITS, _COUNTS))
_ANSWERED = Question(
    select(_WISH.id)
    .where(_WISH.answered_on >= bindparam("since"), _COUNTS)
    .order_by(_WISH.answered_on.desc(), _WISH.id.desc())
)
_ALL = Question(select(_WISH.id).where(_COUNTS).order_by(_WISH.raised_on.desc(), _WISH.id.desc()))
_EARLY = Question(
    select(_WISH.case_id)
    .join(case_cards, _CARD.case_id == _WISH.case_id)
    .where(_WAITS, _COUNTS, _CARD.state.in_(bindparam("states", expanding=True)))
    .order_by(_WISH.raised_on, _WISH.case_id)
    .limit(bindparam("most", type_=Integer))
)
_UNTURNED = Question(
    select(_SAID.id, _SAID.case_id, _SAID.on, _SAID.wish)
    .where(
        _SAID.wish.is_not(None),
        _SAID.on >= bindparam("since"),
        _SAID.voided_at.is_(None),
        listed(_SAID.case_id),
        ~exists().where(_WISH.contact_id == _SAID.id, _COUNTS),
    )
    .order_by(_SAID.on, _SAID.id)
    .limit(bindparam("most", type_=Integer))
)


class Said(NamedTuple):
    """What somebody asked for on a visit."""

    contact_id: int
    case_id: int
    on: date
    words: str


def count_withheld(connection: Connection) -> int:
    """How many more there are, of people whom nobody names."""
    return int(_WITHHELD.scalar(connection))


def open_ids(connection: Connection) -> "array[int]":
    """Every wish without an answer, the oldest first."""
    return _OPEN.numbers(connection)


def waiting(connection: Connection) -> tuple[int, date | None]:
    """How many have no answer yet, and the day on which the oldest of them was raised."""
    number, first = _WAITING.rows(connection)[0]
    return int(number), first


def answered_ids(connection: Connection, since: date) -> "array[int]":
    """Those that were answered on that day or later, the newest first."""
    return _ANSWERED.numbers(connection, since=since)


def all_ids(connection: Connection) -> "array[int]":
    """All that count, the newest first."""
    return _ALL.numbers(connection)


def of_ids(connection: Connection, ids: Iterable[int]) -> list[Wish]:
    """These wishes whole, in that order."""
    wanted = list(ids)
    found = {one.id: one for part in portions(wanted) for one in _OF.read_many(connection, part)}
    return [found[one] for one in wanted if one in found]


def early_cases(connection: Connection, states: Sequence[str], most: int) -> list[int]:
    """The cases in one of these states with a wish that waits."""
    found = _EARLY.numbers(connection, states=list(states), most=most)
    return list(dict.fromkeys(found))


def unturned(connection: Connection, since: date, most: int) -> list[Said]:
    """What was asked for on visits since that day and became no wish, the oldest first."""
    return [Said(*row) for row in _UNTURNED.rows(connection, since=since, most=most)]
