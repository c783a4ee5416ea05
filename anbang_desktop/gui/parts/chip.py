"""The chip of a state: drawn mark, word and colour. Widgets and table cells share one painter."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from anbang_desktop.gui.theme import colour, token

STATES = ("overdue", "soon", "doing", "done", "todo", "paused")


def paint_mark(painter: QPainter, at: QRectF, state: str, tint: QColor) -> None:
    """▲ ◷ ▶ ✔ ○ ‖ drawn, because fonts lend these signs from each other in uneven sizes."""
    x, y, w, h = at.x(), at.y(), at.width(), at.height()
    line = QPen(
        tint, max(1.6, w / 6.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter.setPen(line if state in ("soon", "done", "todo", "paused") else Qt.PenStyle.NoPen)
    painter.setBrush(tint if state in ("overdue", "doing") else Qt.BrushStyle.NoBrush)
    if state == "overdue":
        painter.drawPolygon(
            QPolygonF([QPointF(x + w / 2, y), QPointF(x + w, y + h * 0.92), QPointF(x, y + h * 0.92)])
        )
    elif state == "doing":
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x + w * 0.12, y), QPointF(x + w * 0.95, y + h / 2), QPointF(x + w * 0.12, y + h)]
            )
        )
    elif state == "done":
        painter.drawPolyline(
            QPolygonF(
                [QPointF(x, y + h * 0.55), QPointF(x + w * 0.36, y + h * 0.9), QPointF(x + w, y + h * 0.15)]
            )
        )
    elif state == "paused":
        for part in (0.28, 0.72):
            painter.drawLine(QPointF(x + w * part, y + h * 0.1), QPointF(x + w * part, y + h * 0.9))
    else:
        painter.drawEllipse(at.adjusted(0.6, 0.6, -0.6, -0.6))
        if state == "soon":
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(x + w / 2, y + h * 0.24),
                        QPointF(x + w / 2, y + h / 2),
                        QPointF(x + w * 0.72, y + h * 0.58),
                    ]
                )
            )


def chip_font(font: QFont) -> QFont:
    """The face of a chip's word."""
    small = QFont(font)
    small.setPixelSize(token("t_small"))
    return small


def chip_width(words: str, font: QFont) -> int:
    """How wide a chip with these words becomes."""
    return QFontMetrics(chip_font(font)).horizontalAdvance(words) + _beside_words()


def shortened(words: str, font: QFont, room: float) -> str:
    """The words of a chip that has so much room: cut with an ellipsis where they are longer, so that the chip
    still ends.
    """
    fits = int(room) - _beside_words()
    return QFontMetrics(chip_font(font)).elidedText(words, Qt.TextElideMode.ElideRight, fits)


def _beside_words() -> int:
    return int(token("t_small")) + 20


def paint_chip(painter: QPainter, left: float, middle: float, state: str, words: str) -> None:
    """Draw a chip whose left edge and vertical middle are given."""
    high, small = token("chip"), token("t_small")
    font = chip_font(painter.font())
    frame = QRectF(left, middle - high / 2, chip_width(words, painter.font()), high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    edge = colour(state)
    edge.setAlpha(56)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(colour(f"{state}_bg"))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), token("r_chip"), token("r_chip"))
    side = small * 0.72
    paint_mark(painter, QRectF(left + 8, middle - side / 2, side, side), state, colour(state))
    painter.setPen(colour(state))
    painter.drawText(frame.adjusted(small + 12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


class Chip(QWidget):
    """A state in words, mark and colour; never clickable."""

    def __init__(self, state: str, words: str) -> None:
        """``state`` is one of STATES."""
        super().__init__()
        self._state, self._words = state, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """As wide as mark and word need."""
        return QSize(chip_width(self._words, self.font()), token("chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_chip(painter, 0, self.height() / 2, self._state, self._words)


class Mark(QWidget):
    """The mark alone, where the word stands beside it."""

    def __init__(self, state: str, tint: str = "") -> None:
        """``tint`` is a colour token; the state's own without it."""
        super().__init__()
        self._state, self._tint = state, tint or state
        side = round(token("t_small") * 0.75)
        self.setFixedSize(side + 2, side + 2)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._state, colour(self._tint))
