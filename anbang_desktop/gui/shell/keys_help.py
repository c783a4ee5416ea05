"""Ctrl+/: all keys on one sheet, those that work here first."""

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui import keys
from anbang_desktop.gui.keys import Key, Where
from anbang_desktop.gui.parts.compose import Item, column, row, text, wide
from anbang_desktop.gui.parts.dialog import Dialog, verb

TOLD = tuple(key for key in keys.KEYS if key.where is not Where.DIALOG)
KEYS = tuple((key.told, key.does) for key in TOLD)
ALWAYS = frozenset({Where.SESSION, Where.WINDOW})


class KeysHelp(Dialog[bool]):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget | None) -> None:
        """Lay out KEYS: what works over ``parent`` now, what an entry or a list takes by itself, the rest."""
        super().__init__(parent, "按键")
        here = ALWAYS | _bound(parent)
        near = (*here, Where.WIDGET)
        groups = {
            "现在能用的": [key for key in TOLD if key.where in here],
            "光标在这些地方时能用的": [key for key in TOLD if key.where is Where.WIDGET],
            "在别的地方能用的": [key for key in TOLD if key.where not in near],
        }
        lines: list[Item] = []
        for title, found in groups.items():
            lines += [text(title, "hint"), *map(_line, found), 6] if found else []
        known = verb("知道了", lambda: self.finish(answer=True), "primary")
        self.lay(column(*lines, gap=6), buttons=(known,), wide_by=480)

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        cls(parent).run()


def _bound(over: QWidget | None) -> frozenset[Where]:
    """The places whose keys are bound on what is on show."""
    made = over.findChildren(QShortcut) if over is not None else []
    seen = [one for one in made if isinstance(owner := one.parent(), QWidget) and owner.isVisible()]
    return frozenset(where for one in seen if (where := keys.place_of(one)) is not None)


def _line(key: Key) -> Item:
    named = column(wide(text(key.told, "strong", wrap=True), 132), None)
    return row(named, (text(key.does, wrap=True), 1), gap=12)
