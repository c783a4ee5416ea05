"""One of several things, chosen from a menu under a button: the wheel over it changes nothing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QPushButton

from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.theme import icon

Options = Sequence[tuple[str, str]]


class Picker:
    """``button`` shows what is chosen; ``chosen`` is called with the key of another choice."""

    def __init__(self, name: str, chosen: Callable[[str], object]) -> None:
        """``name`` says to a screen reader what is chosen here."""
        self._name, self._chosen = name, chosen
        self._options: Options = ()
        self._now = ""
        self.button: QPushButton = button("", "plain", "down", tip=name, act=self.open)
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def show_options(self, options: Options, now: str) -> None:
        """Other choices: (key, words) each; ``now`` is the key that is chosen."""
        self._options, self._now = options, now
        words = next((words for key, words in options if key == now), "")
        self.button.setText(words)
        self.button.setAccessibleName(f"{self._name}：{words}")

    def open(self) -> None:
        """The menu, what is chosen under the cursor."""
        made = QMenu(self.button)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in self._options:
            act = made.addAction(words, partial(self._chosen, key))
            act.setIcon(icon("check", "primary") if key == self._now else QIcon())
            if key == self._now:
                made.setActiveAction(act)
        made.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))
