"""A foreign scan page by page: every page drawn anew as a picture, upright, with what its code says.

It runs in a child process that can be killed (``excel/child``): PDFium, Pillow and zxing-cpp see foreign
bytes only there.
"""

import base64
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypedDict

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from anbang_desktop.domain.paper_code import PREFIX, read_payload
from anbang_desktop.errors import UserError
from anbang_desktop.pdf import pictures

MOST_PAGES = 500  # of one file
_COARSE = 1800  # the long side of a page of some 150 dpi
_PATCHES, _PENCIL = 300, 24  # along the long side; of 255 shades
_GRAINS = 5  # points along a patch at least: fewer, and the grain of a coarse scan looks like a pencil
_DPI, _POINTS_PER_INCH = 200, 72
_REMEDY = "请用扫描仪重新扫描，存成 PDF、JPG、PNG 或者 TIFF 再读。"
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_PageAt = Callable[[int], Image.Image]


class Wanted(TypedDict):
    """Which pages of the file: ``most`` of them from ``first`` (from 0)."""

    first: int
    most: int


class PageRead(TypedDict):
    """One page: a JPEG as base64, its code and page of the paper; ``damaged`` = one of ours that says
    nothing any more, or several that contradict one another; ``blank`` = the empty back of a sheet.
    """

    picture: str
    code: str | None
    page: int | None
    damaged: bool
    blank: bool


class FileRead(TypedDict):
    """How many pages the file has, and those that were asked for."""

    total: int
    pages: list[PageRead]


def read(data: bytes, wanted: Wanted, _limits: object) -> FileRead:
    """The pages of a PDF, a picture or a file of pictures; UserError says what is wrong with it."""
    opened = _pdf if data[:1024].lstrip().startswith(b"%PDF-") else _pictures
    with opened(data) as (total, page_at):
        if not 0 < total <= MOST_PAGES:
            raise UserError(
                f"这个文件有 {total} 页，不能读。",
                f"一个文件最多 {MOST_PAGES} 页，请分开扫描。",
                field="scan",
            )
        last = min(total, wanted["first"] + wanted["most"])
        return FileRead(total=total, pages=[_read(page_at(at)) for at in range(wanted["first"], last)])


@contextmanager
def _pdf(data: bytes) -> Iterator[tuple[int, _PageAt]]:
    """A PDF's pages, painted at 200 dpi, a huge one smaller."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UserError("这个 PDF 加了密码，或者已经损坏。", _REMEDY, field="scan") from error

    def page_at(at: int) -> Image.Image:
        try:
            page = document[at]
            scale = min(_DPI / _POINTS_PER_INCH, 2 * pictures.LONG_SIDE / max(page.get_size()))
            picture: Image.Image = page.render(scale=scale).to_pil()
            return picture.convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as error:
            raise UserError(f"这个 PDF 的第 {at + 1} 页已经损坏。", _REMEDY, field="scan") from error

    try:
        yield len(document), page_at
    finally:
        document.close()


@contextmanager
def _pictures(data: bytes) -> Iterator[tuple[int, _PageAt]]:
    """A picture, or the pictures of a TIFF; its size is asked before its pixels are unpacked."""
    try:
        with Image.open(io.BytesIO(data)) as opened:

            def page_at(at: int) -> Image.Image:
                opened.seek(at)
                pictures.refuse_huge(opened)
                return ImageOps.exif_transpose(opened)

            yield getattr(opened, "n_frames", 1), page_at
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UserError("这个文件不是能打开的图片或者 PDF。", _REMEDY, field="scan") from error


def _read(picture: Image.Image) -> PageRead:
    plain = pictures.plain(picture)
    if _is_blank(plain):
        return PageRead(picture="", code=None, page=None, damaged=False, blank=True)
    said = _codes(plain)
    ours = [(read, turn) for text, turn in said if (read := read_payload(text)) is not None]
    upright = picture if not ours else picture.rotate(ours[0][1], expand=True)
    kept = base64.b64encode(pictures.jpeg(upright)).decode("ascii")
    one = {read for read, _turn in ours}
    damaged = len(one) > 1 or (not ours and any(text.startswith(PREFIX) for text, _turn in said))
    code, page = one.pop() if len(one) == 1 else (None, None)
    return PageRead(picture=kept, code=code, page=page, damaged=damaged, blank=False)


def _is_blank(picture: Image.Image) -> bool:
    """Whether nothing stands on a page: no patch of it is darker than the paper by what a pencil leaves. The
    edges, where a scanner sees its own lid, are left out.
    """
    edge_x, edge_y = picture.width // 20, picture.height // 20
    inside = picture.convert("L").crop((edge_x, edge_y, picture.width - edge_x, picture.height - edge_y))
    seen = ImageStat.Stat(inside.reduce(max(_GRAINS, max(picture.size) // _PATCHES)))
    return seen.median[0] - seen.extrema[0][0] < _PENCIL


def _codes(picture: Image.Image) -> list[tuple[str, int]]:
    """What the QR codes of a page say, and by how many degrees (quarter turns, against the clock) the page
    must be turned to stand upright. Where nothing is found a coarse page is looked at enlarged, then any page
    with its grains gone.
    """
    grey = picture.convert("L")
    if found := _find(grey):
        return found
    if max(grey.size) < _COARSE:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    return _find(grey) or _find(grey.filter(ImageFilter.MedianFilter(3)))


def _find(grey: Image.Image) -> list[tuple[str, int]]:
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(pixels, formats=_QR, try_invert=False)
    return [(one.text, round(one.orientation / 90) % 4 * 90) for one in found]
