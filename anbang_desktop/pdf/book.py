"""The manual as a paper: cover, contents with pages, chapters with pictures, 第 k 页，共 n 页.

It is laid out twice: the first time tells on which page each section begins, the second prints it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)

from anbang_desktop.domain.manual import Block, Chapter, Run, Section
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import rules
from anbang_desktop.pdf.fonts import book
from anbang_desktop.pdf.page import Edges, Margins
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.progress import Progress

PAPER = Margins(24 * mm, 25 * mm, 26 * mm, 22 * mm, 16 * mm, 25 * mm)
_TEXT = Style(size=12, leading=21, stack="song", after=3)
_STEP = Style(size=12, leading=21, stack="song", hanging=1.6, after=2)
_NOTE = Style(size=12, leading=20, stack="kai")
_CAPTION = Style(size=10.5, leading=18, align="center", stack="kai", after=6)
_CELL = Style(size=11, leading=17, align="left", stack="song", autospace=0.1)
_CHAPTER = Style(size=20, leading=32, align="left", stack="hei", after=8)
_SECTION = Style(size=14, leading=26, align="left", stack="hei", before=8, after=2)
_COVER = Style(size=30, leading=46, align="center", stack="title")
_UNDER = Style(size=14, leading=26, align="center", stack="song")
_LISTED = Style(size=12, leading=20, align="left", stack="hei", before=3)
_BELOW = Style(size=11, leading=17, align="left", stack="song", indent=2)
_NUMBER = Style(size=11, leading=17, align="right", stack="song")
_STACKS = {"strong": "hei", "key": "hei", "link": "kai", "": ""}
_GROUND = HexColor("#f2efe8")
_BOXED = {"note": "注意　", "ours": ""}  # what stands on a coloured ground, and how it begins
_END = ""  # the mark on the last page
_CHAPTER_ROOM = 120 * mm  # a chapter that would begin lower begins on a new page
_HIGHEST = 95 * mm  # a picture leaves room for the steps that speak of it


class _Mark(Flowable):  # type: ignore[misc, unused-ignore]
    """Takes no room; notes its page and stands in the outline of the file."""

    def __init__(self, anchor: str, title: str, level: int, pages: dict[str, int]) -> None:
        super().__init__()
        self._anchor, self._title, self._level, self._pages = anchor, title, level, pages
        self.width = self.height = 0

    def draw(self) -> None:
        """Note where it came to stand."""
        self._pages[self._anchor] = self.canv.getPageNumber()
        if self._anchor != _END:
            self.canv.bookmarkPage(self._anchor)
            self.canv.addOutlineEntry(self._title, self._anchor, self._level, closed=self._level == 0)


def make(
    title: str,
    told: str,
    chapters: Sequence[Chapter],
    pictures: Mapping[str, Path],
    progress: Progress,
    *,
    contents: bool,
) -> bytes:
    """PDF bytes. ``told`` stands under the title; without ``contents`` there is no cover either."""
    pages: dict[str, int] = {}
    pdf = b""
    for turn in range(2):
        progress.step(turn, 2, "排版")
        marks: dict[str, int] = {}
        story = _story(title, told, chapters, pictures, pages, marks, contents=contents)
        pdf = page.build([*story, _Mark(_END, "", 0, marks)], Edges(title, total=pages.get(_END, 1)), PAPER)
        pages = marks
    return pdf


def _story(
    title: str,
    told: str,
    chapters: Sequence[Chapter],
    pictures: Mapping[str, Path],
    pages: Mapping[str, int],
    marks: dict[str, int],
    *,
    contents: bool,
) -> list[Flowable]:
    story: list[Flowable] = []
    if contents:
        story += [Spacer(1, 70 * mm), Paragraph("安帮桌面", _UNDER), Paragraph(title, _COVER)]
        story += [Spacer(1, 12 * mm), Paragraph(told, _UNDER), PageBreak(), *_contents(chapters, pages)]
    for place, chapter in enumerate(chapters):
        if place or contents:
            story.append(CondPageBreak(_CHAPTER_ROOM) if place else PageBreak())
            story.append(Spacer(1, 14))
        for section in chapter.sections:
            story += _section(chapter, section, pictures, marks)
    return story


def _contents(chapters: Sequence[Chapter], pages: Mapping[str, int]) -> list[Flowable]:
    lines = []
    for chapter in chapters:
        for section in chapter.sections:
            style = _BELOW if section.title else _LISTED
            name = Paragraph(section.title or chapter.title, style)
            lines.append([name, Paragraph(str(pages.get(section.anchor, 1)), _NUMBER)])
    table = Table(lines, colWidths=[PAPER.width - 40, 40])
    everywhere = ((0, 0), (-1, -1))
    table.setStyle(
        TableStyle(
            [
                ("FONT", *everywhere, book().base(), 10),
                ("TOPPADDING", *everywhere, 1),
                ("BOTTOMPADDING", *everywhere, 1),
                ("LEFTPADDING", *everywhere, 0),
                ("RIGHTPADDING", *everywhere, 0),
                ("VALIGN", *everywhere, "BOTTOM"),
            ]
        )
    )
    return [Paragraph("目　录", _CHAPTER), table]


def _section(
    chapter: Chapter, section: Section, pictures: Mapping[str, Path], marks: dict[str, int]
) -> list[Flowable]:
    level = 1 if section.title else 0
    name = section.title or chapter.title
    head = [
        _Mark(section.anchor, name, level, marks),
        Paragraph(name, _SECTION if level else _CHAPTER),
    ]
    ruled = bool(section.blocks) and bool(section.blocks[0].cells)
    made: list[Flowable] = [CondPageBreak((60 if ruled else 28) * mm), *head]
    rows: list[Block] = []
    for block in (*section.blocks, None):
        if block is not None and block.cells:
            rows.append(block)
            continue
        if rows:
            made += [_table(rows), Spacer(1, 6)]
            rows = []
        if block is not None:
            made.append(_flowable(block, pictures))
    return made


def _flowable(block: Block, pictures: Mapping[str, Path]) -> Flowable:
    if block.kind == "picture":
        caption = "".join(run.text for run in block.runs)
        return KeepTogether([_picture(pictures[block.picture]), Paragraph(f"图：{caption}", _CAPTION)])
    if block.kind in _BOXED:
        return _note(block)
    if block.kind == "text":
        return Paragraph(_spans(block.runs, _TEXT), _TEXT)
    mark = f"{block.number}. " if block.kind == "step" else "· "
    return Paragraph([Span(mark, "hei"), *_spans(block.runs, _STEP)], _STEP)


def _picture(file: Path) -> Image:
    wide, high = ImageReader(str(file)).getSize()
    scale = min(PAPER.width / wide, _HIGHEST / high)
    made = Image(str(file), wide * scale, high * scale)
    made.spaceBefore, made.spaceAfter = 4, 2
    return made


def _note(block: Block) -> Table:
    begins = _BOXED[block.kind]
    words = [*([Span(begins, "hei")] if begins else []), *_spans(block.runs, _NOTE)]
    made = Table([[Paragraph(words, _NOTE)]], colWidths=[PAPER.width])
    everywhere = ((0, 0), (-1, -1))
    made.setStyle(
        TableStyle(
            [
                ("FONT", *everywhere, book().base(), 10),
                ("BACKGROUND", *everywhere, _GROUND),
                ("LEFTPADDING", *everywhere, 8),
                ("RIGHTPADDING", *everywhere, 8),
                ("TOPPADDING", *everywhere, 4),
                ("BOTTOMPADDING", *everywhere, 5),
            ]
        )
    )
    made.spaceBefore, made.spaceAfter = 3, 6
    return made


def _table(rows: Sequence[Block]) -> Table:
    """Ruled; columns share the width by their longest words."""
    count = max(len(row.cells) for row in rows)
    longest = [
        max((sum(len(run.text) for run in row.cells[at]) for row in rows if at < len(row.cells)), default=1)
        for at in range(count)
    ]
    shares = [min(max(one, 5), 26) for one in longest]
    data: list[list[Any]] = [
        [
            Paragraph(
                [Span(run.text, "hei" if row.kind == "head" else _STACKS[run.look] or "song") for run in cell]
                or " ",
                _CELL,
            )
            for cell in row.cells
        ]
        for row in rows
    ]
    repeat = 1 if rows[0].kind == "head" else 0
    made = Table(data, colWidths=[PAPER.width * one / sum(shares) for one in shares], repeatRows=repeat)
    made.setStyle(rules(padding=3))
    made.spaceBefore = 4
    return made


def _spans(runs: Sequence[Run], style: Style) -> list[Span]:
    return [Span(run.text, _STACKS[run.look] or style.stack) for run in runs]
