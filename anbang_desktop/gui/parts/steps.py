"""The steps of a wizard in a line, each with its mark: done, now, next."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, row, text


def steps(names: Sequence[str], now: int) -> QFrame:
    """``now`` counts from 0."""
    shown: list[Item] = []
    for at, name in enumerate(names):
        when = "done" if at < now else "now" if at == now else "next"
        words = text(f"{at + 1}　{name}", {"now": "strong", "done": "body", "next": "label"}[when])
        dot = Mark("done") if when == "done" else Mark("doing", "primary") if when == "now" else Mark("todo")
        shown.append(
            (box(row(dot, words, None, gap=6, pad=(10, 6, 8, 6)), "chosen" if when == "now" else "quiet"), 1)
        )
    return box(row(*shown, gap=8), "scroll")
