"""The top bar: name, search, 新登记, text size, help, lock."""

from collections.abc import Callable

from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QLineEdit

from anbang_desktop.gui.parts.brand import TITLE
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, inlay, row, text, wide
from anbang_desktop.gui.parts.segments import segments
from anbang_desktop.gui.shell.help_menu import HelpButton
from anbang_desktop.gui.shell.navigation import navigation_wide
from anbang_desktop.gui.theme import SIZES, icon_file, roomy, size_in_force, spelled, token


class TopBar(QFrame):
    """Holds the search entry as ``search``; everything else is a callable."""

    def __init__(
        self,
        *,
        register: Callable[[], object] | None,
        size: Callable[[str], object],
        lock: Callable[[], object],
    ) -> None:
        """Without ``register`` there is no 新登记."""
        super().__init__()
        self.setProperty("look", "top")
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText("姓名、拼音首字母、身份证后四位、村、档案编号")
        self.search.setAccessibleName("查找人员")
        inlay(self.search, glyph("search", "ink_3"), text("Ctrl+F", "key") if spelled() else None)
        mark = QSvgWidget(str(icon_file("brand")))
        mark.setFixedSize(token("icon") + 10, token("icon") + 10)
        word: list[Item] = [text(TITLE, "head")] if spelled() else []
        name = box(row(mark, *word, None, gap=10, pad=(16, 0, 0, 0)), "plate")
        name.setFixedWidth(navigation_wide())
        gap = 24 if spelled() else 8
        middle: list[Item] = [wide(self.search, 440), None] if roomy() else [(self.search, 1), gap]
        new: list[Item] = (
            [button("新登记", "primary", "plus", tip="新登记（Ctrl+N）", act=register), 16]
            if register
            else []
        )
        sizes = segments(SIZES, size_in_force(), size, tip="字号：")
        self.help = HelpButton()
        locking = button(look="icon", sign="lock", tip="锁定（Ctrl+L）", act=lock)
        tools = row(sizes, 4, self.help.button, locking, gap=4)
        self.setLayout(column(row(name, gap, *middle, *new, tools, pad=(0, 0, 16, 0), gap=0), gap=0))
