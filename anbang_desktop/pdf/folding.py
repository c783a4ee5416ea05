"""A paper on A3 to be folded once: its A4 pages two beside each other, so that the folded sheets read on."""

import io

import pikepdf
from pikepdf import Page, Pdf, Rectangle
from reportlab.lib.pagesizes import A4

_SIDES = 4  # A4 pages of one A3 sheet


def fold(pdf: bytes) -> bytes:
    """The pages on A3 across, sheets one in the other: of four, 4 and 1 outside, 2 and 3 inside; what is
    missing to a multiple of four stays white at the end.
    """
    width, height = A4
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, Pdf.new() as made:
        made.docinfo["/Title"] = source.docinfo.get("/Title", "")
        pages = [Page(one) for one in source.pages]
        for left, right in order(len(pages)):
            sheet = made.add_blank_page(page_size=(width * 2, height))
            for number, x in ((left, 0.0), (right, width)):
                if number < len(pages):
                    sheet.add_overlay(pages[number], Rectangle(x, 0, x + width, height))
        made.save(out)
    return out.getvalue()


def order(count: int) -> list[tuple[int, int]]:
    """Which pages (from 0) stand beside each other, side by side of each sheet, for ``count`` pages."""
    total = -(-count // _SIDES) * _SIDES
    found = []
    for first in range(0, total // 2, 2):
        found += [(total - 1 - first, first), (first + 1, total - 2 - first)]
    return found
