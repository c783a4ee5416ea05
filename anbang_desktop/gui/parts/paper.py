"""Pages of a paper one under the other, each as wide as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from anbang_desktop.gui.parts.compose import box, clear, column, row, scroll, text


class Sheet(QWidget):
    """One page, scaled to the width it gets."""

    def __init__(self, image: QImage, number: int, total: int) -> None:
        """``number`` of ``total`` is said to a screen reader."""
        super().__init__()
        self._image = image
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"第 {number} 页，共 {total} 页")

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The page keeps its proportions."""
        return round(width * self._image.height() / max(self._image.width(), 1))

    def sizeHint(self) -> QSize:
        """A page of usual width."""
        return QSize(520, self.heightForWidth(520))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture at the size there is."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        size = self.size() * ratio
        shown = self._image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, shown)


class PaperView(QFrame):
    """A scrolling pane of pages."""

    def __init__(self, images: Sequence[QImage] = (), caption: str = "") -> None:
        """``caption`` defaults to the number of pages."""
        super().__init__()
        self.setProperty("look", "desk")
        self._caption = text(caption, "small")
        self._sheets = column(gap=16, pad=(24, 0, 24, 24))
        self.area: QScrollArea = scroll(self._sheets)
        self.setLayout(column(row(self._caption, None, pad=(16, 10, 16, 8)), (self.area, 1), gap=0))
        self.show_pages(images, caption)

    def show_pages(self, images: Sequence[QImage], caption: str = "") -> None:
        """Other pages; the caption defaults to their number."""
        clear(self._sheets)
        self._caption.setText(caption or (f"共 {len(images)} 页" if images else ""))
        for number, image in enumerate(images, 1):
            self._sheets.addWidget(box(column(Sheet(image, number, len(images)), gap=0), "scroll"))
        self._sheets.addStretch(1)
