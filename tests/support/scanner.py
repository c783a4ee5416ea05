"""A scanner to test with: a page of a PDF as an office's flat-bed gives it back, turned, askew, grainy."""

import io
import random
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from anbang_desktop.pdf import pictures, scans


@dataclass(frozen=True, slots=True)
class Way:
    """How a page lay on the glass: dots an inch, quarter turns against the clock, degrees askew, grains
    (standard deviation of grey), JPEG quality.
    """

    dpi: int = 200
    turn: int = 0
    skew: float = 0.0
    grain: float = 0.0
    quality: int = 70
    blur: float = 0.0


def scanned(pdf: bytes, page: int, way: Way) -> Image.Image:
    """Page ``page`` (from 0) as the scanner saw it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet: Image.Image = document[page].render(scale=way.dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    if way.skew:
        sheet = sheet.rotate(way.skew, resample=Image.Resampling.BILINEAR, fillcolor="white")
    if way.blur:
        sheet = sheet.filter(ImageFilter.GaussianBlur(way.blur))
    if way.grain:
        grains = Image.effect_noise(sheet.size, way.grain).convert("RGB")
        sheet = Image.blend(sheet, grains, 0.25)
    return sheet.rotate(way.turn, expand=True)


def jpeg(pdf: bytes, page: int, way: Way | None = None) -> bytes:
    """The same as a JPEG file."""
    way = way or Way()
    out = io.BytesIO()
    scanned(pdf, page, way).save(out, "JPEG", quality=way.quality, dpi=(way.dpi, way.dpi))
    return out.getvalue()


def pdf_of(sheets: list[Image.Image]) -> bytes:
    """One PDF of several pages, as a scanner with a feeder saves it."""
    return scans.picture_pages([pictures.jpeg(one) for one in sheets])


def smeared(picture: Image.Image, share: float = 0.35) -> Image.Image:
    """The top right corner, where the code stands, under ink."""
    spoilt = picture.copy()
    width, height = picture.size
    pen = ImageDraw.Draw(spoilt)
    chance = random.Random(7)
    for _ in range(400):
        x = chance.randint(round(width * (1 - share)), width)
        y = chance.randint(0, round(height * share / 1.4))
        pen.ellipse((x, y, x + width // 60, y + width // 60), fill=(20, 20, 60))
    return spoilt
