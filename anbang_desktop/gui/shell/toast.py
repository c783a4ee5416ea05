"""A toast at the bottom right: what was done, and 撤销. It goes after 8 seconds; errors never come this
way.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.compose import Item, button, glyph, row, text

STAYS_MS = 8000


class Toast(QFrame):
    """Lies over its parent, above the status bar; a new one takes the place of the old."""

    def __init__(
        self,
        parent: QWidget,
        words: str,
        undo: Callable[[], object] | None = None,
        *,
        verb: str = "撤销",
        lift: int = 0,
    ) -> None:
        """``lift`` is how far above the lower edge it lies, in pixels; ``verb`` is what calls ``undo``."""
        super().__init__(parent)
        self._over = parent
        self.setProperty("look", "toast")
        self.setAccessibleName(words)
        self._lift = lift
        last: list[Item] = [button(verb, "link", act=lambda: self._take_back(undo))] if undo else [8]
        self.setLayout(row(glyph("check", "done"), text(words, "strong"), 8, *last, gap=8, pad=(16, 8, 8, 8)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self._timer.start(STAYS_MS)
        parent.installEventFilter(self)
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
        """Keep the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.rect()
        self.move(room.right() - self.width() - 24, room.bottom() - self.height() - 16 - self._lift)

    def _take_back(self, undo: Callable[[], object]) -> None:
        self.go()
        undo()
