"""A form laid out from declared fields: it reads and writes their values and says what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import Field, Need, Section, name_of, names
from anbang_desktop.fields.kinds import YesNo
from anbang_desktop.gui.entry.editor import Editor, EntryContext, ShownEditor
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.entry.editor_covered import SPECIAL, CoveredEditor
from anbang_desktop.gui.entry.field_row import FieldRow
from anbang_desktop.gui.entry.id_fill import IdFill
from anbang_desktop.gui.entry.phone_fill import fill_phones
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.parts.compose import Item, box, column, row, text
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.theme import roomy

Values = Mapping[Any, object | None]  # by identifier, best written as an attribute: names(Contact).at
Maker = Callable[[Field, EntryContext], Editor]


class FieldsForm(QWidget):
    """``load`` shows values, ``read`` gives them back or shows what is wrong; ``changes`` gives only what
    was changed.
    """

    changed = Signal()

    def __init__(
        self,
        sections: Sequence[Section],
        context: EntryContext,
        *,
        across: int = 2,
        cards: bool = True,
        own: Mapping[Any, Maker] | None = None,
        titled: bool = False,
    ) -> None:
        """Lay out the sections: ``across`` entries in a line, each section in a card, ``own`` entries for
        single fields, by identifier; a single section shows its title only when ``titled``.
        """
        super().__init__()
        self._own: dict[str, Maker] = dict(own or {})
        self.context = context
        self.rows: dict[str, FieldRow] = {}
        self.sections: dict[str, QFrame] = {}
        self._counts: dict[str, QLabel] = {}
        self._before: dict[str, Any] = {}
        self._across = across if roomy() else 1
        self._loading = False
        self.at_end: Callable[[], object] = self.focusNextChild
        self._check: Callable[[], object] = lambda: None  # warnings, reckoned at every load
        for section in sections:
            for field in section.fields:
                self.rows[field.name] = FieldRow(field, self._editor(field))
        named = titled or len(sections) > 1
        blocks = [self._block(section, cards=cards, named=named) for section in sections]
        self.setLayout(column(*blocks, gap=16 if cards else 12))
        self._link()

    def load(self, values: Values) -> None:
        """Show stored values; nothing is changed or wrong afterwards."""
        self._loading = True
        for name, line in self.rows.items():
            line.editor.set_value(values.get(name))
            line.editor.set_auto(on=isinstance(line.editor, ShownEditor))
            line.complain("")
        self._loading = False
        self.settle()
        self._refresh_marks()
        self._check()

    def suggest(self, values: Values) -> None:
        """Fill entries by the program: marked 自动, counted as changed."""
        for name, value in values.items():
            if name in self.rows and value is not None:
                self.rows[name].editor.set_value(value)
                self.rows[name].editor.set_auto(on=True)
        self._refresh_marks()
        self._check()

    def settle(self) -> None:
        """What stands there now counts as loaded: only what the clerk changes from here on is a change."""
        self._before = {name: line.editor.raw() for name, line in self.rows.items()}

    def row(self, attribute: object) -> FieldRow:
        """The line of an attribute (``names(Contact).at``); KeyError where this form does not ask for it."""
        return self.rows[name_of(attribute)]

    def answer(self, attribute: object) -> object | None:
        """What stands in the entry of an attribute; None where it can't be read or isn't asked for."""
        line = self.rows.get(name_of(attribute))
        try:
            return line.editor.value() if line is not None else None
        except ValueError:
            return None

    def require(self, wanted: Mapping[Any, bool]) -> None:
        """Which attributes are a must because of what stands in others."""
        for attribute, on in wanted.items():
            line = self.rows.get(name_of(attribute))
            if line is not None:
                line.require(on=on)

    @property
    def dirty(self) -> bool:
        """Something differs from what was loaded."""
        return bool(self.changed_names())

    def changed_names(self) -> list[str]:
        """The identifiers of the entries that differ from what was loaded."""
        return [
            name
            for name, line in self.rows.items()
            if line.editor.raw() != self._before.get(name, line.editor.raw())
        ]

    def read(self, *, must: bool = True) -> dict[str, object | None] | None:
        """All values, or None after showing under each entry what is wrong and going to the first."""
        values: dict[str, object | None] = {}
        for name, line in self.rows.items():
            try:
                values[name] = line.editor.value()
                line.complain(
                    f"{line.field.label}还没有填，请填上再保存。"
                    if must and self._lacking(line, values[name])
                    else ""
                )
            except ValueError as reason:
                line.complain(_sentence(line.field, str(reason)))
        if wrong := self.problems():
            self.go_to(wrong[0])
        return None if wrong else values

    def changes(self) -> dict[str, object | None] | None:
        """The changed values only, or None after showing what is wrong."""
        values = self.read()
        changed = self.changed_names()
        return None if values is None else {name: value for name, value in values.items() if name in changed}

    def problems(self) -> list[str]:
        """The identifiers of entries that are marked as wrong now, in form order."""
        return [name for name, line in self.rows.items() if line.complaint]

    def complain(self, name: str, words: str) -> bool:
        """Show a sentence of the services under its entry; False when there is no such entry here."""
        if name not in self.rows:
            return False
        self.rows[name].complain(words)
        self.go_to(name)
        return True

    def refused(self, said: UserError, elsewhere: QLabel) -> None:
        """What the services refused: under the entry it belongs to, else in a line that is hidden while it
        says nothing.
        """
        there = self.complain(said.field, str(said)) if said.field else False
        elsewhere.setText("" if there else str(said))
        elsewhere.setVisible(not there)

    def next_problem(self) -> None:
        """F3: the next wrong entry, else the next one that is still needed."""
        wanted = self.problems() or [name for name, line in self.rows.items() if line.missing]
        names = list(self.rows)
        here = max(
            (
                names.index(name)
                for name, line in self.rows.items()
                if line.isAncestorOf(self.focusWidget() or self)
            ),
            default=-1,
        )
        after = [name for name in wanted if names.index(name) > here] or wanted
        if after:
            self.go_to(after[0])

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved, readable or not."""
        return {name: self.rows[name].editor.raw() for name in self.changed_names()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft over what was loaded."""
        for name, raw in draft.items():
            if name in self.rows:
                self.rows[name].editor.set_raw(raw)
        self._refresh_marks()
        self._check()

    def go_to(self, name: str = "") -> None:
        """Go to an entry by its identifier; without one to the first."""
        line = self.rows[name] if name else next(iter(self.rows.values()))
        target = line.editor.focusProxy() or line.editor
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()
        if (area := self._scroll_area()) is not None:
            area.ensureWidgetVisible(line, 0, line.height())

    def go_on(self, here: QObject) -> None:
        """The entry after the one that holds ``here``; after the last one what comes next: the buttons,
        or the verb where it is the only one.
        """
        lines = list(self.rows.values())
        at = [
            place for place, line in enumerate(lines) if isinstance(here, QWidget) and line.isAncestorOf(here)
        ]
        after = [line for line in lines[at[0] + 1 :] if _enterable(line)] if at else []
        if after:
            self.go_to(after[0].field.name)
        else:
            self.at_end()

    def _editor(self, field: Field) -> Editor:
        given = field.need is Need.AUTO and not isinstance(field.kind, YesNo)
        made = self._own.get(field.name, ShownEditor if given else editor)(field, self.context)
        if self.context.cover and field.privacy >= SPECIAL:
            made = CoveredEditor(field, self.context, made)
        made.changed.connect(self._on_changed)
        made.left.connect(lambda: self._on_left(field.name))
        return made

    def _block(self, section: Section, *, cards: bool, named: bool) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(10)
        place = 0
        for field in section.fields:
            line = self.rows[field.name]
            if line.editor.wide:
                place += -place % self._across
            grid.addWidget(
                line, place // self._across, place % self._across, 1, self._across if line.editor.wide else 1
            )
            place += self._across if line.editor.wide else 1
        for across in range(self._across):
            grid.setColumnStretch(across, 1)
        head: list[Item] = []
        if named:
            count = self._counts[section.title] = text("", "hint")
            head = [row(text(section.title, "strong"), count, None, gap=10)]
        pad = (24, 16, 24, 16) if cards else (0, 0, 0, 0)
        self.sections[section.title] = box(
            column(*head, grid, gap=12, pad=pad), "card" if cards else "scroll"
        )
        return self.sections[section.title]

    def _link(self) -> None:
        _Moves([entry for line in self.rows.values() for entry in line.editor.entries()], self)
        if name_of(names(Client).id_no) in self.rows:
            self._check = IdFill(self).check
        fill_phones(line.editor for line in self.rows.values())
        bind(self, Where.FORM, {"F3": self.next_problem})

    def _on_changed(self) -> None:
        if not self._loading:
            self._refresh_marks()
            self.changed.emit()

    def _on_left(self, name: str) -> None:
        line = self.rows[name]
        try:
            line.editor.value()
        except ValueError as reason:
            line.complain(_sentence(line.field, str(reason)))
        else:
            line.complain("")

    def _refresh_marks(self) -> None:
        for line in self.rows.values():
            line.refresh_mark()
        for title, count in self._counts.items():
            lacking = sum(line.missing for line in self.sections[title].findChildren(FieldRow))
            count.setText(f"还差 {lacking} 项" if lacking else "")

    def _lacking(self, line: FieldRow, value: object | None) -> bool:
        return line.need is Need.MUST and value in (None, "", (), [])

    def _scroll_area(self) -> QScrollArea | None:
        at = self.parentWidget()
        while at is not None and not isinstance(at, QScrollArea):
            at = at.parentWidget()
        return at


class _Moves(EnterMoves):
    """Enter goes to the next field, not to the next answer of the same field."""

    def __init__(self, entries: Iterable[QWidget], form: FieldsForm) -> None:
        super().__init__(list(entries), lambda: None, form)
        self._form = form

    def _go_on(self, here: QObject) -> None:
        self._form.go_on(here)


def _enterable(line: FieldRow) -> bool:
    """Whether Enter stops here: not where there is nothing to type, for there the next Enter would choose
    a file or lift a cover.
    """
    nothing_to_type = isinstance(line.editor, ShownEditor) or isinstance(
        line.editor.focusProxy(), QPushButton
    )
    return line.isVisible() and line.editor.isEnabled() and not nothing_to_type


def _sentence(field: Field, reason: str) -> str:
    """Which – why – what to do, with one full stop."""
    return f"{field.label}：{reason.rstrip('。')}。"
