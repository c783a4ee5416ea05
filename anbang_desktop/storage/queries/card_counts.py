"""How many cards there are of each kind that the window counts: kept when cards are written, because counting
a hundred thousand after each save takes longer than the save.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables_cards import card_counts, case_cards
from anbang_desktop.storage.writing import insert_rows

Row = Mapping[str, Any]  # of a card, by its columns
ALL, ON_BOOKS, GAPS = "all", "on_books", "gaps"
_STATE, _LEVEL = "state ", "level "
_CARD, _COUNT = case_cards.c, card_counts.c
_ALL = Question(select(_COUNT.key, _COUNT.cards))
_ADD = (
    update(card_counts).where(_COUNT.key == bindparam("what")).values(cards=_COUNT.cards + bindparam("more"))
)


def read(connection: Connection) -> Counter[str]:
    """The counts; what was never counted is 0."""
    return Counter(dict(_ALL.rows(connection)))


def by_state(connection: Connection) -> dict[str, int]:
    """How many cases stand in each state."""
    found = read(connection).items()
    return {key.removeprefix(_STATE): cards for key, cards in found if key.startswith(_STATE) and cards}


def of_level(code: str) -> str:
    """The kind of those in a level."""
    return f"{_LEVEL}{code}"


def change(connection: Connection, before: Iterable[Row], after: Iterable[Row]) -> None:
    """These cards became those."""
    counted = Counter(kind for card in after for kind in _kinds(card))
    counted.subtract(kind for card in before for kind in _kinds(card))
    changed = {kind: more for kind, more in counted.items() if more}
    if not changed:
        return
    known = read(connection)
    insert_rows(connection, card_counts, [{"key": kind, "cards": 0} for kind in changed if kind not in known])
    connection.execute(_ADD, [{"what": kind, "more": more} for kind, more in changed.items()])


def _kinds(card: Row) -> Iterator[str]:
    yield ALL
    yield f"{_STATE}{card[_CARD.state.name]}"
    if card[_CARD.on_books.name]:
        yield ON_BOOKS
    if card[_CARD.gaps.name]:
        yield GAPS
    if level := card[_CARD.level.name]:
        yield of_level(level)
