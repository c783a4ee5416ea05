"""Tab goes as one reads. Qt goes by the age of the parts, which is another order once some are drawn anew."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget

from anbang_desktop.gui.parts.compose import Words

PLAIN = frozenset({QFrame, QLabel, Words})  # never asked: these classes themselves take no keyboard
Stops = Mapping[QWidget, Sequence[QWidget]]


def reading_order(piece: QWidget | QLayout, known: Stops | None = None) -> list[QWidget]:
    """What Tab stops at, as it is laid out: row by row, column by column; ``known`` are the stops inside
    parts that need not be looked through again.
    """
    found: list[QWidget] = []
    _gather(piece, known or {}, found)
    return found


def _gather(piece: QWidget | QLayout, known: Stops, found: list[QWidget]) -> None:
    if isinstance(piece, QLayout):
        for at in range(piece.count()):
            item = piece.itemAt(at)
            inner = item.widget() or item.layout() if item is not None else None
            if inner is not None:
                _gather(inner, known, found)
    elif piece in known:
        found.extend(known[piece])
    else:
        kind = type(piece)
        if kind not in PLAIN and piece.focusPolicy() & Qt.FocusPolicy.TabFocus and not piece.focusProxy():
            found.append(piece)
        inside = piece.widget() if isinstance(piece, QScrollArea) else piece.layout()
        if inside is not None:
            _gather(inside, known, found)


def tab_as_read(piece: QWidget | QLayout, known: Stops | None = None) -> None:
    """Let Tab follow the layout."""
    for before, after in pairwise(reading_order(piece, known)):
        QWidget.setTabOrder(before, after)
