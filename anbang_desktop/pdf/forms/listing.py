"""A list on A4: upright or across as the columns need it, its heads on every page, no row cut in two, page
k of n.

Rows are laid out before anything is drawn, so the number of pages is known; drawn by hand, because a table of
ReportLab's takes a second for every two hundred rows.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.domain.listing import Listing, words
from anbang_desktop.pdf import fonts, wording
from anbang_desktop.pdf.page import write
from anbang_desktop.pdf.paragraph import Paragraph, Style
from anbang_desktop.progress import Progress

TOP, BOTTOM, LEFT, RIGHT = 18 * mm, 16 * mm, 20 * mm, 15 * mm
_TITLE, _FACTS = 18.0, 9.5
_PAD, _LEAST_PAD = 3.0, 3.0  # beside the words of a cell, above and below them
_MOST_LINES = 12  # of one cell: the rest is read in the program
_STEP = 50  # rows between two steps of the progress
_SHADE, _LINE = HexColor("#eeeeee"), 0.4
_NUMBER, _NAME = "序号", "姓名"


@dataclass(frozen=True, slots=True)
class _Form:
    """Paper, type size and the width of each column."""

    wide: float
    high: float
    size: float
    widths: tuple[float, ...]

    @property
    def leading(self) -> float:
        """From line to line."""
        return self.size * 1.35


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row in lines, and its height."""

    cells: tuple[tuple[str, ...], ...]
    high: float


_ACROSS = landscape(A4)
_SHEETS = ((A4, 10.0), (A4, 9.0), (_ACROSS, 10.0), (_ACROSS, 9.0))  # smaller is hard to read


def make(listing: Listing, progress: Progress | None = None) -> bytes:
    """The list as PDF bytes; MissingGlyph names row and column of a character that no font has."""
    heads = (_NUMBER, *listing.heads)
    rows = [(str(number), *map(words, cells)) for number, cells in enumerate(listing.rows, 1)]
    form = _form(heads, rows)
    top = _lines_of((heads,), form, ("表头",))[0]
    laid = _lay(rows, heads, form, progress)
    first = form.high - TOP - BOTTOM - _TITLE * 1.6 - _narrowed(listing, form).high
    pages = _paged(laid, first - top.high, form.high - TOP - BOTTOM - top.high)
    out = io.BytesIO()
    base: Any = fonts.book().base()  # the stubs take it for a number
    canvas = Canvas(
        out,
        pagesize=(form.wide, form.high),
        initialFontName=base,
        pageCompression=1,
        invariant=1,
        lang="zh-CN",
    )
    canvas.setTitle(wording.told(listing.title))
    for place, page in enumerate(pages, 1):
        y = form.high - TOP
        if place == 1:
            y = _heading(canvas, listing, form)
        for row in (top, *page):
            _draw(canvas, row, form, y, heads)
            y -= row.high
        _foot(canvas, listing, form, f"第 {place} 页，共 {len(pages)} 页")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _form(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> _Form:
    """The first paper and type size in which every column has what it asks for; else the widest, shared."""
    ems = [
        max(0.0, *(fonts.width(one, "song", 1) for one in _longest(heads, rows, place)))
        for place in range(len(heads))
    ]
    for (wide, high), size in _SHEETS:
        room = wide - LEFT - RIGHT
        asked = [one * size + 2 * _PAD + 0.5 for one in ems]
        if sum(asked) <= room:
            spare = (room - sum(asked)) / max(len(asked) - 1, 1)
            return _Form(wide, high, size, (asked[0], *(one + spare for one in asked[1:])))
    return _Form(wide, high, size, _shared(asked, room))


def _longest(heads: Sequence[str], rows: Sequence[Sequence[str]], place: int) -> set[str]:
    """The texts of a column that may be its widest; measuring each would take longer than drawing them."""
    texts = {heads[place], *(row[place] for row in rows)}
    return set(sorted(texts, key=_ems, reverse=True)[:8])


def _ems(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _shared(asked: Sequence[float], room: float) -> tuple[float, ...]:
    """What is short keeps its width, the long columns share the rest alike."""
    left, widths = room, dict[int, float]()
    order = sorted(range(len(asked)), key=lambda place: asked[place])
    for done, place in enumerate(order):
        widths[place] = min(asked[place], left / (len(order) - done))
        left -= widths[place]
    return tuple(widths[place] for place in range(len(asked)))


def _lay(
    rows: Sequence[Sequence[str]], heads: Sequence[str], form: _Form, progress: Progress | None
) -> list[_Row]:
    laid: list[_Row] = []
    for start in range(0, len(rows), _STEP):
        if progress is not None:
            progress.step(start, len(rows), "排版")
        names = [f"第 {start + at + 1} 行" for at in range(len(rows[start : start + _STEP]))]
        laid += _lines_of(rows[start : start + _STEP], form, names, heads)
    return laid


def _lines_of(
    rows: Sequence[Sequence[str]], form: _Form, names: Sequence[str], heads: Sequence[str] = ()
) -> list[_Row]:
    found = []
    for row, name in zip(rows, names, strict=True):
        cells = tuple(
            _broken(text, width - 2 * _PAD, form, f"{name}{head}")
            for text, width, head in zip(row, form.widths, heads or ("",) * len(row), strict=True)
        )
        found.append(_Row(cells, max(map(len, cells)) * form.leading + 2 * _LEAST_PAD + 1))
    return found


def _broken(text: str, room: float, form: _Form, where: str) -> tuple[str, ...]:
    """The lines of a cell."""
    if (
        "\n" not in text
        and sum(_advance(piece, font) for font, piece in fonts.runs(text, "song", where)) * (form.size)
        <= room + 0.01
    ):
        return (text,)
    paragraph = Paragraph(text, Style(form.size, form.leading, "left", "song", autospace=0))
    paragraph.wrap(max(room - form.size, form.size), 0)  # it may squeeze up to an em of marks into a line
    lines = paragraph.lines
    return tuple(
        lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][:-1]}…"]
    )


def _advance(piece: str, font: str) -> float:
    return float(pdfmetrics.stringWidth(piece, font, 1))


def _paged(rows: Sequence[_Row], first: float, later: float) -> list[list[_Row]]:
    """Whole rows on each page."""
    pages: list[list[_Row]] = [[]]
    left = first
    for row in rows:
        if row.high > left and pages[-1]:
            pages.append([])
            left = later
        pages[-1].append(row)
        left -= row.high
    return pages


def _narrowed(listing: Listing, form: _Form) -> _Row:
    lines = _broken(listing.narrowed, form.wide - LEFT - RIGHT, _Form(0, 0, _FACTS, ()), "筛选条件")
    return _Row((lines,), len(lines) * _FACTS * 1.35 + 6)


def _heading(canvas: Canvas, listing: Listing, form: _Form) -> float:
    """Title in the middle, the filter under it; where the table begins."""
    y, facts = form.high - TOP - _TITLE, _narrowed(listing, form)
    write(
        canvas,
        listing.title,
        (form.wide - fonts.width(listing.title, "title", _TITLE)) / 2,
        y,
        _TITLE,
        "title",
    )
    y -= _TITLE * 0.6
    for at, line in enumerate(facts.cells[0], 1):
        write(canvas, line, LEFT, y - at * _FACTS * 1.35 + 2, _FACTS, "song")
    return y - facts.high


def _draw(canvas: Canvas, row: _Row, form: _Form, y: float, heads: Sequence[str]) -> None:
    x, wide, is_head = LEFT, sum(form.widths), row.cells[0] == (_NUMBER,)
    stack = "hei" if is_head else "song"
    if is_head:
        canvas.setFillColor(_SHADE)
        canvas.rect(x, y - row.high, wide, row.high, stroke=0, fill=1)
    canvas.setStrokeColor(black)
    canvas.setLineWidth(_LINE)
    canvas.rect(x, y - row.high, wide, row.high, stroke=1, fill=0)
    for lines, width, head in zip(row.cells, form.widths, heads, strict=True):
        if x > LEFT:
            canvas.line(x, y, x, y - row.high)
        above = (row.high - len(lines) * form.leading) / 2
        for at, line in enumerate(lines):
            base = y - above - at * form.leading - form.size * 1.05
            write(canvas, line, x + _PAD, base, form.size, stack, name=head == _NAME and not is_head)
        x += width


def _foot(canvas: Canvas, listing: Listing, form: _Form, number: str) -> None:
    y = BOTTOM - 7 * mm
    write(canvas, listing.made, LEFT, y, _FACTS, "song")
    write(canvas, number, form.wide - RIGHT - fonts.width(number, "song", _FACTS), y, _FACTS, "song")
