"""A list whose lines are ticked and brought into an order: Space ticks, Alt and an arrow or
dragging moves.
"""

from collections.abc import Container, Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from anbang_desktop.gui.theme import token

PLACE = Qt.ItemDataRole.UserRole
_MOVABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsUserCheckable
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Ordered(QListWidget):
    """Each line has a key that isn't shown."""

    def __init__(self, name: str, lines: Iterable[tuple[Any, str]], off: Container[Any], rows: int) -> None:
        """``lines`` are keys with their words, those ``off`` have no tick; ``rows`` are in sight at least."""
        super().__init__()
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setMinimumHeight(rows * token("row"))
        for key, words in lines:
            item = QListWidgetItem(words, self)
            item.setData(PLACE, key)
            item.setSizeHint(QSize(0, token("row")))
            item.setFlags(_MOVABLE)
            item.setCheckState(Qt.CheckState.Unchecked if key in off else Qt.CheckState.Checked)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the line under the cursor."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_by(step)
        else:
            super().keyPressEvent(event)

    def move_by(self, step: int) -> None:
        """The line under the cursor changes places with its neighbour."""
        at = self.currentRow()
        there = at + step
        if at >= 0 and 0 <= there < self.count():
            item = self.takeItem(at)
            self.insertItem(there, item)
            self.setCurrentRow(there)

    def key(self) -> Any:
        """Of the line under the cursor; None where there is none."""
        item = self.currentItem()
        return None if item is None else item.data(PLACE)

    def keys(self) -> tuple[Any, ...]:
        """All of them in their order."""
        return tuple(item.data(PLACE) for item in self._items())

    def unticked(self) -> frozenset[Any]:
        """The keys of lines without a tick."""
        off = (item for item in self._items() if item.checkState() != Qt.CheckState.Checked)
        return frozenset(item.data(PLACE) for item in off)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]
