"""Scans from outside: pictures are drawn anew, PDFs keep their pages and nothing else, so that nothing
active gets into a file.
"""

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image, UnidentifiedImageError

from anbang_desktop.errors import UserError
from anbang_desktop.pdf.page import HEIGHT, WIDTH
from anbang_desktop.pdf.pictures import jpeg, refuse_huge

JPEG, PDF = "image/jpeg", "application/pdf"
_MOST_PAGES = 500
_KEPT = frozenset({"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Parent"})
_REMEDY = "请用扫描仪或手机重新扫描，存成 PDF、JPG 或 PNG 再添加。"


@dataclass(frozen=True, slots=True)
class Scan:
    """A cleaned file, ready for the vault."""

    media_type: str
    data: bytes
    pages: int


def accept(data: bytes) -> Scan:
    """A scan from its bytes: PDF or picture, told apart by content; UserError says what is wrong with it."""
    return _pdf(data) if data[:1024].lstrip().startswith(b"%PDF-") else _pictures(data)


def _pdf(data: bytes) -> Scan:
    """Pages only: no scripts, no actions, no attachments, no forms."""
    try:
        with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as clean:
            if not 0 < len(source.pages) <= _MOST_PAGES:
                raise UserError(
                    f"扫描件有 {len(source.pages)} 页，不能添加。",
                    f"一次最多 {_MOST_PAGES} 页，请分开扫描。",
                    field="scan",
                )
            clean.pages.extend(source.pages)
            for page in clean.pages:
                for key in set(page.obj.keys()) - _KEPT:
                    del page.obj[key]
            out = io.BytesIO()
            clean.remove_unreferenced_resources()
            clean.save(out)
            return Scan(PDF, out.getvalue(), len(clean.pages))
    except pikepdf.PasswordError as error:
        raise UserError(
            "扫描件是加了密码的 PDF，程序打不开。", "请去掉密码后再添加。", field="scan"
        ) from error
    except pikepdf.PdfError as error:
        raise UserError("扫描件不是完好的 PDF 文件。", _REMEDY, field="scan") from error


def _pictures(data: bytes) -> Scan:
    """One picture becomes a JPEG; a file of several (TIFF) becomes a PDF of JPEG pages."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            frames = []
            for index in range(min(getattr(opened, "n_frames", 1), _MOST_PAGES)):
                opened.seek(index)
                refuse_huge(opened)
                frames.append(jpeg(opened))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UserError("扫描件不是能打开的图片或者 PDF 文件。", _REMEDY, field="scan") from error
    if len(frames) == 1:
        return Scan(JPEG, frames[0], 1)
    return Scan(PDF, picture_pages(frames), len(frames))


def picture_pages(pictures: list[bytes]) -> bytes:
    """A PDF with one A4 page per JPEG; the JPEG bytes go in as they are."""
    with pikepdf.new() as pdf:
        for picture in pictures:
            _add_page(pdf, picture)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _add_page(pdf: pikepdf.Pdf, picture: bytes) -> None:
    """One picture in the middle of a page; a wide one lies on a wide page."""
    with Image.open(io.BytesIO(picture)) as opened:
        width, height, grey = opened.width, opened.height, opened.mode == "L"
    box = (HEIGHT, WIDTH) if width > height else (WIDTH, HEIGHT)
    scale = min(box[0] / width, box[1] / height)
    x, y = (box[0] - width * scale) / 2, (box[1] - height * scale) / 2
    image = pikepdf.Stream(pdf, picture)
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=box)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    drawn = f"q {width * scale:.3f} 0 0 {height * scale:.3f} {x:.3f} {y:.3f} cm /Im0 Do Q"
    page.Contents = pdf.make_stream(drawn.encode())
