"""Cells of 走访补录: of last time = ochre over a dotted line, until it is confirmed; the cell in hand has an
edge; a village has quiet ground.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from anbang_desktop.gui.pages.visits.model import BEFORE, FIRST, GROUP, HINT
from anbang_desktop.gui.parts.cells import LEFT, STATE, Cell, Index
from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, token

INKS = {BEFORE: "warm", HINT: "ink_3"}


class EntryCell(Cell):
    """An answer, or the words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A village over the whole row, else ground, edge and word."""
        if index.data(STATE) == GROUP:
            _paint_village(painter, option, index)
        else:
            self._in_hand = index.column() >= FIRST and _current(option) == index
            super().paint(painter, option, index)

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """The edge of the cell in hand, and the word in the ink of what it is."""
        if self._in_hand:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("primary"), 2))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(frame.adjusted(-8, 2, 4, -1), 4, 4)
        kind = index.data(STATE)
        painter.setPen(colour(INKS.get(kind, "ink")))
        super().fill(painter, frame, index)
        words = str(index.data() or "")
        if kind == BEFORE and words:  # to be seen in grey as well
            measure = painter.fontMetrics()
            long = min(measure.horizontalAdvance(words), int(frame.width()))
            under = frame.center().y() + measure.ascent() / 2 + 3
            painter.setPen(QPen(colour("warm"), 1.4, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(frame.left(), under), QPointF(frame.left() + long, under))


class NameCell(EntryCell):
    """Who it is."""

    bold = True


class MarkCell(EntryCell):
    """Nothing entered, begun, or finished."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """Ring, clock or tick."""
        side, kind = token("t_small") * 0.75, str(index.data(STATE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(frame.left(), frame.center().y() - side / 2, side, side)
        paint_mark(painter, at, kind, colour(kind))


def _current(option: QStyleOptionViewItem) -> Index | None:
    view = getattr(option, "widget", None)
    return view.currentIndex() if isinstance(view, QAbstractItemView) else None


def _paint_village(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    frame = QRectF(getattr(option, "rect", QRectF()))
    painter.save()
    painter.fillRect(frame, colour("quiet"))
    painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), colour("line"))
    font = QFont(getattr(option, "font", painter.font()))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(colour("ink"))
    painter.drawText(frame.adjusted(12, 0, 0, -1), LEFT, str(index.data() or ""))
    painter.restore()
