"""The QR code of a page, drawn; what it says is ``domain/paper_code``'s."""

import segno
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas


def draw_code(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """A QR code of level M as one filled path."""
    matrix = segno.make(text, error="m", micro=False).matrix
    unit = size / len(matrix)
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x + column * unit, y + size - (row + 1) * unit, unit, unit)
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
