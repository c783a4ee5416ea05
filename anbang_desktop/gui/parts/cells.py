"""Cells of a table, painted: words, chip, ring, mark, verb. The model gives the words, and the state under
STATE.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from anbang_desktop.gui.parts.chip import paint_chip, shortened
from anbang_desktop.gui.parts.ring import paint_ring
from anbang_desktop.gui.theme import colour, token

Index = QModelIndex | QPersistentModelIndex
STATE = Qt.ItemDataRole.UserRole + 1
SORT = Qt.ItemDataRole.UserRole + 2
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Cell(QStyledItemDelegate):
    """Plain words on the ground of the row, cut with an ellipsis."""

    look = "ink"
    bold = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, line and mark of the chosen row, then what ``fill`` draws."""
        given: Any = option  # the stubs do not know the fields of the option
        frame = given.rect
        painter.save()
        chosen = bool(given.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(frame, colour("primary_soft" if chosen else "surface"))
        painter.fillRect(QRectF(frame.left(), frame.bottom(), frame.width(), 1), colour("line"))
        if chosen and _first(given.widget, index):
            painter.fillRect(QRectF(frame.left(), frame.top(), 3, frame.height() - 1), colour("primary"))
        font = given.font
        if self.bold:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour(self.look))
        self.fill(painter, QRectF(frame).adjusted(12, 0, -8, -1), index)
        painter.restore()

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """Paint what stands in the cell."""
        words = str(index.data() or "")
        painter.drawText(
            frame,
            LEFT,
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(frame.width())),
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row of the table."""
        return QSize(80, token("row"))


class StrongCell(Cell):
    """The first column: bold."""

    bold = True


class QuietCell(Cell):
    """Words of second rank."""

    look = "ink_2"


class LinkCell(Cell):
    """The verb in the last column."""

    look = "primary"
    bold = True


class ChipCell(Cell):
    """A chip where the model gives a state, plain words where it gives none."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """A chip for a state, else the words."""
        state = index.data(STATE)
        if state:
            words = shortened(str(index.data()), painter.font(), frame.width())
            paint_chip(painter, frame.left(), frame.center().y(), state, words)
        else:
            super().fill(painter, frame, index)


class RingCell(Cell):
    """A small ring and its number; nothing where there is no number."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """The ring and its number."""
        percent = str(index.data() or "").rstrip("%")
        if not percent.isdigit():
            super().fill(painter, frame, index)
            return
        side = token("icon")
        paint_ring(
            painter, QRectF(frame.left(), frame.center().y() - side / 2, side, side), int(percent), side / 6
        )
        painter.drawText(frame.adjusted(side + 8, 0, 0, 0), LEFT, f"{percent}%")


class MarkedCell(Cell):
    """A cell that must be looked at: tint, a drawn corner (full = error, open = to confirm), text
    unchanged.
    """

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """Tint and corner for a state, then the words."""
        state = index.data(STATE)
        if state:
            wrong = state == "overdue"
            whole = frame.adjusted(-12, 0, 8, 0)
            painter.fillRect(whole, colour("error_bg" if wrong else "soon_bg"))
            painter.setPen(colour("error" if wrong else "soon"))
            painter.setBrush(colour("error") if wrong else Qt.BrushStyle.NoBrush)
            corner = whole.topLeft() + QPointF(1, 1)
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(9, 0), corner + QPointF(0, 9)]))
        super().fill(painter, frame, index)


def _first(view: object, index: Index) -> bool:
    """Is this the leftmost column shown?"""
    if not isinstance(view, QTableView):
        return index.column() == 0
    head = view.horizontalHeader()
    before = range(head.visualIndex(index.column()))
    return all(view.isColumnHidden(head.logicalIndex(place)) for place in before)
