"""pdf/finish.py: what was found right is remembered by its bytes; what is wrong is refused, before and
after.
"""

import io
from collections.abc import Callable

import pikepdf
import pytest

from anbang_desktop.pdf import finish
from anbang_desktop.pdf.finish import NotArchivable
from tests.unit.pdf import papers

Harm = Callable[[pikepdf.Dictionary], None]


def _fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The embedded fonts."""
    every = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in every if one.get("/Type") == "/Font" and "/FontDescriptor" in one]


def _wider(font: pikepdf.Dictionary) -> None:
    font.Widths = pikepdf.Array([float(one) + 40 for one in font.Widths])


def _outlines_cut(font: pikepdf.Dictionary) -> None:
    program = font.FontDescriptor.FontFile2
    data = bytearray(program.read_bytes())
    at = data.index(b"glyf")
    start = int.from_bytes(data[at + 8 : at + 12], "big")
    size = int.from_bytes(data[at + 12 : at + 16], "big")
    data[start : start + size] = b"\x7f\xff" * (size // 2) + b"\x7f" * (size % 2)
    program.write(bytes(data))


def _not_embedded(font: pikepdf.Dictionary) -> None:
    del font.FontDescriptor["/FontFile2"]


@pytest.mark.parametrize("harm", [_wider, _outlines_cut, _not_embedded])
def test_a_harmed_font_is_refused_though_the_same_paper_passed(harm: Harm) -> None:
    raw = papers.FORMS["contact"]()
    finish.archival(raw)
    for _ in range(2):
        with pikepdf.open(io.BytesIO(raw)) as opened:
            for font in _fonts(opened):
                harm(font)
            with pytest.raises(NotArchivable):
                finish.archival_bytes(opened)
    assert finish.archival(raw), "and the right one passes still"


def test_an_object_that_breaks_a_rule_is_refused_each_time() -> None:
    raw = papers.FORMS["contact"]()
    finish.archival(raw)
    for _ in range(2):
        with pikepdf.open(io.BytesIO(raw)) as opened:
            opened.pages[0]["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript))
            with pytest.raises(NotArchivable):
                finish.archival_bytes(opened)


def test_what_is_kept_is_compressed_once() -> None:
    raw = papers.FORMS["agreement"]()
    assert b"FlateDecode" not in raw
    assert b"ASCII85" not in raw
    assert len(finish.archival(raw)) < len(raw) * 0.7


def _bound(part: bytes, *, over: bytes) -> pikepdf.Pdf:
    """A file of one part, with a page laid over its first."""
    out = pikepdf.new()
    with pikepdf.open(io.BytesIO(part)) as source, pikepdf.open(io.BytesIO(over)) as upper:
        out.pages.extend(source.pages)
        out.pages[0].add_overlay(upper.pages[0], None)
    return out


def test_of_a_proven_page_only_what_lies_over_it_is_checked() -> None:
    part, over = finish.archival(papers.FORMS["contact"]()), papers.FORMS["placement"]()
    with pikepdf.open(io.BytesIO(part)) as opened:
        _wider(_fonts(opened)[0])
        held = io.BytesIO()
        opened.save(held)
    with _bound(held.getvalue(), over=over) as whole, pytest.raises(NotArchivable):
        finish.archival_bytes(whole)
    with _bound(held.getvalue(), over=over) as whole:
        assert len(finish.archival_bytes(whole, [0])) > len(over) / 2, "nothing is left out of the file"
    with pikepdf.open(io.BytesIO(over)) as opened:
        _wider(_fonts(opened)[0])
        held = io.BytesIO()
        opened.save(held)
    with _bound(part, over=held.getvalue()) as whole, pytest.raises(NotArchivable):
        finish.archival_bytes(whole, [0])


def test_a_proven_page_that_nothing_lies_over_is_checked_whole() -> None:
    with pikepdf.open(io.BytesIO(papers.FORMS["contact"]())) as opened:
        _wider(_fonts(opened)[0])
        with pytest.raises(NotArchivable):
            finish.archival_bytes(opened, [0])
