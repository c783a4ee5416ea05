"""pdf/seam.py: the half ring stays outside the text, on every page of an agreement and on no other paper."""

from anbang_desktop.pdf import page, preview, seam
from anbang_desktop.pdf.forms import agreement
from tests.unit.pdf import papers
from tests.unit.pdf.conftest import Reader

DPI, EDGE = 72, 40


def _edge(pdf: bytes, number: int) -> bool:
    """Whether something stands at the right edge of a page, in the middle of its height."""
    pixels = preview.render(pdf, number, DPI)
    depth = pixels.stride // pixels.width
    rows = range(pixels.height // 2 - EDGE, pixels.height // 2 + EDGE)
    ends = [(row * pixels.stride + pixels.width * depth) for row in rows]
    return any(min(pixels.data[end - EDGE * depth : end : depth]) < 220 for end in ends)


def test_it_stands_beside_the_text() -> None:
    assert page.OFFICIAL.right > seam.RADIUS


def test_it_stands_on_every_page_of_an_agreement_and_nobody_reads_it(text_of: Reader) -> None:
    pdf, other = agreement.make(papers.AGREEMENT), papers.FORMS["notice"]()
    assert all(_edge(pdf, number) for number in range(preview.page_count(pdf)))
    assert not any(_edge(other, number) for number in range(preview.page_count(other)))
    assert "骑" not in text_of(pdf)
