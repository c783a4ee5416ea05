"""Case cards: the rows of a list, the search, and how cards are written. ``listing`` says which and in which
order.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    bindparam,
    delete,
    func,
    or_,
    select,
)

from anbang_desktop.storage import pinyin
from anbang_desktop.storage.queries import card_counts
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
_FOUND = Question(select(*LISTED, CARD.pinyin, CARD.initials).where(_THOSE))
_WHOLE = Question(select(case_cards).where(_THOSE))


def card(connection: Connection, case_id: int) -> Card:
    """The card of a case, which must exist."""
    return Card._make(_ONE.rows(connection, one=case_id)[0])


def lines(connection: Connection, ids: Sequence[int]) -> list[Card]:
    """The cards of those ids in that order; an id that is gone is left out."""
    found = {row[0]: Card._make(row) for part in portions(ids) for row in _LINES.rows(connection, ids=part)}
    return [found[one] for one in ids if one in found]


def villages(connection: Connection) -> list[str]:
    """Every village that somebody lives in, in order."""
    return list(
        connection.execute(
            select(CARD.village).distinct().where(CARD.village.is_not(None)).order_by(CARD.village)
        ).scalars()
    )


LOOKS = {  # where a search looks: Chinese words, letters, digits
    "words": (CARD.name, CARD.village),
    "letters": (CARD.initials, CARD.pinyin),
    "digits": (CARD.id_no, CARD.no),
}


def where_to_look(text: str) -> tuple[str, str]:
    """Which of LOOKS a text is for, and what is looked for: Chinese words in name or village; letters from
    the start of a syllable in initials or sound; others as a part of the ID or case number.
    """
    wanted = text.strip()
    low = wanted.lower().replace("'", "")
    if any(ord(sign) > 0x2E7F for sign in wanted):
        return "words", wanted
    if low.isascii() and low.isalpha():
        return "letters", f" {low}"
    return "digits", wanted.upper()


def looked_for(look: str, sought: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a card holds what is looked for."""
    first, second = LOOKS[look]
    return or_(func.instr(first, sought) > 0, func.instr(second, sought) > 0)


@cache
def _matching(look: str) -> Question:
    chosen = select(CARD.case_id).where(looked_for(look, bindparam(look, type_=String)))
    return Question(chosen.limit(bindparam("most", type_=Integer)))


def search(connection: Connection, text: str, limit: int) -> list[FoundCard]:
    """The first ``limit`` cards that match: the ids from the covering index, then only their rows."""
    look, sought = where_to_look(text)
    ids = _matching(look).numbers(connection, **{look: sought}, most=limit)
    rows = {row[0]: row for part in portions(ids) for row in _FOUND.rows(connection, ids=part)}
    return [FoundCard(Card._make(rows[one][:-2]), *rows[one][-2:]) for one in ids]


def write_cards(connection: Connection, cards: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Bring cards by case id to these values. Of a card that is there only what differs is written: each
    index that needn't be touched is a page less to encrypt. Name fields are worked out here.
    """
    wanted = dict(cards)
    for part in portions(wanted):
        whole = _WHOLE.rows(connection, ids=part)
        there = {row[0]: dict(zip(_WHOLE.names, row, strict=True)) for row in whole}
        new = [{CARD.case_id.name: one, **_with_sound(wanted[one])} for one in part if one not in there]
        insert_rows(connection, case_cards, new)
        for one, known in there.items():
            if changed := {name: value for name, value in wanted[one].items() if known[name] != value}:
                update_row(connection, CARD.case_id, one, _with_sound(changed))
        card_counts.change(connection, there.values(), [wanted[one] for one in part])


def _with_sound(values: Mapping[str, object]) -> dict[str, object]:
    name = values.get(CARD.name.name)
    return dict(values) if name is None else {**values, **sound(str(name))}


_DROP = delete(case_cards).where(CARD.case_id == bindparam("gone"))


def drop_card(connection: Connection, case_id: int) -> None:
    """The case is gone (an import was undone)."""
    gone = [dict(zip(_WHOLE.names, row, strict=True)) for row in _WHOLE.rows(connection, ids=[case_id])]
    connection.execute(_DROP, {"gone": case_id})
    card_counts.change(connection, gone, ())


def sound(name: str) -> dict[str, str]:
    """The three columns by which a name is sorted and found by sound."""
    return {
        "name_key": pinyin.sort_key(name),
        "pinyin": pinyin.spoken(name),
        "initials": pinyin.initials(name),
    }
