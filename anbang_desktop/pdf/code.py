"""The QR code of a page: a random document id, the page and a check, so that a scan finds its record;
never personal data.
"""

import zlib

import segno
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

PREFIX = "AB1"


def payload(document_id: str, page: int) -> str:
    """What the code of a page says, such as ``AB1-7K3M9QXR-2-1F0C``; the check covers id and page."""
    body = f"{PREFIX}-{document_id}-{page}"
    return f"{body}-{zlib.crc32(body.encode()) & 0xFFFF:04X}"


def read_payload(text: str) -> tuple[str, int] | None:
    """Document id and page of a code that was read, or None where it is not ours or damaged."""
    parts = text.split("-")
    if (
        len(parts) != 4
        or parts[0] != PREFIX
        or not parts[2].isdigit()
        or payload(parts[1], int(parts[2])) != text
    ):
        return None
    return parts[1], int(parts[2])


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
