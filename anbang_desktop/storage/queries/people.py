"""Case cards: the rows of a list, the search, and how cards are written. ``listing`` says which and in which
order.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    select,
)

from anbang_desktop.storage import pinyin
from anbang_desktop.storage.queries import card_counts, found_by, merged, outer_numbers, withheld
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables_cards import case_cards
from anbang_desktop.storage.writing import insert_rows, update_row

CARD = case_cards.c


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


LISTED = tuple(CARD[name] for name in Card._fields)
_THOSE = CARD.case_id.in_(bindparam("ids", expanding=True))
_ONE = Question(select(*LISTED).where(CARD.case_id == bindparam("one")))
_LINES = Question(select(*LISTED).where(_THOSE))
_NAMES = Question(select(CARD.no, CARD.name).where(CARD.no.in_(bindparam("numbers", expanding=True))))
_FOUND = Question(select(*LISTED, CARD.pinyin, CARD.initials).where(_THOSE))
_WRITTEN = 1000  # cards written in one go: their words go into the order of all words one after another
_NOT_IN = Question(
    select(CARD.case_id).where(CARD.state.not_in(bindparam("states", expanding=True))).order_by(CARD.case_id)
)
_WHOLE = Question(select(case_cards).where(_THOSE))


def card(connection: Connection, case_id: int) -> Card:
    """The card of a case, which must exist, listed or withheld (who may see it was asked before)."""
    found = _ONE.rows(connection, one=case_id)
    return Card._make(found[0]) if found else _withheld(connection, [case_id])[case_id]


def _withheld(connection: Connection, case_ids: Iterable[int]) -> dict[int, Card]:
    found = withheld.cards(connection, case_ids)
    return {one: Card(**{name: row[name] for name in Card._fields}) for one, row in found.items()}


def lines(connection: Connection, ids: Sequence[int]) -> list[Card]:
    """The cards of those ids in that order; an id that is gone or withheld is left out. What was opened for a
    reason is there when it is asked for by its id: no list names it.
    """
    found = {row[0]: Card._make(row) for part in portions(ids) for row in _LINES.rows(connection, ids=part)}
    if open_ := withheld.opened(connection).intersection(ids):
        found = _withheld(connection, open_) | found
    return [found[one] for one in ids if one in found]


def names_of(connection: Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Who stands behind these numbers of cases; a number that is gone is left out."""
    found: dict[str, str] = {}
    for part in portions(numbers):
        found |= {row[0]: row[1] for row in _NAMES.rows(connection, numbers=part)}
    named = _withheld(connection, withheld.opened(connection)).values()
    return {one.no: one.name for one in named if one.no in numbers} | found


def cases_not_in(connection: Connection, states: Sequence[str]) -> list[int]:
    """The ids of all cases that stand in none of these states."""
    return list(_NOT_IN.numbers(connection, states=list(states)))


def levels_counted(connection: Connection) -> list[tuple[str, int]]:
    """Each level that somebody's file has, and how many have it."""
    named = select(CARD.level, func.count()).where(CARD.level.is_not(None)).group_by(CARD.level)
    return [(code, many) for code, many in connection.execute(named.order_by(CARD.level))]


def villages(connection: Connection) -> list[str]:
    """Every village that somebody lives in, in order."""
    return list(
        connection.execute(
            select(CARD.village).distinct().where(CARD.village.is_not(None)).order_by(CARD.village)
        ).scalars()
    )


def villages_counted(connection: Connection, states: Sequence[str]) -> list[tuple[str, int]]:
    """The villages in order, and how many cases of these states each has; "" for those without one."""
    village = func.coalesce(CARD.village, "")
    asked = select(village, func.count()).where(CARD.state.in_(states)).group_by(village).order_by(village)
    return [(name, number) for name, number in connection.execute(asked)]


def search(connection: Connection, text: str, limit: int) -> list[FoundCard]:
    """The first ``limit`` cards that match (``found_by``); where none does, by a number that a person had, or
    has in another system.
    """
    ids = (
        found_by.cases(connection, text, limit)
        or merged.cases_found(connection, text.strip(), limit)
        or outer_numbers.cases(connection, text, limit)
    )
    rows = {row[0]: row for part in portions(ids) for row in _FOUND.rows(connection, ids=part)}
    return [FoundCard(Card._make(rows[one][:-2]), *rows[one][-2:]) for one in ids]


def write_cards(connection: Connection, cards: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Bring cards by case id to these values. Of a card that is there only what differs is written: each
    index that needn't be touched is a page less to encrypt. Name fields are worked out here.
    """
    listed = iter(cards)
    while wanted := dict(islice(listed, _WRITTEN)):
        part = list(wanted)
        withheld.drop(connection, part)
        whole = [row for few in portions(part) for row in _WHOLE.rows(connection, ids=few)]
        there = {row[0]: dict(zip(_WHOLE.names, row, strict=True)) for row in whole}
        new = {one: {CARD.case_id.name: one, **_with_sound(wanted[one])} for one in part if one not in there}
        insert_rows(connection, case_cards, list(new.values()))
        before, after = {}, new
        for one, known in there.items():
            if changed := {name: value for name, value in wanted[one].items() if known[name] != value}:
                given = _with_sound(changed)
                update_row(connection, CARD.case_id, one, given)
                if not found_by.COLUMNS.isdisjoint(given):
                    before[one], after[one] = known, {**known, **given}
        found_by.change(connection, before, after)
        card_counts.change(connection, there.values(), [wanted[one] for one in part])


def _with_sound(values: Mapping[str, object]) -> dict[str, object]:
    name = values.get(CARD.name.name)
    return dict(values) if name is None else {**values, **sound(str(name))}


def withhold(connection: Connection, cards: Mapping[int, Mapping[str, object]]) -> None:
    """The same for cases that are withheld: from now on no list, search or count has them."""
    for case_id in cards:
        drop_card(connection, case_id)
    withheld.write(connection, {one: _with_sound(values) for one, values in cards.items()})


_DROP = delete(case_cards).where(CARD.case_id == bindparam("gone"))


def drop_card(connection: Connection, case_id: int) -> None:
    """The case is gone (an import was undone)."""
    whole = _WHOLE.rows(connection, ids=[case_id])
    gone = {row[0]: dict(zip(_WHOLE.names, row, strict=True)) for row in whole}
    if gone:
        connection.execute(_DROP, {"gone": case_id})
        found_by.change(connection, gone, {})
        card_counts.change(connection, gone.values(), ())


def sound(name: str) -> dict[str, str]:
    """The three columns by which a name is sorted and found by sound."""
    return {
        "name_key": pinyin.sort_key(name),
        "pinyin": pinyin.spoken(name),
        "initials": pinyin.initials(name),
    }
