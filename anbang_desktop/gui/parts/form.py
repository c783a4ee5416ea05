"""One row of a form outside ``entry``: label, entry, hint or complaint; and Enter as the key to the next
entry.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from anbang_desktop.gui.parts.compose import box, column, glyph, row, text, wide
from anbang_desktop.gui.theme import restyle

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PROSE = (QPlainTextEdit, QTextEdit)


class FormRow(QFrame):
    """Label left, entry right; the row grows when there is a complaint, its neighbour stays at the top."""

    def __init__(
        self,
        label: str,
        entry: QWidget,
        *,
        hint: str = "",
        label_wide: int = 104,
        key: str = "",
        above: bool = False,
    ) -> None:
        """``hint`` stands under the entry, ``key`` makes Alt+key go there, ``above`` puts the label on
        top.
        """
        super().__init__()
        self.setProperty("look", "scroll")
        self.entry, self._hint = entry, hint
        caption = text(f"{label}(&{key})" if key else label, "label")
        caption.setBuddy(entry)
        entry.setAccessibleName(label)
        self._words = text(hint, "hint", wrap=True)
        self._sign = glyph("warn", "error", "icon_small")
        under = row(column(self._sign, None), (self._words, 1), gap=4)
        entered = column(entry, under, gap=2)
        if above:
            self.setLayout(column(caption, entered, gap=4))
        else:
            caption.setMinimumHeight(entry.sizeHint().height())
            self.setLayout(
                row(column(wide(caption, label_wide), None), (column(entered, None, gap=0), 1), gap=12)
            )
        self.clear()

    def complain(self, sentence: str) -> None:
        """Show what is wrong under the entry, mark the entry, and say it to a screen reader."""
        self._say(sentence, "error")

    def clear(self) -> None:
        """Nothing is wrong (any more): back to the hint."""
        self._say("", "hint")

    def complaint(self) -> str:
        """The sentence shown now, or ""."""
        return self.entry.accessibleDescription() if self.entry.property("trouble") == "true" else ""

    def _say(self, sentence: str, look: str) -> None:
        words = sentence or self._hint
        self._words.setProperty("look", look)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._sign.setVisible(bool(sentence))
        self.entry.setProperty("trouble", "true" if sentence else "false")
        self.entry.setAccessibleDescription(words)
        restyle(self._words)
        restyle(self.entry)


class EnterMoves(QObject):
    """In an entry form Enter goes to the next entry, from the last one it calls ``last``; never while an
    input method composes.

    In a text of several lines Enter makes a line and Ctrl+Enter leaves; on a button Enter presses it.
    """

    def __init__(self, entries: Sequence[QWidget], last: Callable[[], object], parent: QObject) -> None:
        """``entries`` in the order of entry."""
        super().__init__(parent)
        self._entries, self._last, self._composing = list(entries), last, False
        for one in self._entries:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; everything else takes its usual way."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        if event.type() == QEvent.Type.FocusOut:
            self._composing = False
        if (
            not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or event.key() not in ENTER
        ):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (
            self._composing
            or isinstance(watched, QPushButton)
            or (isinstance(watched, PROSE) and not control)
        ):
            return self._composing
        if isinstance(watched, QComboBox) and watched.view().isVisible():
            return False
        self._go_on(watched)
        return True

    def _go_on(self, here: QObject) -> None:
        following = self._entries[self._entries.index(here) + 1 :] if isinstance(here, QWidget) else []
        after = [one for one in following if one.isVisible() and one.isEnabled() and not _locked(one)]
        if after:
            after[0].setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(after[0], QLineEdit):
                after[0].selectAll()
        else:
            self._last()


def _locked(entry: QWidget) -> bool:
    return isinstance(entry, QLineEdit) and entry.isReadOnly()


def card(*rows: QWidget, gap: int = 10) -> QFrame:
    """Form rows in a white card."""
    return box(column(*rows, gap=gap, pad=(24, 16, 24, 16)))
