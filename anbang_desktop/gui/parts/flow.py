"""A layout for answers and ticks: side by side, and on to the next line when the room is used up."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Left to right, then down; the height follows from the width."""

    def __init__(self, *widgets: QWidget, gap: int = 16, lines: int = 0) -> None:
        """``gap`` between parts of a line, ``lines`` between lines, in pixels."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._lines = gap, lines
        self._high: dict[int, int] = {}  # at each width asked for: Qt asks often
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Put a part at the end (called by Qt)."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the part at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that all lines need at this width."""
        if width not in self._high:
            self._high[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._high[width]

    def invalidate(self) -> None:
        """A part has another size (called by Qt)."""
        self._high.clear()
        super().invalidate()

    def setGeometry(self, frame: QRect) -> None:
        """Place the parts in the frame."""
        super().setGeometry(frame)
        self._place(frame, move=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The largest part."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, frame: QRect, *, move: bool) -> int:
        """Line by line; a smaller part stands in the middle of its line."""
        y = frame.y()
        for line in self._broken(frame.width()):
            high = max(item.sizeHint().height() for item in line)
            x = frame.x()
            for item in line:
                size = item.sizeHint()
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high + self._lines
        return y - frame.y() - (self._lines if self._items else 0)

    def _broken(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self._gap
        return lines
