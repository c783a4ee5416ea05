"""The entry of one fixed answer: a radio row, or a drop-down that takes number, letters or part of a word."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QLineEdit,
    QRadioButton,
    QStyledItemDelegate,
    QWidget,
)

from anbang_desktop.domain.codes import CodeItem
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import NO, YES, Choice, YesNo
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.initials import initials
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.form import ENTER
from anbang_desktop.gui.theme import restyle

RADIO_ANSWERS = 10  # look.md §2: up to ten fixed answers stand as a radio row
TIGHT_LETTERS = 11  # what a radio row holds in one line of half a card; more becomes a drop-down there
RETIRED = "（已停用）"
SEARCH = Qt.ItemDataRole.UserRole + 7
Index = QModelIndex | QPersistentModelIndex


class RadioEditor(Editor):
    """Few fixed answers, one click or their number each; 删除键 makes it unanswered again."""

    def __init__(self, field: Field, context: EntryContext, answers: Sequence[tuple[Any, str]]) -> None:
        """One button for each of ``answers``: its value and its words."""
        super().__init__(field, context)
        self._group = QButtonGroup(self)
        self._answers: dict[QRadioButton, Any] = {}
        self._mark = text("自动", "auto")
        for value, words in answers:
            self._add(value, words)
        self._holder = QWidget()
        self._flow = Flow(*self._answers, self._mark)
        self._holder.setLayout(self._flow)
        self._mark.hide()
        self._take_in(self._holder)
        self.setFocusProxy(next(iter(self._answers)))
        self._group.buttonClicked.connect(self._on_clicked)

    def _add(self, value: object, words: str) -> QRadioButton:
        one = QRadioButton(words)
        one.setAccessibleName(f"{self.field.label}：{words}")
        one.installEventFilter(self)
        self._group.addButton(one)
        self._answers[one] = value
        return one

    def value(self) -> object | None:
        """The value of the chosen answer; None when none is chosen."""
        chosen = self._group.checkedButton()
        return self._answers[chosen] if isinstance(chosen, QRadioButton) else None

    def set_value(self, value: object | None) -> None:
        """Choose the answer with this value; None leaves none chosen. One that is offered no more stands
        among the others where a record says it.
        """
        if value is not None and value not in self._answers.values():
            words = self.field.kind.show(value, self.context.read_context)
            self._flow.addWidget(self._add(value, f"{words}{RETIRED}"))
        self._group.setExclusive(False)
        for one, answer in self._answers.items():
            one.setChecked(value is not None and answer == value)
        self._group.setExclusive(True)
        chosen = self._group.checkedButton()
        self.setFocusProxy(chosen or next(iter(self._answers)))

    def raw(self) -> object:
        """The value itself: codes and numbers are JSON already."""
        return self.value()

    def set_raw(self, raw: object) -> None:
        """Choose that answer again."""
        self.set_value(raw)

    def entries(self) -> list[QWidget]:
        """All answers."""
        return list(self._answers)

    def set_auto(self, *, on: bool) -> None:
        """Show or hide the word 自动 after the answers."""
        super().set_auto(on=on)
        self._mark.setVisible(on)

    def choose(self, value: object | None) -> None:
        """As if the clerk had clicked this answer."""
        self.set_value(value)
        self.set_auto(on=False)
        self.changed.emit()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit chooses the answer of that place, 删除键 takes the answer back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            place = event.key() - Qt.Key.Key_1
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.choose(None)
                return True
            if 0 <= place < len(self._answers):
                self.choose(list(self._answers.values())[place])
                list(self._answers)[place].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.setFocusProxy(chosen)
        self.set_auto(on=False)
        self.changed.emit()
        self.left.emit()


class _Finder(QCompleter):
    """Matches number, first letters or part of the word, but puts the word into the entry."""

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ComboEditor(Editor):
    """A list of many answers; type 12, hz or part of the word, F4 opens it."""

    def __init__(self, field: Field, context: EntryContext, items: Sequence[CodeItem]) -> None:
        """A drop-down with the items of a code table."""
        super().__init__(field, context)
        self.combo = QComboBox()
        self._line = QLineEdit()
        self.combo.setEditable(True)
        self.combo.setLineEdit(self._line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setModel(_model(items, self.combo))
        self.combo.setCurrentIndex(-1)
        finder = _Finder(self.combo.model(), self.combo)
        finder.setCompletionRole(SEARCH)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(finder)
        self._finder = finder
        self._hits: QWidget | None = None
        self._take_in(self.combo)
        self.combo.activated.connect(self._on_activated)
        self._line.setPlaceholderText("未填")
        self._line.textEdited.connect(self._dress_hits)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)

    def value(self) -> object | None:
        """The code of what was typed or chosen; ValueError when no item or several fit."""
        typed = self.combo.currentText().strip()
        found = self._found(typed)
        return found if found is not None else self.field.kind.parse(typed, self.context.read_context)

    def set_value(self, value: object | None) -> None:
        """Choose the item with this code."""
        place = -1 if value is None else self.combo.findData(value)
        self.combo.setCurrentIndex(place)
        self.combo.setEditText(self.field.kind.show(value, self.context.read_context))
        self._line.setCursorPosition(0)

    def raw(self) -> object:
        """The words in the line, whether they fit or not."""
        return self.combo.currentText()

    def set_raw(self, raw: object) -> None:
        """Put the words back."""
        self.combo.setEditText(str(raw or ""))

    def entries(self) -> list[QWidget]:
        """The drop-down."""
        return [self.combo]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list of hits takes the first one."""
        if (
            watched is self._hits
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ENTER
        ):
            return self._take_first()
        return super().eventFilter(watched, event)

    def _take_first(self) -> bool:
        """Enter with nothing chosen in the list of hits takes the first one."""
        hits = self._finder.popup()
        if hits is None or hits.currentIndex().isValid() or not self._finder.completionCount():
            return False
        word = str(self._finder.completionModel().index(0, 0).data(Qt.ItemDataRole.DisplayRole))
        hits.hide()
        self.combo.setEditText(word)
        self._on_activated()
        return True

    def _dress_hits(self) -> None:
        """The list of hits is made with the first letter typed: a form has dozens of these entries."""
        hits = self._finder.popup()
        if self._hits is None and hits is not None:
            self._hits = hits
            hits.setProperty("look", "popup")
            hits.setItemDelegate(QStyledItemDelegate(hits))
            hits.installEventFilter(self)
            restyle(hits)

    def _found(self, typed: str) -> object | None:
        """A number, exact first letters or part of the word that only one answer has."""
        plain = typed.lower()
        model = self.combo.model()
        keys = (
            [model.index(row, 0).data(SEARCH).split("\n") for row in range(model.rowCount())] if plain else []
        )
        exact = [row for row, key in enumerate(keys) if plain in key or plain.zfill(2) in key]
        near = exact or [row for row, key in enumerate(keys) if any(plain in part for part in key)]
        return self.combo.itemData(near[0]) if len(near) == 1 else None

    def _on_activated(self) -> None:
        self._line.setModified(False)
        self._on_edited()
        self.left.emit()

    def _on_edited(self) -> None:
        self.set_auto(on=False)
        self.changed.emit()

    def _on_finished(self) -> None:
        try:
            if self.combo.currentText() != self.field.kind.show(self.value(), self.context.read_context):
                self.set_value(self.value())
        except ValueError:
            pass  # the form says it under the entry
        self.left.emit()


def choice_editor(field: Field, context: EntryContext) -> Editor:
    """Radio row for up to ten answers where they fit, else a drop-down."""
    assert isinstance(field.kind, Choice)  # noqa: S101 - the table is keyed by kind
    items = context.read_context.codes[field.kind.table].offered
    letters = sum(len(item.name) + 2 for item in items)
    fits = len(items) <= RADIO_ANSWERS and (letters <= TIGHT_LETTERS or not context.tight)
    return (
        RadioEditor(field, context, [(item.code, item.name) for item in items])
        if fits
        else ComboEditor(field, context, items)
    )


def radio_row(field: Field, context: EntryContext) -> Editor:
    """All answers of the question that decides, in sight, one click or digit each, across the whole form."""
    assert isinstance(field.kind, Choice)  # noqa: S101 - the table is keyed by kind
    items = context.read_context.codes[field.kind.table].offered
    made = RadioEditor(field, context, [(item.code, item.name) for item in items])
    made.wide = True
    return made


def yes_no_editor(field: Field, context: EntryContext) -> Editor:
    """是 / 否, or not asked yet."""
    assert isinstance(field.kind, YesNo)  # noqa: S101 - the table is keyed by kind
    return RadioEditor(field, context, [(True, YES), (False, NO)])


def _model(items: Sequence[CodeItem], parent: QObject) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for item in items:
        entry = QStandardItem(item.name)
        entry.setData(item.code, Qt.ItemDataRole.UserRole)
        entry.setData("\n".join((item.code.lower(), initials(item.name), item.name.lower())), SEARCH)
        model.appendRow(entry)
    return model
