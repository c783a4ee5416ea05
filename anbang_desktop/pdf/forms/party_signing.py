"""The signatures of the parties of an agreement: a place for each seal and thumb print, the party's name,
lines for whoever acts, reads aloud or witnesses, and each party's receipt; one piece that no page end cuts.
"""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts, page
from anbang_desktop.pdf.page import FOUR, write
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.pdf.seal import SEAL, mark

THUMB = 22 * mm
DATE = "年　　月　　日"
_READ, _SAW = "代读人签名", "见证人签名"
_GAP = 4 * mm
_SMALL, _LINE = 12.0, 22.0  # type of names and lines, and the height that handwriting needs
_HEIGHT = SEAL + _LINE + 1 * mm  # of a party: seal or print, its date below
_NAME = Style(size=_SMALL, leading=15, align="left", autospace=0, least_end=2)
_GREY = HexColor("#9a9a9a")


@dataclass(frozen=True, slots=True)
class PartySigner:
    """One party: its caption, its name, the captions of the lines to sign on. A ``person`` has a thumb print
    instead of a seal.
    """

    caption: str
    name: str
    lines: tuple[str, ...]
    person: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on its page, in points from the lower left corner: seal, thumb, date or text."""

    kind: str
    page: int
    x: float
    y: float
    width: float
    height: float


class PartySignatures(Flowable):  # type: ignore[misc, unused-ignore]
    """Two parties a row; whoever reads aloud and witnesses stands where a fourth party would, else below.
    ``places`` tells where everything came to stand, once it was drawn.
    """

    def __init__(self, *parties: PartySigner) -> None:
        """``parties`` in their order."""
        super().__init__()
        self._rows = [parties[at : at + 2] for at in range(0, len(parties), 2)]
        self._beside = len(self._rows[-1]) == 1
        self._parties = parties
        self.places: list[Place] = []
        self.spaceBefore = page.LEADING / 3

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Full width, all rows."""
        helpers = 0 if self._beside else _LINE * 1.4
        self.width, self.height = aW, len(self._rows) * _HEIGHT + helpers + _LINE * 1.3
        return self.width, self.height

    def draw(self) -> None:
        """Rows from the top, then the helpers, then the receipts."""
        column = (self.width - _GAP) / 2
        top = self.height
        for row in self._rows:
            for place, party in enumerate(row):
                self._party(party, place * (column + _GAP), top, column)
            top -= _HEIGHT
        if self._beside:
            high = top + _HEIGHT - SEAL / 3
            self._ruled(f"{_READ}：", column + _GAP, high, self.width)
            self._ruled(f"{_SAW}：", column + _GAP, high - _LINE * 1.6, self.width)
        else:
            self._ruled(f"{_READ}：", 0, top - _LINE, column)
            self._ruled(f"{_SAW}：", column + _GAP, top - _LINE, self.width)
        self._receipts()

    def _party(self, party: PartySigner, x: float, top: float, column: float) -> None:
        size = THUMB if party.person else SEAL
        room = column - size - 2 * mm
        self._mark(party, x + column - size, top - size, size)
        y = top - FOUR
        self._write(party.caption, x, y, FOUR, "hei")
        name = Paragraph([Span(party.name, "fang", name=True, where=party.caption)], _NAME)
        _width, high = name.wrap(room, SEAL)
        name.drawOn(self.canv, x, y - 5 - high)
        self._note("text", x, y - 5 - high, room, high)
        y -= 5 + high + _LINE
        for caption in party.lines:
            if party.person:
                self._ruled(f"{caption}：", x, y, x + (room if y > top - THUMB - _SMALL else column))
            else:  # the seal leaves no room for both beside each other
                self._write(f"{caption}：", x, y, _SMALL, "fang")
                y -= _LINE
                self._rule(x, x + room, y)
            y -= _LINE
        taken = fonts.width(DATE, "fang", _SMALL)
        self._write(DATE, x + column - taken - 2 * mm, top - SEAL - _LINE * 0.75, _SMALL, "fang", "date")

    def _mark(self, party: PartySigner, x: float, y: float, size: float) -> None:
        """The place of a seal (a ring) or of a thumb (a square), dashed and grey: what stands there later
        covers it.
        """
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(_GREY)
        canvas.setLineWidth(0.5)
        canvas.setDash(2, 2)
        if party.person:
            canvas.rect(x, y, size, size)
        else:
            canvas.circle(x + size / 2, y + size / 2, 21 * mm)
        canvas.restoreState()
        if not party.person:
            mark(canvas, x + size / 2, y + size / 2)
        self._note("thumb" if party.person else "seal", x, y, size, size)

    def _receipts(self) -> None:
        """各收到本协议一份: each party signs for its copy."""
        y, lead = _LINE * 0.3, "各收到本协议一份，签收："
        x = self._write(lead, 0, y, _SMALL, "fang")
        share = (self.width - x) / len(self._parties)
        for place, party in enumerate(self._parties):
            begin = x + place * share
            end = self._write(party.caption[:2], begin, y, _SMALL, "fang")
            self._rule(end, begin + share - 2, y - 3)

    def _ruled(self, caption: str, x: float, y: float, until: float) -> None:
        self._rule(self._write(caption, x, y, _SMALL, "fang"), until, y - 3)

    def _rule(self, x: float, until: float, y: float) -> None:
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(0.6)
        self.canv.line(x, y, until, y)

    def _write(self, words: str, x: float, y: float, size: float, stack: str, kind: str = "text") -> float:
        end = write(self.canv, words, x, y, size, stack)
        self._note(kind, x, y - size * 0.2, end - x, size * 1.1)
        return end

    def _note(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        left, low = self.canv.absolutePosition(x, y)
        self.places.append(Place(kind, self.canv.getPageNumber(), left, low, width, height))
