"""Charts on paper: the shapes of ``domain/chart`` drawn in greys, which every printer can."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from anbang_desktop.domain.chart import Chart, Dot, Fill, Ink, Look, Shape, Stroke, Words, hatches
from anbang_desktop.pdf import fonts
from anbang_desktop.pdf.page import write

SIZE = 9.5
LINE = 14.0
_GREY: dict[Ink, str] = {
    "primary": "#3a3a3a",
    "ink": "#000000",
    "ink_2": "#222222",
    "ink_3": "#555555",
    "line": "#cccccc",
    "field_line": "#777777",
    "quiet": "#f0f0f0",
    "surface": "#ffffff",
}
_PLAIN, _BOLD = "song", "hei"
_HATCH = 3.5  # from line to line
_BASE = 0.36  # of the size: from the middle of a line of words to what it stands on


def measure(text: str) -> float:
    """How wide words are, in points; the bold face is the wider one."""
    return fonts.width(text, _BOLD, SIZE)


LOOK = Look(LINE, measure)
Draw = Callable[[float, Look], Chart]


@dataclass(frozen=True, slots=True)
class Picture:
    """Charts beside each other under a title; each is made for the width it gets."""

    title: str
    note: str
    charts: Sequence[Draw]


class Drawing(Flowable):  # type: ignore[misc, unused-ignore]
    """The charts of a picture, side by side."""

    def __init__(self, charts: Sequence[Draw], gap: float = 18) -> None:
        """``gap`` is the room round each, in points."""
        super().__init__()
        self._draws, self._gap = charts, gap
        self._made: list[Chart] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Full width, as high as the highest."""
        each = (aW - self._gap * (len(self._draws) + 1)) / len(self._draws)
        self._made = [draw(each, LOOK) for draw in self._draws]
        self._each = each
        self.width, self.height = aW, max(one.high for one in self._made) + self._gap
        return self.width, self.height

    def draw(self) -> None:
        """One after the other."""
        for at, one in enumerate(self._made):
            self.canv.saveState()
            self.canv.translate(self._gap + at * (self._each + self._gap), self.height - self._gap / 2)
            for shape in one.shapes:
                _paint(self.canv, shape)
            self.canv.restoreState()


def _paint(canvas: Canvas, shape: Shape) -> None:
    """One shape; y runs downwards in it and upwards on paper."""
    if isinstance(shape, Fill):
        _fill(canvas, shape)
    elif isinstance(shape, Stroke):
        canvas.setStrokeColor(HexColor(_GREY[shape.ink]))
        canvas.setLineWidth(shape.wide if shape.wide != 1.0 else 0.5)
        path = canvas.beginPath()
        path.moveTo(shape.points[0][0], -shape.points[0][1])
        for x, y in shape.points[1:]:
            path.lineTo(x, -y)
        canvas.drawPath(path)
    elif isinstance(shape, Dot):
        canvas.setFillColor(HexColor(_GREY[shape.ink]))
        canvas.circle(shape.x, -shape.y, shape.radius, stroke=0, fill=1)
    else:
        _words(canvas, shape)


def _fill(canvas: Canvas, shape: Fill) -> None:
    box, grey = shape.box, HexColor(_GREY[shape.ink])
    if not shape.hatched:
        canvas.setFillColor(grey)
        canvas.rect(box.x, -box.y - box.high, box.wide, box.high, stroke=0, fill=1)
        return
    canvas.setFillColor(white)
    canvas.setStrokeColor(grey)
    canvas.setLineWidth(0.5)
    canvas.rect(box.x, -box.y - box.high, box.wide, box.high, stroke=1, fill=1)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(box.x, -box.y - box.high, box.wide, box.high)
    canvas.clipPath(path, stroke=0, fill=0)
    for begin in hatches(box, _HATCH):
        canvas.line(begin, -box.y - box.high, begin + box.high, -box.y)
    canvas.restoreState()


def _words(canvas: Canvas, shape: Words) -> None:
    stack = _BOLD if shape.bold else _PLAIN
    taken = fonts.width(shape.text, stack, SIZE)
    x = shape.x - {"left": 0.0, "right": taken, "middle": taken / 2}[shape.align]
    write(canvas, shape.text, x, -shape.y - SIZE * _BASE, SIZE, stack)
