"""services/help/paper: the manual as a PDF, from the same texts, whole or one chapter."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.help import books, paper


@pytest.fixture(scope="module")
def whole() -> PdfReader:
    return PdfReader(io.BytesIO(paper.draw(books.manual())))


def words(pdf: PdfReader, page: int) -> str:
    return pdf.pages[page].extract_text().replace("\n", "").replace(" ", "")


@pytest.mark.slow
def test_every_page_says_which_of_how_many(whole: PdfReader) -> None:
    total = len(whole.pages)
    assert total > 20
    for at in range(total):
        assert f"第{at + 1}页，共{total}页" in words(whole, at)


@pytest.mark.slow
def test_the_contents_name_the_page_on_which_each_chapter_begins(whole: PdfReader) -> None:
    chapters = (one for one in whole.outline if not isinstance(one, list))
    first = min(whole.get_destination_page_number(one) or 0 for one in chapters)
    contents = "".join(words(whole, at) for at in range(1, first))
    for outline in whole.outline:
        if isinstance(outline, list):
            continue
        page = whole.get_destination_page_number(outline)
        assert page is not None
        title = outline.title or ""
        assert f"{title}{page + 1}" in contents, title
        assert title in words(whole, page)
    titles = [one.title for one in whole.outline if not isinstance(one, list)]
    assert titles == [chapter.title for chapter in books.manual().chapters]


@pytest.mark.slow
def test_every_section_is_in_the_text_and_every_picture_on_a_page(whole: PdfReader) -> None:
    pages = "".join(words(whole, at) for at in range(len(whole.pages)))
    text = re.sub(r"(使用手册)?第\d+页，共\d+页", "", pages)  # a paragraph may go on behind it
    for chapter in books.manual().chapters:
        for section in chapter.sections:
            for block in section.blocks:
                for run in block.runs:
                    assert run.text.replace(" ", "") in text, (section.anchor, run.text)
    shown = sum(len(page.images) for page in whole.pages)
    assert shown == sum(
        bool(block.picture)
        for chapter in books.manual().chapters
        for section in chapter.sections
        for block in section.blocks
    )


def test_one_chapter_has_no_contents() -> None:
    pdf = PdfReader(io.BytesIO(paper.draw(books.manual(), "keys")))
    assert "目录" not in words(pdf, 0)
    assert "键盘不用鼠标也能办。" in words(pdf, 0)
    assert f"第1页，共{len(pdf.pages)}页" in words(pdf, 0)


def test_the_regulation_prints_too() -> None:
    pdf = PdfReader(io.BytesIO(paper.draw(books.law(), "law2")))
    assert "第十二条" in "".join(words(pdf, at) for at in range(len(pdf.pages)))


def test_pages_for_the_printer_are_pixels() -> None:
    made = list(paper.pages(books.news(), "news", 50, Progress()))
    assert made
    assert all(one.width > 400 for one in made)


def test_writing_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        paper.write(tmp_path / "手册.pdf", stopped)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "draw", lambda *_words, **_more: b"%PDF")
    with pytest.raises(UserError, match="文件夹"):
        paper.write(tmp_path)
