"""Text drawn as filled paths, for watermarks: it must not be found by search nor mixed into extracted
text.
"""

from functools import cache
from typing import Any

from fontTools.pens.reportLabPen import ReportLabPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from anbang_desktop.pdf import fonts


class _Pen(ReportLabPen):  # type: ignore[misc, unused-ignore]
    """Writes into the canvas' path and closes each contour."""

    def __init__(self, glyphs: object, path: PDFPathObject) -> None:
        super().__init__(glyphs, path)

    def _closePath(self) -> None:  # noqa: N802 - fontTools' name
        self.path.close()


@cache
def _face(font: str) -> tuple[Any, dict[int, str], int]:
    """Glyphs, character map and units per em of a registered font."""
    face = TTFont(fonts.book().file(font), lazy=True)
    return face.getGlyphSet(), face.getBestCmap(), face["head"].unitsPerEm


def draw_outline(canvas: Canvas, text: str, size: float, x: float, y: float) -> None:
    """``text`` in 黑体, centred at ``x``, in the canvas' fill colour."""
    path = canvas.beginPath()
    x -= fonts.width(text, "hei", size) / 2
    for char, font in zip(text, fonts.fonts_of(text, "hei"), strict=True):
        glyphs, names, em = _face(font)
        glyph = glyphs[names[ord(char)]]
        scale = size / em
        glyph.draw(TransformPen(_Pen(glyphs, path), (scale, 0, 0, scale, x, y)))
        x += glyph.width * scale
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
