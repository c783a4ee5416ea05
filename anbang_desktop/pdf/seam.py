"""骑缝: where a seal is set across the edges of all pages: half a ring at the right edge of each."""

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.pdf.outline import draw_outline

RADIUS = 21 * mm  # of the office's round seal
_SIZE, _WORDS = 7.5, "骑缝章"


def draw_seam(canvas: Canvas, width: float, height: float) -> None:
    """Half a dashed ring in the middle of the right edge of a page of this size, and what it is for."""
    canvas.saveState()
    canvas.setStrokeColor(HexColor("#9a9a9a"))
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 2)
    middle = height / 2
    canvas.arc(width - RADIUS, middle - RADIUS, width + RADIUS, middle + RADIUS, 90, 180)
    canvas.setFillColor(HexColor("#9a9a9a"))
    for at, char in enumerate(_WORDS):  # as outlines: no search and no copy of the text meets it
        draw_outline(canvas, char, _SIZE, width - _SIZE * 1.2, middle + _SIZE * (1 - at))
    canvas.restoreState()
