"""Ruled forms: rows of labels and values on a grid of columns, stretched to fill a page or running over
several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.platypus import Flowable, Table, TableStyle

from anbang_desktop.pdf import wording
from anbang_desktop.pdf.fonts import book
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.pdf.seal import DATE, Place, Signing

_PAD_X, _PAD_Y = 3.0, 2.5
_MOST = 90.0  # a text higher than this is cut into rows without a line between, so that a page may end there
_FULL = 10.5  # the type size that a row's least height is meant for
_SHADE = HexColor("#f1f1f1")
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a box of the grid; ``span`` columns wide and ``rows`` high; ``where`` names its field in a
    complaint.
    """

    text: str = ""
    span: int = 1
    rows: int = 1
    stack: str = "song"
    align: str = "center"
    name: bool = False
    where: str = ""
    top: bool = False  # text begins at the top instead of the middle
    shade: bool = False  # a head inside the form
    goes_on: bool = False  # no line below: the next row belongs to it
    went_on: bool = False  # no line above
    again: str = ""  # a caption that is said anew where the row begins a page
    places: tuple[Place, ...] = ()  # to sign in, below the text
    day: str = DATE  # of signing; empty: none


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right; columns covered by a cell of a row above are left out. ``grow`` takes
    spare height.
    """

    cells: tuple[Cell, ...]
    least: float = 0.0
    grow: float = 0.0
    heads: int = 0  # so many rows below it are a table of which it is the head
    long: bool = False  # a caption and a text of any length: cut where a page may end

    @property
    def signs(self) -> bool:
        """Whether somebody signs in it."""
        return any(cell.places for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Look:
    """Type and padding of a grid."""

    size: float = 10.5
    leading: float = 14.0
    least: float = 21.0

    def smaller(self) -> "Look":
        """One step down, for a form with much text."""
        return Look(self.size - 0.5, self.leading - 0.7, max(15.0, self.least - 1))


def label(text: str, span: int = 1, rows: int = 1) -> Cell:
    """A caption of the form."""
    return Cell(text, span, rows, stack="hei")


def value(
    text: str, span: int = 1, where: str = "", *, name: bool = False, align: str = "center", rows: int = 1
) -> Cell:
    """A datum of the case."""
    return Cell(text, span, rows, align=align, name=name, where=where)


def note(text: str, span: int = 1, where: str = "", *, top: bool = True) -> Cell:
    """Running text, from the left; ``top`` begins it at the top of its box."""
    return Cell(text, span, align="left", where=where, top=top)


def grid(
    rows: Sequence[Row],
    widths: Sequence[float],
    width: float,
    *,
    look: Look | None = None,
    height: float = 0.0,
    head: int = 0,
) -> Flowable:
    """A table ``width`` points wide; ``widths`` are shares; with ``height`` it is stretched to it;
    ``head`` rows repeat on each page.
    """
    return _Grid(rows, widths, width, look or Look()).table(height, head)


def natural_height(rows: Sequence[Row], widths: Sequence[float], width: float, look: Look) -> float:
    """The height that the rows need at least."""
    return sum(_Grid(rows, widths, width, look).heights)


def stacked(rows: Sequence[Row], widths: Sequence[float], width: float, look: Look) -> list[Flowable]:
    """The rows over as many pages as they take: a table inside says its head again on each, and who signs
    finds something of what is signed above the line.
    """
    found: list[Flowable] = []
    for block, head in _blocks(rows):
        part = _Grid(block, widths, width, look)
        last = sum(1 for row in takewhile(lambda row: row.signs, reversed(block)))
        found.append(part.table(0.0, head, kept=last + 1 if last else 0))
    return found


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[list[Row], int]]:
    """Rows that stand in one table of ReportLab's, and how many of the first are its head."""
    block: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.heads:
            title = block[-1:] if block and len(block[-1].cells) == 1 and not block[-1].long else []
            if above := block[: len(block) - len(title)]:
                yield above, 0
            yield [*title, *rows[at : at + 1 + row.heads]], len(title) + 1
            block, at = [], at + 1 + row.heads
        else:
            block.append(row)
            at += 1
    if block:
        yield block, 0


class _Ruled(Table):  # type: ignore[misc, unused-ignore]
    """A table whose captions are said again where a text runs on to the next page."""

    def onSplit(self, T: Any, byRow: int = 1) -> None:  # noqa: N802, N803, ARG002 - ReportLab's names
        """Called for each part of a table that a page end cuts."""
        row = T._cellvalues[T.repeatRows]  # noqa: SLF001 - of the same class
        again = getattr(row[0], "again", None) if row else None
        if again is not None:
            row[0] = again


class _Grid:
    """Cells in their places with their natural heights."""

    def __init__(self, rows: Sequence[Row], widths: Sequence[float], width: float, look: Look) -> None:
        share = width / sum(widths)
        self._widths = [one * share for one in widths]
        self._look = look
        self._rows = [part for row in wording.kept(rows) for part in (self._cut(row) if row.long else (row,))]
        self._cells: dict[_Place, tuple[Cell, Paragraph | Signing]] = {}
        self._lay_out()
        self.heights = self._heights()

    def _cut(self, row: Row) -> list[Row]:
        """A long text as rows without a line between, broken at the size that it is set in."""
        caption, said = row.cells
        paragraph = self._paragraph(said)
        paragraph.wrap(sum(self._widths[caption.span :]) - 2 * _PAD_X, 0)
        lines, many = paragraph.lines, int(_MOST / self._look.leading)
        if len(lines) <= many:
            return [replace(row, long=False)]
        pieces = ["\n".join(lines[start : start + many]) for start in range(0, len(lines), many)]
        final = len(pieces) - 1
        return [
            Row(
                (
                    replace(
                        caption,
                        text=caption.text if not at else "",
                        again=caption.text if at else "",
                        goes_on=at < final,
                        went_on=at > 0,
                    ),
                    replace(said, text=piece, goes_on=at < final, went_on=at > 0),
                ),
                grow=row.grow if at == final else 0.0,
            )
            for at, piece in enumerate(pieces)
        ]

    def _lay_out(self) -> None:
        taken: set[_Place] = set()
        for y, row in enumerate(self._rows):
            x = 0
            for cell in row.cells:
                while (y, x) in taken:
                    x += 1
                taken |= {(y + down, x + right) for down in range(cell.rows) for right in range(cell.span)}
                self._cells[(y, x)] = (cell, self._signing(cell) if cell.places else self._paragraph(cell))
                x += cell.span

    def _paragraph(self, cell: Cell) -> Paragraph:
        style = Style(self._look.size, self._look.leading, cell.align, autospace=0.1)
        made = Paragraph([Span(cell.text, cell.stack, cell.name, cell.where)], style)
        if cell.again:
            made.again = self._paragraph(replace(cell, text=f"{cell.again}\n（续）", again=""))
        return made

    def _signing(self, cell: Cell) -> Signing:
        return Signing(cell.places, self._look.size, cell.text, cell.day, cell.where)

    def _heights(self) -> list[float]:
        """What each row needs; a cell over several rows asks the last of them for what is missing."""
        found = [max(row.least * self._look.size / _FULL, self._look.least) for row in self._rows]
        for (y, x), (cell, paragraph) in sorted(self._cells.items(), key=lambda one: one[1][0].rows):
            inner = sum(self._widths[x : x + cell.span]) - 2 * _PAD_X
            need = paragraph.wrap(inner, 0)[1] + _PAD_Y * ((not cell.goes_on) + (not cell.went_on))
            last = y + cell.rows - 1
            found[last] = max(found[last], need - sum(found[y:last]))
        return found

    def table(self, height: float, head: int, *, kept: int = 0) -> Flowable:
        """The ReportLab table; the last ``kept`` rows stay on one page."""
        heights = self._stretched(height) if height else self.heights
        data: list[list[object]] = [[""] * len(self._widths) for _ in self._rows]
        style = [*_BASE, ("FONT", (0, 0), (-1, -1), book().base(), 9)]
        for (y, x), (cell, paragraph) in self._cells.items():
            data[y][x] = paragraph
            style += _commands(cell, (x, y), (x + cell.span - 1, y + cell.rows - 1))
        if kept:
            style.append(("NOSPLIT", (0, -min(kept, len(heights))), (-1, -1)))
        table = _Ruled(data, colWidths=self._widths, rowHeights=heights, repeatRows=head)
        table.setStyle(TableStyle(style))
        return table

    def _stretched(self, height: float) -> list[float]:
        """Heights that sum up to ``height``: the rows that grow take what is spare, else all rows alike."""
        spare = height - sum(self.heights)
        if spare <= 0:
            return self.heights
        weights = [row.grow for row in self._rows]
        if not any(weights):
            weights = [1.0] * len(weights)
        return [
            own + spare * weight / sum(weights) for own, weight in zip(self.heights, weights, strict=True)
        ]


_BASE: list[Any] = [
    ("BOX", (0, 0), (-1, -1), 1.1, black),
    ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 1.1, black),
    ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), 1.1, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PAD_X),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PAD_X),
    ("TOPPADDING", (0, 0), (-1, -1), _PAD_Y),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD_Y),
]


def _commands(cell: Cell, start: _Place, end: _Place) -> list[Any]:
    """What ReportLab has to know of one cell."""
    found: list[Any] = [("LINEBEFORE", start, end, 0.6, black), ("LINEAFTER", start, end, 0.6, black)]
    if cell.went_on:
        found.append(("TOPPADDING", start, start, 0))
    else:
        found.append(("LINEABOVE", start, (end[0], start[1]), 0.6, black))
    if cell.goes_on:
        found.append(("BOTTOMPADDING", start, start, 0))
    else:
        found.append(("LINEBELOW", (start[0], end[1]), end, 0.6, black))
    if start != end:
        found.append(("SPAN", start, end))
    if cell.shade:
        found.append(("BACKGROUND", start, end, _SHADE))
    if cell.top:
        found.append(("VALIGN", start, start, "TOP"))
    return found


def long_text(
    caption: str,
    text: str,
    columns: int,
    *,
    least: float,
    where: str = "",
    label_span: int = 1,
    grow: float = 0.0,
) -> Row:
    """A row for a caption and a text of any length."""
    said = note(text, columns - label_span, where or caption)
    return Row((label(caption, label_span), said), least, grow, long=True)
