"""One bound file from a case's papers: cover, 卷内文件目录, documents and scans, 备考表, running numbers,
bookmarks, PDF/A-2b.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.pdf import fonts, preview, scans
from anbang_desktop.pdf.finish import NotArchivable, archival, archival_bytes
from anbang_desktop.pdf.forms import archive
from anbang_desktop.pdf.joined import append
from anbang_desktop.progress import Progress

_DPI, _QUALITY = 200, 75
_EDGE = 22.0


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file; ``foreign`` pages come from outside and may not be fit for PDF/A as they are.

    Without ``data`` it lies on paper only: the catalogue lists it, ``remark`` says where, and no pages are
    bound.
    """

    title: str
    responsible: str
    date: str
    data: bytes
    media_type: str = scans.PDF
    remark: str = ""
    foreign: bool = False
    proven: bool = False  # its bytes are those that were validated when it was issued


@dataclass(frozen=True, slots=True)
class Binding:
    """What the file says of itself; ``missing`` are titles with their reasons."""

    cover: archive.Cover
    missing: Sequence[str]
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound file, all its pages, and the running numbers of each part that has pages."""

    data: bytes
    pages: int
    spans: tuple[tuple[str, int, int], ...]


def bind(parts: Sequence[Part], binding: Binding, progress: Progress) -> Bound:
    """Bind the parts in their order."""
    ready: list[Part] = []
    for index, part in enumerate(parts):
        progress.step(index, len(parts) + 1, part.title)
        ready.append(_ready(part))
    listed, ready = ready, [part for part in ready if part.data]
    spans = _spans(ready)
    numbered = spans[-1][2] if spans else 0
    front = _front(listed, spans, binding, numbered)
    note = archive.closing_note(
        binding.cover.office, binding.cover.number, numbered, binding.missing, binding.by, binding.on
    )
    progress.step(len(parts), len(parts) + 1, "装订")
    data, pages = _assemble(front, ready, spans, note, binding)
    return Bound(data, pages, spans)


def _ready(part: Part) -> Part:
    """A part as PDF pages that PDF/A takes; foreign pages that it does not take are bound as pictures, and
    the catalogue says so.
    """
    if part.media_type == scans.JPEG:
        return replace(part, data=scans.picture_pages([part.data]), media_type=scans.PDF)
    if part.foreign:
        try:
            archival(part.data)
        except (NotArchivable, pikepdf.PdfError):
            pictures = preview.jpegs(part.data, _DPI, _QUALITY)
            return replace(
                part, data=scans.picture_pages(pictures), remark=f"{part.remark} 按图像装订".strip()
            )
    return part


def _spans(parts: Sequence[Part]) -> tuple[tuple[str, int, int], ...]:
    found, first = [], 1
    for part in parts:
        last = first + preview.page_count(part.data) - 1
        found.append((part.title, first, last))
        first = last + 1
    return tuple(found)


def _front(
    parts: Sequence[Part], spans: Sequence[tuple[str, int, int]], binding: Binding, numbered: int
) -> list[tuple[str, bytes]]:
    """Cover and catalogue, each with its bookmark."""
    bound = iter(spans)
    entries = [
        archive.Entry(
            part.title,
            part.responsible,
            part.date,
            _numbers(*next(bound)[1:]) if part.data else "",
            part.remark,
        )
        for part in parts
    ]
    cover = replace(binding.cover, pages=f"{numbered} 页")
    return [
        ("封面", archive.cover(cover)),
        ("卷内文件目录", archive.catalogue(cover.office, cover.number, entries)),
    ]


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _assemble(
    front: Sequence[tuple[str, bytes]],
    parts: Sequence[Part],
    spans: Sequence[tuple[str, int, int]],
    note: bytes,
    binding: Binding,
) -> tuple[bytes, int]:
    """All pages in one document; numbers on the documents' pages only."""
    marks: list[tuple[str, int]] = []
    with pikepdf.new() as out:
        for title, data in front:
            marks.append((title, len(out.pages)))
            append(out, data)
        before, proven = len(out.pages), list[int]()
        for part, (title, first, _last) in zip(parts, spans, strict=True):
            marks.append((title, before + first - 1))
            append(out, part.data)
            if part.proven:
                proven += range(before + first - 1, len(out.pages))
        _number(out, before)
        marks.append(("卷内备考表", len(out.pages)))
        append(out, note)
        with out.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in marks)
        out.docinfo["/Title"] = f"安置帮教卷宗 {binding.cover.number}"
        out.docinfo["/Author"] = binding.cover.office
        return archival_bytes(out, proven), len(out.pages)


def _number(out: pikepdf.Pdf, before: int) -> None:
    """The running number on the outer top corner of every page after ``before``."""
    pages = list(out.pages)[before:]
    if not pages:
        return
    buffer = io.BytesIO()
    base = fonts.book().base()
    canvas = Canvas(buffer, invariant=1)
    for number, page in enumerate(pages, 1):
        left, bottom, right, top = (float(side) for side in page.mediabox)
        width, height = right - left, top - bottom
        canvas.setPageSize((width, height))
        canvas.setFont(base, 10.5)
        draw = canvas.drawRightString if number % 2 else canvas.drawString
        draw(width - _EDGE if number % 2 else _EDGE, height - _EDGE, f"{number:03d}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as numbers:
        for page, over in zip(pages, numbers.pages, strict=True):
            page.add_overlay(over, None)
