"""Letters of the whole office: those that one number holds together."""

from sqlalchemy import Connection, bindparam, select

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import letters

_LETTER = letters.c
_OF_NUMBER = Question(
    select(_LETTER.case_id)
    .where(_LETTER.number == bindparam("number"), _LETTER.voided_at.is_(None))
    .order_by(_LETTER.id)
)


def cases_under(connection: Connection, number: str) -> list[int]:
    """The cases that the letter of that number is about, in the order in which it lists them."""
    return list(_OF_NUMBER.numbers(connection, number=number))
