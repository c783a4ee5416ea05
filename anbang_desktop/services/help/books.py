"""The books of 帮助: the manual, what is new, the Regulation; each read once, when it is first opened."""

from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.manual import Book, parse_chapter, parse_law

MANUAL, NEWS = "manual", "news"


@cache
def manual() -> Book:
    """使用手册: a chapter for each file, in the order of their numbers."""
    files = sorted(paths.resources("manual").glob("[0-9]*.md"))
    chapters = tuple(parse_chapter(file.stem.partition("_")[2], file.read_text("utf-8")) for file in files)
    return Book(MANUAL, "使用手册", chapters)


@cache
def news() -> Book:
    """更新说明: the newest version first."""
    text = paths.resources("manual", "news.md").read_text("utf-8")
    return Book(NEWS, "更新说明", (parse_chapter(NEWS, text),))


@cache
def law() -> Book:
    """办法条文: the Regulation by chapter and article."""
    return parse_law(paths.resources("rules", "regulation.txt").read_text("utf-8"))


def books() -> tuple[Book, ...]:
    """All of them, in the order in which they are offered."""
    return manual(), law(), news()


def newest() -> str:
    """The anchor of the newest version in 更新说明."""
    return news().chapters[0].sections[1].anchor


def picture(name: str) -> Path:
    """Where a picture of the manual lies."""
    return paths.resources("manual", "pictures", name)
