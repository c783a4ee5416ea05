"""The texts of 帮助 as blocks: a small part of Markdown, which the window and the paper lay out alike.

A file is one chapter: ``# title``, then sections ``## title {#name}``. Lines below them are a paragraph,
``1. step``, ``- point``, ``> note``, ``![caption](picture.png)`` or ``| a | b |`` (the first row is the
head of the table); inside them ``**strong**``, `` `key` `` and ``[words](anchor)``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from anbang_desktop.domain.articles import chinese_number

RunLook = Literal["", "strong", "key", "link"]
BlockKind = Literal["text", "step", "point", "note", "ours", "picture", "head", "row"]

_SECTION = re.compile(r"## (.+?)\s*\{#([a-z0-9-]+)\}")
_RUN = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<key>.+?)`|\[(?P<link>.+?)\]\((?P<to>[a-z0-9.-]+)\)")
_STEP = re.compile(r"(\d+)\. (.+)")
_PICTURE = re.compile(r"!\[(.+?)\]\(([\w-]+\.png)\)")
_RULE = re.compile(r"\|[-| :]+\|")
_PART = re.compile(r"第([一二三四五六七八九十]+)章\s+(.*)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条\s+(.*)")
_ITEM = re.compile(r"\([一二三四五六七八九十]+\).*")
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
_BEFORE, _AFTER = 3, 8  # characters beside what was looked for
LAW = "law"
OURS: BlockKind = "ours"  # what the program adds to a text that is not its own


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; ``to`` is the anchor that a link leads to."""

    text: str
    look: RunLook = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, step, picture or row of a table; a row has ``cells``, everything else ``runs``."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    number: int = 0
    picture: str = ""
    cells: tuple[tuple[Run, ...], ...] = ()

    @property
    def words(self) -> str:
        """What it says, without looks."""
        return " ".join("".join(run.text for run in runs) for runs in (self.runs, *self.cells)).strip()


@dataclass(frozen=True, slots=True)
class Section:
    """What one anchor leads to; the first section of a chapter is its beginning, without a title."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file."""

    key: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which all words were found, with the words round the first of them."""

    chapter: Chapter
    section: Section
    around: str


@dataclass(frozen=True, slots=True)
class Book:
    """Chapters in their order; ``key`` names the book."""

    key: str
    title: str
    chapters: tuple[Chapter, ...]

    def places(self) -> Mapping[str, tuple[Chapter, Section]]:
        """Chapter and section of every anchor."""
        return {
            section.anchor: (chapter, section) for chapter in self.chapters for section in chapter.sections
        }

    def find(self, words: str) -> list[Hit]:
        """The sections that hold all of these words, in the order of the book; those that name them in their
        title come first.
        """
        wanted = words.lower().split()
        if not wanted:
            return []
        found = [
            (all(word in section.title.lower() for word in wanted), Hit(chapter, section, around))
            for chapter in self.chapters
            for section in chapter.sections
            if (around := _around(chapter, section, wanted)) is not None
        ]
        return [hit for _titled, hit in sorted(found, key=lambda one: not one[0])]


def _around(chapter: Chapter, section: Section, wanted: Sequence[str]) -> str | None:
    lines = [section.title or chapter.title, *(block.words for block in section.blocks)]
    if not all(word in "\n".join(lines).lower() for word in wanted):
        return None
    line = next((line for line in lines[1:] if wanted[0] in line.lower()), lines[1] if lines[1:] else "")
    at = max(line.lower().find(wanted[0]), 0)
    start, end = max(at - _BEFORE, 0), at + len(wanted[0]) + _AFTER
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def parse_chapter(key: str, text: str) -> Chapter:
    """Read one file; ValueError names the line that is no part of the markup."""
    title, sections = "", list[tuple[str, str, list[str]]]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# ") and not sections:
            title = line[2:].strip()
            sections.append((key, "", []))
        elif line.startswith("#"):
            head = _SECTION.fullmatch(line.strip())
            if head is None or not sections:
                raise ValueError(f"{key}, line {number}: {line}")
            sections.append((f"{key}.{head[2]}", head[1], []))
        elif sections:
            sections[-1][2].append(line)
        elif line.strip():
            raise ValueError(f"{key}, line {number}: no title")
    return Chapter(
        key, title, tuple(Section(anchor, name, tuple(_blocks(lines))) for anchor, name, lines in sections)
    )


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    plain: list[str] = []
    in_table = False
    for line in (*(line.strip() for line in lines), ""):
        block = None if _RULE.fullmatch(line) else _block(line, first=not in_table)
        ruled = line.startswith("|")
        if (block or not line) and plain:
            yield Block("text", read_runs("".join(plain)))
            plain = []
        if block:
            yield block
        elif line and not ruled:
            plain.append(line)
        in_table = ruled


def _block(line: str, *, first: bool) -> Block | None:
    """A line that is a block by itself; None for a piece of a paragraph."""
    if picture := _PICTURE.fullmatch(line):
        return Block("picture", (Run(picture[1]),), picture=picture[2])
    if step := _STEP.fullmatch(line):
        return Block("step", read_runs(step[2]), number=int(step[1]))
    if line.startswith("- "):
        return Block("point", read_runs(line[2:]))
    if line.startswith("> "):
        return Block("note", read_runs(line[2:]))
    if line.startswith("|"):
        cells = tuple(read_runs(cell.strip()) for cell in line.strip("|").split("|"))
        return Block("head" if first else "row", cells=cells)
    return None


def read_runs(text: str) -> tuple[Run, ...]:
    """A line cut where its look changes."""
    found: list[Run] = []
    at = 0
    for match in _RUN.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()]))
        look: RunLook = "strong" if match["strong"] else "key" if match["key"] else "link"
        found.append(Run(match[look], look, match["to"] or ""))
        at = match.end()
    if at < len(text):
        found.append(Run(text[at:]))
    return tuple(found)


def parse_law(text: str) -> Book:
    """The Regulation by chapter and article; anchors are ``law.a12``. What stands before the first head is
    its first chapter.
    """
    title, *lines = [line.strip().translate(_FULL_WIDTH) for line in text.splitlines() if line.strip()]
    chapters: list[tuple[str, list[tuple[str, list[Block]]]]] = [("第一章", [])]
    for line in lines:
        plain = line.replace("（", "(").replace("）", ")")
        if part := _PART.fullmatch(line):
            chapters.append((f"第{part[1]}章　{part[2]}", []))
        elif article := _ARTICLE.fullmatch(line):
            chapters[-1][1].append((f"第{article[1]}条", [Block("text", (Run(article[2]),))]))
        else:
            indent = "　　" if _ITEM.fullmatch(plain) else ""
            chapters[-1][1][-1][1].append(Block("text", (Run(indent + line),)))
    numbers = {f"第{chinese_number(number)}条": number for number in range(1, 100)}
    return Book(
        LAW,
        f"《{title}》",
        tuple(
            Chapter(
                f"{LAW}{at}",
                name,
                (
                    Section(f"{LAW}{at}", "", ()),
                    *(Section(law_anchor(numbers[head]), head, tuple(blocks)) for head, blocks in articles),
                ),
            )
            for at, (name, articles) in enumerate(chapters, 1)
        ),
    )


def law_anchor(number: int) -> str:
    """Where an article stands in the Regulation."""
    return f"{LAW}.a{number}"
