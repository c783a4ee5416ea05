"""The list of people: which cases, in which order, by the case cards. Ids first, from one covering index;
rows only when they are painted.

Each order has an index that also holds what a list is narrowed by (``tables_cards.NARROWED``), so a list is
read in its order without touching a card. Where what it is narrowed to is rare, the index of that is read
instead and the few are sorted. SQLite would have to guess which is rare: here it is counted, up to a limit,
and told.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, func, select

from anbang_desktop.storage.queries import card_counts, found_by
from anbang_desktop.storage.queries.people import CARD, LISTED, Card
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables_cards import case_cards

RARE = 25  # one of so many: then finding and sorting them takes less than reading past all others
_EVERY = 256  # the tables are never smaller than a page of the list: where to stop counting
SORTS: dict[str, tuple[ColumnElement[Any], str]] = {  # the column, and the index in its order
    "release_date": (CARD.release_date, "ix_cards_release"),
    "name": (CARD.name_key, "ix_cards_name"),
    "period_end": (CARD.period_end, "ix_cards_period"),
    "next_on": (CARD.next_on, "ix_cards_next"),
    "no": (CARD.no, "ix_cards_no"),
    "state": (CARD.state, "ix_cards_state"),
    "level": (CARD.level, "ix_cards_level"),
    "village": (CARD.village, "ix_cards_village"),
    "completeness": (CARD.completeness, "ix_cards_completeness"),
}
_TEXT = ("first", "beyond")  # of the words that a text finds
_HOLDS: dict[str, ColumnElement[bool]] = {
    "villages": CARD.village.in_(bindparam("villages", expanding=True)),
    "overdue_on": CARD.next_on < bindparam("overdue_on"),
    "states": CARD.state.in_(bindparam("states", expanding=True)),
    "levels": CARD.level.in_(bindparam("levels", expanding=True)),
    "workers": CARD.worker.in_(bindparam("workers", expanding=True)),
    "gaps": CARD.gaps == bindparam("gaps"),
    "unowned": CARD.worker.is_(None) == bindparam("unowned"),
    "first": CARD.case_id.in_(found_by.in_range()),
}
_FOUND_BY = {
    "villages": "ix_cards_village",
    "overdue_on": "ix_cards_next",
    "states": "ix_cards_state",
    "levels": "ix_cards_level",
    "first": "",  # the cards are then read by their own numbers
}  # the index of a condition; what has none is read along


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; everything given must hold."""

    states: frozenset[str] | None = None  # None: any
    villages: frozenset[str] = frozenset()
    workers: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    overdue_on: date | None = None  # something was due before this day
    gaps: bool = False
    text: str = ""
    unowned: bool = False  # nobody is responsible

    @property
    def values(self) -> dict[str, object]:
        """The conditions by their names."""
        given: dict[str, object] = {
            "states": None if self.states is None else sorted(self.states),
            "villages": sorted(self.villages) or None,
            "workers": sorted(self.workers) or None,
            "levels": sorted(self.levels) or None,
            "overdue_on": self.overdue_on,
            "gaps": self.gaps or None,
            "unowned": self.unowned or None,
        }
        if self.text.strip():
            given.update(found_by.range_of(self.text))
        return {name: value for name, value in given.items() if value is not None}


def ids(
    connection: Connection, wanted: Wanted, sort: str = "release_date", *, descending: bool = False
) -> "array[int]":
    """The ids of all cases wanted, in order: 8 bytes a case."""
    return question(connection, wanted, sort, descending=descending).numbers(connection, **wanted.values)


def question(connection: Connection, wanted: Wanted, sort: str, *, descending: bool = False) -> Question:
    """What ``ids`` asks, with ``wanted.values``."""
    values = wanted.values
    return _ids(tuple(values), sort, _index(connection, values, sort), descending=descending)


def first_page(
    connection: Connection, wanted: Wanted, sort: str, limit: int, *, descending: bool = False
) -> list[Card]:
    """The first ``limit`` cards in order."""
    values = wanted.values
    page = _page(tuple(values), sort, _index(connection, values, sort), descending=descending)
    return [Card._make(row) for row in page.rows(connection, **values, most=limit)]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many cases are wanted."""
    values = wanted.values
    return int(_count(tuple(values)).scalar(connection, **values))


def _index(connection: Connection, values: Mapping[str, object], sort: str) -> str:
    """The index from which a list is read."""
    narrowing = [name for name in values if name in _FOUND_BY]
    if not narrowing:
        return SORTS[sort][1]
    most = max(_EVERY, card_counts.read(connection)[card_counts.ALL] // RARE)
    few = {name: _few(name).scalar(connection, **_asked(values, name), most=most) for name in narrowing}
    rarest = min(few, key=lambda name: int(few[name]))
    if few[rarest] < most:
        return _FOUND_BY[rarest]
    # what is due when stands in no other index
    return _FOUND_BY["overdue_on"] if "overdue_on" in values else SORTS[sort][1]


def _asked(values: Mapping[str, object], name: str) -> dict[str, object]:
    return {one: values[one] for one in (_TEXT if name in _TEXT else (name,))}


@cache
def _ids(names: tuple[str, ...], sort: str, index: str, *, descending: bool) -> Question:
    return Question(_in_order(select(CARD.case_id), names, sort, descending=descending), index=index)


@cache
def _page(names: tuple[str, ...], sort: str, index: str, *, descending: bool) -> Question:
    chosen = _in_order(select(*LISTED), names, sort, descending=descending)
    return Question(chosen.limit(bindparam("most", type_=Integer)), index=index)


def _in_order(chosen: Select[Any], names: tuple[str, ...], sort: str, *, descending: bool) -> Select[Any]:
    key = SORTS[sort][0]
    order = (key.desc(), CARD.case_id.desc()) if descending else (key, CARD.case_id)
    return chosen.where(*_held(names)).order_by(*order)


def _held(names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [_HOLDS[name] for name in names if name in _HOLDS]


@cache
def _few(name: str) -> Question:
    """How many a condition holds for, counted up to a limit (by a text: how many words)."""
    some = found_by.in_range() if name in _TEXT else select(CARD.case_id).where(_HOLDS[name])
    some = some.limit(bindparam("most", type_=Integer))
    return Question(select(func.count()).select_from(some.subquery()), index=_FOUND_BY[name])


@cache
def _count(names: tuple[str, ...]) -> Question:
    index = next((_FOUND_BY[name] for name in names if name in _FOUND_BY), "")
    chosen = select(func.count()).select_from(case_cards).where(*_held(names))
    return Question(chosen, index=index)
