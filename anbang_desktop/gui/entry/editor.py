"""What every entry of a form can do, and the entries that are typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from anbang_desktop.domain.rule_pack import WorkCalendar
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.fields.own_lists import OwnList, lists_of
from anbang_desktop.gui.entry.offers import Offers, Source
from anbang_desktop.gui.parts.compose import inlay, text
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.theme import restyle
from anbang_desktop.services.office.own_lists import Offer


def _nothing(_source: str) -> Sequence[Offer]:
    return ()


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What entries need: code tables and today, names offered for free words, and whom to tell of a
    reveal.
    """

    read_context: ReadContext
    suggest: Callable[[str], Sequence[Offer]] = _nothing
    enlist: Callable[[OwnList, str], object] | None = None  # puts a name into one of the office's lists
    revealed: Callable[[str], None] = lambda _name: None
    store: Callable[[Path], int] | None = None  # puts a file into the vault and gives its number
    works: WorkCalendar | None = None  # the office's holidays, for the calendar beside a date
    cover: bool = False  # what is specially sensitive lies under a cover
    tight: bool = True  # little room: few-answer choices only as radio row, the rest as drop-down


class Editor(QWidget):
    """The entry of one field. ``value`` raises ValueError with a Chinese reason."""

    changed = Signal()
    left = Signal()
    wide: bool = False  # takes both columns

    def __init__(self, field: Field, context: EntryContext) -> None:
        """The entry of ``field``, still empty."""
        super().__init__()
        self.field, self.context = field, context
        self.auto = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def value(self) -> object | None:
        """What was entered, as the field's kind reads it; None when empty, ValueError when unreadable."""
        raise NotImplementedError

    def set_value(self, value: object | None) -> None:
        """Show a stored value."""
        raise NotImplementedError

    def raw(self) -> object:
        """What stands in the entry, readable or not, as JSON (for drafts)."""
        raise NotImplementedError

    def set_raw(self, raw: object) -> None:
        """Put back what ``raw`` gave."""
        raise NotImplementedError

    def empty(self) -> bool:
        """Nothing entered yet."""
        return self.raw() in ("", None, [])

    def set_trouble(self, words: str) -> None:
        """Mark the entry as wrong (or right again)."""
        for part in self.entries():
            part.setProperty("trouble", "true" if words else "false")
            part.setAccessibleDescription(words)
            restyle(part)

    def set_auto(self, *, on: bool) -> None:
        """Show that the program filled this entry."""
        self.auto = on

    def entries(self) -> list[QWidget]:
        """The widgets that take the focus."""
        raise NotImplementedError

    def _take_in(self, entry: QWidget) -> None:
        """Name an entry and place it."""
        entry.setAccessibleName(self.field.label)
        if self.field.help:
            entry.setToolTip(self.field.help)
        self._layout.addWidget(entry)
        self.setFocusProxy(entry)


class LineEditor(Editor):
    """One typed line of any kind; on leaving, what was typed is shown the office's way (260305 →
    2026-03-05).
    """

    hint = ""

    def __init__(self, field: Field, context: EntryContext) -> None:
        """A single line with the hint of its kind."""
        super().__init__(field, context)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.hint)
        self._mark: QLabel | None = None
        self._take_in(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def value(self) -> object | None:
        """The line, read by the field's kind."""
        return self.field.kind.parse(self.line.text(), self.context.read_context)

    def set_value(self, value: object | None) -> None:
        """Show the value as the field's kind spells it."""
        self.line.setText(self.field.kind.show(value, self.context.read_context))
        self.line.setCursorPosition(0)

    def raw(self) -> object:
        """The letters as they were typed."""
        return self.line.text()

    def set_raw(self, raw: object) -> None:
        """Put the letters back."""
        self.line.setText(str(raw or ""))

    def entries(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def set_auto(self, *, on: bool) -> None:
        """Show or hide the word 自动 inside the line."""
        super().set_auto(on=on)
        if on:
            self._say("自动")
        elif self._mark is not None:
            self._mark.hide()

    def _say(self, word: str) -> None:
        """A quiet word inside the line."""
        if self._mark is None:
            self._mark = text(word, "auto")
            inlay(self.line, after=self._mark)
        self._mark.setText(word)
        self._mark.show()

    def _on_edited(self) -> None:
        self.set_auto(on=False)
        self.changed.emit()

    def _on_finished(self) -> None:
        try:
            if self.line.isModified():
                self.set_value(self.value())
        except ValueError:
            pass  # the form says it under the entry
        self.left.emit()


class ShownEditor(LineEditor):
    """What only the program fills: shown, not typed."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        """A line that can be read and copied, not changed."""
        super().__init__(field, context)
        self._value: object | None = None
        self.line.setReadOnly(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> object | None:
        """The value that was given, not its words."""
        return self._value

    def set_value(self, value: object | None) -> None:
        """Keep the value and show its words."""
        self._value = value
        super().set_value(value)


class DayEditor(LineEditor):
    """A date typed in any of the office's ways, or chosen from a calendar."""

    hint = "如 260305、今天"

    def __init__(self, field: Field, context: EntryContext) -> None:
        """A line with the calendar at its right."""
        super().__init__(field, context)
        self.days = DayButton(
            self.line, context.read_context.today, context.works, read=self._day, take=self._choose
        )

    def _day(self) -> date | None:
        try:
            value = self.value()
        except ValueError:
            return None
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def _chosen(self, day: date) -> date:
        """What the entry holds when this day is chosen."""
        return day

    def _choose(self, day: date) -> None:
        self.set_value(self._chosen(day))
        self._on_edited()
        self.left.emit()


class MomentEditor(DayEditor):
    """A day with a time; choosing another day leaves the time as it is."""

    hint = "如 260305 9:30、今天"

    def _chosen(self, day: date) -> date:
        try:
            value = self.value()
        except ValueError:
            value = None
        return datetime.combine(day, value.time() if isinstance(value, datetime) else time())


class SuggestEditor(LineEditor):
    """Free words; names of the office's own lists are offered. ``chosen`` carries the one that was taken."""

    chosen = Signal(object)
    many = False

    def __init__(self, field: Field, context: EntryContext) -> None:
        """A line that offers the names of the field's source, where it has one."""
        super().__init__(field, context)
        source = getattr(field.kind, "source", "")
        lists = lists_of(source)
        self.offers: Offers | None = None
        if lists:
            names = Source(lambda: context.suggest(source), lists[0], context.enlist)
            self.offers = Offers(self.line, names, many=self.many)
            self.offers.chosen.connect(self._on_chosen)
            self.offers.enlisted.connect(lambda _name: self._say("已加入名单"))

    def _on_chosen(self, offer: Offer) -> None:
        self._on_edited()
        self.chosen.emit(offer)

    def _on_finished(self) -> None:
        if self.offers is not None and self.line.isModified():
            before = self.line.text()
            self.offers.settle()
            if self.line.text() != before:
                self._on_edited()
        super()._on_finished()


class WordsEditor(SuggestEditor):
    """Several words in one line, separated by 、"""

    hint = "多个用“、”隔开"
    many = True


class LongEditor(Editor):
    """Several lines: Enter makes a line, Tab and Ctrl+Enter leave."""

    wide = True

    def __init__(self, field: Field, context: EntryContext) -> None:
        """An area of three lines."""
        super().__init__(field, context)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self._take_in(self.area)
        self.area.setFixedHeight(self._three_lines())
        self.area.textChanged.connect(self.changed)
        self.area.installEventFilter(self)

    def value(self) -> object | None:
        """The text, read by the field's kind."""
        return self.field.kind.parse(self.area.toPlainText(), self.context.read_context)

    def set_value(self, value: object | None) -> None:
        """Show the value as the field's kind spells it."""
        self.area.setPlainText(self.field.kind.show(value, self.context.read_context))

    def raw(self) -> object:
        """The text as it was typed."""
        return self.area.toPlainText()

    def set_raw(self, raw: object) -> None:
        """Put the text back."""
        self.area.setPlainText(str(raw or ""))

    def entries(self) -> list[QWidget]:
        """The area."""
        return [self.area]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the area counts as leaving the entry."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep three lines when the letters change their size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "area"):
            self.area.setFixedHeight(self._three_lines())

    def _three_lines(self) -> int:
        return self.area.fontMetrics().lineSpacing() * 3 + self.area.fontMetrics().height()
