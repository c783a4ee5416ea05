"""One square of the matrix: a drawn tick, 缺, or nothing where the paper is not needed yet."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from anbang_desktop.gui.parts.cells import LEFT, Cell, Index
from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, token

THERE, MISSING = "齐", "缺"


class SquareCell(Cell):
    """The word is said to a screen reader; the eye sees mark, ground and word."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        words = str(index.data() or "")
        if words == THERE:
            side = token("t_small") * 0.8
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(painter, QRectF(frame.left(), frame.center().y() - side / 2, side, side), "done", colour("done"))
        elif words == MISSING:
            painter.fillRect(frame.adjusted(-12, 0, 8, 0), colour("error_bg"))
            painter.setPen(colour("error"))
            painter.drawText(frame, LEFT, words)
