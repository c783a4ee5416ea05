"""pdf/stamp.py: the red mark in words, on each page or on the cover."""

import io

import pikepdf
from PIL import Image
from reportlab.platypus import Spacer

from anbang_desktop.pdf import page, preview, stamp
from anbang_desktop.pdf.finish import archival
from anbang_desktop.pdf.page import Edges, Part

TWO = page.build_parts([Part([Spacer(1, 9)], Edges(words)) for words in ("一", "二")], "两页")


def marks(pdf: bytes) -> int:
    return preview.text(pdf).count("犯罪记录封存")


def test_it_stands_on_each_page_or_on_the_first() -> None:
    assert marks(TWO) == 0
    assert marks(stamp.marked(TWO, "犯罪记录封存　存档件")) == preview.page_count(TWO) == 2
    cover = stamp.marked(TWO, "犯罪记录封存", first_only=True)
    assert marks(cover) == 1
    assert preview.page_count(cover) == 2


def test_it_is_red_and_dark_enough_for_a_grey_print() -> None:
    pixels = preview.render(stamp.marked(TWO, "犯罪记录封存"), 0, 72)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data, "raw", "BGRX", pixels.stride)
    top = image.crop((0, 0, image.width, 70))
    raw = top.tobytes()
    pixels_of = zip(raw[0::3], raw[1::3], raw[2::3], strict=True)
    red = [(r, g, b) for r, g, b in pixels_of if r > 150 and max(g, b) < 40]
    assert red
    assert min(r * 299 + g * 587 + b * 114 for r, g, b in red) / 1000 < 100


def test_what_is_marked_can_be_kept() -> None:
    with pikepdf.open(io.BytesIO(archival(stamp.marked(TWO, "待定封存")))) as opened:
        assert str(opened.docinfo["/Title"]) == "两页"
