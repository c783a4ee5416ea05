"""The line-setting flowable: a Chinese paragraph for ReportLab's page engine, set by our own line
breaking.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts, signs
from anbang_desktop.pdf.lines import Glyph, Line, Measure, Placed, break_lines, fuller_end, place

_ASCENT = 0.88  # of an em: the baseline of Han below the top of its cell
_MOST_LONELY = 2  # lines a paragraph leaves on a page, or carries over, at least
_FUZZ = 1e-6  # what a frame of ReportLab forgives: a part that is taller is refused by it


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; ``name`` sets it whole in one face, ``where`` is the field a complaint names."""

    text: str
    stack: str = "fang"
    name: bool = False
    where: str = ""
    underline: bool = False
    color: Color = black


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; lengths in points, indents in characters."""

    size: float = 16.0
    leading: float = 28.9
    align: str = "justify"  # justify, left, center, right
    stack: str = "fang"
    indent: float = 0.0
    hanging: float = 0.0
    pitch: float = 0.0  # added to the advance of each Han, so that 28 fill the line
    before: float = 0.0
    after: float = 0.0
    autospace: float = 0.2
    least_end: int = 1  # characters (marks don't count) that the last line has at least


class Paragraph(Flowable):  # type: ignore[misc, unused-ignore]
    """Spans set in lines; both margins straight when justified."""

    def __init__(self, text: str | Sequence[Span], style: Style) -> None:
        """A text in the stack of its style, or spans that each have their own."""
        super().__init__()
        self.spans = [Span(text, style.stack)] if isinstance(text, str) else list(text)
        self.style = style
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._lines: list[Line] = []
        self._for = -1.0

    @property
    def lines(self) -> list[str]:
        """The text line by line, once wrapped."""
        return [line.text for line in self._lines]

    def _measure(self, width: float) -> Measure:
        style = self.style
        cell = style.size + style.pitch
        return Measure(style.size, width, style.indent * cell, style.hanging * cell, style.autospace)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """The size taken in a column ``aW`` wide."""
        if self._for != aW:
            lines = break_lines(self._glyphs(), self._measure(aW))
            self._lines, self._for = fuller_end(lines, self.style.least_end), aW
        self.width, self.height = aW, len(self._lines) * self.style.leading
        return self.width, self.height

    def least(self, width: float) -> float:
        """The height of what a page must take of it at least: a short paragraph isn't split."""
        self.wrap(width, 0)
        total = len(self._lines)
        return (_MOST_LONELY if total >= _MOST_LONELY * 2 else total) * self.style.leading

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Two parts at a page end, never a single line on either side."""
        self.wrap(aW, aH)
        total, fit = len(self._lines), int((aH + _FUZZ) // self.style.leading)
        if fit >= total:
            return [self]
        fit = min(fit, total - _MOST_LONELY)
        return list(self.cut(fit)) if fit >= _MOST_LONELY else []

    def cut(self, count: int) -> tuple["Paragraph", "Paragraph"]:
        """The first ``count`` lines and the rest, as two paragraphs of the same width."""
        front, rest = copy.copy(self), copy.copy(self)
        front._lines, rest._lines = self._lines[:count], self._lines[count:]  # noqa: SLF001 - of the same class
        front.spaceAfter = rest.spaceBefore = 0
        return front, rest

    def draw(self) -> None:
        """Set every line."""
        style = self.style
        measure = self._measure(self._for)
        y = self.height - (style.leading - style.size) / 2 - style.size * _ASCENT
        for line in self._lines:
            placed = place(line, measure, style.align)
            self._underline(placed, y)
            for run in _runs(placed, style.size):
                self._set(run, y)
            y -= style.leading

    def _glyphs(self) -> list[Glyph | None]:
        """Every character with its font and natural advance; None for a line end."""
        found: list[Glyph | None] = []
        for index, span in enumerate(self.spans):
            text = span.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
            chosen = fonts.fonts_of(text, span.stack, name=span.name, where=span.where)
            found += [
                self._glyph(char, font, index) if font else None
                for char, font in zip(text, chosen, strict=True)
            ]
        return found

    def _glyph(self, char: str, font: str, span: int) -> Glyph:
        size = self.style.size
        drawn = pdfmetrics.stringWidth(char, font, size)
        if ord(char) < signs.HAN_FROM and char not in signs.FULL_WIDTH:
            return Glyph(char, font, drawn, span)
        room = size - drawn if char in signs.FULL_WIDTH and drawn < size * 0.9 else 0.0
        share = 1.0 if char in signs.QUOTE_OPENING else 0.0 if char in signs.QUOTE_CLOSING else 0.5
        return Glyph(char, font, size + self.style.pitch, span, ink_shift=room * share)

    def _set(self, run: "_Run", y: float) -> None:
        canvas: Canvas = self.canv
        text = canvas.beginText(run.x, y)
        text.setFont(run.font, self.style.size)
        text.setFillColor(self.spans[run.span].color)
        if run.space:
            text.setCharSpace(run.space)
        text.textOut(run.text)
        if run.space:
            text.setCharSpace(0)
        canvas.drawText(text)

    def _underline(self, placed: Sequence[Placed], y: float) -> None:
        """One line under all neighbours of an underlined span."""
        canvas: Canvas = self.canv
        for index, span in enumerate(self.spans):
            cells = [one for one in placed if one.glyph.span == index]
            if span.underline and cells:
                canvas.setLineWidth(0.6)
                canvas.setStrokeColor(span.color)
                canvas.line(
                    cells[0].left, y - self.style.size * 0.16, cells[-1].right, y - self.style.size * 0.16
                )


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring glyphs of one font with equal spacing: one text operator."""

    x: float
    font: str
    span: int
    text: str
    space: float | None  # None while it has a single glyph
    end: float  # where the ink of its last glyph began


def _runs(placed: Sequence[Placed], size: float) -> list[_Run]:
    """Glyphs joined as far as font, span and spacing agree."""
    found: list[_Run] = []
    for one in placed:
        last = found[-1] if found else None
        joined = _joined(last, one, size) if last else None
        if joined:
            found[-1] = joined
        else:
            found.append(_Run(one.x, one.glyph.font, one.glyph.span, one.glyph.char, None, one.x))
    return found


def _joined(run: _Run, one: Placed, size: float) -> _Run | None:
    """``run`` with one more glyph, or None where it must begin anew."""
    if (one.glyph.font, one.glyph.span) != (run.font, run.span):
        return None
    space = one.x - run.end - pdfmetrics.stringWidth(run.text[-1], run.font, size)
    if run.space is not None and abs(space - run.space) > 0.01:
        return None
    return replace(
        run, text=run.text + one.glyph.char, space=space if run.space is None else run.space, end=one.x
    )
