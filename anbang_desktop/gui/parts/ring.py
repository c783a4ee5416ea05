"""How complete a file is, as a ring with its number."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, grow


def paint_ring(painter: QPainter, frame: QRectF, percent: int, thick: float) -> None:
    """Draw the ring into ``frame``, ``thick`` pixels strong."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = frame.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    full = percent >= 100
    painter.setPen(QPen(colour("line_strong"), thick))
    painter.drawEllipse(inner)
    painter.setPen(
        QPen(colour("done" if full else "primary"), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    )
    painter.drawArc(inner, 90 * 16, -round(percent * 57.6))
    if full and frame.width() < 32:
        side = frame.width() * 0.38
        paint_mark(
            painter,
            QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side),
            "done",
            colour("done"),
        )
    painter.restore()


class Ring(QWidget):
    """The ring with its number inside, for a card."""

    def __init__(self, percent: int, side: int = 56) -> None:
        """``side`` is pixels at 标准."""
        super().__init__()
        self._percent, self._side = percent, round(side * grow())
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(f"档案完整度 {percent}%")

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring and its number."""
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()), self._percent, self._side / 9)
        font = self.font()
        font.setPixelSize(round(self._side * 0.27))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"{self._percent}%")
