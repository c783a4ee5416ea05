"""What an empty list says: one sentence, what to try, one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, text


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
