"""Lists, counts and search over the case cards: covering indexes, ids first, rows only when they are
painted.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)

from anbang_desktop.storage import pinyin
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import case_cards

CARD = case_cards.c
SORTS: dict[str, ColumnElement[object]] = {
    "release_date": CARD.release_date,
    "name": CARD.name_key,
    "period_end": CARD.period_end,
    "next_on": CARD.next_on,
    "no": CARD.no,
    "state": CARD.state,
    "level": CARD.level,
    "village": CARD.village,
    "completeness": CARD.completeness,
}


class Card(NamedTuple):
    """What a list shows of one case; a plain tuple with names, made as fast as the row itself."""

    case_id: int
    no: str
    name: str
    id_no: str | None
    sex: str | None
    birth_date: date | None
    state: str
    level: str | None
    village: str | None
    worker: str | None
    release_date: date | None
    period_end: date | None
    next_on: date | None
    next_what: str | None
    completeness: int


class FoundCard(NamedTuple):
    """A card and the sound of its name."""

    card: Card
    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; everything given must hold."""

    states: frozenset[str] = field(default_factory=frozenset)
    villages: frozenset[str] = field(default_factory=frozenset)
    workers: frozenset[str] = field(default_factory=frozenset)
    level: str = ""
    on_books: bool | None = None
    overdue_on: date | None = None  # something was due before this day
    gaps: bool = False
    text: str = ""


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.states:
        made.append(CARD.state.in_(sorted(wanted.states)))
    if wanted.villages:
        made.append(CARD.village.in_(sorted(wanted.villages)))
    if wanted.workers:
        made.append(CARD.worker.in_(sorted(wanted.workers)))
    if wanted.level:
        made.append(CARD.level == wanted.level)
    if wanted.on_books is not None:
        made.append(CARD.on_books == wanted.on_books)
    if wanted.overdue_on is not None:
        made.append(CARD.next_on < wanted.overdue_on)
    if wanted.gaps:
        made.append(and_(CARD.completeness < 100, CARD.on_books))
    if wanted.text.strip():
        made.append(matches(wanted.text))
    return made


def ids(
    connection: Connection, wanted: Wanted, sort: str = "release_date", *, descending: bool = False
) -> "array[int]":
    """The ids of all cases wanted, in order: 8 bytes a case, read from a covering index."""
    key = SORTS[sort]
    order = (key.desc(), CARD.case_id.desc()) if descending else (key, CARD.case_id)
    driver: Any = connection.execute(select(CARD.case_id).where(*_conditions(wanted)).order_by(*order)).cursor
    return array(
        "q", (row[0] for row in driver)
    )  # the driver's own rows: a Row for each of 100,000 takes three times as long


def first_page(
    connection: Connection, wanted: Wanted, sort: str, limit: int, *, descending: bool = False
) -> list[Card]:
    """The first ``limit`` cards in order (the command line and the first paint)."""
    return [
        Card._make(row) for row in connection.execute(_page(wanted, sort, limit, descending=descending)).all()
    ]


@lru_cache(maxsize=32)
def _page(wanted: Wanted, sort: str, limit: int, *, descending: bool) -> Select[Any]:
    key = SORTS[sort]
    order = (key.desc(), CARD.case_id.desc()) if descending else (key, CARD.case_id)
    return select(*LISTED).where(*_conditions(wanted)).order_by(*order).limit(limit)


LISTED = tuple(CARD[name] for name in Card._fields)
_LINES: Select[Any] = select(*LISTED).where(CARD.case_id.in_(bindparam("ids", expanding=True)))
_CARDS: Select[Any] = select(*LISTED, CARD.pinyin, CARD.initials).where(
    CARD.case_id.in_(bindparam("ids", expanding=True))
)


def lines(connection: Connection, wanted_ids: Sequence[int]) -> list[Card]:
    """The cards of those ids in that order; an id that is gone is left out."""
    rows = connection.execute(_LINES, {"ids": list(wanted_ids)}).all()
    found: dict[int, Card] = {row[0]: Card._make(row) for row in rows}
    return [found[one] for one in wanted_ids if one in found]


def cards(connection: Connection, wanted_ids: Sequence[int]) -> list[FoundCard]:
    """The same with the sound of the name."""
    rows = connection.execute(_CARDS, {"ids": list(wanted_ids)}).all()
    found = {row[0]: FoundCard(Card._make(row[:-2]), row[-2], row[-1]) for row in rows}
    return [found[one] for one in wanted_ids if one in found]


_ALL = Question(select(func.count()).select_from(case_cards))


def total(connection: Connection) -> int:
    """How many cases there are."""
    return int(_ALL.rows(connection)[0][0])


def count(connection: Connection, wanted: Wanted) -> int:
    """How many cases are wanted."""
    return connection.execute(
        select(func.count()).select_from(case_cards).where(*_conditions(wanted))
    ).scalar_one()


def villages(connection: Connection) -> list[str]:
    """Every village that somebody lives in, in order."""
    return list(
        connection.execute(
            select(CARD.village).distinct().where(CARD.village.is_not(None)).order_by(CARD.village)
        ).scalars()
    )


def states_counted(connection: Connection) -> dict[str, int]:
    """How many cases stand in each state."""
    rows = connection.execute(select(CARD.state, func.count()).group_by(CARD.state))
    return {str(row[0]): int(row[1]) for row in rows}


def matches(text: str) -> ColumnElement[bool]:
    """Name or village for Chinese words; initials or sound from the start of a syllable; part of the ID or
    case number.
    """
    first, second, sought = _where_to_look(text)
    return _either(first, second, literal(sought))


def _where_to_look(text: str) -> tuple[str, str, str]:
    """The two columns of a search and what is looked for in them."""
    wanted = text.strip()
    low = wanted.lower().replace("'", "")
    if any(ord(sign) > 0x2E7F for sign in wanted):
        return "name", "village", wanted
    if low.isascii() and low.isalpha():
        return "initials", "pinyin", f" {low}"
    return "id_no", "no", wanted.upper()


def _either(first: str, second: str, sought: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(func.instr(CARD[first], sought) > 0, func.instr(CARD[second], sought) > 0)


@cache
def _found(first: str, second: str) -> Select[Any]:
    return (
        select(CARD.case_id)
        .where(_either(first, second, bindparam("sought", type_=String)))
        .limit(bindparam("most", type_=Integer))
    )


def search(connection: Connection, text: str, limit: int) -> list[FoundCard]:
    """The first ``limit`` cards that match: the ids from the covering index, then only their rows."""
    first, second, sought = _where_to_look(text)
    return cards(
        connection,
        [row[0] for row in connection.execute(_found(first, second), {"sought": sought, "most": limit})],
    )


_PUT = insert(case_cards).prefix_with("OR REPLACE", dialect="sqlite")
_DROP = delete(case_cards).where(CARD.case_id == bindparam("gone"))


def write_cards(connection: Connection, cards_: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Put cards by case id in place of the old ones; name fields are worked out here."""
    rows = [
        {CARD.case_id.name: case_id, **sound(str(values[CARD.name.name])), **values}
        for case_id, values in cards_
    ]
    if rows:
        connection.execute(_PUT, rows)


def drop_card(connection: Connection, case_id: int) -> None:
    """The case is gone (an import was undone)."""
    connection.execute(_DROP, {"gone": case_id})


def sound(name: str) -> dict[str, str]:
    """The three columns by which a name is sorted and found by sound."""
    return {
        "name_key": pinyin.sort_key(name),
        "pinyin": pinyin.spoken(name),
        "initials": pinyin.initials(name),
    }
