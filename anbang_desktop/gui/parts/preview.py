"""A paper as it will be printed, page by page."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.compose import button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.paper import Sheet

EDGE = 24  # the ground round a page


class Preview(QFrame):
    """``zoomed`` is called when the clerk wants the paper as wide as the window (``large``), or no more."""

    def __init__(self, zoomed: Callable[[], object] | None = None) -> None:
        """Without ``zoomed`` there is no verb 放大."""
        super().__init__()
        self.setProperty("look", "desk")
        self._zoomed, self.large = zoomed, False
        self._pages: list[Sheet] = []
        self._where = text("", "small")
        self._back = button("上一页", "link", act=lambda: self.turn(-1))
        self._on = button("下一页", "link", act=lambda: self.turn(1))
        self._zoom = button("放大", "link", act=self._change_zoom)
        self._sheets = column(gap=16, pad=(EDGE, 0, EDGE, EDGE))
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
            self._sheets.addWidget(one)
        self._sheets.addStretch(1)
        self._fit()
        self.area.verticalScrollBar().setValue(at)
        for verb in (self._back, self._on):
            verb.setVisible(len(images) > 1)
        self._zoom.setVisible(bool(images) and self._zoomed is not None)
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
        self.area.verticalScrollBar().setValue(sum(self._tops(at)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages follow the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A page is as high as its width asks for; the layout alone would squeeze it into its hint."""
        margins = self._sheets.contentsMargins()
        wide = self.area.width() - margins.left() - max(margins.right(), EDGE)
        for one in self._pages:
            one.setFixedHeight(one.heightForWidth(max(wide, EDGE)))

    def _tops(self, count: int) -> list[int]:
        return [one.height() + self._sheets.spacing() for one in self._pages[:count]]

    def _here(self) -> int:
        middle = self.area.verticalScrollBar().value() + self.area.height() // 2
        begun = [place for place in range(len(self._pages)) if sum(self._tops(place)) <= middle]
        return begun[-1] if begun else 0

    def _say(self) -> None:
        self._where.setText(f"第 {self._here() + 1} 页，共 {len(self._pages)} 页" if self._pages else "")

    def _change_zoom(self) -> None:
        self.large = not self.large
        self._zoom.setText("缩小" if self.large else "放大")
        if self._zoomed is not None:
            self._zoomed()
