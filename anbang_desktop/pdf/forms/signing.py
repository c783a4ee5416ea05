"""The signature block of a paper: lines to sign on, a place for the seal and the date, kept in one piece."""

from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from anbang_desktop.pdf import fonts, page
from anbang_desktop.pdf.page import LEADING, THREE, write

_ROW = LEADING * 1.35
_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the caption and what stands below it in small type."""

    caption: str
    hint: str = ""


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
        self.width, self.height = aW, len(self._rows) * _ROW * 2
        return self.width, self.height

    def draw(self) -> None:
        """Rows from the top: caption and line, then the date."""
        y = self.height - _ROW * 0.7
        for row in self._rows:
            for column, signer in enumerate(row):
                self._signer(signer, column * (self.width + _GAP) / 2, y)
            y -= _ROW * 2

    def _signer(self, signer: Signer, x: float, y: float) -> None:
        width = (self.width - _GAP) / 2
        end = write(self.canv, signer.caption, x, y, THREE, "fang")
        self.canv.setLineWidth(0.6)
        self.canv.line(end, y - 3, x + width, y - 3)
        if signer.hint:
            write(self.canv, signer.hint, x, y - 16, page.FIVE, "song")
        taken = fonts.width(self._date, "fang", THREE)
        write(self.canv, self._date, x + width - taken, y - _ROW, THREE, "fang")
