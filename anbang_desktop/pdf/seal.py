"""Places to sign and to seal: lines to write on, and 45 mm for each seal in which nothing is printed.

A seal of an office is 42 mm wide (国发〔1999〕25号). Each place is noted in the page as a marked point
(``/Seal``, in points from the lower left corner of the paper), so that a test measures what was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts
from anbang_desktop.pdf.page import write
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

SEAL = 45 * mm
DATE = "年　　月　　日"
_AIR = 1.5 * mm  # around the room of a seal
_NARROW = 34 * mm  # beside a seal: what leaves less room for words has them above and below it
_LINE = 2.1  # of the type size: from one line to write on to the next
_BESIDE = 0.6  # of the type size, between words and the line to write on
_LEAST_LINE = 18 * mm  # of a line to write on: a name by hand


@dataclass(frozen=True, slots=True)
class Place:
    """Where one signs, after ``caption``, or presses the ``seal``; a place without a line has only words."""

    caption: str
    seal: bool = False
    line: bool = True


def mark(canvas: Canvas, x: float, y: float, *, over: bool = False) -> None:
    """Note the middle of a seal, seen from the flowable that is drawn; ``over``: it is pressed on the name
    and the day of the office, as on letters (GB/T 9704-2012, 7.3.5.1).
    """
    at_x, at_y = canvas.absolutePosition(x, y)
    said = " /Over true" if over else ""
    canvas.addLiteral(f"/Seal <</At [{at_x:.2f} {at_y:.2f}]{said}>> DP")


class Signing(Flowable):  # type: ignore[misc, unused-ignore]
    """Words, then the places to sign with one day below them; the room of a seal at the right."""

    def __init__(
        self, places: Sequence[Place], size: float, text: str = "", day: str = DATE, where: str = ""
    ) -> None:
        """At most one of ``places`` is for a seal. ``text`` is what is signed; ``day`` empty: no date."""
        super().__init__()
        self._places, self._size, self._day = places, size, day
        self._words = (
            Paragraph([Span(text, "song", where=where)], Style(size, size * 1.35, "left", autospace=0.1))
            if text
            else None
        )
        self._seal = any(place.seal for place in places)
        self._lead = size * _LINE

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """As wide as its cell; as high as its words and the seal need."""
        self.width = aW
        self._above = self._seal and aW - SEAL < _NARROW
        self._room = aW - (SEAL + 2 * _AIR if self._seal and not self._above else 0)
        self._rows = self._lines()
        said = self._words.wrap(self._room, 0)[1] if self._words else 0
        lines = said + self._lead * (len(self._rows) + bool(self._day and not self._in_line))
        sealed = SEAL + 2 * _AIR
        self.height = lines + sealed if self._above else max(lines, sealed if self._seal else 0)
        return self.width, self.height

    def _lines(self) -> list[list[Place]]:
        """The places by lines: beside each other where a name still fits on every line, else one below the
        other.
        """
        day = fonts.width(self._day, "song", self._size) + self._size if self._day else 0
        need = [
            fonts.width(place.caption, "song", self._size) + (_LEAST_LINE if place.line else 0)
            for place in self._places
        ]
        self._in_line = not self._seal and sum(need) + day + self._size * len(need) <= self._room
        if self._in_line or (not self._seal and sum(need) + self._size * len(need) <= self._room):
            return [list(self._places)]
        return [[place] for place in self._places]

    def draw(self) -> None:
        """Words from the top, places and day from the foot."""
        y = self.height
        if self._words:
            self._words.drawOn(self.canv, 0, y - self._words.height)
        if self._above:
            self._draw_row(
                self._rows[0], self.height - self._size * 1.3 - (self._words.height if self._words else 0)
            )
            mark(self.canv, self.width / 2, self._lead + SEAL / 2 + _AIR if self._day else SEAL / 2 + _AIR)
            self._write_day(self._size * 0.5)
            return
        if self._seal:
            mark(self.canv, self.width - SEAL / 2 - _AIR, self.height / 2)
        y = self._size * 0.55
        if self._day and not self._in_line:
            self._write_day(y)
            y += self._lead
        for row in reversed(self._rows):
            self._draw_row(row, y)
            y += self._lead
        if self._in_line:
            self._write_day(self._size * 0.55)

    def _write_day(self, y: float) -> None:
        """One character clear of the border, or of the room of the seal."""
        if self._day:
            taken = fonts.width(self._day, "song", self._size)
            right = self.width if self._above else self._room
            write(self.canv, self._day, right - taken - self._size, y, self._size, "song")

    def _draw_row(self, row: Sequence[Place], y: float) -> None:
        day = (
            fonts.width(self._day, "song", self._size) + 2 * self._size if self._in_line and self._day else 0
        )
        share = (self._room - day) / len(row)
        for at, place in enumerate(row):
            x = at * share
            if place.seal and not self._above:  # beside its room
                x = self._room - fonts.width(place.caption, "song", self._size) - self._size
            x = write(self.canv, place.caption, x, y, self._size, "song")
            if place.line:
                self.canv.setLineWidth(0.5)
                self.canv.line(x + self._size * (_BESIDE - 0.5), y - 2, (at + 1) * share - self._size, y - 2)
