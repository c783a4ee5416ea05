"""One bound file from a case's papers: cover, 卷内文件目录, documents and scans, 备考表, running numbers,
bookmarks, page labels, PDF/A-2b (DA/T 22 and GB/T 9705 as far as they fit).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pikepdf
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.pdf import fonts, preview, scans, wording
from anbang_desktop.pdf.finish import NotArchivable, archival, archival_bytes
from anbang_desktop.pdf.forms import archive
from anbang_desktop.pdf.joined import append
from anbang_desktop.pdf.page import HEIGHT, WIDTH, write
from anbang_desktop.progress import Progress

_DPI, _QUALITY = 200, 75
_EDGE = 22.0  # of a running number, from the top and from the outer edge
_SIZE = 10.5
_STRIP = 11 * mm  # at the edge of a foreign page, kept free for the number
_STAMP_WIDE, _STAMP_ROW = 60 * mm, 6 * mm  # 归档章: two rows of three boxes
_STAMP_FROM_TOP = 4 * mm


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file; ``foreign`` pages come from outside and may not be fit for PDF/A as they are.

    Without ``data`` it lies on paper only: the catalogue lists it, ``remark`` says where, and no pages are
    bound; ``leaves`` are its pages, which have running numbers too, None where nobody counted them, 0 where
    it is no part of this copy.
    """

    title: str
    responsible: str
    date: str
    data: bytes
    media_type: str = scans.PDF
    remark: str = ""
    foreign: bool = False
    number: str = ""
    leaves: int | None = None
    frozen: bool = False  # kept as it went out, with its own page numbers
    proven: bool = False  # its bytes are those that were validated when it was issued


@dataclass(frozen=True, slots=True)
class Stamp:
    """归档章, on the first page of each piece; only where an office files by 件."""

    fonds: str
    year: str
    office: str
    keeping: str


@dataclass(frozen=True, slots=True)
class Binding:
    """What the file says of itself; ``missing`` are titles with their reasons. ``both_sides``: it is printed
    and bound on both sides, so each piece begins on a front.
    """

    cover: archive.Cover
    missing: Sequence[str]
    by: str
    on: str
    both_sides: bool = False
    checked_by: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound file, all its pages, and the running numbers of each part that has pages."""

    data: bytes
    pages: int
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part in its place: its number in the catalogue, its first and last running number (0: none)."""

    at: int
    part: Part
    first: int
    last: int

    @property
    def numbers(self) -> str:
        """As the catalogue says it."""
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def bind(parts: Sequence[Part], binding: Binding, progress: Progress) -> Bound:
    """Bind the parts in their order."""
    ready: list[Part] = []
    for index, part in enumerate(parts):
        progress.step(index, len(parts) + 1, part.title)
        ready.append(_ready(part))
    pieces = _pieces(ready)
    total = max((piece.last for piece in pieces), default=0)
    cover = replace(binding.cover, pages=f"{total} 页", pieces=f"{len(pieces)} 件", span=_span(ready))
    entries = [
        archive.Entry(
            piece.part.title,
            piece.part.responsible,
            piece.part.date,
            piece.numbers,
            piece.part.remark,
            piece.part.number,
        )
        for piece in pieces
    ]
    said = archive.Note(_note(pieces, total, binding), binding.by, binding.on, binding.checked_by)
    progress.step(len(parts), len(parts) + 1, "装订")
    made = _File(binding)
    made.front("封面", archive.cover(cover))
    made.front("卷内文件目录", archive.catalogue(cover.office, cover.reference, entries))
    for piece in pieces:
        made.add(piece)
    made.note(archive.closing_note(cover.office, cover.reference, said))
    data, pages = made.finish()
    spans = ((one.part.title, one.first, one.last) for one in pieces if one.part.data)
    return Bound(data, pages, tuple(spans))


def _ready(part: Part) -> Part:
    """A part as PDF pages that PDF/A takes; foreign pages that it does not take are bound as pictures, and
    the catalogue says so.
    """
    if part.media_type == scans.JPEG:
        made = scans.picture_pages([part.data])
        return replace(part, data=made, media_type=scans.PDF, foreign=True)
    if part.foreign and part.data:
        try:
            archival(part.data)
        except (NotArchivable, pikepdf.PdfError):
            pictures = preview.jpegs(part.data, _DPI, _QUALITY)
            return replace(
                part, data=scans.picture_pages(pictures), remark=f"{part.remark} 按图像装订".strip()
            )
    return part


def _pieces(parts: Sequence[Part]) -> list[_Piece]:
    found, number = [], 1
    for at, part in enumerate(parts, 1):
        pages = preview.page_count(part.data) if part.data else part.leaves or 0
        found.append(_Piece(at, part, number if pages else 0, number + pages - 1 if pages else 0))
        number += pages
    return found


def _span(parts: Sequence[Part]) -> str:
    days = sorted(part.date for part in parts if part.date)
    return f"{days[0]}—{days[-1]}" if days else ""


def _note(pieces: Sequence[_Piece], total: int, binding: Binding) -> list[str]:
    """What 备考表 says: everything is reckoned, nothing is left to be counted by hand."""
    on_paper = [one for one in pieces if not one.part.data and one.part.leaves != 0]
    counted = sum(one.last - one.first + 1 for one in on_paper if one.first)
    uncounted = [one for one in on_paper if not one.first]
    sides = "双面装订，每件从正面起，背面没有文字的不编页号。" if binding.both_sides else "单面装订。"
    lines = [
        f"本卷共 {len(pieces)} 件，{total} 页（001 至 {total:03d}）。{sides}"
        if total
        else "本卷没有编页的文件。"
    ]
    if on_paper:
        listed = "、".join(f"{one.at}" for one in on_paper)
        lines.append(f"其中只有纸质件、没有扫描的 {len(on_paper)} 件（第 {listed} 件），{counted} 页。")
    if uncounted:
        listed = "、".join(f"第 {one.at} 件{one.part.title}" for one in uncounted)
        lines.append(f"没有点页数、页号未计入的：{listed}。点清后请重新装订。")
    pictures = [str(one.at) for one in pieces if "按图像装订" in one.part.remark]
    if pictures:
        lines.append(f"外来文件不合长期保存的格式，按图像装订的：第 {'、'.join(pictures)} 件。")
    if any(one.part.frozen for one in pieces):
        lines.append("已经打印、签字的文书原样装订，纸面上保留原来的页码，以右（左）上角的页号为准。")
    lines.append(f"缺少：{'；'.join(binding.missing)}。" if binding.missing else "卷内文件齐全。")
    return lines


class _File:
    """The file as it grows, page by page: which side a page is on, its label, what is drawn over it."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._out = pikepdf.new()
        self._marks: list[tuple[str, int]] = []
        self._labels: list[tuple[int, pikepdf.Dictionary]] = []
        self._numbers: dict[int, int] = {}  # page of the file -> running number
        self._stamped: dict[int, _Piece] = {}
        self._proven: list[int] = []

    def front(self, title: str, data: bytes) -> None:
        """Before the numbers: cover and catalogue, each on sheets of its own."""
        self._begin(title, pikepdf.Dictionary(S=pikepdf.Name.r, St=len(self._out.pages) + 1))
        append(self._out, data)

    def add(self, piece: _Piece) -> None:
        """A piece with its numbers; what lies on paper has them too, and its place here stays empty."""
        if not piece.part.data:
            return
        self._even()
        day = f"　{piece.part.date}" if piece.part.date else ""
        self._marks.append((f"{piece.part.title}{day}", len(self._out.pages)))
        at = len(self._out.pages)
        if piece.part.foreign:
            _append_below(self._out, piece.part.data)
        else:
            append(self._out, piece.part.data)
        self._stamped[at] = piece
        if piece.part.proven:
            self._proven += range(at, len(self._out.pages))
        for page in range(at, len(self._out.pages)):
            number = piece.first + page - at
            self._numbers[page] = number
            self._labels.append((page, pikepdf.Dictionary(P=pikepdf.String(f"{number:03d}"))))

    def note(self, data: bytes) -> None:
        """备考表, at the end and without a number."""
        self._begin("卷内备考表", pikepdf.Dictionary(P=pikepdf.String("备考表")))
        append(self._out, data)

    def finish(self) -> tuple[bytes, int]:
        """The bytes and how many pages there are."""
        self._overlay()
        with self._out.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in self._marks)
        numbers = pikepdf.Array()
        for page, label in self._labels:
            numbers.append(page)
            numbers.append(label)
        self._out.Root["/PageLabels"] = pikepdf.Dictionary(Nums=numbers)
        self._out.docinfo["/Title"] = f"安置帮教卷宗 {self._binding.cover.number}"
        self._out.docinfo["/Author"] = self._binding.cover.office
        with self._out:
            return archival_bytes(self._out, self._proven), len(self._out.pages)

    def _begin(self, title: str, label: pikepdf.Dictionary) -> None:
        self._even()
        self._marks.append((title, len(self._out.pages)))
        self._labels.append((len(self._out.pages), label))

    def _even(self) -> None:
        """What begins now begins on a front."""
        if self._binding.both_sides and len(self._out.pages) % 2:
            self._labels.append((len(self._out.pages), pikepdf.Dictionary(P=pikepdf.String("空白"))))
            self._out.add_blank_page(page_size=(WIDTH, HEIGHT))

    def _overlay(self) -> None:
        """The running number in the outer top corner, never in the gutter: right on a front, left on a
        back; 归档章 in the middle at the top.
        """
        if not self._numbers:
            return
        buffer = io.BytesIO()
        canvas = Canvas(buffer, invariant=1)
        for page, number in self._numbers.items():
            width, height = _size(self._out.pages[page])
            canvas.setPageSize((width, height))
            canvas.setFont(fonts.book().base(), _SIZE)
            back = self._binding.both_sides and page % 2 == 1
            _draw_number(canvas, f"{number:03d}", width, height, back=back)
            if self._binding.stamp is not None and page in self._stamped:
                _draw_stamp(canvas, self._binding.stamp, self._stamped[page], width, height)
            canvas.showPage()
        canvas.save()
        with pikepdf.open(io.BytesIO(buffer.getvalue())) as numbers:
            for page, over in zip(self._numbers, numbers.pages, strict=True):
                self._out.pages[page].add_overlay(over, None)


def _draw_number(canvas: Canvas, number: str, width: float, height: float, *, back: bool) -> None:
    """In the outer top corner of the sheet as it is bound: a page that lies is bound with its head at the
    binding edge, so its number stands at its foot, turned.
    """
    canvas.saveState()
    if width <= height:
        canvas.translate(_EDGE if back else width - _EDGE, height - _EDGE)
    else:
        canvas.translate(_EDGE if back else width - _EDGE, _EDGE)
        canvas.rotate(90 if back else -90)
    draw = canvas.drawString if back else canvas.drawRightString
    draw(0, 0, number)
    canvas.restoreState()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return right - left, top - bottom


def _append_below(out: pikepdf.Pdf, data: bytes) -> None:
    """Pages from outside, each whole on an A4 page of its own direction, beside the strip for the number."""
    with pikepdf.open(io.BytesIO(data)) as source:
        for page in source.pages:
            width, height = _size(page)
            turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
            lies = (width > height) != turned
            size = (HEIGHT, WIDTH) if lies else (WIDTH, HEIGHT)
            blank = out.add_blank_page(page_size=size)
            side = _STRIP if lies else 0
            blank.add_overlay(page, pikepdf.Rectangle(side, 0, size[0] - side, size[1] - _STRIP))


def _draw_stamp(canvas: Canvas, stamp: Stamp, piece: _Piece, width: float, height: float) -> None:
    """全宗号, 年度, 件号; 机构（问题）, 保管期限, 页数 (DA/T 22)."""
    boxes = (
        (stamp.fonds, stamp.year, str(piece.at)),
        (wording.told(stamp.office), stamp.keeping, f"{piece.last - piece.first + 1} 页"),
    )
    left, top = (width - _STAMP_WIDE) / 2, height - _STAMP_FROM_TOP
    canvas.setLineWidth(0.6)
    for line, words in enumerate(boxes):
        for at, text in enumerate(words):
            x, y = left + at * _STAMP_WIDE / 3, top - (line + 1) * _STAMP_ROW
            canvas.rect(x, y, _STAMP_WIDE / 3, _STAMP_ROW)
            size = min(9.0, 9.0 * (_STAMP_WIDE / 3 - 4) / max(1.0, fonts.width(text, "song", 9)))
            write(
                canvas, text, x + (_STAMP_WIDE / 3 - fonts.width(text, "song", size)) / 2, y + 5, size, "song"
            )
