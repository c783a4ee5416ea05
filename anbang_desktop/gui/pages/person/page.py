"""One person on one scrolling page, to read: the head, what to notice and the next act, what happened, then
the sections; one section at a time is changed in its place.
"""

from array import array
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Unpack

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Record
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.person.acts import Acts
from anbang_desktop.gui.pages.person.attention import NextAct, attention, next_of
from anbang_desktop.gui.pages.person.checks import checks
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.group import group
from anbang_desktop.gui.pages.person.header import Header, where_line
from anbang_desktop.gui.pages.person.header import Place as Standing
from anbang_desktop.gui.pages.person.papers import agreements, archive, placements
from anbang_desktop.gui.pages.person.registration import Registration, title_of
from anbang_desktop.gui.pages.person.timeline import EventLine, Shown, TimeLine
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.parts.tab_order import reading_order, tab_as_read
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.reason_dialog import ReasonDialog, correcting
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy, spelled
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import overview, people

SETTLE = 3  # rounds until nested layouts have told each other their sizes
SECTIONS = (
    (PersonSection.CONTACT, "近况"),
    (PersonSection.REGISTRATION, "基本信息"),
    (PersonSection.VERIFICATION, "核查与衔接"),
    (PersonSection.AGREEMENT, "协议"),
    (PersonSection.GROUP, "帮教小组与评估"),
    (PersonSection.PLACEMENT, "安置"),
    (PersonSection.ARCHIVE, "档案"),
)
SAME: dict[PersonSection, PersonSection] = {
    PersonSection.STEP: PersonSection.CONTACT,
    PersonSection.HANDOVER: PersonSection.VERIFICATION,
    PersonSection.ASSESSMENT: PersonSection.GROUP,
    PersonSection.BASIC: PersonSection.REGISTRATION,
    PersonSection.CLOSING: PersonSection.ARCHIVE,
}
BUILD: Mapping[PersonSection, Callable[[PersonContext], QFrame]] = {
    PersonSection.VERIFICATION: checks,
    PersonSection.AGREEMENT: agreements,
    PersonSection.GROUP: group,
    PersonSection.PLACEMENT: placements,
    PersonSection.ARCHIVE: archive,
}


class PersonPage(Page):
    """``open`` says who is shown and where; a section of the registration form is saved here, the rest in
    dialogs.
    """

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the empty page; ``open`` says who is shown."""
        super().__init__(desk, window)
        self._no, self._among, self._at = "", array("q"), 0
        self._acts = Acts(
            self,
            desk,
            window,
            saved=self.refresh,
            section=self.go_to,
            fill=self.fill,
            printable=self._may_print,
        )
        self._said_words = ""
        self._asked_by_verb = False  # the section in hand was opened by a verb, not by 修改
        self._header: Header | None = None
        self._next: NextAct | None = None
        self._story: TimeLine | None = None
        self._shown = Shown()
        self._start_at: QWidget | None = None  # where ``open`` led the keyboard
        self._top, self._low_top = column(gap=0), column(gap=0)
        self._now = column(gap=16)
        self.registration = Registration(self._acts.covered, self._note_look)
        self.registration.changed.connect(self._on_changed)
        self.registration.typed.connect(self._on_changed)
        self.registration.wanted.connect(self.change)
        self.drafting = Drafting(self, desk, self.registration.draft, self._restore, window.busy)
        self.registration.typed.connect(self.drafting.touch)
        self._leaving: list[QShortcut] = []  # Esc, while a section is in hand
        self._holders: dict[PersonSection, QFrame] = {}
        self._index: dict[PersonSection, QPushButton] = {}
        sections = [self._section(key, name) for key, name in SECTIONS]
        body = column(self._low_top, self.drafting.offer, *sections, None, gap=16, pad=(0, 0, 24, 32))
        self._area: QScrollArea = scroll(body)
        self._area.verticalScrollBar().valueChanged.connect(self._light)
        self._foot = self._save_line()
        left: list[Any] = [24, self._rail(), 16] if roomy() else [24]
        between = row(*left, (self._area, 1), gap=0)
        self.setLayout(column(self._top, (between, 1), self._foot, gap=0))
        self._bind()

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """Show a person; a draft kept over a lock or a new text size is put back."""
        self._no = str(target.get("no") or self._no)
        if "among" in target:
            self._among, self._at = array("q", target["among"]), int(target.get("at", 0))
        elif "no" in target and "draft" not in target:
            self._among = array("q")
        self._said_words, self._shown = "", Shown()
        self.registration.close_form()
        self.refresh()
        self._start_at = None
        draft = target.get("draft")
        if draft:
            self._restore(draft)
        self.drafting.open(f"{REGISTRATION.name}:{self._no}", restored=bool(draft))
        self._area.verticalScrollBar().setValue(int(target.get("scroll", 0)))
        if section := target.get("section"):
            self.go_to(section)
        if not draft and (name := target.get("field")):
            self.fill(name)
        if verb := target.get("do"):
            self._acts.do(verb)

    def refresh(self) -> None:
        """Read the person anew; what is typed and not saved stays, and the keyboard where it was or at what
        comes next.
        """
        if not self._no or self.window_.busy():
            return
        focus = self.window().focusWidget()
        ours = focus if focus is not None and self.isAncestorOf(focus) else None
        line = _event_of(ours)
        self._draw()
        if ours is not None and not ours.isVisibleTo(self):
            self._land(line)

    def unsaved(self) -> bool:
        """A section in hand differs from what is stored."""
        return bool(self.registration.draft())

    def may_leave(self) -> bool:
        """Unsaved entries: save, drop, or stay (Esc)."""
        count = len(self.registration.draft())
        if not count:
            return True
        asked = f"{self._in_hand()}有改动，还没有保存"
        words = f"改了 {count} 项。保存后再离开吗？"
        answer = Sure(self, asked, words, ("保存", True), ("不保存", False)).run()
        if answer is None:
            return False
        if answer:
            return self.save()
        self._drop()
        return True

    def keep(self) -> Target:
        """Who is shown, where, and the section in hand with what was typed."""
        kept: Target = {
            "no": self._no,
            "among": self._among,
            "at": self._at,
            "scroll": self._area.verticalScrollBar().value(),
        }
        form = self.registration.form
        if form is not None and form.dirty:
            kept["draft"] = form.draft()
        elif form is not None:
            kept["field"] = next(iter(form.rows))
        return kept

    def first(self) -> QWidget | None:
        """Where ``open`` led, or the page itself: arrow keys scroll, Tab goes to the first verb."""
        return self._start_at or self._area

    def save_now(self) -> None:
        """Ctrl+S: the section in hand."""
        if self.registration.form is None:
            super().save_now()
        else:
            self.save()

    def print_paper(self) -> None:
        """Ctrl+P: the forms there are."""
        if self._header is not None:
            self._header.printer.click()

    # changing a section -------------------------------------------------------------------------

    def edit(self, name: str) -> FieldsForm:
        """Open the section that holds a datum, or go on in the one that is open."""
        form = self.registration.form
        if form is None or name not in form.rows:
            form = self.registration.edit([title_of(name)])
            self._order()
        return form

    def change(self, title: str) -> None:
        """修改 or F2: one section becomes a form; what was typed into another is asked about first."""
        if title in self.registration.titles or not self.may_leave():
            return
        self._asked_by_verb = False
        form = self.registration.edit([title])
        self._start(form, next((name for name, line in form.rows.items() if line.missing), ""))

    def fill(self, name: str) -> None:
        """Open the section of a datum and go there; without a name to what is still needed first."""
        title = title_of(name) or self.registration.lacking()
        self.change(title)
        self._asked_by_verb = True
        if (form := self.registration.form) is not None and name in form.rows:
            self._start(form, name)

    def leave_section(self) -> None:
        """Esc: only to read again; what was typed is asked about."""
        if self.registration.form is not None and self.may_leave():
            self._close()

    def save(self) -> bool:
        """Save what was changed in the section in hand; complaints stand under their entries."""
        form = self.registration.form
        if form is None or not form.dirty:
            self._close()
            return True
        changes = form.changes()
        if changes is None or not self._record(form, changes):
            return False
        said = f"{self._in_hand()}已保存"
        self.drafting.done()
        self._said_words = f"已保存 {self.desk.clock.now():%H:%M}"
        form.settle()
        self._close(then=self._draw)
        self.window_.done(said)
        return True

    def _record(self, form: FieldsForm, changes: Mapping[str, Any]) -> bool:
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
            if not (said.field and form.complain(said.field, str(said))):
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

    def _start(self, form: FieldsForm, name: str) -> None:
        """The keyboard into the form, its head in view."""
        self._order()
        self._settle()
        bar, top = self._area.verticalScrollBar(), self._y_of(form)
        if top < bar.value() or top + form.height() > bar.value() + self._area.viewport().height():
            bar.setValue(top - 8)
        form.go_to(name)
        self._start_at = self.window().focusWidget()

    def _close(self, then: Callable[[], object] = lambda: None) -> None:
        """Read again: the keyboard goes back to where the section was opened."""
        titles, by_verb = self.registration.titles, self._asked_by_verb
        self._asked_by_verb = False
        self.registration.close_form()
        then()
        self._order()
        back = self.registration.change_button(titles[0]) if titles else None
        if by_verb or back is None:
            self._land(None)
        else:
            self._settle()
            back.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(back, 0, 48)

    def _drop(self) -> None:
        """不保存: what was typed goes."""
        self.drafting.done()
        self._close()

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.registration.restore(draft)
        self._order()

    def _in_hand(self) -> str:
        return "".join(f"“{title}”" for title in self.registration.titles)

    def _on_changed(self) -> None:
        form = self.registration.form
        self._foot.setVisible(form is not None)
        for key in self._leaving:
            key.setEnabled(form is not None)
        count = len(form.changed_names()) if form is not None else 0
        what = f"改了 {count} 项，还没有保存" if count else "还没有改动"
        self._changed.setText(f"{self._in_hand()}{what}")
        self.typed.emit()

    def _note_look(self, what: str) -> None:
        overview.note_reveal(self.desk, self._no, f"{REGISTRATION.label}：{what}")

    # going about --------------------------------------------------------------------------------

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
        """Scroll to a section; what comes next stands at the top, in the first one."""
        key = SAME.get(section, section)
        self._settle()
        top = self._top_of(key)
        self._area.verticalScrollBar().setValue(0 if key == SECTIONS[0][0] else top - 40)
        self._mark(key)

    def jump(self, key: PersonSection) -> None:
        """To a section by its key; the keyboard goes to what can be done there."""
        self.go_to(key)
        if key == SECTIONS[0][0]:
            self._land(None)
            return
        holder = self._holders[key]
        if not holder.isAncestorOf(self.focusWidget() or self):
            can = (one for one in reading_order(holder) if one.isVisibleTo(holder))
            next(can, self._area).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def change_here(self) -> None:
        """F2: the section that the keyboard is in, else the first one in view."""
        titles = [section.title for section in REGISTRATION.sections]
        top = self._area.verticalScrollBar().value()
        frames = [(one, self.registration.frame(one)) for one in titles]
        below = [one for one, frame in frames if self._y_of(frame) + frame.height() > top + 48]
        self.change(self.registration.title_at(self.focusWidget()) or next(iter(below), titles[-1]))

    def _land(self, record: Record | None) -> None:
        """The keyboard goes to the line of a record, or to what comes next."""
        line = self._story.line_of(record) if self._story is not None and record is not None else None
        coming = self._next.button if self._next is not None else None
        target: QWidget = line or coming or self._area
        self._start_at = target
        self._settle()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if target is not self._area:
            self._area.ensureWidgetVisible(target, 0, 80)

    # drawing ------------------------------------------------------------------------------------

    def _draw(self) -> None:
        person = people.show(self.desk, self._no)
        self._acts.person, self._acts.overview = person, overview.show(self.desk, self._no)
        corrected = history.corrected_records(self.desk, person.file)
        subject = PersonContext(self.desk, self.window_, person, self._acts, corrected)
        self._draw_head(subject)
        self._draw_now(subject)
        self.registration.show_person(subject)
        for key, build in BUILD.items():
            self._fill(key, build(subject))
        self._on_changed()
        self._order()

    def _draw_head(self, subject: PersonContext) -> None:
        clear(self._top)
        clear(self._low_top)
        if roomy():
            place = Standing(self._at, len(self._among))
            self._top.addWidget(where_line(subject, place, self.move_by, self._said_words))
        self._header = Header(subject)
        if not spelled():
            self._low_top.addLayout(row((self._header, 1), gap=0, pad=(0, 16, 0, 0)))
        else:
            pad = (0, 0 if roomy() else 16, 0, 16)
            self._top.addLayout(row(24, (self._header, 1), 24, gap=0, pad=pad))

    def _draw_now(self, subject: PersonContext) -> None:
        clear(self._now)
        view = self._acts.overview
        if view is None:
            return
        coming = next_of(subject, view)
        notice = attention(subject, view, coming)
        self._next = NextAct(subject, view, coming)
        self._story = TimeLine(subject, self._shown)
        beside: list[Item] = [(notice, 11)] if notice is not None else []
        if roomy():
            self._now.addLayout(row(*beside, (self._next, 9), gap=16))
        else:
            self._now.addWidget(self._next)
            if notice is not None:
                self._now.addWidget(notice)
        self._now.addWidget(self._story)
        for part in (notice, self._next, self._story):
            if part is not None:
                part.show()  # Qt itself would only once nothing else is waiting

    def _fill(self, key: PersonSection, built: QFrame) -> None:
        holder = self._holders[key].layout()
        assert holder is not None  # noqa: S101 - made with one
        clear(holder)
        holder.addWidget(built)
        built.show()

    def _order(self) -> None:
        """Tab as one reads; from the last entry of a form to its 保存."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made with one
        tab_as_read(layout)
        entries = list(reading_order(self.registration.form)) if self.registration.form else []
        if entries:
            QWidget.setTabOrder(entries[-1], self._save_button)
            QWidget.setTabOrder(self._save_button, self._drop_button)

    def _section(self, key: PersonSection, name: str) -> QFrame:
        if key == SECTIONS[0][0]:
            self._holders[key] = box(self._now, "scroll")
            return self._holders[key]
        inside = column(gap=0)
        if key == PersonSection.REGISTRATION:
            inside.addWidget(self.registration)
        self._holders[key] = box(inside, "scroll")
        return box(column(text(name, "head"), self._holders[key], gap=8, pad=(0, 8, 0, 0)), "scroll")

    def _rail(self) -> QFrame:
        for at, (key, name) in enumerate(SECTIONS, 1):
            self._index[key] = button(
                name, "index", tip=f"Ctrl+{at}", on=key == SECTIONS[0][0], act=partial(self.go_to, key)
            )
        return box(column(*self._index.values(), None, gap=0), "scroll")

    def _save_line(self) -> QFrame:
        self._changed = text("", "small")
        self._drop_button = button("不保存", act=self._drop, tip="Esc")
        self._save_button = button("保存", "primary", act=self.save, tip="Ctrl+S")
        made = foot(self._changed, buttons=(self._drop_button, self._save_button))
        made.hide()
        return made

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
        """Let the layouts reach their sizes before something is looked for."""
        for _round in range(SETTLE):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _top_of(self, key: PersonSection) -> int:
        return self._y_of(self._holders[key])

    def _y_of(self, part: QWidget) -> int:
        """Where something begins on the page that scrolls."""
        inside = self._area.widget()
        return part.mapTo(inside, QPoint(0, 0)).y() if inside is not None else 0

    def _may_print(self) -> bool:
        """A paper shows what is saved."""
        if not self.unsaved():
            return True
        words = "没有保存的内容不会印出来。"
        asked = f"{self._in_hand()}有改动，还没有保存"
        return questions.yes(self, asked, words, do="保存后打印", leave="先不打印") and self.save()

    def _bind(self) -> None:
        bind(
            self,
            Where.PERSON,
            {
                "Alt+Up": partial(self.move_by, -1),
                "Alt+Down": partial(self.move_by, 1),
                "F2": self.change_here,
                **{f"Ctrl+{at}": partial(self.jump, key) for at, (key, _name) in enumerate(SECTIONS, 1)},
            },
        )
        for part in (self.registration, self._foot):
            self._leaving += bind(part, Where.SECTION, {"Esc": self.leave_section})


def _event_of(widget: QWidget | None) -> Record | None:
    """The record of the line of the time line that a widget is or lies in."""
    while widget is not None and not isinstance(widget, EventLine):
        widget = widget.parentWidget()
    return widget.event_.record if widget is not None else None


PLACE = Place("person", "人员", "people", PersonPage, under="people")
