"""A page of a paper on the screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Sheet(QWidget):
    """One page, scaled to the width it gets."""

    def __init__(self, image: QImage, number: int, total: int) -> None:
        """``number`` of ``total`` is said to a screen reader."""
        super().__init__()
        self._kept = kept = [image]
        self.destroyed.connect(lambda: kept.clear())  # not when Python comes to it: megabytes each  # noqa: PLW0108
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"第 {number} 页，共 {total} 页")

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The page keeps its proportions."""
        (image,) = self._kept
        return round(width * image.height() / max(image.width(), 1))

    def sizeHint(self) -> QSize:
        """A page of usual width."""
        return QSize(520, self.heightForWidth(520))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture at the size there is."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        size = self.size() * ratio
        (image,) = self._kept
        shown = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, shown)
