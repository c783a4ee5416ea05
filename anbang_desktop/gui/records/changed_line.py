"""One changed datum: its name, what stood there struck out, what stands there now."""

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.compose import Item, box, column, glyph, row, text, wide

LABEL, TAIL, DROP = 88, 128, 5


def changed_line(
    label: str, old: str | QWidget, new: str | QWidget, *tail: Item, old_struck: bool = True
) -> QFrame:
    """Old, ›, new, and at the right what can be done about it."""
    before = text(old, "struck" if old_struck else "hint", wrap=True) if isinstance(old, str) else old
    after = text(new, wrap=True) if isinstance(new, str) else new
    end: list[Item] = [column(wide(box(row(None, *tail, gap=4), "scroll"), TAIL), None)] if tail else []
    drop = DROP if tail else 0  # the words stand beside the middle of the link
    return box(
        row(
            column(drop, wide(text(label, "label", wrap=True), LABEL), None, gap=0),
            (column(drop, before, None, gap=0), 5),
            column(drop + 3, glyph("right", "ink_3", "icon_small"), None, gap=0),
            (column(drop, after, None, gap=0), 6),
            *end,
            gap=12,
            pad=(0, 2, 0, 2),
        ),
        "scroll",
    )
