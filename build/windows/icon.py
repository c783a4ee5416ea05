"""Makes resources/icon/anbang.ico anew from ui/icons/brand.svg, with the project's Python; the result is
committed.
"""

import io
import sys

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tools import ROOT

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def painted(side: int) -> Image.Image:
    """The brand at one size, drawn for it rather than scaled."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ROOT / "ui" / "icons" / "brand.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> int:
    """Write the file."""
    app = QGuiApplication(["icon", "-platform", "offscreen"])
    target = ROOT / "resources" / "icon" / "anbang.ico"
    target.parent.mkdir(exist_ok=True)
    *small, large = (painted(side) for side in SIZES)
    large.save(target, format="ICO", sizes=[(side, side) for side in SIZES], append_images=small)
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
