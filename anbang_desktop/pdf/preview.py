"""PDF pages as pixels: for the preview, for painting to the printer, and for scans that can't be archived
as they are.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL import Image

_LOCK = threading.Lock()  # PDFium is not thread-safe, and a job may render while the window paints
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Pixels:
    """One page, four bytes a pixel in the order B G R unused (QImage.Format_RGB32 on every machine we
    serve).
    """

    width: int
    height: int
    stride: int
    data: bytes


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    with _opened(pdf) as document:
        return len(document)


def render(pdf: bytes, page: int, dpi: float) -> Pixels:
    """Page ``page`` (from 0) at ``dpi`` on white."""
    with _opened(pdf) as document:
        bitmap = document[page].render(scale=dpi / _POINTS_PER_INCH, prefer_bgrx=True)
        return Pixels(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def jpegs(pdf: bytes, dpi: float, quality: int) -> list[bytes]:
    """Every page as a JPEG picture."""
    with _opened(pdf) as document:
        return [_jpeg(page.render(scale=dpi / _POINTS_PER_INCH).to_pil(), quality) for page in document]


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def text(pdf: bytes) -> str:
    """What is written on all the pages; nothing for pictures of pages."""
    with _opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
