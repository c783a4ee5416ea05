"""The books of 帮助: the manual, what is new, the Regulation; each read once, when it is first opened.
Under each article of the Regulation stands what the office does for it with this program.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.article_work import WORKS, Work
from anbang_desktop.domain.manual import OURS, Block, Book, Run, law_anchor, parse_chapter, parse_law

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
    """办法条文: the Regulation by chapter and article, and what is done for each."""
    bare = parse_law(paths.resources("rules", "regulation.txt").read_text("utf-8"))
    ours = {law_anchor(work.article): Block(OURS, tuple(_said(work))) for work in WORKS}
    chapters = (
        replace(
            chapter,
            sections=tuple(
                replace(one, blocks=(*one.blocks, ours[one.anchor])) if one.anchor in ours else one
                for one in chapter.sections
            ),
        )
        for chapter in bare.chapters
    )
    return replace(bare, chapters=tuple(chapters))


def _said(work: Work) -> Iterator[Run]:
    """Whose work the article is, what is done, by which buttons, and where the manual tells it."""
    yield Run(f"{work.whose}　", "strong")
    yield Run(work.words)
    verbs = dict.fromkeys(act.verb for act in work.acts if act.verb is not None)
    if verbs:
        yield Run(f"按钮：{'、'.join(verbs)}。")
    if work.manual:
        chapter, section = manual().places()[work.manual]
        yield Run("见手册")
        yield Run(section.title or chapter.title, "link", work.manual)


def books() -> tuple[Book, ...]:
    """All of them, in the order in which they are offered."""
    return manual(), law(), news()


def newest() -> str:
    """The anchor of the newest version in 更新说明."""
    return news().chapters[0].sections[1].anchor


def picture(name: str) -> Path:
    """Where a picture of the manual lies."""
    return paths.resources("manual", "pictures", name)
