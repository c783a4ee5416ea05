"""The papers that hold a case file together: cover, 卷内文件目录, 卷内备考表 (DA/T 22; domain.md §4.15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from anbang_desktop.pdf import page
from anbang_desktop.pdf.forms.form import EVEN, Head, flowing
from anbang_desktop.pdf.grid import Cell, Look, Row, grid, label, value
from anbang_desktop.pdf.page import OFFICIAL, Edges
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

_OFFICE = Style(size=22, leading=34, align="center", stack="title")
_TITLE = Style(size=36, leading=60, align="center", stack="title")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover; it says nothing of the offence."""

    office: str
    number: str
    name: str
    period: str
    opened: str
    closed: str = ""
    keeping: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue, with the first and last running number; ``pages`` is empty for what is only
    on paper.
    """

    title: str
    responsible: str
    date: str
    pages: str
    remark: str = ""


def cover(paper: Cover) -> bytes:
    """The cover as PDF bytes."""
    rows = [
        Row((label("档案编号", 6), value(paper.number, 18))),
        Row((label("姓　　名", 6), value(paper.name, 18, "姓名", name=True))),
        Row((label("帮教期限", 6), value(paper.period, 18))),
        Row((label("建档日期", 6), value(paper.opened, 18))),
        Row((label("结卷日期", 6), value(paper.closed, 18))),
        Row((label("保管期限", 6), value(paper.keeping, 18))),
        Row((label("页　　数", 6), value(paper.pages, 18))),
    ]
    story: list[Flowable] = [
        Spacer(1, 40),
        Paragraph([Span(paper.office, "title", where="单位")], _OFFICE),
        Spacer(1, 30),
        Paragraph("安置帮教卷宗", _TITLE),
        Spacer(1, 70),
        grid(rows, EVEN, OFFICIAL.width, look=Look(16, 24, 44)),
    ]
    return page.build(
        story, Edges(f"安置帮教卷宗 {paper.number}", paper.office, page_numbers=False), OFFICIAL
    )


def catalogue(office: str, number: str, entries: Sequence[Entry]) -> bytes:
    """The list of contents as PDF bytes; its head repeats on each page."""
    head = Row(
        (
            label("序号", 2),
            label("文件题名", 8),
            label("责任者", 4),
            label("日　期", 4),
            label("页　号", 3),
            label("备　注", 3),
        )
    )
    body = [
        Row(
            (
                value(str(index), 2),
                Cell(entry.title, 8, align="left", where="文件题名"),
                value(entry.responsible, 4, "责任者"),
                value(entry.date, 4),
                value(entry.pages, 3),
                Cell(entry.remark, 3, align="left", where="备注"),
            ),
            least=26,
        )
        for index, entry in enumerate(entries, 1)
    ]
    return flowing(Head("卷内文件目录", office, number), [head, *body], repeat=1, fill=False)


def closing_note(office: str, number: str, pages: int, missing: Sequence[str], by: str, on: str) -> bytes:
    """卷内备考表: how many pages, what is missing and why, who bound it and when."""
    lines = [
        f"本卷共有文件 {pages} 页。",
        *([f"缺少：{'；'.join(missing)}。"] if missing else ["卷内文件齐全。"]),
    ]
    rows = [
        Row((Cell("本卷情况说明", 24, stack="hei", align="left"),)),
        Row((Cell("\n".join(lines), 24, align="left", top=True, where="卷内备考表"),), least=380, grow=1),
        Row((label("立卷人", 4), value(by, 8, name=True), label("检查人", 4), value("", 8)), least=34),
        Row((label("立卷时间", 4), value(on, 8), label("检查时间", 4), value("", 8)), least=34),
    ]
    return flowing(Head("卷内备考表", office, number), rows)
