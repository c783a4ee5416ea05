"""A toast at the bottom right, over the status bar, where no button stands: what was done, and 撤销. It
goes after 8 seconds; errors never come this way.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.compose import Item, button, glyph, row
from anbang_desktop.gui.parts.elided import Elided

STAYS_MS = 8000
MOVED = (QEvent.Type.Resize, QEvent.Type.Move)


class Toast(QFrame):
    """Lies over the right end of the status bar; a new one takes the place of the old."""

    def __init__(
        self,
        parent: QWidget,
        bar: QWidget,
        words: str,
        undo: Callable[[], object] | None = None,
        verb: str = "撤销",
    ) -> None:
        """``bar`` is what it lies over, a child of ``parent``; ``verb`` is the word that calls ``undo``."""
        super().__init__(parent)
        self._bar = bar
        self.setProperty("look", "toast")
        self.setAccessibleName(words)
        last: list[Item] = [button(verb, "textlink", act=lambda: self._take_back(undo))] if undo else []
        self._said = Elided(words, "strong")
        self.setLayout(row(glyph("check", "done"), (self._said, 1), *last, gap=8, pad=(16, 0, 16, 0)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self._timer.start(STAYS_MS)
        bar.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def go(self) -> None:
        """Leave at once."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        """It stays while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The wait begins again."""
        self._timer.start(STAYS_MS)
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay on the bar when the window changes its size."""
        if event.type() in MOVED and watched is self._bar:
            self._place()
        return False

    def _place(self) -> None:
        room = self._bar.geometry()
        said = self._said.fontMetrics().horizontalAdvance(self._said.text())
        wide = min(self.sizeHint().width() + said + 8, room.width())
        self.setGeometry(room.right() + 1 - wide, room.top(), wide, room.height())

    def _take_back(self, undo: Callable[[], object]) -> None:
        self.go()
        undo()
