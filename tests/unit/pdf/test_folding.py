"""pdf/folding.py: page by page of the folded sheets."""

import io

import pikepdf
import pytest

from anbang_desktop.pdf import folding, page
from anbang_desktop.pdf.page import FLUSH
from anbang_desktop.pdf.paragraph import Paragraph
from tests.unit.pdf.conftest import Reader

NAMES = "甲乙丙丁戊己庚辛"


def _paper(count: int) -> bytes:
    parts = [
        page.Part([Paragraph(NAMES[number - 1], FLUSH)], page.Edges("试", page_numbers=False))
        for number in range(1, count + 1)
    ]
    return page.build_parts(parts, "试")


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (1, [(3, 0), (1, 2)]),
        (4, [(3, 0), (1, 2)]),
        (5, [(7, 0), (1, 6), (5, 2), (3, 4)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_each_side_holds_its_two_pages(count: int, sides: list[tuple[int, int]], text_of: Reader) -> None:
    assert folding.order(count) == sides
    folded = folding.fold(_paper(count))
    read = text_of(folded).split("\f")[:-1]
    for said, (left, right) in zip(read, sides, strict=True):
        wanted = [NAMES[number] for number in (left, right) if number < count]
        assert said.split() == wanted
    with pikepdf.open(io.BytesIO(folded)) as pdf:
        boxes = {tuple(round(float(side)) for side in one.mediabox) for one in pdf.pages}
    assert boxes == {(0, 0, 1191, 842)}, "A3 across"


@pytest.mark.parametrize("count", range(1, 31))
def test_every_page_stands_once(count: int) -> None:
    stood = sorted(number for pair in folding.order(count) for number in pair)
    assert stood == list(range(-(-count // 4) * 4))
