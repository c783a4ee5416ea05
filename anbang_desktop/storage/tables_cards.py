"""The cards: one narrow row of each case with all that lists, filters and search show, and how many there are
of each kind. Derived: rebuilt from the other tables, never audited.
"""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table

from anbang_desktop.storage.schema import Key, metadata

# What a list may be narrowed by and seldom changes: it stands in the index of every order, so that a list is
# read from its index alone (queries/listing.py).
NARROWED = ("state", "level", "village", "worker", "gaps")


def _listed_by(*key: str) -> tuple[str, ...]:
    return (*key, "case_id", *(name for name in NARROWED if name not in key))


_CARD_INDEXES: dict[str, tuple[str, ...]] = {
    "release": _listed_by("release_date"),
    "name": _listed_by("name_key"),
    "period": _listed_by("period_end"),
    "next": _listed_by("next_on"),
    "no": _listed_by("no"),
    "state": _listed_by("state"),
    "level": _listed_by("level"),
    "village": _listed_by("village"),
    "completeness": _listed_by("completeness"),
    "files": ("on_books", "completeness", "release_date", "case_id"),
    "ending": ("on_books", "period_end", "next_on", "case_id"),
    "assess": ("on_books", "assess_due_on", "case_id"),
    "coming": ("state", "release_date", "next_on", "next_what", "case_id"),
    "agreement": ("agreement_state", "on_books", "state", "registered_on", "case_id"),
}


def _columns() -> tuple[Column[Any], ...]:
    return (
        Column("case_id", Key, primary_key=True, autoincrement=False),
        Column("no", String, nullable=False),
        Column("name", String, nullable=False),
        Column("name_key", String, nullable=False),  # pinyin for sorting
        Column("pinyin", String, nullable=False),  # " wangxiulan xiulan lan": every start of a syllable
        Column("initials", String, nullable=False),  # " wxl xl l"
        Column("id_no", String),
        Column("sex", String),
        Column("birth_date", Date),
        Column("state", String, nullable=False),
        Column("on_books", Boolean, nullable=False),
        Column("level", String),
        Column("village", String),
        Column("worker", String),
        Column("release_date", Date),
        Column("period_end", Date),
        Column("registered_on", Date),
        Column("agreement_state", String),
        Column("last_contact_on", Date),
        Column("contact_due_on", Date),
        Column("assess_due_on", Date),
        Column("next_on", Date),
        Column("next_what", String),
        Column("completeness", Integer, nullable=False),
        Column("gaps", Boolean, nullable=False),  # on the books, and not complete
    )


case_cards = Table(
    "case_cards",
    metadata,
    *_columns(),
    *(Index(f"ix_cards_{name}", *columns) for name, columns in _CARD_INDEXES.items()),
)

# The cards of withheld records (minors; domain/sealing.py) stand apart, so that no list, search or count that
# reads ``case_cards`` can come upon one; ``queries/withheld.py`` is the only way to them.
withheld_cards = Table("withheld_cards", metadata, *_columns())

# Derived like the cards: how many there are of each kind that the window counts (queries/card_counts.py).
card_counts = Table(
    "card_counts",
    metadata,
    Column("key", String, primary_key=True),
    Column("cards", Integer, nullable=False),
)

# Derived: every end of every word by which a card is found (queries/found_by.py), so that whatever stands
# anywhere in a word is the beginning of an entry.
card_words = Table(
    "card_words",
    metadata,
    Column("word", String, nullable=False),
    Column("case_id", Key, nullable=False, autoincrement=False),
    PrimaryKeyConstraint("word", "case_id"),
    sqlite_with_rowid=False,
)

# What each deadline of a case was when it was set, with its explanation (domain/set_day.py).
case_days = Table(
    "case_days",
    metadata,
    Column("case_id", Key, primary_key=True, autoincrement=False),
    Column("days", JSON, nullable=False),
)
