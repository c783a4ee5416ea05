"""The entry of one field: what every entry can do, and the ones that are typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Lookup, ReadContext
from anbang_desktop.gui.parts.compose import button, inlay, text
from anbang_desktop.gui.theme import icon, restyle

SENSITIVE = 3  # privacy class from which a number is shown masked (domain.md §10)


def _nothing(_source: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What entries need: code tables and today, suggestions for free words, and whom to tell of a reveal."""

    read_context: ReadContext
    suggest: Callable[[str], Sequence[str]] = _nothing
    revealed: Callable[[str], None] = lambda _name: None
    store: Callable[[Path], int] | None = None  # puts a file into the vault and gives its number
    cover: bool = False  # what is specially sensitive lies under a cover
    tight: bool = True  # little room: few-answer choices only as radio row, the rest as drop-down


class Editor(QWidget):
    """The entry of one field. ``value`` raises ValueError with a Chinese reason."""

    changed = Signal()
    left = Signal()
    wide: bool = False  # takes both columns

    def __init__(self, field: Field, context: EntryContext) -> None:
        super().__init__()
        self.field, self.context = field, context
        self.auto = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def value(self) -> object | None:
        raise NotImplementedError

    def set_value(self, value: object | None) -> None:
        raise NotImplementedError

    def raw(self) -> Any:
        """What stands in the entry, readable or not, as JSON (for drafts)."""
        raise NotImplementedError

    def set_raw(self, raw: Any) -> None:
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

    def set_auto(self, on: bool) -> None:
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
        super().__init__(field, context)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.hint)
        self._mark: QLabel | None = None
        self._take_in(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def value(self) -> object | None:
        return self.field.kind.parse(self.line.text(), self.context.read_context)

    def set_value(self, value: object | None) -> None:
        self.line.setText(self.field.kind.show(value, self.context.read_context))
        self.line.setCursorPosition(0)

    def raw(self) -> Any:
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        self.line.setText(str(raw or ""))

    def entries(self) -> list[QWidget]:
        return [self.line]

    def set_auto(self, on: bool) -> None:
        super().set_auto(on)
        if on and self._mark is None:
            self._mark = text("自动", "auto")
            inlay(self.line, after=self._mark)
        if self._mark is not None:
            self._mark.setVisible(on)

    def _on_edited(self) -> None:
        self.set_auto(False)
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
        super().__init__(field, context)
        self._value: object | None = None
        self.line.setReadOnly(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> object | None:
        return self._value

    def set_value(self, value: object | None) -> None:
        self._value = value
        super().set_value(value)


class DayEditor(LineEditor):
    """A date typed in any of the office's ways."""

    hint = "如 260305、今天"


class MomentEditor(LineEditor):
    """A day with a time."""

    hint = "如 260305 9:30、今天"


class SuggestEditor(LineEditor):
    """Free words with suggestions from a list of the office."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        super().__init__(field, context)
        kind = field.kind
        source = getattr(kind, "source", "")
        known = list(context.suggest(source)) if source else []
        if known and isinstance(kind, Lookup):
            helper = QCompleter(known, self.line)
            helper.setFilterMode(Qt.MatchFlag.MatchContains)
            helper.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.line.setCompleter(helper)
            helper.activated.connect(self._on_edited)


class WordsEditor(SuggestEditor):
    """Several words in one line, separated by 、"""

    hint = "多个用“、”隔开"


class IdNumberEditor(LineEditor):
    """A number shown masked until 显示 is pressed (noted in the audit); an empty one is typed at once."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        super().__init__(field, context)
        self._full = ""
        self.masked = False
        self._show = button("显示", "link", "eye", tip="显示完整号码（记录在案）")
        self._show.setIcon(icon("eye", "primary"))
        self._show.clicked.connect(self.reveal)
        inlay(self.line, after=self._show)
        self._show.hide()

    def value(self) -> object | None:
        return (self._full or None) if self.masked else super().value()

    def set_value(self, value: object | None) -> None:
        self._full = str(value or "")
        self._cover(on=bool(value) and self.field.privacy >= SENSITIVE and not self.line.isModified())
        if not self.masked:
            super().set_value(value)

    def raw(self) -> Any:
        return self._full if self.masked else self.line.text()

    def set_raw(self, raw: Any) -> None:
        self._cover(on=False)
        super().set_raw(raw)

    def reveal(self) -> None:
        """Show the whole number and let it be changed."""
        self.context.revealed(self.field.name)
        self._cover(on=False)
        self.line.setText(self._full)
        self.line.setFocus()

    def set_auto(self, on: bool) -> None:
        self.auto = on  # the place inside the entry belongs to 显示

    def _cover(self, *, on: bool) -> None:
        self.masked = on
        self.line.setReadOnly(on)
        self._show.setVisible(on)
        if on:
            self.line.setText(mask_id(self._full))


class LongEditor(Editor):
    """Several lines: Enter makes a line, Tab and Ctrl+Enter leave."""

    wide = True

    def __init__(self, field: Field, context: EntryContext) -> None:
        super().__init__(field, context)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self._take_in(self.area)
        self.area.setFixedHeight(self._three_lines())
        self.area.textChanged.connect(self.changed)
        self.area.installEventFilter(self)

    def value(self) -> object | None:
        return self.field.kind.parse(self.area.toPlainText(), self.context.read_context)

    def set_value(self, value: object | None) -> None:
        self.area.setPlainText(self.field.kind.show(value, self.context.read_context))

    def raw(self) -> Any:
        return self.area.toPlainText()

    def set_raw(self, raw: Any) -> None:
        self.area.setPlainText(str(raw or ""))

    def entries(self) -> list[QWidget]:
        return [self.area]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "area"):
            self.area.setFixedHeight(self._three_lines())

    def _three_lines(self) -> int:
        return self.area.fontMetrics().lineSpacing() * 3 + self.area.fontMetrics().height()
