"""What is specially sensitive, to read: 已遮盖 with 显示 (noted); an identity number keeps its ends."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import IdNumber
from anbang_desktop.gui.parts.compose import button, row, text
from anbang_desktop.gui.records.words import COVERED, SPECIAL


def covered(field: Field, words: str) -> str | None:
    """What stands in place of the words of a field; None where they may be read."""
    if not words:
        return None
    if isinstance(field.kind, IdNumber):
        return mask_id(words)
    return COVERED if field.privacy >= SPECIAL else None


class Cover(QFrame):
    """Covers itself again when it is drawn anew."""

    def __init__(
        self, shown: str, words: str, label: str, look: str, revealed: Callable[[], object] | None
    ) -> None:
        """``shown`` stands there until 显示 is pressed; without ``revealed`` another cover uncovers it."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._words, self._revealed = words, revealed
        self._label: QLabel = text(shown, "covered" if shown == COVERED else look)
        self._full_look = look
        self.show_button: QPushButton = button(
            "显示", "link", "eye", tip="显示内容（记录在案）", act=self.reveal
        )
        self.show_button.setAccessibleName(f"{label}：显示")
        self.show_button.setVisible(revealed is not None)
        self.setLayout(row(self._label, self.show_button, None, gap=8))
        self.also: list[Cover] = []

    def reveal(self) -> None:
        """Noted, then shown; the covers of the same datum go with it."""
        if self._revealed is not None:
            self._revealed()
        for one in (self, *self.also):
            one.uncover()

    def uncover(self) -> None:
        """Show the words."""
        self._label.setProperty("look", self._full_look)
        self._label.setWordWrap(True)
        self._label.setText(self._words)
        self._label.style().unpolish(self._label)
        self._label.style().polish(self._label)
        self.show_button.hide()


def cover_or_words(
    field: Field, words: str, look: str = "body", revealed: Callable[[], object] | None = None
) -> QFrame | QLabel:
    """The words of a datum, under a cover where its class asks for it."""
    shown = covered(field, words)
    if shown is None:
        return text(words, look, wrap=True)
    return Cover(shown, words, field.label, look, revealed)
