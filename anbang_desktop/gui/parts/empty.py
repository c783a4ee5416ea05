"""What an empty list says: one sentence, what to try, one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, text


def empty(
    title: str,
    advice: str,
    verb: str = "",
    act: Callable[[], object] | None = None,
    *,
    sign: str = "search",
    look: str = "card",
) -> QFrame:
    """Say that there is nothing, and what to do next."""
    verbs: list[Item] = [row(None, button(verb, "soft", act=act), None)] if verb else []
    hint = text(advice, "small", wrap=True)
    hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return box(
        column(
            None,
            row(None, glyph(sign, "ink_3"), None),
            row(None, text(title, "head"), None),
            hint,
            *verbs,
            None,
            gap=8,
            pad=(16, 24, 16, 24),
        ),
        look,
    )


class EmptyFace(QWidget):
    """Stands in the place of a list while nothing is in it."""

    def __init__(self, listed: QWidget, *, side: int = 24) -> None:
        """``listed`` is shown when there is nothing to say here; ``side`` is free beside the words."""
        super().__init__()
        self._listed = listed
        self._face: QFrame | None = None
        self._layout = column(gap=0, pad=(side, 0, side, 16))
        self.setLayout(self._layout)
        self.hide()

    def say(self, face: QFrame | None) -> None:
        """Show this in place of the list, or the list again."""
        clear(self._layout)
        self._face = face
        if face is not None:
            self._layout.addWidget(face)
            self._layout.addStretch(1)
        self._listed.setVisible(face is None)
        self.setVisible(face is not None)

    def first(self) -> QPushButton | None:
        """Its verb."""
        return next(iter(self._face.findChildren(QPushButton)), None) if self._face is not None else None
