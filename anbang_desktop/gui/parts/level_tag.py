"""The tag of a level of help: a word with an edge, or the chip in whose colour the rule pack shows it."""

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import tag

_SHORT = 2  # 重点, 一般: read as 重点对象


def level_tags(name: str, tone: str) -> list[QWidget]:
    """The tag of a level; none where nobody has decided yet."""
    if not name:
        return []
    if tone:
        return [Chip(tone, name)]
    return [tag(f"{name}对象" if len(name) == _SHORT else name)]
