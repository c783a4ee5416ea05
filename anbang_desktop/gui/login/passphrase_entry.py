"""The entry of a passphrase: dots and an eye, warnings about Caps Lock and full-width letters."""

import ctypes
import unicodedata

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.gui.parts.compose import button, glyph, inlay, row, text
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.theme import icon

CAPS = 0x14


class PassphraseEntry(QLineEdit):
    """Shows dots; the eye shows the letters until the entry is left."""

    def __init__(self, label: str) -> None:
        """``label`` is said to a screen reader."""
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(label)
        self.setMaxLength(256)
        self._eye = button(look="icon", sign="eye", tip="显示口令", act=self._toggle)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inlay(self, after=self._eye)
        holder = QWidget()
        self._note = text("", "small")
        holder.setLayout(row(glyph("warn", "soon", "icon_small"), (self._note, 1), gap=6))
        policy = holder.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        holder.setSizePolicy(policy)
        holder.hide()
        self.warning = holder
        self._caps = False
        self.textChanged.connect(lambda _words: self._warn())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Each key tells whether Caps Lock is on."""
        self._caps = caps_lock(event, before=self._caps)
        super().keyPressEvent(event)
        self._warn()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for Caps Lock and warn at once."""
        super().focusInEvent(event)
        self._caps = caps_state() or False
        self._warn()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show dots again."""
        super().focusOutEvent(event)
        self._hide()

    def note(self) -> str:
        """The warning shown now, or ""."""
        return "" if self.warning.isHidden() else self._note.text()

    def wipe(self) -> None:
        """Empty it, and its undo history with it."""
        self.clear()

    def _warn(self) -> None:
        notes = ["大写锁定已打开"] if self._caps else []
        if any(unicodedata.east_asian_width(letter) == "F" for letter in self.text()):
            notes.append("有全角字符，请切换到半角")
        elif self.text() != self.text().strip():
            notes.append("开头或结尾有空格")
        self._note.setText("；".join(notes))
        self.warning.setVisible(bool(notes))
        self.setAccessibleDescription(self._note.text())

    def _toggle(self) -> None:
        shown = self.echoMode() == QLineEdit.EchoMode.Normal
        self.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self._eye.setIcon(icon("eye" if shown else "eye_off"))
        if not shown:
            QTimer.singleShot(30_000, self, self._hide)

    def _hide(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye.setIcon(QIcon(icon("eye")))


def caps_lock(event: QKeyEvent, *, before: bool) -> bool:
    """Is Caps Lock on? Windows is asked; elsewhere a letter tells by its case and Shift."""
    asked = caps_state()
    if asked is not None:
        return asked
    letter = event.text()
    if len(letter) != 1 or not letter.isascii() or not letter.isalpha():
        return before
    return letter.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def caps_state() -> bool | None:
    """The lock's state from Windows, None elsewhere."""
    windows = getattr(ctypes, "windll", None)
    return None if windows is None else bool(windows.user32.GetKeyState(CAPS) & 1)


def typed(row: FormRow, entry: PassphraseEntry) -> str:
    """What was typed; empty, and said so under the entry, where nothing was."""
    passphrase = entry.text()
    if passphrase:
        row.clear()
    else:
        row.complain("还没有输入口令。")
        entry.setFocus()
    return passphrase


def passphrase_row(label: str, hint: str = "") -> tuple[FormRow, PassphraseEntry]:
    """Label above, entry, complaint or hint under it."""
    entry = PassphraseEntry(label)
    return FormRow(label, entry, hint=hint, above=True), entry
