"""The left side of the reader: chapters with their sections, or what a search has found."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from anbang_desktop.domain.manual import Book, Hit

ANCHOR = Qt.ItemDataRole.UserRole


class Contents(QTreeWidget):
    """``chosen`` carries the anchor of the line that the keyboard or the mouse went to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty; ``show_book`` or ``show_hits`` fills it."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName("目录")
        self.setIndentation(20)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: dict[str, QTreeWidgetItem] = {}
        self._book = ""
        self.currentItemChanged.connect(self._changed)

    def show_book(self, book: Book) -> None:
        """Its chapters, closed."""
        if self._book == book.key:
            return
        self._fill(book.key)
        for chapter in book.chapters:
            above = self._line(chapter.title, chapter.sections[0].anchor)
            self.addTopLevelItem(above)
            for section in chapter.sections[1:]:
                above.addChild(self._line(section.title, section.anchor))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """One line for each section, with the words round what was found."""
        self._fill("")
        for hit in hits:
            name = hit.section.title or hit.chapter.title
            self.addTopLevelItem(self._line(f"{name}\n{hit.around}", hit.section.anchor))

    def light(self, anchor: str) -> None:
        """Which line is being read; says nothing."""
        line = self._lines.get(anchor)
        if line is None or line is self.currentItem():
            return
        above = line.parent()
        with QSignalBlocker(self):
            for other in range(self.topLevelItemCount()):
                item = self.topLevelItem(other)
                if item is not None:
                    item.setExpanded(item in (line, above))
            self.setCurrentItem(line)
            self.scrollToItem(line)

    def _fill(self, book: str) -> None:
        with QSignalBlocker(self):
            self.clear()
        self._lines, self._book = {}, book

    def _line(self, words: str, anchor: str) -> QTreeWidgetItem:
        made = QTreeWidgetItem([words])
        made.setData(0, ANCHOR, anchor)
        self._lines[anchor] = made
        return made

    def _changed(self, line: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if line is not None:
            self.chosen.emit(str(line.data(0, ANCHOR)))
