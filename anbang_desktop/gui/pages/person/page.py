"""One person on one scrolling page, to read: the head, what to notice and the next act, what happened, then
the sections; one section at a time is changed in its place.
"""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar, Unpack, cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.fields.verification import Verification
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.person.acts import Acts
from anbang_desktop.gui.pages.person.attention import NextAct, may_return, next_of, notices
from anbang_desktop.gui.pages.person.checks import checks
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.group import group
from anbang_desktop.gui.pages.person.header import Header, facts_read, head_read, where_line
from anbang_desktop.gui.pages.person.header import Place as Standing
from anbang_desktop.gui.pages.person.help import help_read, help_section
from anbang_desktop.gui.pages.person.in_hand import InHand
from anbang_desktop.gui.pages.person.needs import NeedsCard, shows_needs
from anbang_desktop.gui.pages.person.papers import agreements, archive
from anbang_desktop.gui.pages.person.plan import PlanCard
from anbang_desktop.gui.pages.person.timeline import EventLine, Shown, TimeLine
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.tab_order import reading_order, tab_as_read
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import room, roomy, spelled
from anbang_desktop.services.aid import board
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import overview, people

W = TypeVar("W", bound=QWidget)
THREE_PARTS = 1320  # of room: the index, what happened, and the needs beside it
SETTLE = 3  # rounds until nested layouts have told each other their sizes
SECTIONS = (
    (PersonSection.CONTACT, "近况"),
    (PersonSection.REGISTRATION, "基本信息"),
    (PersonSection.VERIFICATION, "核查与衔接"),
    (PersonSection.AGREEMENT, "协议"),
    (PersonSection.GROUP, "帮教小组与评估"),
    (PersonSection.PLACEMENT, "安置与帮扶"),
    (PersonSection.ARCHIVE, "档案"),
)
SAME: dict[PersonSection, PersonSection] = {
    PersonSection.STEP: PersonSection.CONTACT,
    PersonSection.WISH: PersonSection.CONTACT,
    PersonSection.INSIDE: PersonSection.VERIFICATION,
    PersonSection.HANDOVER: PersonSection.VERIFICATION,
    PersonSection.ASSESSMENT: PersonSection.GROUP,
    PersonSection.BASIC: PersonSection.REGISTRATION,
    PersonSection.CLOSING: PersonSection.ARCHIVE,
    PersonSection.NEEDS: PersonSection.CONTACT,
    PersonSection.HELP: PersonSection.PLACEMENT,
}
BUILD: Mapping[PersonSection, Callable[[PersonContext], QFrame]] = {
    PersonSection.VERIFICATION: checks,
    PersonSection.AGREEMENT: agreements,
    PersonSection.GROUP: group,
    PersonSection.PLACEMENT: help_section,
    PersonSection.ARCHIVE: archive,
}
READ: Mapping[PersonSection, Callable[[PersonContext], tuple[object, ...]]] = {  # all that a section shows
    PersonSection.VERIFICATION: lambda one: (
        *one.records(InsideCheck),
        *one.records(PrisonMeeting),
        *one.records(Verification),
        *one.records(EscortPlan),
        *one.records(Handover),
    ),
    PersonSection.AGREEMENT: lambda one: tuple(one.records(Agreement)),
    PersonSection.GROUP: lambda one: (
        *one.records(HelpGroup),
        *one.records(Assessment),
        *one.person.file.members,
        one.person.dates.get(ASSESSMENT.name),
    ),
    PersonSection.PLACEMENT: help_read,
    PersonSection.ARCHIVE: lambda one: tuple(replace(line, count=0) for line in one.acts.catalogue()),
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
            saved=self._read_saved,
            section=self.go_to,
            fill=lambda name: self.in_hand.fill(name),  # noqa: PLW0108 - made below, with these acts
            printable=lambda: self.in_hand.may_print(),  # noqa: PLW0108
            copy_out=self.copy_out,
        )
        self._said_words = ""
        self._header: Header | None = None
        self._next: NextAct | None = None
        self._story: TimeLine | None = None
        self._shown = Shown()
        self._parts: dict[str, tuple[object, QWidget]] = {}  # of the head and 近况, with what each shows
        self._read: dict[PersonSection, object] = {}  # what each section shows now
        self._facts: object = None  # what the lower half of the head shows
        self._stops: dict[QWidget, list[QWidget]] = {}  # where Tab stops in the sections that stand
        self._start_at: QWidget | None = None  # where ``open`` led the keyboard
        self._top, self._low_top = column(gap=0), column(gap=0)
        self._now = column(gap=16)
        self.in_hand = InHand(self, desk, window, self._acts, self._draw_saved)
        self.in_hand.typed.connect(self.typed)
        self.in_hand.opened.connect(self._start)
        self.in_hand.left.connect(self._read_again)
        self._holders: dict[PersonSection, QFrame] = {}
        self._index: dict[PersonSection, QPushButton] = {}
        sections = [self._section(key, name) for key, name in SECTIONS]
        body = column(self._low_top, self.in_hand.drafting.offer, *sections, None, gap=16, pad=(0, 0, 24, 32))
        self._area: QScrollArea = scroll(body)
        self._area.verticalScrollBar().valueChanged.connect(self._light)
        left: list[Any] = [24, self._rail(), 16] if roomy() else [24]
        between = row(*left, (self._area, 1), gap=0)
        self.setLayout(column(self._top, (between, 1), self.in_hand.foot, gap=0))
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
        self._parts.clear()
        self._read.clear()
        self.in_hand.registration.forget()
        self.refresh()
        self._start_at = None
        draft = target.get("draft")
        self.in_hand.open(self._no, draft)
        self._area.verticalScrollBar().setValue(int(target.get("scroll", 0)))
        if section := target.get("section"):
            self.go_to(section)
        if not draft and (name := target.get("field")):
            self.in_hand.fill(name)
        if verb := target.get("do"):
            self._acts.do(verb)
        if "correct" in target:
            self._acts.correct(*target["correct"])

    def refresh(self) -> None:
        """Read the person anew; what is typed and not saved stays, and the keyboard where it was or at what
        comes next.
        """
        self._draw_again(saved=False)

    def _read_saved(self) -> None:
        """As ``refresh``; the verb that was pressed is done with: the keyboard goes to what comes next."""
        self._draw_again(saved=True)

    def _draw_again(self, *, saved: bool) -> None:
        if not self._no or self.window_.busy():
            return
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._draw()
            return
        line = _event_of(focus)
        of_verb = line is None and any(part.isAncestorOf(focus) for _read, part in self._parts.values())
        self._draw()
        if (saved and of_verb) or not focus.isVisibleTo(self):
            self._land(line)

    def unsaved(self) -> bool:
        """A section in hand differs from what is stored."""
        return self.in_hand.count > 0

    def set_aside(self) -> bool:
        """The section in hand waits as a draft."""
        return self.in_hand.set_aside()

    def one_person(self) -> str:
        """Who is shown."""
        return self._no

    def begun(self) -> str:
        """The registration form, while a section is changed."""
        return self.in_hand.drafting.form if self.in_hand.count else ""

    def keep(self) -> Target:
        """Who is shown, where, and the section in hand with what was typed."""
        kept: Target = {
            "no": self._no,
            "among": self._among,
            "at": self._at,
            "scroll": self._area.verticalScrollBar().value(),
        }
        return {**kept, **self.in_hand.keep()}

    def first(self) -> QWidget | None:
        """Where ``open`` led, or the page itself: arrow keys scroll, Tab goes to the first verb."""
        return self._start_at or self._area

    def save_now(self) -> None:
        """Ctrl+S: the section in hand."""
        if self.in_hand.form is None:
            super().save_now()
        else:
            self.in_hand.save()

    def print_paper(self) -> None:
        """Ctrl+P: the forms there are."""
        if self._header is not None:
            self._header.printer.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, while nothing on the page has the keyboard yet, does what comes next."""
        coming = self._next.button if self._next is not None else None
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat()
        if enter and coming is not None and self._area.hasFocus():
            coming.click()
        else:
            super().keyPressEvent(event)

    def copy_out(self) -> None:
        """F8: this person's data beside another program."""
        among, at = (self._among, self._at) if self._among else ([self._acts.shown().id], 0)
        self.window_.copy_out(among, at)

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

    def section(self) -> PersonSection | None:
        """The one at the top of the view."""
        return self._here() if self._no else None

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
        registration = self.in_hand.registration
        frames = [(one, registration.frame(one)) for one in titles]
        below = [one for one, frame in frames if self._y_of(frame) + frame.height() > top + 48]
        self.in_hand.change(registration.title_at(self.focusWidget()) or next(iter(below), titles[-1]))

    def _start(self, name: str) -> None:
        """The keyboard into the form in hand, its head in view."""
        form = self.in_hand.form
        if form is None:
            return
        self._order()
        self._settle()
        bar, top = self._area.verticalScrollBar(), self._y_of(form)
        if top < bar.value() or top + form.height() > bar.value() + self._area.viewport().height():
            bar.setValue(top - 8)
        form.go_to(name)
        self._start_at = self.window().focusWidget()

    def _read_again(self, title: str, by_verb: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Where the section was opened, or, where a verb led to it, at what comes next."""
        self._order()
        change = self.in_hand.registration.change_button(title)
        if by_verb or change is None:
            self._land(None)
            return
        self._settle()
        change.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(change, 0, 48)

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

    def _draw_saved(self) -> None:
        self._said_words = f"已保存 {self.desk.clock.now():%H:%M}"
        self._draw()

    # drawing ------------------------------------------------------------------------------------

    def _draw(self) -> None:
        person = people.show(self.desk, self._no)
        self._acts.person, self._acts.overview = person, overview.show(self.desk, self._no)
        corrected = history.corrected_records(self.desk, person.file)
        subject = PersonContext(self.desk, self.window_, person, self._acts, corrected)
        self._draw_head(subject)
        self._draw_now(subject)
        self.in_hand.registration.show_person(subject)
        for key, build in BUILD.items():
            read = (person.no, person.state_code, subject.today, corrected, READ[key](subject))
            if self._read.get(key) != read:
                self._read[key] = read
                self._fill(key, build(subject))
        self.in_hand.show_count()
        self._order()

    def _part(self, name: str, read: object, build: Callable[[], W]) -> W:
        """A part of the head or of 近况: the one that stands, or another where what it shows has changed."""
        before = self._parts.get(name)
        if before is not None and before[0] == read:
            return cast("W", before[1])
        made = build()
        self._parts[name] = (read, made)
        return made

    def _draw_head(self, subject: PersonContext) -> None:
        place = Standing(self._at, len(self._among))
        where = (subject.person.row.name, place, self._said_words)
        said = self._said_words
        line: QFrame | None = None
        if roomy():
            line = self._part("where", where, lambda: where_line(subject, place, self.move_by, said))
        header = self._part("head", head_read(subject), lambda: Header(subject))
        facts = facts_read(subject)
        if header is self._header and facts != self._facts:
            header.show_facts(subject)
        kept = {header, line}
        self._header, self._facts = header, facts
        clear(self._top, kept)
        clear(self._low_top, kept)
        if line is not None:
            self._top.addWidget(line)
        if not spelled():
            self._low_top.addLayout(row((header, 1), gap=0, pad=(0, 16, 0, 0)))
        else:
            pad = (0, 0 if roomy() else 16, 0, 16)
            self._top.addLayout(row(24, (header, 1), 24, gap=0, pad=pad))

    def _draw_now(self, subject: PersonContext) -> None:
        view = self._acts.overview
        if view is None:
            return
        coming, today = next_of(subject, view), subject.today
        told = notices(subject, view, coming)
        notice = self._part("notice", [line[:2] for line in told], lambda: banner(told)) if told else None
        if notice is None:
            self._parts.pop("notice", None)
        returns = may_return(view)
        self._next = self._part(
            "next", (coming, returns, today), lambda: NextAct(subject, coming, returns=returns)
        )
        self._story = self._part("story", subject.person.state_code, lambda: TimeLine(subject, self._shown))
        self._story.show_story(subject)
        beside: list[Item] = [(notice, 11)] if notice is not None else []
        aid = self._aid(subject)
        clear(self._now, {notice, self._next, *aid, self._story})
        if room() >= THREE_PARTS:
            self._now.addLayout(row(*beside, (self._next, 9), gap=16))
            right: list[Item] = [(column(*aid, None, gap=16), 9)] if aid else []
            self._now.addLayout(row((column(self._story, None, gap=0), 11), *right, gap=16))
        else:
            for part in (self._next, notice, *aid, self._story):
                if part is not None:
                    self._now.addWidget(part)
        for part in (notice, self._next, *aid, self._story):
            if part is not None:
                part.show()  # Qt itself would only once nothing else is waiting

    def _aid(self, subject: PersonContext) -> list[QFrame]:
        """需求与帮扶 and 一人一策, once there is anything to say of them."""
        now, state_ = board.of(subject.desk, subject.person.file), subject.person.state_code
        if not shows_needs(subject, now):
            for name in ("needs", "plan"):
                self._parts.pop(name, None)
            return []
        plans = tuple(subject.records(HelpPlan))
        return [
            self._part("needs", (now, state_, subject.today), lambda: NeedsCard(subject, now)),
            self._part("plan", (plans, state_, subject.today), lambda: PlanCard(subject)),
        ]

    def _fill(self, key: PersonSection, built: QFrame) -> None:
        holder = self._holders[key].layout()
        assert holder is not None  # noqa: S101 - made with one
        clear(holder)
        holder.addWidget(built)
        built.show()
        self._stops[self._holders[key]] = reading_order(built)

    def _order(self) -> None:
        """Tab as one reads; from the last entry of a form to its 保存."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made with one
        tab_as_read(layout, self._stops)
        self.in_hand.link()

    def _section(self, key: PersonSection, name: str) -> QFrame:
        if key == SECTIONS[0][0]:
            self._holders[key] = box(self._now, "scroll")
            return self._holders[key]
        inside = column(gap=0)
        if key == PersonSection.REGISTRATION:
            inside.addWidget(self.in_hand.registration)
        self._holders[key] = box(inside, "scroll")
        return box(column(text(name, "head"), self._holders[key], gap=8, pad=(0, 8, 0, 0)), "scroll")

    def _rail(self) -> QFrame:
        for at, (key, name) in enumerate(SECTIONS, 1):
            self._index[key] = button(
                name, "index", tip=f"Ctrl+{at}", on=key == SECTIONS[0][0], act=partial(self.go_to, key)
            )
        return box(column(*self._index.values(), None, gap=0), "scroll")

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

    def _bind(self) -> None:
        bind(
            self,
            Where.PERSON,
            {
                "Alt+Up": partial(self.move_by, -1),
                "Alt+Down": partial(self.move_by, 1),
                "F2": self.change_here,
                "F8": self.copy_out,
                "F9": self._acts.change,
                **{f"Ctrl+{at}": partial(self.jump, key) for at, (key, _name) in enumerate(SECTIONS, 1)},
            },
        )


def _event_of(widget: QWidget | None) -> Record | None:
    """The record of the line of the time line that a widget is or lies in."""
    while widget is not None and not isinstance(widget, EventLine):
        widget = widget.parentWidget()
    return widget.event_.record if widget is not None else None


PLACE = Place("person", "人员", "people", PersonPage, under="people")
