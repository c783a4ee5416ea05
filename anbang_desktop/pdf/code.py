"""The QR code of a page: a random document id, the page and a check, so that a scan finds its record;
never personal data.
"""

import zlib
from itertools import groupby

import segno
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

_PREFIX = "AB1"


def payload(document_id: str, page: int) -> str:
    """What the code of a page says, such as ``AB1-7K3M9QXR-2-1F0C``; the check covers id and page."""
    body = f"{_PREFIX}-{document_id}-{page}"
    return f"{body}-{zlib.crc32(body.encode()) & 0xFFFF:04X}"


def read_payload(text: str) -> tuple[str, int] | None:
    """Document id and page of a code that was read, or None where it is not ours or damaged."""
    parts = text.split("-")
    if (
        len(parts) != 4
        or parts[0] != _PREFIX
        or not parts[2].isdigit()
        or payload(parts[1], int(parts[2])) != text
    ):
        return None
    return parts[1], int(parts[2])


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
