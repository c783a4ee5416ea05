"""A small sheet over the page, beside what opened it: Esc and a click elsewhere close it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QWidget

EDGE, APART = 8, 4  # pixels to the edge of the screen, and to what it belongs to


class Popover(QFrame):
    """Made when it is opened, gone when it is closed."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popover")
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show_by(self, beside: QWidget) -> None:
        """Below it, or above where there is no room; inside the screen."""
        self.adjustSize()
        at = beside.mapToGlobal(QPoint(0, beside.height() + APART))
        room = beside.screen().availableGeometry()
        at.setX(max(room.left() + EDGE, min(at.x(), room.right() - self.width() - EDGE)))
        if at.y() + self.height() > room.bottom():
            above = beside.mapToGlobal(QPoint(0, 0)).y() - self.height() - APART
            at.setY(max(room.top(), above))
        self.move(at)
        self.show()
