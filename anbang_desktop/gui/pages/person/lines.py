"""Lines and tiles that the sections of the person page are built from."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Record
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.services.records.registry import KINDS

_NOT_INSIDE = frozenset(kind.verb for kind in KINDS if not kind.inside)  # before a list has come


def line(first: str, state: str, word: str, when: str, about: str, *verbs: Item, top: bool = False) -> QFrame:
    """What, its state as a chip, when, more words, verbs at the right."""
    chip: Item = wide(box(row(Chip(state, word), None), "scroll"), 128)
    return box(
        row(
            wide(text(first, "strong"), 88),
            chip,
            wide(text(when), 136),
            (text(about, "small", wrap=True), 1),
            *verbs,
            gap=8,
            pad=(24, 4, 16, 4),
        ),
        "scroll" if top else "rowline",
    )


def lines(shown: Sequence[QWidget]) -> QFrame:
    """Lines in one white card."""
    return box(column(*shown, gap=0, pad=(0, 4, 0, 4)))


def nothing(words: str, verb: Verb | None, subject: PersonContext) -> QFrame:
    """An empty section: one sentence and the verb that fills it, where it may be filled already."""
    inside = subject.person.state_code == State.S05_INSIDE
    fits = verb is not None and not (inside and verb in _NOT_INSIDE)
    act: list[Item] = [button(verb, "soft", act=lambda: subject.acts.do(verb))] if verb and fits else []
    return box(row(text(words, "label", wrap=True), None, *act, gap=12, pad=(24, 12, 16, 12)))


def open_link(subject: PersonContext, record: Record) -> QPushButton:
    """查看: the record as a dialog, with 更正, 作废 and 历史."""
    return button(Act.VIEW, "link", tip="查看、更正、作废、历史", act=lambda: subject.acts.open(record))


def tiles(shown: Sequence[QWidget], across: int) -> QGridLayout:
    """Tiles of equal width."""
    grid = QGridLayout()
    grid.setSpacing(8)
    grid.setContentsMargins(24, 16, 24, 24)
    for place, tile in enumerate(shown):
        grid.addWidget(tile, place // across, place % across)
    for place in range(across):
        grid.setColumnStretch(place, 1)
    return grid
