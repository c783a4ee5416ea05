"""The line-setting flowable: a Chinese paragraph for ReportLab's page engine, set by our own line
breaking.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts, signs, wording
from anbang_desktop.pdf.lines import Glyph, Line, Measure, Placed, break_lines, fuller_end, place

_ASCENT = 0.88  # of an em: the baseline of Han below the top of its cell
_MOST_LONELY = 2  # lines a paragraph leaves on a page, or carries over, at least
_FIXED: dict[tuple[tuple["Span", ...], "Style", float], list[Line]] = {}  # texts of templates, set
_MOST_FIXED = 2000
_SAME = 0.01  # points: spaces that differ by less are one
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
    same: bool = False  # of a template, no value: the same in every paper


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
        given = [Span(text, style.stack)] if isinstance(text, str) else text
        self.spans = [one if one.name else replace(one, text=wording.told(one.text)) for one in given]
        self.style = style
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.again: Paragraph | None = None  # what stands in its place where a page begins with it
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
            self._lines, self._for = self._broken(aW), aW
        self.width, self.height = aW, len(self._lines) * self.style.leading
        return self.width, self.height

    def _broken(self, width: float) -> list[Line]:
        """The lines in a column. A text that is the same in every paper is set once; what is somebody's is
        never kept.
        """
        if not all(span.same for span in self.spans):
            return self._set(width)
        key = (tuple(self.spans), self.style, width)
        if key not in _FIXED:
            if len(_FIXED) >= _MOST_FIXED:
                _FIXED.clear()
            _FIXED[key] = self._set(width)
        return list(_FIXED[key])

    def _set(self, width: float) -> list[Line]:
        return fuller_end(break_lines(self._glyphs(), self._measure(width)), self.style.least_end)

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
        text = _Text(self.canv, style.size)
        for line in self._lines:
            if line.drawn is None:
                placed = place(line, measure, style.align)
                line.drawn = (_runs(placed, style.size), self._underlined(placed))
            runs, bars = line.drawn
            for span, left, right in bars:
                self._underline(span, left, right, y)
            for run in runs:
                text.add(run, self.spans[run.span].color, y)
            y -= style.leading
        self.canv.addLiteral(text.whole())

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
        drawn = fonts.advance(char, font) * size
        if ord(char) < signs.HAN_FROM and char not in signs.FULL_WIDTH:
            return Glyph(char, font, drawn, span)
        room = size - drawn if char in signs.FULL_WIDTH and drawn < size * 0.9 else 0.0
        share = 1.0 if char in signs.QUOTE_OPENING else 0.0 if char in signs.QUOTE_CLOSING else 0.5
        return Glyph(char, font, size + self.style.pitch, span, ink_shift=room * share)

    def _underlined(self, placed: Sequence[Placed]) -> list[tuple[Span, float, float]]:
        """Each underlined span with the room that it takes of a line."""
        found = []
        for index, span in enumerate(self.spans):
            cells = [one for one in placed if one.glyph.span == index] if span.underline else []
            if cells:
                found.append((span, cells[0].left, cells[-1].right))
        return found

    def _underline(self, span: Span, left: float, right: float, y: float) -> None:
        """One line under all neighbours of an underlined span."""
        low = y - self.style.size * 0.16
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeColor(span.color)
        self.canv.line(left, low, right, low)


@dataclass(slots=True)
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
        if not found or not _joined(found[-1], one, size):
            found.append(_Run(one.x, one.glyph.font, one.glyph.span, one.glyph.char, None, one.x))
    return found


def _joined(run: _Run, one: Placed, size: float) -> bool:
    """Whether one more glyph could be added to ``run``; else it must begin anew."""
    if (one.glyph.font, one.glyph.span) != (run.font, run.span):
        return False
    space = one.x - run.end - fonts.advance(run.text[-1], run.font) * size
    if run.space is None:
        run.space = space
    elif abs(space - run.space) > _SAME:
        return False
    run.text += one.glyph.char
    run.end = one.x
    return True


class _Text:
    """One text object of PDF for all the runs of a paragraph: each says only what differs from the one
    before. ReportLab's own says everything anew, in slow decimals, and takes three times as long.
    """

    def __init__(self, canvas: Any, size: float) -> None:
        self._canvas, self._size = canvas, size
        self._said: list[str] = []
        self._color: Color | None = None
        self._font, self._space = "", 0.0

    def add(self, run: _Run, color: Color, y: float) -> None:
        """Set a run on the line at ``y``."""
        if color is not self._color:
            self._say("{:.3f} {:.3f} {:.3f} rg".format(*color.rgb()))
            self._color = color
        if (space := run.space or 0.0) != self._space:
            self._say(f"{space:.3f} Tc")
            self._space = space
        self._say(f"1 0 0 1 {run.x:.2f} {y:.2f} Tm")
        font: Any = pdfmetrics.getFont(run.font)
        document = self._canvas._doc  # noqa: SLF001 - as ReportLab's text object does
        for subset, piece in font.splitString(run.text, document):
            name = font.getSubsetInternalName(subset, document)
            if name != self._font:
                self._say(f"{name} {self._size:g} Tf")
                self._font = name
            self._say(f"({escapePDF(piece)}) Tj")

    def whole(self) -> str:
        """The operators."""
        return f"BT {' '.join(self._said)}{' 0 Tc' if self._space else ''} ET"

    def _say(self, operator: str) -> None:
        self._said.append(operator)
