"""The dim veil over the window while a dialog is open: what lies under it waits."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from anbang_desktop.gui.theme import colour

SHADE = 122  # of 255: 48 %
USUAL = QSize(1366, 768)


class Veil(QWidget):
    """Covers a window whole, also when that changes its size."""

    def __init__(self, over: QWidget) -> None:
        """``over`` is a window."""
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Show the window again."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ink, half seen through."""
        shade = colour("ink")
        shade.setAlpha(SHADE)
        painter = QPainter(self)
        painter.fillRect(self.rect(), shade)
        painter.end()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """As large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False


class Veiled(QDialog):
    """A dialog under which the window is dim as long as it is open."""

    _veil: Veil | None = None

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """The veil comes before the dialog and goes with it."""
        over = self.parentWidget()
        if visible and self._veil is None and over is not None:
            self._veil = Veil(over.window())
        super().setVisible(visible)
        if not visible and self._veil is not None:
            self._veil.lift()
            self._veil = None


def room_for(dialog: QWidget) -> QSize:
    """How large a dialog may be: the main window under it, or a usual one where there is none."""
    under = dialog.parentWidget()
    while under is not None and isinstance(under.window(), QDialog):
        under = under.window().parentWidget()
    return under.window().size() if under is not None else USUAL
