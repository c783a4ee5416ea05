"""Tab goes as one reads. Qt goes by the age of the parts, which is another order once some are drawn anew."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget

from anbang_desktop.gui.parts.compose import Words

PLAIN = frozenset({QFrame, QLabel, Words})  # never asked: these classes themselves take no keyboard


def reading_order(piece: QWidget | QLayout) -> Iterator[QWidget]:
    """What Tab stops at, as it is laid out: row by row, column by column."""
    if isinstance(piece, QLayout):
        for at in range(piece.count()):
            item = piece.itemAt(at)
            inner = item.layout() or item.widget() if item is not None else None
            if inner is not None:
                yield from reading_order(inner)
        return
    if type(piece) not in PLAIN and piece.focusPolicy() & Qt.FocusPolicy.TabFocus and not piece.focusProxy():
        yield piece
    inside = piece.widget() if isinstance(piece, QScrollArea) else piece.layout()
    if inside is not None:
        yield from reading_order(inside)


def tab_as_read(piece: QWidget | QLayout) -> None:
    """Let Tab follow the layout."""
    for before, after in pairwise(reading_order(piece)):
        QWidget.setTabOrder(before, after)
