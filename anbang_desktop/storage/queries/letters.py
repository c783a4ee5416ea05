"""Letters of the whole office: those that one number holds together, those that pass on a wish."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from anbang_desktop.fields.letter import Letter
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, Reader
from anbang_desktop.storage.tables import letters

_LETTER = letters.c
_OF_NUMBER = Question(
    select(_LETTER.case_id)
    .where(_LETTER.number == bindparam("number"), _LETTER.voided_at.is_(None))
    .order_by(_LETTER.id)
)


_OF_WISH = Reader(RECORDS[Letter], "wish_id", ("id",))


def of_wishes(connection: Connection, wish_ids: Sequence[int]) -> dict[int, Letter]:
    """The newest letter that passes on the clue of each of these wishes, where there is one that counts."""
    found = [one for part in portions(wish_ids) for one in _OF_WISH.read_many(connection, part)]
    counting = (one for one in found if one.voided_at is None)
    return {one.wish_id: one for one in counting if one.wish_id is not None}


def cases_under(connection: Connection, number: str) -> list[int]:
    """The cases that the letter of that number is about, in the order in which it lists them."""
    return list(_OF_NUMBER.numbers(connection, number=number))
