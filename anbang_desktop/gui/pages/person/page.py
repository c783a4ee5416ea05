"""One person on one scrolling page: the head, what to notice, the next step, seven sections."""

from array import array
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Unpack

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.person import attention
from anbang_desktop.gui.pages.person.acts import Acts
from anbang_desktop.gui.pages.person.checks import checks
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.group import group
from anbang_desktop.gui.pages.person.header import Header, where_line
from anbang_desktop.gui.pages.person.header import Place as Standing
from anbang_desktop.gui.pages.person.papers import agreements, archive, placements
from anbang_desktop.gui.pages.person.timeline import TimeLine
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.reason_dialog import ReasonDialog, correcting
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import overview, people

SECTIONS = (
    (PersonSection.REGISTRATION, "基本信息"),
    (PersonSection.VERIFICATION, "核查与衔接"),
    (PersonSection.AGREEMENT, "协议"),
    (PersonSection.GROUP, "帮教小组与评估"),
    (PersonSection.CONTACT, "走访帮扶"),
    (PersonSection.PLACEMENT, "安置"),
    (PersonSection.ARCHIVE, "档案"),
)
SAME: dict[PersonSection, PersonSection] = {
    PersonSection.HANDOVER: PersonSection.VERIFICATION,
    PersonSection.ASSESSMENT: PersonSection.GROUP,
    PersonSection.BASIC: PersonSection.REGISTRATION,
    PersonSection.CLOSING: PersonSection.ARCHIVE,
}
BUILD = {
    PersonSection.VERIFICATION: checks,
    PersonSection.AGREEMENT: agreements,
    PersonSection.GROUP: group,
    PersonSection.CONTACT: TimeLine,
    PersonSection.PLACEMENT: placements,
    PersonSection.ARCHIVE: archive,
}


class PersonPage(Page):
    """``open`` says who is shown and where; the registration form is saved here, the rest in dialogs."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the page with an empty form; ``open`` says who is shown."""
        super().__init__(desk, window)
        self._no, self._among, self._at = "", array("q"), 0
        self._acts = Acts(
            self, desk, window, saved=self.refresh, section=self.go_to, printable=self._may_print
        )
        self._said_words = ""
        self._header: Header | None = None
        self._top = column(gap=0)
        self._notice = column(gap=12)
        self.form = FieldsForm(REGISTRATION.sections, self._acts.covered(), across=2)
        self.form.save_wanted.connect(self.save)
        self.drafting = Drafting(self, desk, self.form.draft, self._restore, window.busy)
        self.form.changed.connect(self.drafting.touch)
        self.form.changed.connect(self._on_changed)
        self._holders: dict[PersonSection, QFrame] = {}
        self._index: dict[PersonSection, QPushButton] = {}
        body = column(
            self.drafting.offer,
            self._notice,
            *[self._section(key, name) for key, name in SECTIONS],
            None,
            gap=24,
            pad=(0, 0, 24, 32),
        )
        self._area: QScrollArea = scroll(body)
        self._area.verticalScrollBar().valueChanged.connect(self._light)
        left: list[Any] = [24, self._rail(), 16] if roomy() else [24]
        self._foot = self._save_line()
        self.setLayout(column(self._top, (row(*left, (self._area, 1), gap=0), 1), self._foot, gap=0))
        self._shortcuts()

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """Show a person; a draft kept over a lock or a new text size is put back."""
        self._no = str(target.get("no") or self._no)
        if "among" in target:
            self._among, self._at = array("q", target["among"]), int(target.get("at", 0))
        elif "no" in target and "draft" not in target:
            self._among = array("q")
        self._said_words = ""
        self.form.load({})
        self.refresh()
        draft = target.get("draft")
        if draft:
            self._restore(draft)
        self.drafting.open(f"{REGISTRATION.name}:{self._no}", restored=bool(draft))
        self._area.verticalScrollBar().setValue(int(target.get("scroll", 0)))
        if section := target.get("section"):
            self.go_to(section)
        if verb := target.get("do"):
            self._acts.do(verb)

    def refresh(self) -> None:
        """Read the person anew; what is typed and not saved stays."""
        if not self._no or self.window_.busy():
            return
        draft = self.form.draft()
        person = people.show(self.desk, self._no)
        self._acts.person, self._acts.overview = person, overview.show(self.desk, self._no)
        corrected = history.corrected_records(self.desk, person.file)
        subject = PersonContext(self.desk, self.window_, person, self._acts, corrected)
        clear(self._top)
        where = where_line(subject, Standing(self._at, len(self._among)), self.move_by, self._said_words)
        self._top.addWidget(where)
        where.setVisible(roomy())
        self._header = Header(subject)
        self._top.addLayout(row(24, (self._header, 1), 24, gap=0, pad=(0, 0 if roomy() else 16, 0, 16)))
        self._fill_notice(subject)
        self.form.load(person.values)
        self.form.restore(draft)
        for key, build in BUILD.items():
            holder = self._holders[key].layout()
            assert holder is not None  # noqa: S101 - made with one
            clear(holder)
            holder.addWidget(build(subject))
        self._on_changed()

    def unsaved(self) -> bool:
        """The registration form differs from what is stored."""
        return self.form.dirty

    def may_leave(self) -> bool:
        """Unsaved entries: save, drop, or stay (Esc)."""
        if not self.form.dirty:
            return True
        count = len(self.form.changed_names())
        answer = Sure(
            self,
            "登记表有改动，还没有保存",
            f"改了 {count} 项。保存后再离开吗？",
            ("保存", True),
            ("不保存", False),
        ).run()
        if answer is None:
            return False
        if answer:
            return self.save()
        self._drop()
        return True

    def keep(self) -> Target:
        """Who is shown, where, and the draft."""
        kept: Target = {
            "no": self._no,
            "among": self._among,
            "at": self._at,
            "scroll": self._area.verticalScrollBar().value(),
        }
        return {**kept, "draft": self.form.draft()} if self.form.dirty else kept

    def first(self) -> QWidget | None:
        """The page itself: arrow keys scroll, Tab goes to the first verb."""
        return self._area

    # verbs --------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what was changed in the registration form; complaints stand under their entries."""
        if not self.form.dirty:
            return True
        changes = self.form.changes()
        if changes is None:
            return False
        if not self._record(changes):
            return False
        self.drafting.done()
        self._said_words = f"已保存 {self.desk.clock.now():%H:%M}"
        self.form.load({})
        self.refresh()
        self.window_.done("登记表已保存")
        return True

    def _record(self, changes: Mapping[str, Any]) -> bool:
        needed = self._reason_needed(changes)
        reason = ReasonDialog.ask(self, correcting("登记表", needed)) if needed else ""
        if reason is None:
            return False
        try:
            if needed:
                write.correct(self.desk, self._no, REGISTRATION.name, self._case_id(), changes, reason)
            else:
                write.record(self.desk, self._no, REGISTRATION.name, changes)
        except UserError as said:
            if not (said.field and self.form.complain(said.field, str(said))):
                raise
            return False
        return True

    def _reason_needed(self, changes: Mapping[str, Any]) -> str:
        """Why the reason is asked for; what was empty may be filled in after the form was printed."""
        person = self._acts.person
        if person is None:
            return ""
        filled_in = all(person.values.get(name) in (None, ()) for name in changes)
        ended = state(person.state_code).ended
        return "" if filled_in and not ended else write.reason_needed(self.desk, person.file, None)

    def _case_id(self) -> int:
        return self._acts.person.id if self._acts.person else 0

    def move_by(self, steps: int) -> None:
        """The previous or next person of the list, at the same section."""
        at = self._at + steps
        if not self._among or not 0 <= at < len(self._among):
            return
        found = people.rows(self.desk, [self._among[at]])
        if found:
            here = self._here()
            self.window_.go(
                "person",
                no=found[0].no,
                among=self._among,
                at=at,
                section=here if here != SECTIONS[0][0] else None,
            )

    def go_to(self, section: PersonSection) -> None:
        """Scroll to a section; STEP is the step line at the top."""
        key = SAME.get(section, section)
        if key not in self._holders:
            self._area.verticalScrollBar().setValue(0)
            return
        self._settle()
        top = self._top_of(key)
        self._area.verticalScrollBar().setValue(top - 40 if key != SECTIONS[0][0] else max(0, top - 40))
        self._mark(key)
        if key == PersonSection.REGISTRATION:
            self.form.next_problem()

    def jump(self, key: PersonSection) -> None:
        """To a section by its key; the keyboard goes to the first verb or entry there."""
        self.go_to(key)
        holder = self._holders[key]
        if not holder.isAncestorOf(self.focusWidget() or self):
            can = (
                one
                for one in holder.findChildren(QWidget)
                if one.isVisibleTo(holder) and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            )
            if (target := next(can, None)) is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # parts --------------------------------------------------------------------------------------

    def _section(self, key: PersonSection, name: str) -> QFrame:
        inside = column(gap=0)
        if key == PersonSection.REGISTRATION:
            inside.addWidget(self.form)
        self._holders[key] = box(inside, "scroll")
        return box(column(text(name, "head"), self._holders[key], gap=8), "scroll")

    def _rail(self) -> QFrame:
        for at, (key, name) in enumerate(SECTIONS, 1):
            self._index[key] = button(
                name, "index", tip=f"Ctrl+{at}", on=key == SECTIONS[0][0], act=partial(self.go_to, key)
            )
        return box(column(*self._index.values(), None, gap=0), "scroll")

    def _fill_notice(self, subject: PersonContext) -> None:
        clear(self._notice)
        view = self._acts.overview
        if view is None:
            return
        for made in (attention.attention(subject, view), attention.step_line(subject, view)):
            if made is not None:
                self._notice.addWidget(made)

    def _save_line(self) -> QFrame:
        self._changed = text("", "small")
        drop = button("不保存", act=self._drop)
        return foot(self._changed, buttons=(drop, button("保存", "primary", act=self.save, tip="Ctrl+S")))

    def _drop(self) -> None:
        self.drafting.done()
        self.form.load(self._values())
        self._on_changed()

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
        self._on_changed()

    def _values(self) -> Mapping[str, Any]:
        return self._acts.person.values if self._acts.person else {}

    def _on_changed(self) -> None:
        changed = self.form.changed_names()
        self._foot.setVisible(bool(changed))
        self._changed.setText(f"登记表改了 {len(changed)} 项，还没有保存")
        self.typed.emit()

    def _here(self) -> PersonSection:
        top = self._area.verticalScrollBar().value() + 80
        passed = [key for key in self._holders if self._top_of(key) <= top]
        return passed[-1] if passed else SECTIONS[0][0]

    def _light(self) -> None:
        self._mark(self._here())

    def _mark(self, here: PersonSection) -> None:
        for key, one in self._index.items():
            one.setChecked(key == here)

    def _settle(self) -> None:
        """Let the layout reach its sizes before a section is looked for."""
        inside = self._area.widget()
        if inside is not None and (layout := inside.layout()) is not None:
            layout.activate()

    def _top_of(self, key: PersonSection) -> int:
        inside = self._area.widget()
        return self._holders[key].mapTo(inside, QPoint(0, 0)).y() if inside is not None else 0

    def _may_print(self) -> bool:
        """A paper shows what is saved."""
        if not self.form.dirty:
            return True
        words = "没有保存的内容不会印出来。"
        return (
            questions.yes(self, "登记表有改动，还没有保存", words, do="保存后打印", leave="先不打印")
            and self.save()
        )

    def _print(self) -> None:
        if self._header is not None:
            self._header.printer.click()

    def _shortcuts(self) -> None:
        keyed: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Up", lambda: self.move_by(-1)),
            ("Alt+Down", lambda: self.move_by(1)),
            ("Ctrl+S", self.save),
            ("Ctrl+P", self._print),
            *((f"Ctrl+{at}", partial(self.jump, key)) for at, (key, _name) in enumerate(SECTIONS, 1)),
        )
        for keys, act in keyed:
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)


PLACE = Place("person", "人员", "people", PersonPage, under="people")
