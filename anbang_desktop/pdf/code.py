"""The QR code of a page, drawn; what it says is ``domain/paper_code``'s."""

from itertools import groupby

import segno
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

_MASK = 2  # one pattern for all: trying eight takes a third of the time that a page takes


def draw_code(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """A QR code of level M as one filled path."""
    matrix = segno.make(text, error="m", micro=False, mask=_MASK).matrix
    unit = size / len(matrix)
    bars: list[str] = []
    for row, line in enumerate(matrix):
        top, column = y + size - (row + 1) * unit, 0
        for dark, squares in groupby(line):
            wide = len(list(squares))
            if dark:
                bars.append(f"{x + column * unit:.3f} {top:.3f} {wide * unit:.3f} {unit:.3f} re")
            column += wide
    canvas.setFillColor(black)
    canvas.addLiteral(f"{' '.join(bars)} f")
