"""Ctrl+/: all keys on one sheet."""

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui import keys
from anbang_desktop.gui.parts.compose import Item, column, row, text, wide
from anbang_desktop.gui.parts.dialog import Dialog, verb

KEYS = tuple((key.told, key.does) for key in keys.KEYS if key.where is not keys.Where.DIALOG)


class KeysHelp(Dialog[bool]):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget | None) -> None:
        """Lay out KEYS."""
        super().__init__(parent, "按键")
        lines: list[Item] = [
            row(column(wide(text(keys, "strong"), 132), None), (text(words, wrap=True), 1), gap=12)
            for keys, words in KEYS
        ]
        known = verb("知道了", lambda: self.finish(answer=True), "primary")
        self.lay(column(*lines, gap=6), buttons=(known,), wide_by=480)

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        cls(parent).run()
