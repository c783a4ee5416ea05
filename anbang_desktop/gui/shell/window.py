"""The one top-level window: it holds the wizard, the unlock or the shell, and asks before it closes."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from anbang_desktop.gui.parts.brand import TITLE
from anbang_desktop.gui.shell.session_end import ask_for_session_changes, says_goodbye

LEAST_WIDE, LEAST_HIGH = 800, 500  # no desk has a smaller screen


class Frame(QWidget):
    """``may_close`` is asked before it closes; ``left`` says that Windows was locked or goes to sleep. It has
    the size that the clerk or the screen gives it, whatever stands in it.
    """

    left = Signal()
    resized = Signal()

    def __init__(self) -> None:
        """An empty window that asks Windows to be told about the session."""
        super().__init__()
        self.setObjectName("root")
        self.setWindowTitle(TITLE)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # content never makes it grow
        self.setMinimumSize(LEAST_WIDE, LEAST_HIGH)
        self.may_close: Callable[[], bool] = lambda: True
        ask_for_session_changes(int(self.winId()))

    def put(self, content: QWidget) -> None:
        """Show this instead of what was there; the old content is destroyed."""
        old = self._stack.currentWidget()
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()

    def content(self) -> QWidget | None:
        """What is on show."""
        return self._stack.currentWidget()

    def nativeEvent(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Hear from Windows that the session is locked or left."""
        if says_goodbye(bytes(QByteArray(kind).data()), int(message)):
            self.left.emit()
        return False, 0  # go on with it

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages may take another form."""
        super().resizeEvent(event)
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether it may close."""
        if self.may_close():
            event.accept()
        else:
            event.ignore()
