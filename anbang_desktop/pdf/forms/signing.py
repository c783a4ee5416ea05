"""The signature block of a paper: lines to sign on, a place for the seal and the date, kept in one piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts, page
from anbang_desktop.pdf.page import LEADING, THREE, write
from anbang_desktop.pdf.paragraph import Paragraph
from anbang_desktop.pdf.seal import SEAL, mark

_ROW = LEADING * 1.35
_GAP = 14.0
_HINT = 24.0  # below the baseline of a caption: its hint


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the caption and what stands below it in small type."""

    caption: str
    hint: str = ""

    @property
    def seals(self) -> bool:
        """Whether a seal is pressed below the caption."""
        return "盖章" in self.caption


class Signatures(Flowable):  # type: ignore[misc, unused-ignore]
    """Two signers a row, each with a line and a date; never cut by a page end."""

    def __init__(self, signers: tuple[Signer, ...], date: str = "年　　月　　日") -> None:
        """``date`` is printed beside each line, to be filled in by hand."""
        super().__init__()
        self._rows = [signers[index : index + 2] for index in range(0, len(signers), 2)]
        self._date = date
        self.spaceBefore = LEADING / 2

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Full width, all rows."""
        self.width, self.height = aW, sum(_high(row) for row in self._rows)
        return self.width, self.height

    def draw(self) -> None:
        """Rows from the top: caption and line, then the date."""
        y = self.height - _ROW * 0.7
        for row in self._rows:
            for column, signer in enumerate(row):
                self._signer(signer, column * (self.width + _GAP) / 2, y, _high(row) - _ROW)
            y -= _high(row)

    def _signer(self, signer: Signer, x: float, y: float, down: float) -> None:
        """From the caption at ``y``; the day stands ``down`` points lower."""
        width = (self.width - _GAP) / 2
        end = write(self.canv, signer.caption, x, y, THREE, "fang")
        if signer.seals:
            mark(self.canv, x + width / 2, y - _HINT - SEAL / 2)
        else:
            self.canv.setLineWidth(0.6)
            self.canv.line(end, y - 3, x + width, y - 3)
        if signer.hint:
            write(self.canv, signer.hint, x, y - 16, page.FIVE, "song")
        taken = fonts.width(self._date, "fang", THREE)
        write(self.canv, self._date, x + width - taken, y - down, THREE, "fang")


def _high(row: Sequence[Signer]) -> float:
    """A row with a seal has its room between caption and day."""
    return _ROW * 2 + (SEAL if any(signer.seals for signer in row) else 0)


class Sealed(Flowable):  # type: ignore[misc, unused-ignore]
    """The end of a letter: the office above the day, four characters from the right edge, the seal pressed on
    both, its middle a little above them (GB/T 9704-2012, 7.3.5.1).
    """

    def __init__(self, lines: Sequence[Paragraph]) -> None:
        """``lines``: the office, then the day."""
        super().__init__()
        self._lines = lines

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """As high as the seal."""
        self.width, self.height = aW, SEAL
        for line in self._lines:
            line.wrap(aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Both lines centred on the middle of the seal."""
        wide = max(
            sum(fonts.width(span.text, span.stack, THREE) for span in line.spans) for line in self._lines
        )
        middle = self.width - THREE * 4 - max(wide, SEAL) / 2
        y = self.height / 2 - LEADING * 0.7
        for line in self._lines:
            line.drawOn(self.canv, middle - self.width / 2, y)
            y -= LEADING
        mark(self.canv, middle, self.height / 2, over=True)
