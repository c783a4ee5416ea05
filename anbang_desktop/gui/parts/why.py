"""为什么是这一天: how a date was reckoned, in five lines over the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.domain.articles import cite, cited_articles
from anbang_desktop.domain.manual import law_anchor
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.parts.help_wanted import ask_help

WHY = "为什么是这一天"
Fact = tuple[str, str]


class Why(QFrame):
    """A popover beside the link; it closes on Esc and on a click elsewhere."""

    def __init__(self, title: str, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        """``facts`` are the lines: name and words."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popover")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = button(look="icon", sign="close", tip="关闭（Esc）", act=self.close)
        lines = [
            row(column(wide(text(name, "label"), 40), None), (text(words, wrap=True), 1), gap=8)
            for name, words in facts
        ]
        cited = [number for _name, words in facts for number in cited_articles(words)]
        links = [
            button(f"看{cite(number)}", "textlink", act=partial(ask_help, self, law_anchor(number)))
            for number in cited[:3]
        ]
        law: list[Item] = [row(48, *links, None, gap=12)] if links else []
        inside = column(row(text(title, "head"), None, close), *lines, *law, gap=8, pad=(16, 8, 8, 16))
        self.setLayout(column(box(inside, "scroll"), gap=0))
        wide(self, 380)
        close.setFocus()

    def show_by(self, beside: QWidget) -> None:
        """Below the link, inside the screen."""
        self.adjustSize()
        at = beside.mapToGlobal(QPoint(0, beside.height() + 4))
        room = beside.screen().availableGeometry()
        at.setX(max(room.left() + 8, min(at.x(), room.right() - self.width() - 8)))
        if at.y() + self.height() > room.bottom():
            at.setY(beside.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(at)
        self.show()

    def sizeHint(self) -> QSize:
        """As tall as the words need at this width, not at the width that they would like."""
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.minimumWidth()) if layout is not None else 0
        return QSize(self.minimumWidth(), wanted)


def facts_of(why: Reckoning) -> list[Fact]:
    """A reckoning as the lines of the popover; empty ones are left out."""
    return [(name, words) for name, words in why.lines() if words]


def why_link(why: Reckoning, words: str = WHY) -> QPushButton:
    """The link that always says 为什么是这一天."""
    made = button(words, "textlink")
    made.clicked.connect(
        lambda: Why(f"为什么是 {why.result.month}月{why.result.day}日", facts_of(why), made).show_by(made)
    )
    return made
