"""What is sensitive, to read: 已遮盖 with 显示 (noted); an identity number or a phone keeps its ends."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import IdNumber, Phone
from anbang_desktop.gui.parts.compose import button, column, row, text
from anbang_desktop.gui.records.words import COVERED, SPECIAL
from anbang_desktop.gui.theme import restyle


def covered(field: Field, words: str, least: int = SPECIAL) -> str | None:
    """What stands in place of the words of a field; None where they may be read: below the class ``least``
    (an identity number is always masked).
    """
    if not words:
        return None
    if isinstance(field.kind, IdNumber):
        return mask_id(words)
    if field.privacy < least:
        return None
    return mask_phone(words) if isinstance(field.kind, Phone) else COVERED


class Cover(QFrame):
    """Covers itself again when it is drawn anew or goes out of sight."""

    def __init__(
        self, shown: str, words: str, label: str, look: str, revealed: Callable[[], object] | None
    ) -> None:
        """``shown`` stands there until 显示 is pressed; without ``revealed`` another cover uncovers it."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._shown, self._words, self._revealed = shown, words, revealed
        self._open = False
        self._label: QLabel = text(shown, "covered" if shown == COVERED else look)
        self._full_look = look
        self.show_button: QPushButton = button(
            "显示", "link", "eye", tip="显示内容（记录在案）", act=self.reveal
        )
        self.show_button.setAccessibleName(f"{label}：显示")
        self.setLayout(row(column(None, self._label, None, gap=0), self.show_button, None, gap=8))
        self.show_button.setVisible(revealed is not None)
        self.also: list[Cover] = []

    def reveal(self) -> None:
        """Noted, then shown; the covers of the same datum go with it."""
        if self._revealed is not None:
            self._revealed()
        for one in (self, *self.also):
            one.uncover()

    def uncover(self) -> None:
        """Show the words."""
        self._open = True
        self._say(self._words, self._full_look)
        self._label.setWordWrap(True)
        self.show_button.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back has to ask again."""
        super().hideEvent(event)
        if self._open:
            self._open = False
            self._label.setWordWrap(False)
            self._say(self._shown, "covered" if self._shown == COVERED else self._full_look)
            self.show_button.setVisible(self._revealed is not None)

    def _say(self, words: str, look: str) -> None:
        self._label.setProperty("look", look)
        self._label.setText(words)
        restyle(self._label)


def cover_or_words(
    field: Field,
    words: str,
    look: str = "body",
    revealed: Callable[[], object] | None = None,
    least: int = SPECIAL,
) -> QFrame | QLabel:
    """The words of a datum, under a cover where its class asks for it."""
    shown = covered(field, words, least)
    if shown is None:
        return text(words, look, wrap=True)
    return Cover(shown, words, field.label, look, revealed)
