"""The papers that hold a case file together: cover, 卷内文件目录, 卷内备考表, labels of spine and box
(GB/T 9705 and DA/T 22 as far as they fit; domain.md §4.15).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from anbang_desktop.pdf import fonts, page, wording
from anbang_desktop.pdf.forms.form import EVEN, Head, flowing
from anbang_desktop.pdf.grid import Cell, Look, Row, grid, label, value
from anbang_desktop.pdf.page import HEIGHT, OFFICIAL, WIDTH, Edges, write
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

_OFFICE = Style(size=22, leading=34, align="center", stack="title")
_TITLE = Style(size=36, leading=60, align="center", stack="title")
_WIDE, _HIGH = 30 * mm, 240 * mm  # a label for the spine of a box of 3 cm
_A_SHEET = 5  # labels
_TEXT = 16.0
_LOOK = Look(10, 13.5, 21)  # five characters of who answers for it on one line


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover; it says nothing of the offence. ``number`` is that of the case (案卷号),
    ``fonds`` and ``series`` are 全宗号 and 目录号, ``span`` the days of the first and the last paper.
    """

    office: str
    number: str
    name: str
    period: str
    opened: str
    closed: str = ""
    keeping: str = ""
    pages: str = ""
    pieces: str = ""
    title: str = ""
    span: str = ""
    fonds: str = ""
    series: str = ""

    @property
    def reference(self) -> str:
        """档号: fonds, series and file, as far as the office has them."""
        return "-".join(filter(None, (self.fonds, self.series, self.number)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue (DA/T 22): who answers for the paper, its number and title, its day in eight
    digits, the first and last running number; ``pages`` is empty where nobody counted what lies on paper.
    """

    title: str
    responsible: str
    date: str
    pages: str
    remark: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """A label for the spine of a file or of a box: 全宗号, year, which files, title, how long it is kept."""

    fonds: str
    year: str
    numbers: str
    title: str
    keeping: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the last paper of a file says: sentences, who bound it and when, who looked it through."""

    lines: Sequence[str]
    by: str
    on: str
    checked_by: str = ""
    checked_on: str = ""


def cover(paper: Cover) -> bytes:
    """The cover as PDF bytes."""
    rows = [
        Row((label("档　　号", 5), value(paper.reference, 19, "档号"))),
        Row(
            (
                *(label("全 宗 号", 5), value(paper.fonds, 4, "全宗号")),
                *(label("目录号", 3), value(paper.series, 3, "目录号")),
                *(label("案卷号", 3), value(paper.number, 6, "案卷号")),
            )
        ),
        Row((label("案卷题名", 5), value(paper.title or "安置帮教卷宗", 19, "案卷题名"))),
        Row((label("姓　　名", 5), value(paper.name, 19, "姓名", name=True))),
        Row((label("帮教期限", 5), value(paper.period, 19))),
        Row((label("起止日期", 5), value(paper.span, 19))),
        Row((label("建档日期", 5), value(paper.opened, 7), label("结卷日期", 5), value(paper.closed, 7))),
        Row((label("件　　数", 5), value(paper.pieces, 7), label("页　　数", 5), value(paper.pages, 7))),
        Row((label("保管期限", 5), value(paper.keeping, 19))),
    ]
    story: list[Flowable] = [
        Spacer(1, 30),
        Paragraph([Span(paper.office, "title", where="单位")], _OFFICE),
        Spacer(1, 24),
        Paragraph("安置帮教卷宗", _TITLE),
        Spacer(1, 50),
        grid(rows, EVEN, OFFICIAL.width, look=Look(14, 21, 42)),
    ]
    return page.build(
        story, Edges(f"安置帮教卷宗 {paper.number}", paper.office, page_numbers=False), OFFICIAL
    )


def catalogue(office: str, number: str, entries: Sequence[Entry]) -> bytes:
    """The list of contents as PDF bytes; its head repeats on each page."""
    head = Row(
        (
            label("件号", 2),
            label("责任者", 3),
            label("文　号", 4),
            label("题　　名", 6),
            label("日　期", 3),
            label("页次", 3),
            label("备　注", 3),
        )
    )
    body = [
        Row(
            (
                value(str(index), 2),
                value(entry.responsible, 3, "责任者"),
                value(entry.number, 4, "文号"),
                Cell(entry.title, 6, align="left", where="题名"),
                value(entry.date, 3),
                value(entry.pages, 3),
                Cell(entry.remark, 3, align="left", where="备注"),
            ),
            least=26,
        )
        for index, entry in enumerate(entries, 1)
    ]
    return flowing(Head("卷内文件目录", office, number), [head, *body], repeat=1, fill=False, look=_LOOK)


def closing_note(office: str, number: str, note: Note) -> bytes:
    """卷内备考表: pieces, pages, what is missing and why, who bound it and when, who looked it through."""
    by, checked = value(note.by, 8, name=True), value(note.checked_by, 8, name=True)
    rows = [
        Row((Cell("本卷情况说明", 24, stack="hei", align="left"),)),
        Row(
            (Cell("\n".join(note.lines), 24, align="left", top=True, where="卷内备考表"),), least=380, grow=1
        ),
        Row((label("立卷人", 4), by, label("检查人", 4), checked), least=34),
        Row(
            (label("立卷时间", 4), value(note.on, 8), label("检查时间", 4), value(note.checked_on, 8)),
            least=34,
        ),
    ]
    return flowing(Head("卷内备考表", office, number), rows)


def labels(office: str, spines: Sequence[Spine]) -> bytes:
    """Labels to cut out: for the spine of a file, or for that of a box with several."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, lang="zh-CN")
    canvas.setTitle("卷脊标签")
    canvas.setAuthor(office)
    gap = (WIDTH - _A_SHEET * _WIDE) / (_A_SHEET + 1)
    for at, spine in enumerate(spines):
        if at and not at % _A_SHEET:
            canvas.showPage()
        left = gap + at % _A_SHEET * (_WIDE + gap)
        _label(canvas, office, spine, left, (HEIGHT - _HIGH) / 2)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _label(canvas: Canvas, office: str, spine: Spine, left: float, foot: float) -> None:
    """Boxes one above the other; the title runs down, the rest across."""
    canvas.setLineWidth(0.8)
    canvas.rect(left, foot, _WIDE, _HIGH)
    boxes = (
        ("全宗号", spine.fonds),
        ("年度", spine.year),
        ("案卷号", spine.numbers),
        ("保管期限", spine.keeping),
    )
    high, top = 22 * mm, foot + _HIGH
    for caption, words in boxes:
        top -= high
        canvas.line(left, top, left + _WIDE, top)
        _middle(canvas, caption, left, top + high - 6 * mm, 10.5, "hei")
        for line, text in enumerate(_cut(words)):
            _middle(canvas, text, left, top + high - 12 * mm - line * 5 * mm, 10.5, "song")
    room = top - foot - 16 * mm
    words = wording.told(spine.title)
    size = min(_TEXT, room / max(1, len(words)) / 1.15)
    for at, char in enumerate(words):
        _middle(canvas, char, left, top - 6 * mm - (at + 0.8) * size * 1.15, size, "title")
    _middle(canvas, office, left, foot + 4 * mm, 9, "song")


def _cut(words: str) -> list[str]:
    """In two lines where one is too long for a label, cut at the last hyphen or dash."""
    if fonts.width(words, "song", 10.5) <= _WIDE - 2 * mm:
        return [words]
    at = max(words.rfind("-", 0, len(words) * 2 // 3), words.rfind("—", 0, len(words) * 2 // 3)) + 1
    at = at or (len(words) + 1) // 2
    return [words[:at], words[at:]]


def _middle(canvas: Canvas, text: str, left: float, y: float, size: float, stack: str) -> None:
    """One line in the middle of a label, smaller where it is too long."""
    size = min(size, size * (_WIDE - 2 * mm) / max(1.0, fonts.width(text, stack, size)))
    write(canvas, text, left + (_WIDE - fonts.width(text, stack, size)) / 2, y, size, stack)
