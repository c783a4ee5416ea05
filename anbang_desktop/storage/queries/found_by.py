"""By which words a card is found: Chinese words in name or village, letters from the start of a syllable in
the sound of either, digits anywhere in the ID or the case number.

``card_words`` holds every end of every word. A text that stands anywhere in a word begins one of its ends, so
each search is one range of the table's order, however many people there are.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Integer, Select, String, bindparam, select

from anbang_desktop.storage import pinyin
from anbang_desktop.storage.question import Question, driver_of
from anbang_desktop.storage.tables_cards import card_words, case_cards
from anbang_desktop.storage.writing import insert_plain

Row = Mapping[str, Any]  # of a card, by its columns
CARD, WORD = case_cards.c, card_words.c
WORDS, LETTERS, DIGITS = "w", "l", "d"  # the sign before a word: where it was taken from
COLUMNS = frozenset(
    column.name for column in (CARD.name, CARD.village, CARD.pinyin, CARD.initials, CARD.id_no, CARD.no)
)
_LAST = "\U0010ffff"  # comes after every sign that a word may have
_DROP = f"DELETE FROM {card_words.name} WHERE word = ? AND case_id = ?"  # noqa: S608 - our own name


_ADD = f"INSERT OR IGNORE INTO {card_words.name} (word, case_id) VALUES (?, ?)"  # noqa: S608 - our own name
_AT_ONCE = 1000
_VILLAGES = Question(
    select(CARD.case_id, CARD.village)
    .where(CARD.case_id > bindparam("after", type_=Integer), CARD.village.is_not(None))
    .order_by(CARD.case_id)
    .limit(bindparam("most", type_=Integer))
)


def range_of(text: str) -> dict[str, str]:
    """The part of ``card_words`` that answers a search: from ``first`` up to and without ``beyond``."""
    wanted = text.strip()
    low = wanted.lower().replace("'", "")
    if any(ord(sign) > 0x2E7F for sign in wanted):
        first = WORDS + wanted
    elif low.isascii() and low.isalpha():
        first = LETTERS + low
    else:
        first = DIGITS + wanted.upper()
    return {"first": first, "beyond": first + _LAST}


def in_range() -> Select[tuple[int]]:
    """The cases with a word in the range; a case as often as it has such words."""
    first, beyond = bindparam("first", type_=String), bindparam("beyond", type_=String)
    return select(WORD.case_id).where(WORD.word >= first, WORD.word < beyond)


_FOUND = Question(in_range().distinct().limit(bindparam("most", type_=Integer)))


def cases(connection: Connection, text: str, limit: int) -> list[int]:
    """The first ``limit`` cases that a text finds, in the order of the words."""
    return list(_FOUND.numbers(connection, **range_of(text), most=limit))


def words(card: Row) -> set[str]:
    """Every end of every word of a card."""
    sounds = " ".join(card.get(column.name) or "" for column in (CARD.pinyin, CARD.initials))
    return {
        *_ends(WORDS, card.get(CARD.name.name), card.get(CARD.village.name)),
        *(LETTERS + sound for sound in sounds.split()),
        *(LETTERS + sound for sound in pinyin.typed(card.get(CARD.village.name) or "").split()),
        *_ends(DIGITS, card.get(CARD.id_no.name), card.get(CARD.no.name)),
    }


def add_villages(connection: Connection) -> None:
    """The sounds of the villages of all cards, where a card was written before they were words."""
    driver, after = driver_of(connection), 0
    while listed := _VILLAGES.rows(connection, after=after, most=_AT_ONCE):
        sounds = ((LETTERS + one, case_id) for case_id, name in listed for one in pinyin.typed(name).split())
        driver.executemany(_ADD, sorted(set(sounds)))
        after = listed[-1][0]


def change(connection: Connection, before: Mapping[int, Row], after: Mapping[int, Row]) -> None:
    """These cards, by case and each with all COLUMNS, became those."""
    was, now = _rows(before), _rows(after)
    if was:
        gone, now = sorted(set(was).difference(now)), list(set(now).difference(was))
        driver_of(connection).executemany(_DROP, gone)
    now.sort(key=itemgetter(0))
    insert_plain(connection, card_words, (WORD.word.name, WORD.case_id.name), now)


def _rows(cards: Mapping[int, Row]) -> list[tuple[str, int]]:
    return [(word, one) for one, card in cards.items() for word in words(card)]


def _ends(sign: str, *texts: str | None) -> Iterator[str]:
    return (sign + text[at:] for text in texts if text for at in range(len(text)))
