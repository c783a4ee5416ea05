"""A row that is no row of a table: the right button and the menu key ask for its menu, also on its button."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout

from anbang_desktop.gui.parts.table import MENU_KEYS
from anbang_desktop.gui.theme import token


class RowFrame(QFrame):
    """``asked`` says where the menu shall come up."""

    asked = Signal(QPoint)

    def __init__(self, layout: QLayout) -> None:
        """A line under the row, as ``box(…, "rowline")``."""
        super().__init__()
        self.setProperty("look", "rowline")
        self.setLayout(layout)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Under the pointer; by the keyboard at the row."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.asked.emit(self._beside() if by_keyboard else event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What its button leaves to it."""
        if (event.key(), event.modifiers()) in MENU_KEYS:
            self.asked.emit(self._beside())
        else:
            super().keyPressEvent(event)

    def _beside(self) -> QPoint:
        return self.mapToGlobal(QPoint(token("row"), self.height()))
