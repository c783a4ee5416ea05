"""Filter chips over a list: one quick filter is always chosen; what else is in force has a cross."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from anbang_desktop.gui.parts.compose import button, clear, text
from anbang_desktop.gui.parts.flow import Flow


class Filters(QFrame):
    """``show_filters`` draws them; a click calls what the page handed in."""

    def __init__(
        self, chosen: Callable[[str], object], drop: Callable[[str], object], drop_all: Callable[[], object]
    ) -> None:
        """``chosen`` and ``drop`` get the key of a chip; ``drop_all`` takes every condition away."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._chosen, self._drop, self._drop_all = chosen, drop, drop_all
        self._group = QButtonGroup(self)
        self._line = Flow(gap=8, lines=8)
        self.setLayout(self._line)

    def show_filters(
        self, quick: Sequence[tuple[str, str]], now: str, in_force: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Draw the line anew: ``now`` is the chosen key; ``in_force`` is (key, caption) of further
        conditions.
        """
        clear(self._line)
        self._group.deleteLater()
        group = self._group = QButtonGroup(self)
        for key, words in quick:
            one = button(words, "filter", on=key == now)
            group.addButton(one)
            one.clicked.connect(lambda _on=False, key=key: self._chosen(key))
            self._line.addWidget(one)
        if in_force:
            self._line.addWidget(text("已筛选", "hint"))
            for key, words in in_force:
                self._line.addWidget(self._set(key, words))
            self._line.addWidget(button("全部清除", "link", act=self._drop_all))

    def _set(self, key: str, words: str) -> QPushButton:
        one = button(
            words, "set", "close", "primary", tip=f"去掉这个条件：{words}", act=lambda: self._drop(key)
        )
        one.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the word
        return one
