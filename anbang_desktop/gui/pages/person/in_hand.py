"""The section of the registration form that is being changed: opened, kept as a draft, saved or left."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.states import State, reached, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.person.acts import Acts
from anbang_desktop.gui.pages.person.registration import Registration, title_of
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.parts.tab_order import reading_order
from anbang_desktop.gui.records.reason_dialog import ReasonDialog, correcting
from anbang_desktop.gui.shell.page import Target, Window
from anbang_desktop.gui.shell.shell import PUT_BY
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.people import Person


class InHand(QObject):
    """One section at a time; ``foot`` says how many entries are changed and saves them."""

    typed = Signal()
    opened = Signal(str)  # the keyboard belongs into this entry, or into the first
    left = Signal(str, bool)  # the section is read again; whether a verb had opened it

    def __init__(
        self, page: QWidget, desk: Desk, window: Window, acts: Acts, saved: Callable[[], object]
    ) -> None:
        """Over ``page``, for the person of ``acts``; ``saved`` reads the person again."""
        super().__init__(page)
        self._page, self._desk, self._window, self._acts, self._saved = page, desk, window, acts, saved
        self._by_verb = False  # opened by a verb, not by 修改
        self._leaving: list[QShortcut] = []  # Esc, while there is something to leave
        self.registration = Registration(acts.covered, self._note_look)
        self.drafting = Drafting(page, desk, self.registration.draft, self.registration.restore, window.busy)
        self._changed = text("", "small")
        self.drop_button = button("不保存", act=self.drop)
        self.by_button = button("暂存", act=self.leave, tip="Esc")
        self.save_button = button("保存", "primary", act=self.save, tip="Ctrl+S")
        self.foot: QFrame = foot(self._changed, buttons=(self.drop_button, self.by_button, self.save_button))
        self.foot.hide()
        for part in (self.registration, self.foot):
            self._leaving += bind(part, Where.SECTION, {"Esc": self.leave})
        self.registration.changed.connect(self.show_count)
        self.registration.typed.connect(self.show_count)
        self.registration.typed.connect(self.drafting.touch)
        self.registration.wanted.connect(self.change)

    @property
    def form(self) -> FieldsForm | None:
        """The form, while a section is changed."""
        return self.registration.form

    @property
    def count(self) -> int:
        """How many entries are changed and not saved."""
        return len(self.registration.draft())

    def open(self, no: str, draft: Mapping[str, Any] | None) -> None:
        """Another person, or the same with what was kept over a lock or a new text size."""
        if draft:
            self.registration.restore(draft)
        self.drafting.open(f"{REGISTRATION.name}:{no}", restored=bool(draft))

    def keep(self) -> Target:
        """What brings the section back."""
        form = self.form
        if form is None:
            return {}
        return {"draft": form.draft()} if form.dirty else {"field": next(iter(form.rows))}

    def edit(self, name: str) -> FieldsForm:
        """Open the section that holds a datum, or go on in the one that is open."""
        form = self.form
        if form is None or name not in form.rows:
            form = self.registration.edit([title_of(name)])
        return form

    def change(self, title: str) -> None:
        """修改 or F2: one section becomes a form; one into which something was typed stays open with it."""
        if title in self.registration.titles:
            return
        self._by_verb = False
        typed = self.registration.draft()
        form = self.registration.edit([*(self.registration.titles if typed else ()), title])
        form.restore(typed)
        here = [name for name in form.rows if title_of(name) == title]
        self.opened.emit(next((name for name in here if form.rows[name].missing), here[0]))

    def fill(self, name: str) -> None:
        """Open the section of a datum and go there; without a name to what is still needed first."""
        self.change(title_of(name) or self.registration.lacking())
        self._by_verb = True
        if self.form is not None and name in self.form.rows:
            self.opened.emit(name)

    def set_aside(self) -> bool:
        """Left: what was typed waits as a draft. True when there was something."""
        if not self.count:
            return False
        self.drafting.write()
        self._close()
        return True

    def may_print(self) -> bool:
        """A paper shows what is saved."""
        if not self.count:
            return True
        asked, words = f"{self._titles()}有改动，还没有保存", "没有保存的内容不会印出来。"
        return questions.yes(self._page, asked, words, do="保存后打印", leave="先不打印") and self.save()

    def leave(self) -> None:
        """暂存 and Esc: only to read again; what was typed is offered from now on."""
        if self.set_aside():
            self.drafting.open(self.drafting.form)
            self._window.toast(PUT_BY)
        elif self.form is not None:
            self._close()

    def drop(self) -> None:
        """不保存: what was typed goes, and 撤销 brings it back."""
        take_back = self.drafting.throw_away()
        self._close()
        if take_back is not None:
            self._window.toast("没有保存", take_back)

    def save(self) -> bool:
        """Save what was changed; complaints stand under their entries. The first time it is the registration,
        for which nothing needs to be changed.
        """
        form, registers = self.form, self._registers()
        if form is None or not (form.dirty or registers):
            self._close()
            return True
        changes = form.changes()
        if changes is None or not self._record(form, changes):
            return False
        said = f"已登记：{self._name()}" if registers else f"{self._titles()}已保存"
        self.drafting.done()
        self._close(then=self._saved)
        self._window.done(said)
        return True

    def link(self) -> None:
        """Tab goes from the last entry to 保存."""
        entries = reading_order(self.form) if self.form is not None else []
        if entries:
            QWidget.setTabOrder(entries[-1], self.save_button)
            QWidget.setTabOrder(self.save_button, self.by_button)
            QWidget.setTabOrder(self.by_button, self.drop_button)

    def show_count(self) -> None:
        """The foot says how many entries are changed."""
        self.foot.setVisible(self.form is not None)
        for key in self._leaving:
            key.setEnabled(self.form is not None)
        what = f"改了 {self.count} 项，还没有保存" if self.count else "还没有改动"
        registers = self._registers()
        told = "；核对无误就可以登记" if registers and not self.count else ""
        self._changed.setText(f"{self._titles()}{what}{told}")
        self.save_button.setText("登记" if registers else "保存")
        self.typed.emit()

    def _record(self, form: FieldsForm, changes: Mapping[str, Any]) -> bool:
        person = self._acts.person
        assert person is not None, "somebody is shown"  # noqa: S101
        if not self._may_move(person, changes):
            return False
        needed = self._reason_needed(changes)
        reason = ReasonDialog.ask(self._page, correcting(REGISTRATION.label, needed)) if needed else ""
        if reason is None:
            return False
        try:
            if needed:
                write.correct(self._desk, person.no, REGISTRATION.name, person.id, changes, reason)
            else:
                write.record(self._desk, person.no, REGISTRATION.name, changes)
        except UserError as said:
            if not (said.field and form.complain(said.field, str(said))):
                raise
            return False
        return True

    def _may_move(self, person: Person, changes: Mapping[str, Any]) -> bool:
        """The days that move with the release are named first."""
        moved = overview.moved_days(self._desk, person.file, changes)
        if not moved:
            return True
        lines = [f"{one.what}：{one.old or '没有'} → {one.new or '没有'}" for one in moved]
        asked = f"有 {len(moved)} 个日子会跟着变"
        return questions.yes(self._page, asked, "\n".join(lines), do="照此更改", leave="先不改")

    def _reason_needed(self, changes: Mapping[str, Any]) -> str:
        """Why the reason is asked for; what was empty may be filled in after the form was printed."""
        person = self._acts.person
        if person is None:
            return ""
        filled_in = all(person.values.get(name) in (None, ()) for name in changes)
        ended = state(person.state_code).ended
        return "" if filled_in and not ended else write.reason_needed(self._desk, person.file, None)

    def _close(self, then: Callable[[], object] = lambda: None) -> None:
        titles, by_verb = self.registration.titles, self._by_verb
        self._by_verb = False
        self.registration.close_form()
        then()
        self.left.emit(titles[0] if titles else "", by_verb)

    def _registers(self) -> bool:
        """Whether saving registers who has come: the form was never saved before."""
        person = self._acts.person
        if person is None or person.file.case.filled_on is not None:
            return False
        return reached(person.state_code, State.S40_AWAIT_HANDOVER)

    def _name(self) -> str:
        person = self._acts.person
        return person.row.name if person is not None else ""

    def _titles(self) -> str:
        return "".join(f"“{title}”" for title in self.registration.titles)

    def _note_look(self, what: str) -> None:
        if (person := self._acts.person) is not None:
            overview.note_reveal(self._desk, person.no, f"{REGISTRATION.label}：{what}")
