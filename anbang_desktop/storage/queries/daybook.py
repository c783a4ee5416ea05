"""工作台账: which lines there are, narrowed by kind, days and words; what was spent for what; what is still
open.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, String, bindparam, cast, func, or_, select

from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import DAYBOOK_ENTRIES, Reader
from anbang_desktop.storage.tables_own import daybook_entries

TABLE = daybook_entries
_ITS = daybook_entries.c
_COUNTS = _ITS.voided_at.is_(None)
_ONE = Reader(DAYBOOK_ENTRIES, "id", ("on", "id"))
_IN_WORDS = (_ITS.title, _ITS.what, _ITS.partner, _ITS.place, _ITS.number, _ITS.voucher, _ITS.result)
_LISTS = (_ITS.who, _ITS.reached)
_OPEN = Question(
    select(_ITS.id)
    .where(_ITS.kind.in_(bindparam("kinds", expanding=True)), _ITS.done_on.is_(None), _COUNTS)
    .order_by(_ITS.until.is_(None), _ITS.until, _ITS.id)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; nothing of it: everything. ``voided``: what was voided stands there
    too.
    """

    kind: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""
    voided: bool = False


class Spent(NamedTuple):
    """What was spent for one purpose, in how many lines."""

    purpose: str | None
    lines: int
    amount: Decimal


def ids(connection: Connection, wanted: Wanted) -> "array[int]":
    """The lines that fit, the newest first."""
    asked = select(_ITS.id).where(*_where(wanted)).order_by(_ITS.on.desc(), _ITS.id.desc())
    return array("q", connection.execute(asked).scalars())


def read(connection: Connection, wanted: Sequence[int]) -> list[DaybookEntry]:
    """These lines, in the order asked for."""
    found = {one.id: one for part in portions(wanted) for one in _ONE.read_many(connection, part)}
    return [found[id_] for id_ in wanted if id_ in found]


def counted(connection: Connection, wanted: Wanted) -> Counter[str]:
    """How many lines of each kind fit; the kind itself narrows nothing."""
    asked = select(_ITS.kind, func.count()).where(*_where(wanted, by_kind=False)).group_by(_ITS.kind)
    return Counter({str(kind): int(number) for kind, number in connection.execute(asked)})


def reached(connection: Connection, wanted: Wanted) -> Counter[str]:
    """How many people the lines of each kind reached."""
    asked = select(_ITS.kind, func.sum(_ITS.people)).where(*_where(wanted, by_kind=False), _COUNTS)
    found = connection.execute(asked.group_by(_ITS.kind))
    return Counter({str(kind): int(number or 0) for kind, number in found})


def spent(connection: Connection, wanted: Wanted) -> list[Spent]:
    """What was spent for each purpose, the most first; what was voided costs nothing."""
    amount = func.sum(_ITS.amount)
    asked = select(_ITS.purpose, func.count(), amount).where(*_where(wanted), _COUNTS, _ITS.amount > 0)
    rows = connection.execute(asked.group_by(_ITS.purpose).order_by(amount.desc()))
    return [Spent(purpose, int(lines), Decimal(sum_)) for purpose, lines, sum_ in rows]


def years(connection: Connection) -> list[int]:
    """The years that have a line, the newest first."""
    first, last = connection.execute(select(func.min(_ITS.on), func.max(_ITS.on))).one()
    return list(range(last.year, first.year - 1, -1)) if first else []


def open_ids(connection: Connection, kinds: Sequence[str]) -> "array[int]":
    """The lines of kinds that are due until they are done, and are not done; the one due first before
    others.
    """
    return _OPEN.numbers(connection, kinds=list(kinds))


def lacking(connection: Connection, wanted: Wanted, column: str) -> int:
    """How many of the lines that fit have nothing in a column."""
    asked = select(func.count()).where(*_where(wanted), _COUNTS, _ITS[column].is_(None))
    return int(connection.execute(asked).scalar_one())


def _where(wanted: Wanted, *, by_kind: bool = True) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [] if wanted.voided else [_COUNTS]
    if wanted.kind and by_kind:
        found.append(_ITS.kind == wanted.kind)
    if wanted.first is not None:
        found.append(_ITS.on >= wanted.first)
    if wanted.last is not None:
        found.append(_ITS.on <= wanted.last)
    for word in wanted.words.split():
        in_lists = (cast(column, String).contains(word, autoescape=True) for column in _LISTS)
        found.append(or_(*(one.contains(word, autoescape=True) for one in _IN_WORDS), *in_lists))
    return found
