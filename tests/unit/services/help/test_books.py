"""services/help/books: the shipped texts lead nowhere wrong, show what exists, and speak of help."""

import re

import pytest

from anbang_desktop import __version__, paths
from anbang_desktop.domain.manual import Book, Run
from anbang_desktop.services.help import books

MOST_BYTES = 3_000_000
NOT_OURS = re.compile("监管|管控|脱管|考核|罪犯|犯人|重点人员")
NOT_SHOWN = {
    *("张三", "户籍地派出所电话", "村里正在换届", "命令提示符"),  # examples, and a part of Windows
    *("｛姓名｝", "姓名：______", "你们记了我什么"),  # in a wording, on a county's paper, what somebody says
    # what the program puts together: a verb and a name, a mark and its copy, a thing and its remark
    *("改用通用评估表", "列档案移交清单", "犯罪记录封存 存档件", "有关材料，另存"),
}
PLACES = {anchor for book in books.books() for anchor in book.places()}


def runs(book: Book) -> list[Run]:
    return [
        run
        for chapter in book.chapters
        for section in chapter.sections
        for block in section.blocks
        for cell in (block.runs, *block.cells)
        for run in cell
    ]


def pictures() -> list[str]:
    return [
        block.picture
        for chapter in books.manual().chapters
        for section in chapter.sections
        for block in section.blocks
        if block.picture
    ]


@pytest.mark.parametrize("book", books.books(), ids=lambda book: book.key)
def test_every_link_leads_to_a_place(book: Book) -> None:
    assert [run for run in runs(book) if run.look == "link" and run.to not in PLACES] == []


def test_no_two_places_share_an_anchor() -> None:
    listed = [
        section.anchor for book in books.books() for chapter in book.chapters for section in chapter.sections
    ]
    assert len(listed) == len(set(listed))


def test_every_word_that_is_quoted_stands_in_the_program() -> None:
    """A renamed button would send the clerk looking for it. 几 stands for a number."""
    root = paths.root()
    files = [
        *root.glob("anbang_desktop/**/*.py"),
        *root.glob("db/seed/*.toml"),
        *root.glob("resources/rules/*.toml"),
    ]
    program = "".join(file.read_text("utf-8") for file in files)
    quoted = {
        words
        for chapter in books.manual().chapters
        for section in chapter.sections
        for block in section.blocks
        for words in re.findall("“([^”]+)”", block.words)
    }
    assert len(quoted) > 100
    strange = {words for words in quoted - NOT_SHOWN if not _shown(words, program)}
    assert strange == set()


def _shown(words: str, program: str) -> bool:
    if words in program:
        return True
    pattern = ".{1,40}".join(map(re.escape, words.split("几")))
    return "几" in words and re.search(pattern, program) is not None


def test_every_section_says_something() -> None:
    assert [
        section.anchor
        for chapter in books.manual().chapters
        for section in chapter.sections[1:]
        if not section.blocks
    ] == []


def test_the_pictures_are_those_that_the_texts_show_and_small() -> None:
    files = list(paths.resources("manual", "pictures").glob("*.png"))
    assert {file.name for file in files} == set(pictures())
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    assert all(books.picture(name).is_file() for name in pictures())


@pytest.mark.parametrize("book", [books.manual(), books.news()], ids=["manual", "news"])
def test_the_texts_speak_of_help(book: Book) -> None:
    words = "".join(run.text for run in runs(book))
    assert NOT_OURS.findall(words) == []


def test_the_markup_leaves_nothing_behind() -> None:
    assert [
        run for book in books.books() for run in runs(book) if re.search(r"\*\*|`|\]\(|\{#", run.text)
    ] == []


def test_the_newest_news_are_of_this_version() -> None:
    chapter = books.news().chapters[0]
    assert chapter.sections[1].title.startswith(__version__)
    assert books.newest() == chapter.sections[1].anchor


def test_the_regulation_is_whole() -> None:
    law = books.law()
    articles = [one.anchor for chapter in law.chapters for one in chapter.sections[1:]]
    assert articles == [f"law.a{number}" for number in range(1, len(articles) + 1)]
    assert len(articles) > 30
    assert law.places()["law.a12"][1].title == "第十二条"
