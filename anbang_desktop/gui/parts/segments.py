"""Joined buttons of which one is always chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QFrame

from anbang_desktop.gui.parts.compose import box, button, row


class Segments(QFrame):
    """``chosen`` is called with the word of the button that was pressed."""

    def __init__(
        self, words: Sequence[str], now: str, chosen: Callable[[str], object], *, tip: str = ""
    ) -> None:
        """``now`` is the chosen word; ``tip`` comes before it in the tooltip."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._group = QButtonGroup(self)
        looks = ["segment-first", *["segment"] * (len(words) - 2), "segment-last"]
        made = [
            button(word, look, on=word == now, tip=f"{tip}{word}" if tip else "")
            for word, look in zip(words, looks, strict=True)
        ]
        for one, word in zip(made, words, strict=True):
            self._group.addButton(one)
            one.clicked.connect(lambda _on=False, word=word: chosen(word))
        self.setLayout(row(*made, gap=0))

    def show_chosen(self, at: int) -> None:
        """Another one is chosen, not by a press."""
        self._group.buttons()[at].setChecked(True)

    def rename(self, words: Sequence[str]) -> None:
        """Other captions (new counts) on the same buttons."""
        for one, word in zip(self._group.buttons(), words, strict=True):
            one.setText(word)
            one.setAccessibleName(word)


def segments(words: Sequence[str], now: str, chosen: Callable[[str], object], *, tip: str = "") -> QFrame:
    """Shorthand for a group that never changes its words."""
    return box(row(Segments(words, now, chosen, tip=tip)), "scroll")
