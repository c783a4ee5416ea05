"""A banner over a page: warm for a notice, teal for an offer, red for what blocks; at most three lines."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, text

Line = tuple[str, str, Callable[[], object] | None]
TINTS = {"warnbanner": ("warn", "soon"), "infobanner": ("info", "primary"), "errorbanner": ("warn", "error")}


def banner(lines: Sequence[Line], look: str = "warnbanner", *, title: str = "") -> QFrame:
    """Each line is (words, verb, act); no verb where it is empty. Looks: warnbanner infobanner
    errorbanner.
    """
    sign, tint = TINTS[look]
    shown: list[Item] = [text(title, "strong")] if title else []
    for words, verb, act in lines:
        verbs: list[Item] = [button(verb, "link", act=act)] if verb else []
        shown.append(row(glyph(sign, tint, "icon_small"), (text(words, wrap=True), 1), *verbs, gap=8))
    return box(
        column(
            *shown,
            gap=0 if any(line[1] for line in lines) else 4,
            pad=(16, 4 if not title else 10, 8, 4 if not title else 8),
        ),
        look,
    )
