"""The red mark of a sealed record, on the office's own copies only: a frame with words at the top of the
page, in letters and not only in colour, so that a grey print shows it too.
"""

import io

import pikepdf
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.pdf import fonts
from anbang_desktop.pdf.finish import archival_bytes

_RED = HexColor("#b00000")
_SIZE, _PAD_X, _PAD_Y = 14.0, 8.0, 6.0
_FROM_TOP = 9 * mm


def marked(pdf: bytes, words: str, *, first_only: bool = False) -> bytes:
    """The same paper as PDF/A-2b with the mark on each page, or on the first (a cover)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = list(opened.pages)[:1] if first_only else list(opened.pages)
        over = _marks([tuple(float(side) for side in page.mediabox) for page in pages], words)
        with pikepdf.open(io.BytesIO(over)) as marks:
            for page, one in zip(pages, marks.pages, strict=True):
                page.add_overlay(one, None)
            return archival_bytes(opened)


def _marks(boxes: list[tuple[float, ...]], words: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    wide = fonts.width(words, "hei", _SIZE)
    for left, bottom, right, top in boxes:
        width, height = right - left, top - bottom
        canvas.setPageSize((width, height))
        x, y = (width - wide) / 2, height - _FROM_TOP - _SIZE
        canvas.setStrokeColor(_RED)
        canvas.setLineWidth(1.4)
        canvas.rect(x - _PAD_X, y - _PAD_Y, wide + 2 * _PAD_X, _SIZE + 1.4 * _PAD_Y)
        canvas.setFillColor(_RED)
        for font, piece in fonts.runs(words, "hei"):
            canvas.setFont(font, _SIZE)
            canvas.drawString(x, y, piece)
            x += canvas.stringWidth(piece, font, _SIZE)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
