"""Room for seals and prints by geometry: pairwise apart, inside the page, clear of every word and date."""

import re
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from reportlab.lib.units import mm

from anbang_desktop.pdf import page
from anbang_desktop.pdf.forms import agreement
from anbang_desktop.pdf.forms.party_signing import PartySignatures, Place
from tests.unit.pdf import papers

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def _drawn(paper: agreement.Agreement) -> tuple[bytes, list[Place]]:
    block = PartySignatures(*agreement.signers(paper))
    pdf = agreement._build(paper, None, block)
    return pdf, block.places


def _words(pdf: bytes, number: int, folder: Path) -> list[Place]:
    """Every word that poppler finds on a page, with its box."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    span = ["-f", str(number), "-l", str(number)]
    told = subprocess.run(
        ["pdftotext", *span, "-bbox", str(file), "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    found = []
    for left, top, right, low, _word in WORD.findall(told):
        x, y = float(left), page.HEIGHT - float(low)
        found.append(Place("word", number, x, y, float(right) - x, float(low) - float(top)))
    return found


def _apart(one: Place, other: Place) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@pytest.mark.parametrize("name", papers.AGREEMENTS)
def test_seals_and_prints_have_room_of_their_own(name: str, tmp_path: Path) -> None:
    pdf, places = _drawn(papers.AGREEMENTS[name])
    seals = [one for one in places if one.kind == "seal"]
    marks = [*seals, *(one for one in places if one.kind == "thumb")]
    assert len(seals) == 2
    assert len({one.page for one in places}) == 1, "in one piece"
    words = _words(pdf, seals[0].page, tmp_path)
    assert len(words) > 20
    for seal in seals:
        assert min(seal.width, seal.height) >= 45 * mm
        assert min(seal.x, seal.y) >= 0
        assert seal.x + seal.width <= page.WIDTH
        assert seal.y + seal.height <= page.HEIGHT
    for one, other in combinations(marks, 2):
        assert _apart(one, other), (one, other)
    for mark in marks:
        overlapped = [word for word in words if not _apart(mark, word)]
        assert not overlapped, (mark, overlapped)


@pytest.mark.parametrize("name", papers.AGREEMENTS)
def test_every_party_is_named_with_a_date_and_signs_for_its_copy(name: str) -> None:
    paper = papers.AGREEMENTS[name]
    _pdf, places = _drawn(paper)
    parties = 4 if paper.relative else 3
    assert sum(one.kind == "date" for one in places) == parties
    assert sum(one.kind == "seal" for one in places) + sum(one.kind == "thumb" for one in places) == parties


def test_a_long_name_of_a_body_stays_in_its_cell(tmp_path: Path) -> None:
    long = agreement.Party("青山县东河镇石桥新村第二社区居民委员会")
    paper = replace(papers.AGREEMENT, office=long, village=long)
    pdf, places = _drawn(paper)
    words = _words(pdf, places[0].page, tmp_path)
    for seal in (one for one in places if one.kind == "seal"):
        assert all(_apart(seal, word) for word in words)
