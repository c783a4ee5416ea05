"""The right side of the reader: one chapter with its pictures."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from anbang_desktop.gui.help.html import style
from anbang_desktop.services.help import books

EDGE = 24  # beside a picture


class Pages(QTextBrowser):
    """One chapter; pictures are as wide as there is room, never wider than they are."""

    def __init__(self) -> None:
        """Links are followed by the reader."""
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName("正文")
        self._images: dict[str, QImage] = {}
        images = self._images
        self.destroyed.connect(lambda: images.clear())  # not when Python comes to it  # noqa: PLW0108
        self.document().setDefaultStyleSheet(style())
        self.document().setDocumentMargin(16)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the manual, made smaller here: the text would leave out lines of pixels."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        file = name if isinstance(name, str) else name.toString()
        ratio, (wide, _high) = self.devicePixelRatioF(), self.fitting(file)
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._image(file).scaledToWidth(round(wide * ratio), smooth)
        shown.setDevicePixelRatio(ratio)
        return shown

    def fitting(self, name: str) -> tuple[int, int]:
        """The size at which a picture is shown."""
        natural = self._image(name).size()
        wide = min(natural.width(), max(self.viewport().width() - 2 * EDGE, 200))
        return wide, round(natural.height() * wide / max(natural.width(), 1))

    def _image(self, name: str) -> QImage:
        if name not in self._images:
            self._images[name] = QImage(str(books.picture(name)))
        return self._images[name]
