"""Papers as the window wants them: how many pages, and each page as pixels for the preview and the printer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anbang_desktop.pdf.preview import Pixels

# PDFium and Pillow take 0.1 s and 15 MB to load; the window is painted long before anybody looks at a paper.


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    from anbang_desktop.pdf import preview  # noqa: PLC0415 - measured, see above

    return preview.page_count(pdf)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height in points of page ``page`` (from 0)."""
    from anbang_desktop.pdf import preview  # noqa: PLC0415 - measured, see above

    return preview.page_size(pdf, page)


def render(pdf: bytes, page: int, dpi: int) -> "Pixels":
    """Page ``page`` (from 0) on white at ``dpi``: width, height, stride, data (B G R and one unused byte a pixel)."""
    from anbang_desktop.pdf import preview  # noqa: PLC0415 - measured, see above

    return preview.render(pdf, page, dpi)
