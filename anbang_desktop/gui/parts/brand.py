"""The program's name and promises beside whatever stands before the unlock."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop import __version__
from anbang_desktop.gui.parts.compose import Item, box, column, glyph, row, scroll, text
from anbang_desktop.gui.theme import grow, icon_file

TITLE = "安帮桌面"
PROMISES = (
    ("shield", "资料加密，只存在这台电脑"),
    ("offline", "不联网，不上传"),
    ("backup", "关闭时备份，并且读回核对"),
)


class LoginFrame(QWidget):
    """A card in the middle of the window: the brand at the left, a form at the right."""

    def __init__(self, office: str, form: QWidget, foot: str = "") -> None:
        """``office`` stands under the name; ``foot`` replaces the version at the bottom."""
        super().__init__()
        self.setObjectName("root")
        wide = min(grow(), 1.25)
        self._full = QSize(round(904 * wide), round(544 * wide))
        self._brand = brand(office)
        self._card = box(row(self._brand, (scroll(column(form, gap=0)), 1), gap=0))
        self._note = text(foot or f"版本 {__version__}", "hint")
        self._foot = box(row(None, self._note, None, pad=(0, 16, 0, 0)), "scroll")
        self.setLayout(column(None, row(None, self._card, None), self._foot, None, gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card fills a small window; the brand gives way first."""
        super().resizeEvent(event)
        there = event.size()
        self._brand.setVisible(there.width() >= self._full.width())
        self._foot.setVisible(there.height() >= self._full.height() + self._foot.sizeHint().height())
        side = self._full.width() if self._brand.isVisibleTo(self) else there.width()
        self._card.setFixedSize(min(side, there.width()), min(self._full.height(), there.height()))


def brand(office: str) -> QFrame:
    """The panel itself."""
    mark = QSvgWidget(str(icon_file("brand_light")))
    mark.setFixedSize(60, 52)
    lines: list[Item] = [
        row(glyph(sign, "focus_light"), (text(words, "onbrand", wrap=True), 1), gap=12)
        for sign, words in PROMISES
    ]
    name: list[Item] = [text(TITLE, "onbrand-title"), text(office, "onbrand", wrap=True)]
    side = box(column(mark, 24, *name, None, *lines, gap=10, pad=(40, 40, 32, 40)), "brand")
    side.setFixedWidth(round(360 * (1 + (grow() - 1) / 4)))
    return side
