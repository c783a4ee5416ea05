"""The pictures of the manual: those that its texts name, small and with few colours, so that they can be
committed.
"""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPixmap

from anbang_desktop.services.help import books

WIDE, HIGH = 1200, 675  # the least room in which pages show all that they have
COLOURS = 128
PAPER_WIDE = 620  # of a page of a paper


def named() -> set[str]:
    """The pictures that the manual shows, without their ending."""
    return {
        Path(block.picture).stem
        for chapter in books.manual().chapters
        for section in chapter.sections
        for block in section.blocks
        if block.picture
    }


def small(picture: QPixmap | QImage) -> bytes:
    """The picture as a PNG of few colours."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    whole = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    out = io.BytesIO()
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
