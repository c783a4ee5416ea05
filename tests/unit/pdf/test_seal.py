"""pdf/seal.py: every seal of every form has 45 mm of its own, measured in the PDF."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from anbang_desktop.pdf.forms import closing, common, placement
from anbang_desktop.pdf.seal import Place, Signing
from tests.unit.pdf import papers

WIDE = 45 * mm
LONG = "情况说明。" * 60


@dataclass(frozen=True)
class Seal:
    """Its middle on its page; ``over``: it is pressed on name and day."""

    x: float
    y: float
    over: bool


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    bottom: float
    right: float
    top: float

    def away(self, x: float, y: float) -> float:
        """How far its box lies from a point."""
        return math.hypot(max(self.left - x, 0, x - self.right), max(self.bottom - y, 0, y - self.top))


def seals_of(pdf: bytes) -> list[list[Seal]]:
    """The places of the seals, page by page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [_seals(page) for page in opened.pages]


def _seals(page: pikepdf.Page) -> list[Seal]:
    found = []
    for step in pikepdf.parse_content_stream(page, "DP"):
        words: Any = step.operands
        if words[0] == "/Seal":
            x, y = (float(one) for one in words[1]["/At"])
            found.append(Seal(x, y, "/Over" in words[1]))
    return found


def glyphs_of(pdf: bytes) -> list[list[Glyph]]:
    """Every printed character with its box, page by page."""
    book = pypdfium2.PdfDocument(pdf)
    try:
        return [_glyphs(page) for page in book]
    finally:
        book.close()


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    text = page.get_textpage()
    found = [
        (chr(pypdfium2.raw.FPDFText_GetUnicode(text, at)), text.get_charbox(at))
        for at in range(text.count_chars())
    ]
    return [Glyph(char, *box) for char, box in found if char.strip() and box[2] > box[0]]


def _printable(glyphs: Sequence[Glyph]) -> str:
    """Their text; halves of a character beyond the BMP, which no report can hold, as a mark."""
    return "".join(glyph.char for glyph in glyphs).encode("utf-8", "replace").decode("utf-8")


def check(pdf: bytes) -> int:
    """The rules; how many seals there are."""
    count = 0
    for seals, glyphs in zip(seals_of(pdf), glyphs_of(pdf), strict=True):
        said = _printable(glyphs)
        assert len(seals) == said.count("盖章）"), said
        for at, seal in enumerate(seals):
            assert WIDE / 2 <= seal.x <= A4[0] - WIDE / 2
            assert WIDE / 2 <= seal.y <= A4[1] - WIDE / 2
            near = [one for one in glyphs if one.away(seal.x, seal.y) < WIDE / 2 - 0.1]
            if seal.over:
                near = [one for one in near if not _of_the_end(one, near)]
            assert not near, _printable(near)
            for other in seals[at + 1 :]:
                assert math.hypot(seal.x - other.x, seal.y - other.y) >= WIDE
        count += len(seals)
    return count


def _of_the_end(one: Glyph, near: Sequence[Glyph]) -> bool:
    """Whether a character stands in the two last lines under the seal: the office and the day."""
    lines = sorted({round(glyph.bottom / 14) for glyph in near})
    return len(lines) <= 3 and one.char in f"{papers.OFFICE}（盖章）0123456789年月日"


@pytest.mark.parametrize("name", sorted(papers.FORMS))
def test_every_seal_of_a_form_has_its_room(name: str) -> None:
    check(papers.FORMS[name]())


@pytest.mark.parametrize(
    ("name", "count"), [("agreement", 2), ("closing", 2), ("letter", 2), ("reply", 1), ("placement", 1)]
)
def test_forms_that_are_sealed_have_their_seals(name: str, count: int) -> None:
    assert check(papers.FORMS[name]()) == count


@pytest.mark.parametrize("words", ["", "同意。", LONG, LONG * 4])
def test_an_opinion_of_any_length_leaves_the_room(words: str) -> None:
    said = {**papers.VALUES, "office_opinion": words, "county_opinion": words, "summary": words}
    assert check(closing.make(papers.HEAD, said)) == 2
    assert check(placement.make(papers.HEAD, {**said, "remark": words})) == 1
    blocks = [("内容", [("说明", words), ("短", "是")])]
    assert check(common.make(papers.HEAD, papers.NAME, blocks, "李文静")) == 1


def test_who_signs_is_never_alone_on_a_page() -> None:
    """Whatever the length: the page with the signatures holds more of the paper than its edges."""
    for more in range(1, 30, 4):
        blocks = [("内容", [("说明", "情况说明。" * 12)] * more)]
        said = [
            "".join(one.char for one in page)
            for page in glyphs_of(common.make(papers.HEAD, papers.NAME, blocks, "李文静"))
        ]
        assert "填表" in said[-1]
        assert "盖章" in said[-1]


def test_the_day_is_clear_of_the_border() -> None:
    for name in ("contact", "closing", "wish", "handover", "registration", "group", "assessment"):
        for page in glyphs_of(papers.FORMS[name]()):
            for one in page:
                assert one.right < A4[0] - 20 * mm - 2, (name, one)


def test_places_stand_beside_each_other_where_a_name_fits() -> None:
    few, many = Signing([Place("甲："), Place("乙：")], 10.5), Signing([Place("经办人签名：")] * 5, 10.5)
    assert few.wrap(400, 0)[1] < many.wrap(400, 0)[1]
