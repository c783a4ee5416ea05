"""A line of words that ends in … where the room ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Elided(QLabel):
    """Takes what room is left; the whole of it is in ``text`` and in the tip."""

    def __init__(self, words: str, look: str = "small") -> None:
        """``look`` as for other words; only the first line is shown."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setText(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be, one line high."""
        return QSize(0, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """One line high."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The first line, as far as it goes."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        first, *more = self.text().split("\n")
        words = f"{first} …" if more else first
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
