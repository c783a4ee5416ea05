"""A record to read: its sections as lines of label and value, covered where its class asks for it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QGridLayout, QLayout

from anbang_desktop.fields.assessment import Assessment, ScoredItem
from anbang_desktop.fields.field import Field, Section, Stored, kept_of, name_of, names, sections_of
from anbang_desktop.gui.parts.compose import box, column, row, text, wide
from anbang_desktop.gui.parts.facts import in_columns, is_long
from anbang_desktop.gui.records.cover import cover_or_words
from anbang_desktop.gui.records.words import value_words
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.desk import Desk

Revealed = Callable[[Field], object]
LABEL = 112
LONG = 20  # letters that fit into half a dialog; what is longer takes both columns


def reading(desk: Desk, stored: Stored, revealed: Revealed) -> QFrame:
    """All sections of a record that have something in them; ``revealed`` notes a look under a cover."""
    return reading_of(desk, sections_of(type(stored)), stored, revealed)


def reading_of(desk: Desk, sections: Sequence[Section], stored: Stored, revealed: Revealed) -> QFrame:
    """The same in these sections, for a record whose captions follow from something else than its class."""
    blocks = [_section(desk, section, stored, revealed) for section in sections]
    extra = [make(stored, revealed) for kind, make in EXTRAS.items() if isinstance(stored, kind)]
    return box(column(*(one for one in (*blocks, *extra) if one is not None), gap=16), "scroll")


def _section(desk: Desk, section: Section, stored: Stored, revealed: Revealed) -> QFrame | None:
    shown = [(field, value_words(desk, field, getattr(stored, field.name))) for field in section.fields]
    filled = [(field, words) for field, words in shown if words]
    if not filled:
        return None
    head = [text(section.title, "strong")] if section.title else []
    return box(column(*head, _lines(filled, revealed), gap=6), "scroll")


def _lines(filled: Sequence[tuple[Field, str]], revealed: Revealed) -> QGridLayout:
    lines = ((_line(field, words, revealed), is_long(words, LONG)) for field, words in filled)
    return in_columns(lines, 2 if roomy() else 1)


def _line(field: Field, words: str, revealed: Revealed) -> QLayout:
    value = cover_or_words(field, words, revealed=partial(revealed, field))
    return row(
        column(wide(text(field.label, "label", wrap=True), LABEL), None),
        (column(value, None, gap=0), 1),
        gap=12,
    )


def _points(stored: Assessment, revealed: Revealed) -> QFrame:
    """The points behind the score, in the words of the instrument that was used: under a cover, as what they
    tell of.
    """
    field = kept_of(Assessment)[name_of(names(Assessment).points)]
    total = [text(f"得分 {stored.score} 分")] if stored.score is not None else []
    said = "\n".join((*stored.why, *map(_point, stored.points)))
    lines = [cover_or_words(field, said, revealed=partial(revealed, field))] if said else []
    return box(column(text("评分", "strong"), *total, *lines, gap=6), "scroll")


def _point(one: ScoredItem) -> str:
    answer = "，".join(filter(None, (one.answer or "", _points_words(one.points))))
    return f"{one.code}　{one.label}：{answer}"


def _points_words(points: int | None) -> str:
    return "" if points is None else f"{points} 分".replace("-", "−")


EXTRAS: Mapping[type[Assessment], Callable[[Assessment, Revealed], QFrame]] = {Assessment: _points}
