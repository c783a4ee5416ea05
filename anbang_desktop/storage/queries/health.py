"""What 数据体检 asks of the whole office at once: every case, and what several of them have alike. Telephones
and the words of visits are compared by the database; nothing else of the person is read.
"""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables import RECORD_TABLES, cases, clients
from anbang_desktop.storage.tables_core import settings

_CONTACTS = RECORD_TABLES["contact"]
_ALL = Question(select(cases.c.id).where(listed(cases.c.id)).order_by(cases.c.id))


class SamePhone(NamedTuple):
    """A telephone and one of the cases it is written in."""

    phone: str
    case_id: int


class SameText(NamedTuple):
    """The words of a visit and one of the visits in which they stand."""

    words: str
    case_id: int
    record: int
    on: date


def case_ids(connection: Connection) -> "array[int]":
    """Every case that is not withheld."""
    return _ALL.numbers(connection)


def same_phones(
    connection: Connection, least: int, closed: Sequence[str], only: Iterable[str] | None = None
) -> list[SamePhone]:
    """The own telephones that at least so many people have, with their cases, without those in a ``closed``
    state; of ``only`` these telephones where they are named.
    """
    people, case = clients.c, cases.c
    some = (people.phone.is_not(None), people.phone != "", case.state.not_in(closed), listed(case.id))
    many = func.count(people.id.distinct()) >= least
    found: list[SamePhone] = []
    for narrowed in _narrowed(people.phone, only):
        theirs = select(people.phone).join(cases, case.client_id == people.id).where(*some, *narrowed)
        wanted = (
            select(people.phone, case.id)
            .join(cases, case.client_id == people.id)
            .where(*some, people.phone.in_(theirs.group_by(people.phone).having(many)))
            .order_by(people.phone, case.id)
        )
        found += [SamePhone(*row) for row in _rows(connection, wanted)]
    return found


def same_texts(
    connection: Connection, characters: int, closed: Sequence[str], only: Iterable[str] | None = None
) -> list[SameText]:
    """The words of at least so many characters that stand in more than one visit, with these visits, the
    oldest first; of ``only`` these words where they are named.
    """
    visit = _CONTACTS.c
    some = (
        visit.voided_at.is_(None),
        func.length(visit.content) >= characters,
        cases.c.state.not_in(closed),
        listed(visit.case_id),
    )
    found: list[SameText] = []
    for narrowed in _narrowed(visit.content, only):
        theirs = select(visit.content).join(cases, cases.c.id == visit.case_id).where(*some, *narrowed)
        repeated = theirs.group_by(visit.content).having(func.count() > 1)
        wanted = (
            select(visit.content, visit.case_id, visit.id, visit.on)
            .join(cases, cases.c.id == visit.case_id)
            .where(*some, visit.content.in_(repeated))
            .order_by(visit.content, visit.on, visit.id)
        )
        found += [SameText(*row) for row in _rows(connection, wanted)]
    return found


def _narrowed(
    column: ColumnElement[Any], only: Iterable[str] | None
) -> list[tuple[ColumnElement[bool], ...]]:
    return [()] if only is None else [(column.in_(part),) for part in portions(only)]


def _rows(connection: Connection, wanted: Select[Any]) -> list[Any]:
    return list(connection.execute(wanted))


def phones_of(connection: Connection, case_ids: Iterable[int]) -> set[str]:
    """The own telephones of these cases' people."""
    wanted = select(clients.c.phone).join(cases, cases.c.client_id == clients.c.id)
    return {
        phone
        for part in portions(case_ids)
        for phone in connection.execute(wanted.where(cases.c.id.in_(part))).scalars()
        if phone
    }


def texts_of(connection: Connection, case_ids: Iterable[int], characters: int) -> set[str]:
    """The words of these cases' visits that are long enough to be compared."""
    visit = _CONTACTS.c
    wanted = select(visit.content).where(visit.voided_at.is_(None), func.length(visit.content) >= characters)
    return {
        words
        for part in portions(case_ids)
        for words in connection.execute(wanted.where(visit.case_id.in_(part))).scalars()
    }


def settings_under(connection: Connection, prefix: str) -> dict[str, Any]:
    """The office's settings whose names begin like that, by the rest of the name."""
    key = settings.c.key
    wanted = select(key, settings.c.value).where(key >= prefix, key < f"{prefix}\U0010ffff")
    return {name.removeprefix(prefix): value for name, value in connection.execute(wanted)}
