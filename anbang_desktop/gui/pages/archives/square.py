"""One square of the matrix: the paper is there, lies only on the shelf, is missing, or is not needed yet."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from anbang_desktop.gui.parts.cells import LEFT, Cell, Index
from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, token

THERE, ON_PAPER, MISSING = "齐", "纸质", "缺"


class SquareCell(Cell):
    """The eye sees mark, ground and word; a screen reader says the word."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """A tick where the paper is there, a dashed square where it is missing, the word beside it."""
        words = str(index.data() or "")
        if words == THERE:
            side = token("t_small") * 0.8
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(
                painter,
                QRectF(frame.left(), frame.center().y() - side / 2, side, side),
                "done",
                colour("done"),
            )
            return
        if words == MISSING:  # look.md: a gap is not a fault
            painter.setPen(QPen(colour("ink_3"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(colour("quiet"))
            painter.drawRoundedRect(frame.adjusted(-7.5, 4.5, -4.5, -4.5), token("r_chip"), token("r_chip"))
        elif words != ON_PAPER:
            small = painter.font()
            small.setPixelSize(token("t_small"))
            painter.setFont(small)
        painter.setPen(colour("ink" if words == MISSING else "ink_3"))
        painter.drawText(frame, LEFT, words)
