"""Foreign pictures drawn anew: upright, of a bounded size, without anything but their pixels."""

import io

from PIL import Image, ImageOps

from anbang_desktop.errors import UserError

LONG_SIDE, SHORT_SIDE = 2339, 1654  # A4 at 200 dpi
_QUALITY = 75
_MOST_PIXELS = 120_000_000
Image.MAX_IMAGE_PIXELS = (
    None  # Pillow only warns, in English; our own limit is asked before pixels are unpacked
)


def refuse_huge(picture: Image.Image) -> None:
    """Each frame has a size of its own; it is known before the pixels are unpacked."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise UserError(
            f"图片太大（{picture.width}×{picture.height}）。", "请用 200 或 300 dpi 重新扫描。", field="scan"
        )


def jpeg(picture: Image.Image) -> bytes:
    """Upright, at most A4 at 200 dpi, RGB or grey, without its metadata (phones write the place into it)."""
    out = io.BytesIO()
    plain(picture).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def plain(picture: Image.Image) -> Image.Image:
    """The pixels of ``jpeg``."""
    upright = ImageOps.exif_transpose(picture)
    mode = "L" if upright.mode in ("1", "L", "I;16") else "RGB"
    if upright.mode in ("RGBA", "LA", "P"):
        layered = upright.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        upright = Image.alpha_composite(ground, layered)
    flat = upright.convert(mode)
    long, short = max(flat.size), min(flat.size)
    scale = min(LONG_SIDE / long, SHORT_SIDE / short, 1)
    if scale == 1:
        return flat
    size = max(1, round(flat.width * scale)), max(1, round(flat.height * scale))
    return flat.resize(size, Image.Resampling.LANCZOS)
