"""基本信息: the sections of the registration form to read; the one that is being changed is a form in its
place.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Field, Need, Section
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, text, wide
from anbang_desktop.gui.parts.facts import in_columns, is_long
from anbang_desktop.gui.records.before_list import before_list, same
from anbang_desktop.gui.records.cover import cover_or_words
from anbang_desktop.gui.records.words import value_words
from anbang_desktop.gui.theme import roomy, token

SENSITIVE = 3  # privacy class of domain.md §10: from here on covered while it is read
LABEL = 128
GAPS = 40, 2  # between columns and between lines
LONG = 28  # letters that fit into one of two columns; what is longer takes both
EMPTY: tuple[object, ...] = (None, "", (), [])


class Registration(QFrame):
    """Reads until ``edit`` opens a section (several for a draft that touched them); ``close`` reads again."""

    changed = Signal()  # a section was opened or closed
    typed = Signal()
    wanted = Signal(str)  # 修改 of a section was pressed

    def __init__(self, context: Callable[[], EntryContext], revealed: Callable[[str], object]) -> None:
        """``context`` is what entries need; ``revealed`` is told what of the form was looked at."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._context, self._revealed = context, revealed
        self._subject: PersonContext | None = None
        self.form: FieldsForm | None = None
        self.titles: tuple[str, ...] = ()  # of the sections that are a form now
        self._holders = {section.title: column(gap=0) for section in REGISTRATION.sections}
        self._frames = {title: box(holder, "scroll") for title, holder in self._holders.items()}
        self._change: dict[str, QPushButton] = {}
        self._read: dict[str, object] = {}  # what each section shows now
        self.setLayout(column(*self._frames.values(), gap=16))

    def show_person(self, subject: PersonContext) -> None:
        """Draw what is read anew; what is typed stays over it."""
        self._subject = subject
        values = subject.person.values
        for section in REGISTRATION.sections:
            read = (subject.person.no, *(values.get(one.name) for one in section.fields))
            if section.title not in self.titles and self._read.get(section.title) != read:
                self._draw(section)
                self._read[section.title] = read
        if self.form is not None:
            typed = self.form.draft()
            self.form.load(subject.person.values)
            self.form.restore(typed)

    def edit(self, titles: Iterable[str]) -> FieldsForm:
        """Open these sections as one form, where the first of them stands; what was open is closed."""
        assert self._subject is not None, "somebody is shown"  # noqa: S101
        self._forget()
        wanted = set(titles)
        fitting = before_list if self._subject.person.state_code == State.S05_INSIDE else same
        sections = [fitting(section) for section in REGISTRATION.sections if section.title in wanted]
        self.titles = tuple(section.title for section in sections)
        self.form = FieldsForm(sections, self._context(), across=2, titled=True)
        self.form.load(self._subject.person.values)
        for title in self.titles:
            self._read.pop(title, None)
            clear(self._holders[title])
            self._frames[title].setVisible(title == self.titles[0])
        self._holders[self.titles[0]].addWidget(self.form)
        self.form.show()  # Qt itself would only once nothing else is waiting
        self.form.changed.connect(self.typed)
        self._note_look(sections)
        self.changed.emit()
        return self.form

    def forget(self) -> None:
        """Somebody comes to the front: nothing stays open or uncovered."""
        self._read.clear()
        self.close_form()

    def close_form(self) -> None:
        """Only to read again."""
        if self.form is not None:
            self._forget()
            self.changed.emit()

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        return self.form.draft() if self.form is not None else {}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft over the sections that it touched, opening them."""
        touched = {title for name in draft if (title := title_of(name))}
        if not touched:
            return
        if self.form is None or not touched <= set(self.titles):
            draft = {**self.draft(), **draft}
            self.edit({*self.titles, *touched})
        if self.form is not None:
            self.form.restore(draft)
        self.changed.emit()

    def change_button(self, title: str) -> QPushButton | None:
        """修改 of a section that is read."""
        return self._change.get(title) if title not in self.titles else None

    def frame(self, title: str) -> QFrame:
        """Where a section stands."""
        return self._frames[title]

    def title_at(self, widget: QWidget | None) -> str:
        """The section that a widget lies in, or nothing."""
        return next(
            (title for title, frame in self._frames.items() if widget and frame.isAncestorOf(widget)), ""
        )

    def lacking(self) -> str:
        """The first section in which something is still needed; the first one when nothing is."""
        values = self._subject.person.values if self._subject else {}
        return next(
            (section.title for section in REGISTRATION.sections if _lacks(section, values)),
            REGISTRATION.sections[0].title,
        )

    def _forget(self) -> None:
        titles, self.titles, self.form = self.titles, (), None
        for section in REGISTRATION.sections:
            if section.title in titles:
                self._frames[section.title].show()
                self._draw(section)

    def _note_look(self, sections: Iterable[Section]) -> None:
        """To open a section is to look at what it holds; what is specially sensitive is still covered there
        and noted by itself.
        """
        assert self._subject is not None  # noqa: S101 - asked before
        values = self._subject.person.values
        for section in sections:
            if any(one.privacy == SENSITIVE and values.get(one.name) not in EMPTY for one in section.fields):
                self._revealed(section.title)

    # reading ------------------------------------------------------------------------------------

    def _draw(self, section: Section) -> None:
        holder = self._holders[section.title]
        clear(holder)
        if self._subject is not None:
            card = self._card(self._subject, section)
            holder.addWidget(card)
            card.show()

    def _card(self, subject: PersonContext, section: Section) -> QFrame:
        values = subject.person.values
        lacks = _lacks(section, values)
        change = button("修改", "link", tip="F2", act=partial(self.wanted.emit, section.title))
        change.setAccessibleName(f"修改{section.title}")
        self._change[section.title] = change
        said = [
            (field, words)
            for field in section.fields
            if (words := value_words(subject.desk, field, values.get(field.name)))
        ]
        still: list[Item] = [text(f"还没填：{'、'.join(lacks)}", "small", wrap=True)] if lacks else []
        drawn = ((column(self._line(field, words), gap=0), is_long(words, LONG)) for field, words in said)
        lines: list[Item] = [in_columns(drawn, 2 if roomy() else 1, GAPS)] if said else []
        count = text(f"还差 {len(lacks)} 项" if lacks else "", "hint")
        return box(
            column(
                row(text(section.title, "strong"), count, None, change, gap=10),
                column(*lines, *still, gap=8, pad=(0, 0, 8, 0)),
                gap=4,
                pad=(24, 8, 16, 14),
            )
        )

    def _line(self, field: Field, words: str) -> QFrame:
        shown = cover_or_words(field, words, revealed=partial(self._revealed, field.label), least=SENSITIVE)
        label = wide(text(field.label, "label", wrap=True), LABEL)
        line = box(row(label, (shown, 1), gap=12), "scroll")
        line.setMinimumHeight(token("row") - 4)
        return line


def title_of(name: str) -> str:
    """The title of the section that holds a datum; nothing for one that the form does not have."""
    return next(
        (one.title for one in REGISTRATION.sections if any(field.name == name for field in one.fields)), ""
    )


def _lacks(section: Section, values: Mapping[str, object]) -> list[str]:
    """The labels of what is still needed there."""
    return [
        field.label
        for field in section.fields
        if field.need in (Need.MUST, Need.SOON) and values.get(field.name) in EMPTY
    ]
