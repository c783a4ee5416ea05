"""The agreement on its pages: none a quarter empty but the last ones; and each version's text says what it
should.
"""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.platypus import Spacer

from anbang_desktop import paths
from anbang_desktop.pdf import page, signs
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms import agreement
from anbang_desktop.pdf.forms.agreement import HelpLine
from anbang_desktop.pdf.paragraph import Paragraph
from anbang_desktop.pdf.template import fill, lint, load
from tests.unit.pdf import papers
from tests.unit.pdf.conftest import Reader

LOW = re.compile(r'<page |<word [^>]*yMax="([\d.]+)">')
FULL = 0.75


def _lowest(pdf: bytes, folder: Path) -> list[float]:
    """How far down the text of each page reaches, of the height of the text."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    pages: list[list[float]] = []
    end = page.HEIGHT - page.OFFICIAL.bottom + 3
    for found in LOW.finditer(told):
        if found[1] is None:
            pages.append([])
        elif float(found[1]) <= end:
            pages[-1].append(float(found[1]) - page.OFFICIAL.top)
    return [max(one) / page.OFFICIAL.height for one in pages]


@pytest.mark.parametrize("name", papers.AGREEMENTS)
@pytest.mark.parametrize("extra", ["", "每月第一周的星期三下午到司法所商量就业的事。" * 3])
@pytest.mark.parametrize("offers", [0, 2, 5])
def test_no_page_is_a_quarter_empty_before_the_signatures(
    name: str, extra: str, offers: int, tmp_path: Path
) -> None:
    lines = tuple(HelpLine("就业服务", "电焊培训", "青山县人力资源和社会保障局") for _ in range(offers))
    pdf = agreement.make(replace(papers.AGREEMENTS[name], extra=extra, offers=lines))
    *body, _last = _lowest(pdf, tmp_path)
    assert body[0] >= FULL, "the first page"
    assert all(one >= FULL for one in body[:-1]), body
    assert 4 <= len(body) + 1 <= 6


def test_a_paper_without_anything_fits_five_pages(text_of: Reader) -> None:
    for paper in papers.AGREEMENTS.values():
        assert text_of(agreement.make(paper)).count("\f") == 5


def test_a_sealed_record_has_no_word_that_lets_anybody_infer_it(text_of: Reader) -> None:
    sealed = text_of(agreement.make(papers.AGREEMENTS["sealed"])).replace("\n", "")
    open_ = text_of(agreement.make(papers.AGREEMENTS["four_parties"])).replace("\n", "")
    for word in ("安置帮教", "帮教小组", "帮教期限", "《办法》", "第三十三条"):
        assert word in open_
        assert word not in sealed
    assert "剥夺" not in sealed, "though a judgment takes political rights"
    assert "关爱帮扶协议书" in sealed


def test_rights_that_a_judgment_takes_are_said_where_it_does(text_of: Reader) -> None:
    taken = text_of(agreement.make(papers.AGREEMENTS["rights_taken"])).replace("\n", "")
    assert "除生效判决剥夺、期限还没有届满的政治权利以外" in taken
    assert "政治权利" not in text_of(agreement.make(papers.AGREEMENT))


def test_every_offer_names_measure_department_day_and_phone(text_of: Reader) -> None:
    read = text_of(agreement.make(papers.AGREEMENT)).replace("\n", "").replace(" ", "")
    for word in ("就业服务", "电焊培训", "青山县人力资源和社会保障局", "2026年12月20日", "0350-2345678"):
        assert word in read


@pytest.mark.parametrize("name", papers.AGREEMENTS)
def test_no_paragraph_ends_in_one_character(name: str) -> None:
    blocks = fill(agreement.text(), agreement.SLOTS, agreement._values(papers.AGREEMENTS[name]))
    fixed = {"签名": Spacer(1, 1), "手写行": Spacer(1, 1)}
    for one in flowables(blocks, fixed):
        if isinstance(one, Paragraph):
            one.wrap(page.OFFICIAL.width, page.HEIGHT)
            last = [char for char in one.lines[-1] if signs.kind(char) in ("han", "latin")]
            assert len(one.lines) == 1 or len(last) >= 2, one.lines


@pytest.mark.parametrize("version", [1, 2])
def test_every_version_that_ships_can_be_filled(version: int, text_of: Reader) -> None:
    source = load(paths.resources("agreements", f"agreement-{version}.txt"))
    assert not lint(source, agreement.SLOTS)
    for paper in papers.AGREEMENTS.values():
        assert papers.NAME in text_of(agreement.make(paper, source))
