"""The line under the top bar while people and papers are invented, with the way out."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.compose import box, button, glyph, row, text
from anbang_desktop.gui.theme import roomy

SHORT, LONG = "练习模式", "人和事都是编的，放心试；印出来、存出来的都带“练习”两个字"


def practice_line(leave: Callable[[], object]) -> QFrame:
    """``leave`` ends it: back to where the real office is unlocked."""
    more = [text(LONG, "onbrand-small")] if roomy() else []
    out = button("结束练习", act=leave)
    out.setAccessibleName("结束练习，回到打开资料库")
    words = (glyph("book", "focus_light"), text(SHORT, "onbrand"), *more)
    return box(row(*words, None, out, gap=10, pad=(16, 4, 16, 4)), "practice")
