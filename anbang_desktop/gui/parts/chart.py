"""A chart in the window: the shapes of ``domain/chart`` painted, each value reached by arrows or pointer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from anbang_desktop.domain.chart import Align, Chart, Dot, Fill, Look, Shape, Stroke, Words, hatches
from anbang_desktop.gui.theme import colour, token

_HATCH = 5.0
_V = Qt.AlignmentFlag.AlignVCenter
_ALIGN: dict[Align, Qt.AlignmentFlag] = {
    "left": _V | Qt.AlignmentFlag.AlignLeft,
    "right": _V | Qt.AlignmentFlag.AlignRight,
    "middle": _V | Qt.AlignmentFlag.AlignHCenter,
}
_FAR = 4000.0  # wider than any words
Make = Callable[[float, float, Look], Chart]


def fonts(plain: QFont) -> tuple[QFont, QFont]:
    """The face of a chart's words in the text size in force, and its bold one."""
    small = QFont(plain)
    small.setPixelSize(token("t_small"))
    bold = QFont(small)
    bold.setWeight(QFont.Weight.DemiBold)
    return small, bold


def look(plain: QFont) -> Look:
    """Measures in that face; the bold one is the wider."""
    metrics = QFontMetricsF(fonts(plain)[1])
    return Look(token("t_small") + 6.0, metrics.horizontalAdvance)


def paint(painter: QPainter, shapes: Sequence[Shape], plain: QFont) -> None:
    """Draw shapes where the painter stands."""
    small, bold = fonts(plain)
    for shape in shapes:
        if isinstance(shape, Fill):
            _fill(painter, shape)
        elif isinstance(shape, Stroke):
            pen = QPen(colour(shape.ink), shape.wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        elif isinstance(shape, Dot):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(shape.ink))
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        else:
            painter.setFont(bold if shape.bold else small)
            painter.setPen(colour(shape.ink))
            painter.drawText(_room(shape), _ALIGN[shape.align], shape.text)


def _room(shape: Words) -> QRectF:
    begin = {"left": shape.x, "right": shape.x - _FAR, "middle": shape.x - _FAR / 2}[shape.align]
    return QRectF(begin, shape.y - 40, _FAR, 80)


def _fill(painter: QPainter, shape: Fill) -> None:
    frame = QRectF(*shape.box)
    if not shape.hatched:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(shape.ink))
        painter.drawRect(frame)
        return
    painter.setPen(QPen(colour(shape.ink), 1))
    painter.setBrush(colour("surface"))
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.save()
    painter.setClipRect(frame)
    for begin in hatches(shape.box, _HATCH):
        painter.drawLine(QPointF(begin, frame.bottom()), QPointF(begin + frame.height(), frame.top()))
    painter.restore()


class ChartView(QWidget):
    """A chart whose values are walked through: ← → from spot to spot, ↑ ↓ among the numbers of one spot (or
    also from spot to spot, where each has one), Enter or a click opens. ``moved`` and ``opened`` give the
    spot and the number there.
    """

    moved = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, name: str, make: Make, said: Sequence[Sequence[str]], start: int = 0) -> None:
        """``said``: each number of each spot in words, as a screen reader says it; ``start``: where the
        arrows begin.
        """
        super().__init__()
        self._name, self._make, self._said = name, make, said
        self.at, self.which = start, 0
        self._chart = Chart((), (), 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._tell()

    def words(self) -> str:
        """The number where the arrows are."""
        return self._said[self.at][self.which] if self._said else ""

    def sizeHint(self) -> QSize:
        """As large as there is room; a page sets the least height."""
        return QSize(240, self.minimumHeight())

    def chart(self) -> Chart:
        """What is drawn now."""
        self._chart = self._make(self.width(), self.height(), look(self.font()))
        return self._chart

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shapes, and a frame round the spot where the arrows are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chart = self.chart()
        paint(painter, chart.shapes, self.font())
        if self.hasFocus() and self.at < len(chart.spots):
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(*chart.spots[self.at]).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, Enter."""
        several = len(self._said[self.at]) > 1 if self._said else False
        key = event.key()
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -self.at,
            Qt.Key.Key_End: len(self._said),
        }
        if not several:
            moves |= {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or not self._said:
            super().keyPressEvent(event)
        elif key in moves:
            self.go(self.at + moves[Qt.Key(key)], self.which)
        elif several and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go(self.at, self.which + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.at, self.which)
        else:
            super().keyPressEvent(event)

    def go(self, at: int, which: int = 0) -> None:
        """To a spot and one of its numbers; at an end it stays."""
        self.at = max(0, min(at, len(self._said) - 1))
        self.which = max(0, min(which, len(self._said[self.at]) - 1))
        self._tell()
        self.moved.emit(self.at, self.which)
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self.words())
        self.setToolTip("")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over a value, its words as a hint."""
        at = self._spot(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if at is None else "；".join(self._said[at]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the value under the pointer."""
        at = self._spot(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go(at, self.which)
            self.opened.emit(self.at, self.which)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame comes."""
        super().focusInEvent(event)
        self.update()
        self.moved.emit(self.at, self.which)

    def _spot(self, point: QPointF) -> int | None:
        spots = self._chart.spots or self.chart().spots
        return next((at for at, one in enumerate(spots) if QRectF(*one).contains(point)), None)


class Share(QWidget):
    """Numerator of denominator as a bar; the filled part ends square, so that 97 % and 100 % differ at its
    end.
    """

    def __init__(self, part: int, whole: int) -> None:
        """``whole`` is more than 0."""
        super().__init__()
        self._part, self._whole = part, whole
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(10)
        self.setAccessibleName(f"{part} / {whole}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The outlined whole, the filled part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0.5, 1, self.width() - 1, 8)
        painter.setPen(QPen(colour("field_line"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("primary"))
        painter.drawRoundedRect(QRectF(0.5, 1, bar.width() * min(1, self._part / self._whole), 8), 3, 3)
        painter.end()
