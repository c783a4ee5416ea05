"""What was found of one thing: ✓ as told, ≠ otherwise, ? not to be known, a small ring where nobody looked
yet; drawn, because fonts lend these signs from each other.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.cells import STATE, Cell, Index
from anbang_desktop.gui.parts.compose import Item, box, row, text
from anbang_desktop.gui.theme import colour, token

WORDS = {"same": "一致", "different": "不一致", "unknown": "无法核实", "": "还没查"}
TINTS = {"same": "done", "different": "error", "unknown": "paused", "": "ink_3"}
SIDE = 11 / 15  # of the letters


def mark_side() -> float:
    """How large a mark is."""
    return token("t_body") * SIDE


def paint_found(painter: QPainter, at: QRectF, found: str) -> None:
    """One mark in its square."""
    x, y, w = at.x(), at.y(), at.width()
    tint = colour(TINTS[found])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(tint, max(1.6, w / 7), Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if found == "same":
        corners = ((0.02, 0.55), (0.36, 0.88), (0.98, 0.14))
        painter.drawPolyline(QPolygonF([QPointF(x + w * a, y + w * b) for a, b in corners]))
    elif found == "different":
        for height in (0.34, 0.68):
            painter.drawLine(QPointF(x, y + w * height), QPointF(x + w, y + w * height))
        painter.drawLine(QPointF(x + w * 0.24, y + w), QPointF(x + w * 0.76, y))
    elif found == "unknown":
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(at.adjusted(-w, -w, w, w), Qt.AlignmentFlag.AlignCenter, "?")
    else:
        painter.setPen(QPen(tint, 1.2))
        painter.drawEllipse(at.adjusted(w * 0.25, w * 0.25, -w * 0.25, -w * 0.25))
    painter.restore()


class FoundCell(Cell):
    """One mark in the middle, or several in a line: the state is what was found, separated by commas."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """The marks, side by side."""
        known, side = index.data(STATE), mark_side()
        if known is None:
            return
        found = str(known).split(",")
        step = side + 8
        left = frame.left() if len(found) > 1 else frame.center().x() - side / 2 - 2
        for place, one in enumerate(found):
            at = QRectF(left + place * step, frame.center().y() - side / 2, side, side)
            paint_found(painter, at, one)


class FoundMark(QWidget):
    """One mark beside its word."""

    def __init__(self, found: str) -> None:
        """``found`` is one of WORDS."""
        super().__init__()
        self._found = found
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """A line of text high."""
        return QSize(round(mark_side()) + 2, token("t_body") + 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark in the middle."""
        side = mark_side()
        paint_found(QPainter(self), QRectF(1, (self.height() - side) / 2, side, side), self._found)


def legend() -> QFrame:
    """What the marks mean."""
    shown: list[Item] = [row(FoundMark(found), text(words, "small"), gap=5) for found, words in WORDS.items()]
    return box(row(*shown, gap=12), "scroll")
