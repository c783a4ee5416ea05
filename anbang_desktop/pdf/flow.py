"""From template blocks to flowables: the look of each kind of block on a page of GB/T 9704."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reportlab.lib.colors import black
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table, TableStyle

from anbang_desktop.pdf import page
from anbang_desktop.pdf.fonts import book
from anbang_desktop.pdf.forms.signing import Sealed, Signatures
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.pdf.template import Block, Piece

_LEAST_END = 2  # characters in the last line of a paragraph: one alone looks lost
_STYLES = {
    "title": page.TITLE,
    "heading": page.HEADING,
    "subheading": page.SUBHEADING,
    "right": page.TO_RIGHT,
    "flush": replace(page.FLUSH, least_end=_LEAST_END),
    "body": replace(page.BODY, least_end=_LEAST_END),
}
_CELL = Style(size=12, leading=17, align="center", autospace=0, least_end=_LEAST_END)
_ROWS = 5  # lines of its head and a row that a page takes of a table at least
_ALONG = 2  # lines that go with the signatures to a new page
_END = "落款"
_HEADINGS = ("heading", "subheading")


class WritingLines(Flowable):  # type: ignore[misc, unused-ignore]
    """Empty lines to write on, as wide as the text."""

    def __init__(self, count: int) -> None:
        """``count`` lines of the page's leading."""
        super().__init__()
        self._count = count

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Full width, a leading each."""
        self.width, self.height = aW, self._count * page.LEADING
        return self.width, self.height

    def draw(self) -> None:
        """A rule at the foot of each line."""
        self.canv.setLineWidth(0.6)
        for line in range(self._count):
            y = self.height - (line + 1) * page.LEADING + 4
            self.canv.line(0, y, self.width, y)


def flowables(blocks: Sequence[Block], fixed: Mapping[str, Flowable]) -> list[Flowable]:
    """The story of a text; ``fixed`` holds what a ``[[name]]`` line stands for. A heading stays with what
    follows, and so do the words before a table.
    """
    found: list[Flowable] = []
    waiting: _Together | None = None
    kinds = [block.kind for block in blocks]
    for block, after in zip(blocks, [*kinds[1:], ""], strict=True):
        if block.kind == "fixed":
            made: Flowable = fixed[block.name]
        elif block.kind == "space":
            made = Spacer(1, page.LEADING / 2)
        elif block.kind == "table":
            made = _table(block)
        else:
            made = Paragraph(spans(block.pieces, _STYLES[block.kind].stack), _STYLES[block.kind])
        if waiting is not None:
            waiting.before(made)
        waiting = None
        if block.kind in _HEADINGS or (after == "table" and block.kind in _STYLES):
            waiting = _Together(made)
            found.append(waiting)
        found.append(made)
    return _kept(found)


def _kept(story: Sequence[Flowable]) -> list[Flowable]:
    """Who signs or seals is never alone on a page: the end of what is signed goes along, with the heading
    where that is all of it.
    """
    found: list[Flowable] = []
    for one in story:
        last = found[-1] if found else None
        if not isinstance(one, Signatures | Sealed) or not isinstance(last, Paragraph):
            found.append(one)
            continue
        last.wrap(page.OFFICIAL.width, 0)
        before = len(last.lines) - _ALONG
        if before >= _ALONG:
            found[-1], rest = last.cut(before)
            found.append(KeepTogether([rest, one]))
        else:
            headed = len(found) > 2 and isinstance(found[-3], CondPageBreak)
            along = found[-2:] if headed else found[-1:]
            found[-len(along) :] = [KeepTogether([*along, one])]
    return found


def sealed_end(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, Flowable]]:
    """The blocks of a letter whose office and day, at its right edge, are one fixed block with its seal."""
    for at, (office, day) in enumerate(pairwise(blocks)):
        if office.kind == day.kind == "right" and any("盖章" in piece.text for piece in office.pieces):
            end = Sealed([_centred(office), _centred(day)])
            return [*blocks[:at], Block("fixed", name=_END), *blocks[at + 2 :]], {_END: end}
    return list(blocks), {}


def _centred(block: Block) -> Paragraph:
    return Paragraph(spans(block.pieces, page.TO_RIGHT.stack), replace(page.TO_RIGHT, align="center"))


class _Together(CondPageBreak):  # type: ignore[misc, unused-ignore]
    """Ends the page where a flowable and the least that may follow it don't fit below."""

    def __init__(self, first: Flowable) -> None:
        super().__init__(0)
        self._first = first
        self._next: Flowable | None = None

    def before(self, following: Flowable) -> None:
        """What comes after the first."""
        self._next = following

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """The height that is needed, by what both take in this width."""
        self.height = self._first.wrap(aW, aH)[1] + _least(self._next, aW)
        return super().wrap(aW, aH)


def _least(flowable: Flowable | None, width: float) -> float:
    """How much of a flowable must stand on one page at least."""
    if isinstance(flowable, Paragraph):
        return flowable.least(width)
    if isinstance(flowable, Table):
        return _CELL.leading * _ROWS
    return page.LEADING


def spans(pieces: Sequence[Piece], stack: str) -> list[Span]:
    """Pieces in one stack; an empty value is a line to write on."""
    return [
        Span(
            piece.text,
            stack,
            name=piece.person,
            where=piece.where,
            underline=piece.blank,
            same=not piece.where,
        )
        for piece in pieces
    ]


def _table(block: Block) -> Table:
    """A small ruled table; its first row is the head."""
    stacks = ["hei", *["fang"] * (len(block.rows) - 1)]
    data = [
        [Paragraph([Span(s.text, stack, s.name, s.where) for s in spans(cell, stack)], _CELL) for cell in row]
        for stack, row in zip(stacks, block.rows, strict=True)
    ]
    scale = page.OFFICIAL.width / sum(block.widths) if block.widths else 0
    table = Table(data, colWidths=[share * scale for share in block.widths] or None, repeatRows=1)
    table.setStyle(rules(padding=3))
    table.spaceBefore, table.spaceAfter = 6, 8
    return table


def rules(padding: float) -> TableStyle:
    """Thin black rules and our own font, so that no unembedded one gets in."""
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), book().base(), 10),
            ("GRID", (0, 0), (-1, -1), 0.6, black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ]
    )
