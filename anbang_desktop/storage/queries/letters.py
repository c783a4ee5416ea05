"""Letters of the whole office: all by their numbers, those that one number holds together, those that pass on
a wish.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from anbang_desktop.fields.letter import Letter
from anbang_desktop.storage.queries.withheld import listed, unlisted
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, Reader
from anbang_desktop.storage.tables import letters

_LETTER = letters.c
_OF_NUMBER = Question(
    select(_LETTER.case_id)
    .where(_LETTER.number == bindparam("number"), _LETTER.voided_at.is_(None))
    .order_by(_LETTER.id)
)
_FIRST = func.min(_LETTER.id)  # of several under one number the first stands for all
_DATED = Question(
    select(_FIRST, _LETTER.sent_on, _LETTER.reply_due, _LETTER.replied_on)
    .where(_LETTER.voided_at.is_(None), listed(_LETTER.case_id))
    .group_by(func.coalesce(_LETTER.number, _LETTER.id))
    .order_by(_LETTER.written_on.desc(), _FIRST.desc())
)
_COUNTED = Question(
    select(_LETTER.number, func.count())
    .where(
        _LETTER.number.in_(bindparam("numbers", expanding=True)),
        _LETTER.voided_at.is_(None),
        listed(_LETTER.case_id),
    )
    .group_by(_LETTER.number)
)
_WITHHELD = Question(
    select(func.count(func.coalesce(_LETTER.number, _LETTER.id).distinct())).where(
        _LETTER.voided_at.is_(None), unlisted(_LETTER.case_id)
    )
)
_OF_ID = Reader(RECORDS[Letter], "id", ("id",))
_OF_WISH = Reader(RECORDS[Letter], "wish_id", ("id",))


class Dated(NamedTuple):
    """A letter with the days that its state follows from."""

    id: int
    sent_on: date | None
    reply_due: date | None
    replied_on: date | None


def dated(connection: Connection) -> list[Dated]:
    """One for each number, the newest first."""
    return [Dated(*row) for row in _DATED.rows(connection)]


def count_withheld(connection: Connection) -> int:
    """How many more there are, about people whom nobody names; one for each number."""
    return int(_WITHHELD.scalar(connection))


def of_ids(connection: Connection, ids: Iterable[int]) -> list[Letter]:
    """These letters whole, in that order."""
    wanted = list(ids)
    found = {one.id: one for part in portions(wanted) for one in _OF_ID.read_many(connection, part)}
    return [found[one] for one in wanted if one in found]


def counted(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """How many people the letter of each of these numbers is about."""
    return {
        number: many for part in portions(numbers) for number, many in _COUNTED.rows(connection, numbers=part)
    }


def of_wishes(connection: Connection, wish_ids: Sequence[int]) -> dict[int, Letter]:
    """The newest letter that passes on the clue of each of these wishes, where there is one that counts."""
    found = [one for part in portions(wish_ids) for one in _OF_WISH.read_many(connection, part)]
    counting = (one for one in found if one.voided_at is None)
    return {one.wish_id: one for one in counting if one.wish_id is not None}


def cases_under(connection: Connection, number: str) -> list[int]:
    """The cases that the letter of that number is about, in the order in which it lists them."""
    return list(_OF_NUMBER.numbers(connection, number=number))
