"""Papers drawn, without a register: an agreement as it is kept against a raw canvas that draws the same
glyphs, a bound file against its parts merged.
"""

import ctypes
import gc
import io
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
from PIL import Image
from pypdfium2 import raw
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.pdf import binder, finish, fonts, joined, scans
from anbang_desktop.pdf.forms import agreement, archive
from anbang_desktop.pdf.forms.agreement import Agreement
from anbang_desktop.progress import Progress
from tests.support.bench.measure import Case, Measured
from tests.unit.pdf import papers

BATCH, MANY, WARM = 200, 1000, 200
SCANS, PAGES = 10, 100
RAW = "RAW-"
CANVAS = "a raw canvas drawing the same glyphs"


@dataclass(frozen=True, slots=True)
class Words:
    """One text operator of a page."""

    font: str
    size: float
    x: float
    y: float
    text: str


def of(at: int) -> Agreement:
    """The agreement of another person each time."""
    name = "".join("张王李赵刘陈杨黄周吴"[at // step % 10] for step in (1, 10, 100))
    client = replace(papers.AGREEMENT.client, name=name)
    return replace(papers.AGREEMENT, number=f"QS01帮协〔2026〕{at}号", client=client)


def kept(paper: Agreement) -> bytes:
    """As it goes into the vault."""
    return finish.archival(agreement.make(paper))


def cases() -> Iterator[Case]:
    """Everything but the memory."""
    words = _words(kept(papers.AGREEMENT))
    yield Case(
        "an agreement of four pages, PDF/A checked",
        lambda: kept(papers.AGREEMENT),
        lambda: _on_canvas(words),
        CANVAS,
        bound=2.5,
    )
    yield Case(
        f"{BATCH} agreements, each PDF/A checked",
        lambda: [kept(of(at)) for at in range(BATCH)],
        lambda: [_on_canvas(words) for _ in range(BATCH)],
        f"{CANVAS}, {BATCH} times",
        bound=1.8,
        rounds=1,
    )
    parts = list(_parts())
    ready = [binder._ready(part).data for part in parts]
    yield Case(
        f"a bound file of {PAGES} pages with {SCANS} scans",
        lambda: binder.bind(parts, _binding(), Progress()),
        lambda: joined.join(ready),
        "the ready parts merged",
        bound=5,
        rounds=5,
    )


def memory() -> Measured:
    """Peak memory after many papers, by what it was after some."""
    for at in range(WARM):
        kept(of(at))
    gc.collect()
    some = _peak()
    for at in range(WARM, MANY):
        kept(of(at))
    return Measured(f"MiB after {MANY:,} agreements", _peak(), some, f"after {WARM}", bound=1.1)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _words(pdf: bytes) -> list[list[Words]]:
    """What a paper draws, page by page."""
    book = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_of_page(page)) for page in book]
    finally:
        book.close()


def _of_page(page: pypdfium2.PdfPage) -> Iterator[Words]:
    text = page.get_textpage()
    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        name = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(one), name, 200)
        said = ctypes.create_string_buffer(2000)
        taken = raw.FPDFTextObj_GetText(one, text, ctypes.cast(said, ctypes.POINTER(ctypes.c_ushort)), 1000)
        raw.FPDFTextObj_GetFontSize(one, size)
        raw.FPDFPageObj_GetMatrix(one, matrix)
        words = said.raw[: max(0, taken - 1) * 2].decode("utf-16-le")
        yield Words(_plain(name.value.decode()), size.value, matrix.e, matrix.f, words)


def _plain(base: str) -> str:
    """The same font as ReportLab knows it, without our repairs."""
    named = base.rsplit("+", maxsplit=1)[-1]
    for font in pdfmetrics.getRegisteredFontNames():
        face = getattr(pdfmetrics.getFont(font), "face")  # noqa: B009 - unknown to ReportLab's stubs
        if font.startswith("AB-") and face.name.decode() == named:
            if f"{RAW}{font}" not in pdfmetrics.getRegisteredFontNames():
                file = str(fonts.book().file(font))
                pdfmetrics.registerFont(TTFont(f"{RAW}{font}", file, shapable=False))
            return f"{RAW}{font}"
    raise KeyError(base)


def _on_canvas(pages: Sequence[Sequence[Words]]) -> bytes:
    """As ReportLab makes it when nothing is said."""
    buffer = io.BytesIO()
    before, rl_config.useA85 = rl_config.useA85, 1
    canvas = Canvas(buffer, pageCompression=1)
    for words in pages:
        for one in words:
            text = canvas.beginText(one.x, one.y)
            text.setFont(one.font, one.size)
            text.textOut(one.text)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    rl_config.useA85 = before
    return buffer.getvalue()


def _parts() -> Iterator[binder.Part]:
    """A hundred pages: agreements of four, and scans."""
    for at in range((PAGES - SCANS) // 4):
        yield binder.Part(f"协议 {at}", papers.OFFICE, "20261130", kept(of(at)), proven=True)
    for at in range(SCANS):
        picture = io.BytesIO()
        Image.effect_noise((1654, 2339), 30 + at).save(picture, "JPEG", quality=75)
        yield binder.Part(f"扫描件 {at}", papers.OFFICE, "20261130", picture.getvalue(), scans.JPEG)


def _binding() -> binder.Binding:
    cover = archive.Cover(papers.OFFICE, "QS01-2026-0012", papers.NAME, "期限", "2026年11月21日")
    return binder.Binding(cover, (), "李文静", "2026年11月30日")
