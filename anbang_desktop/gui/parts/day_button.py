"""The calendar at the right of a date entry, for whoever uses the mouse; typing stays the main way."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.rule_pack import WorkCalendar
from anbang_desktop.gui.parts.calendar import Calendar
from anbang_desktop.gui.parts.compose import button, inlay

OPENS = Qt.Key.Key_Down  # with Alt, as Windows opens a list of choices


class DayButton(QObject):
    """No stop for Tab: Alt+↓ in the entry does the same."""

    def __init__(
        self,
        line: QLineEdit,
        today: date,
        works: WorkCalendar | None = None,
        *,
        read: Callable[[], date | None] | None = None,
        take: Callable[[date], object] | None = None,
    ) -> None:
        """``read`` is the day that stands there, ``take`` puts another one; without them the line itself."""
        super().__init__(line)
        self._line, self._today, self._works = line, today, works
        self._read, self._take = read or self._typed, take or self._put
        self.button = button(look="icon", sign="calendar", tip="日历（Alt+↓）", act=self.open)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        inlay(line, after=self.button)
        line.installEventFilter(self)

    def open(self) -> None:
        """Show the month of the day in the entry, or this month."""
        if self._line.isReadOnly() or not self._line.isEnabled():
            return
        self._line.setFocus()
        shown = Calendar(self._line, self._read(), self._today, self._works, self._chosen)
        shown.show_by(self._line)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt+↓ belongs to the entry while the keyboard is in it, whatever the page does with it."""
        if not isinstance(event, QKeyEvent) or event.key() != OPENS:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.open()
            return True
        return False

    def _chosen(self, day: date) -> None:
        self._take(day)
        self._line.setFocus()

    def _typed(self) -> date | None:
        try:
            return read_day(self._line.text(), self._today)
        except ValueError:
            return None

    def _put(self, day: date) -> None:
        self._line.setText(day.isoformat())
        self._line.textEdited.emit(self._line.text())
