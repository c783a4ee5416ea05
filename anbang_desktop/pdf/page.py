"""The A4 page of GB/T 9704-2012, what stands on its edges, and building a story into PDF bytes."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from anbang_desktop.domain.paper_code import payload
from anbang_desktop.domain.practice import WORD, is_practice
from anbang_desktop.pdf import fonts, wording
from anbang_desktop.pdf.code import draw_code
from anbang_desktop.pdf.outline import draw_outline
from anbang_desktop.pdf.paragraph import Style
from anbang_desktop.pdf.seam import draw_seam

WIDTH, HEIGHT = A4
LINES, CHARACTERS = 22, 28


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances of the text from the paper's edges, in points."""

    top: float
    bottom: float
    left: float
    right: float
    code: float  # size of the page code at the top right
    code_y: float  # its lower edge, from the top of the paper

    @property
    def width(self) -> float:
        """Width of the text."""
        return WIDTH - self.left - self.right

    @property
    def height(self) -> float:
        """Height of the text."""
        return HEIGHT - self.top - self.bottom


OFFICIAL = Margins(37 * mm, 35 * mm, 28 * mm, 26 * mm, 20 * mm, 31 * mm)  # GB/T 9704-2012, 5.2: 156 x 225 mm
TABLE = Margins(
    28 * mm, 19 * mm, 25 * mm, 20 * mm, 16 * mm, 25 * mm
)  # forms: bound left, as much table as the paper takes

THREE, TWO, FOUR, FIVE = 16.0, 22.0, 14.0, 10.5  # 三号 二号 四号 五号
LEADING = OFFICIAL.height / LINES
PITCH = OFFICIAL.width / CHARACTERS - THREE

BODY = Style(size=THREE, leading=LEADING, pitch=PITCH, indent=2)
FLUSH = Style(size=THREE, leading=LEADING, pitch=PITCH)
TO_RIGHT = Style(size=THREE, leading=LEADING, pitch=PITCH, align="right")
HEADING = Style(size=THREE, leading=LEADING, pitch=PITCH, indent=2, stack="hei")
SUBHEADING = Style(size=THREE, leading=LEADING, pitch=PITCH, indent=2, stack="kai")
TITLE = Style(size=TWO, leading=33, align="center", stack="title")


@dataclass(frozen=True, slots=True)
class Edges:
    """What stands outside the text: number and code at the top, a watermark under it, page numbers below."""

    title: str
    author: str = ""
    number: str = ""  # printed in clear, top left
    code_id: str = ""  # random document id of the QR code; never a name or an ID number
    watermark: str = ""
    page_numbers: bool = True
    foot: str = ""  # a small line below a form
    total: int = 0  # of pages, where they say 第 k 页，共 n 页 at the foot
    seam: bool = False  # a seal is set across the edges of the pages
    subject: str = ""  # whose paper it is: said at the top of every page but the first


_IN_A_FILE: ContextVar[bool] = ContextVar("in a file", default=False)


@contextmanager
def in_a_file() -> Iterator[None]:
    """Whatever is laid out inside has no page numbers of its own: the file that it is bound into has."""
    token = _IN_A_FILE.set(True)
    try:
        yield
    finally:
        _IN_A_FILE.reset(token)


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of several in a file: it counts its own pages and has its own code."""

    story: Sequence[Flowable]
    edges: Edges


def build(story: Sequence[Flowable], edges: Edges, margins: Margins = OFFICIAL) -> bytes:
    """The story as PDF bytes; every character is checked, so a missing one raises MissingGlyph and nothing
    is made.
    """
    return build_parts([Part(story, edges)], edges.title, margins)


class _Counting(Canvas):
    """Knows of how many pages each part is only at the end: a page shows a form that is drawn then."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.ends: dict[str, Callable[[], None]] = {}

    def later(self, name: str, draw: Callable[[], None]) -> None:
        """Show here what ``draw`` will draw when the document ends: once, however many pages show it."""
        self.ends[name] = draw
        self.doForm(name)

    def save(self) -> None:
        """Draw what waited for the end."""
        for name, draw in self.ends.items():
            self.beginForm(name)
            draw()
            self.endForm()
        super().save()


def build_parts(parts: Sequence[Part], title: str, margins: Margins = OFFICIAL) -> bytes:
    """Several papers in one file, each on pages of its own."""
    out = io.BytesIO()
    base = fonts.book().base()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=wording.told(title),
        author=wording.told(parts[0].edges.author),
        lang="zh-CN",
        initialFontName=base,
        pageCompression=0,  # qpdf compresses what is kept, once
        invariant=1,
    )
    story: list[Flowable] = []
    for place, part in enumerate(parts):
        document.addPageTemplates(_template(str(place), part.edges, margins))
        story += [NextPageTemplate(str(place)), PageBreak()] if place else []
        story += part.story
    document.build(story, canvasmaker=_Counting)
    return out.getvalue()


def _template(name: str, edges: Edges, margins: Margins) -> PageTemplate:
    """The pages of one part; the first of them is its page 1."""
    pages: list[int] = []

    def furniture(canvas: Any, _document: object) -> None:
        pages.append(canvas.getPageNumber())
        _furnish(canvas, edges, margins, pages, name)

    frame = Frame(margins.left, margins.bottom - 1, margins.width, margins.height + 2, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=furniture)


def _furnish(canvas: _Counting, edges: Edges, margins: Margins, pages: list[int], part: str) -> None:
    """Draw the edges of one page, before its text, as what PDF calls an artifact: no word of the paper.
    ``pages`` grows until the part is whole.
    """
    canvas.saveState()
    canvas.addLiteral("/Artifact <</Type /Pagination>> BDC")
    page = len(pages)
    if mark := "　".join(filter(None, (WORD if is_practice(edges.author) else "", edges.watermark))):
        canvas.later(f"mark{part}", partial(_watermark, canvas, mark))
    if edges.code_id:
        draw_code(
            canvas,
            payload(edges.code_id, page),
            WIDTH - margins.right - margins.code,
            HEIGHT - margins.code_y,
            margins.code,
        )
    if edges.seam:
        draw_seam(canvas, WIDTH, HEIGHT)
    _head(canvas, edges, margins, pages, part)
    if edges.foot:
        write(canvas, edges.foot, margins.left, margins.bottom - 5 * mm, 9, "song")
    if edges.page_numbers and not _IN_A_FILE.get():
        _page_number(canvas, page, margins, edges.total)
    canvas.addLiteral("EMC")
    canvas.restoreState()


def _head(canvas: _Counting, edges: Edges, margins: Margins, pages: list[int], part: str) -> None:
    """The line above the text: the number, and on every page but the first which paper it is and whose; then
    which page of how many, so that a loose one is found to be one.
    """
    page, counted = len(pages), edges.page_numbers and not edges.total and not _IN_A_FILE.get()
    said = (edges.number,) if page == 1 else (edges.title, edges.subject)
    first = "" if page == 1 else f"第 {page} 页，"
    text = "　　".join(filter(None, ("　".join(filter(None, said)), first if counted else "")))
    if not text and not counted:
        return
    between = "　　" if text and not first else ""
    room = margins.width - (margins.code + 2 * mm if edges.code_id else 0)
    size = min(FIVE, FIVE * room / fonts.width(f"{text}{between}共 99 页", "song", FIVE))
    y = HEIGHT - margins.code_y + 4 * mm
    x = write(canvas, f"{text}{between}", margins.left, y, size, "song")
    if counted:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.scale(size / FIVE, size / FIVE)
        canvas.later(f"of{part}", lambda: _write_count(canvas, len(pages)))
        canvas.restoreState()


def _write_count(canvas: Canvas, pages: int) -> None:
    write(canvas, f"共 {pages} 页", 0, 0, FIVE, "song")


def _page_number(canvas: Canvas, page: int, margins: Margins, total: int) -> None:
    """— 1 — in 四号 宋体, 7 mm below the text, one character in from the outer edge: odd right, even left. A
    book says of how many.
    """
    if total:
        text = f"第 {page} 页，共 {total} 页"
        write(
            canvas, text, (WIDTH - fonts.width(text, "song", FIVE)) / 2, margins.bottom - 9 * mm, FIVE, "song"
        )
        return
    text = f"— {page} —"
    taken = fonts.width(text, "song", FOUR)
    x = WIDTH - margins.right - FOUR - taken if page % 2 else margins.left + FOUR
    write(canvas, text, x, margins.bottom - 7 * mm - FOUR * 0.75, FOUR, "song")


def _watermark(canvas: Canvas, text: str) -> None:
    """Opaque light grey under the text, drawn as outlines: nobody finds it by search, and no line is mixed
    up by it.
    """
    canvas.saveState()
    canvas.setFillColor(HexColor("#eeeeee"))
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(35)
    for x, y in ((0, 215), (0, -5), (0, -225)):
        draw_outline(canvas, text, 44, x, y)
    canvas.restoreState()


def write(
    canvas: Canvas, text: str, x: float, y: float, size: float, stack: str, *, name: bool = False
) -> float:
    """Draw one line of text by hand; returns where it ends."""
    canvas.setFillColor(black)
    for font, piece in fonts.runs(text if name else wording.told(text), stack, name=name):
        canvas.setFont(font, size)
        canvas.drawString(x, y, piece)
        x += canvas.stringWidth(piece, font, size)
    return x
