"""The paper at the right: pages as they will be printed, page by page, beside the entries or as wide as the window."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.compose import box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.paper import Sheet


class Preview(QFrame):
    """``zoomed`` is called with True when the clerk wants the paper as wide as the window."""

    def __init__(self, zoomed: Callable[[bool], object]) -> None:
        super().__init__()
        self.setProperty("look", "desk")
        self._zoomed, self._large = zoomed, False
        self._pages: list[Sheet] = []
        self._where = text("", "small")
        self._back = button("上一页", "link", act=lambda: self.turn(-1))
        self._on = button("下一页", "link", act=lambda: self.turn(1))
        self._zoom = button("放大", "link", act=self._change_zoom)
        self._sheets = column(gap=16, pad=(24, 0, 24, 24))
        self.area = scroll(self._sheets)
        self.area.setAccessibleName("纸样预览")
        self.area.verticalScrollBar().valueChanged.connect(self._say)
        bar = row(self._where, None, self._zoom, self._back, self._on, gap=8, pad=(16, 6, 16, 0))
        self.setLayout(column(bar, (self.area, 1), gap=0, pad=(0, 0, 0, 1)))

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Other pages; the place in the paper stays."""
        at = self.area.verticalScrollBar().value()
        clear(self._sheets)
        self._pages = [Sheet(image, number, len(images)) for number, image in enumerate(images, 1)]
        for one in self._pages:
            self._sheets.addWidget(box(column(one, gap=0), "scroll"))
        self._sheets.addStretch(1)
        self.area.verticalScrollBar().setValue(at)
        for one in (self._back, self._on):
            one.setVisible(len(images) > 1)
        self._zoom.setVisible(bool(images))
        self._say()

    def show_words(self, words: str) -> None:
        """Why there is no paper to show."""
        self.show_pages(())
        clear(self._sheets)
        self._sheets.addWidget(text(words, wrap=True))
        self._sheets.addStretch(1)

    def turn(self, steps: int) -> None:
        """Go to the page after or before the one in view."""
        at = min(max(self._here() + steps, 0), len(self._pages) - 1)
        if self._pages:
            frame = self._pages[at].parentWidget()
            self.area.verticalScrollBar().setValue(frame.y() if frame is not None else 0)

    def _here(self) -> int:
        top = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        frames = [one.parentWidget() for one in self._pages]
        return max((place for place, frame in enumerate(frames) if frame is not None and frame.y() <= top), default=0)

    def _say(self) -> None:
        self._where.setText(f"第 {self._here() + 1} 页，共 {len(self._pages)} 页" if self._pages else "")

    def _change_zoom(self) -> None:
        self._large = not self._large
        self._zoom.setText("缩小" if self._large else "放大")
        self._zoomed(self._large)
