"""Everything that can be done from the person page, each under the verb that stands on its button."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from anbang_desktop.domain.completeness import FileLine
from anbang_desktop.domain.states import Standing, State, state
from anbang_desktop.domain.steps import ASKED_VERBS, verb_of
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.approval import APPROVAL, SEALING, Approval
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.pages.person.aid_acts import AidActs
from anbang_desktop.gui.pages.person.changes_dialog import ChangesDialog
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.pages.person.story_dialog import StoryDialog
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.records.opener import Records
from anbang_desktop.gui.records.printouts import Printouts
from anbang_desktop.gui.records.two_assessments import TwoAssessments
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.gui.shell.page import PageKey, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.cases.facts import APPROVED
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.letter_book import NOT_REPORTED
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.overview import Overview, Step
from anbang_desktop.services.worklist.people import Person
from anbang_desktop.services.worklist.story import story

LACKS_APPROVAL = "approval_missing"
APPROVED_BY = names(Approval)
FIRST_VERB = {
    State.S05_INSIDE: Verb.CHECK_INSIDE,
    State.S10_NOTICE: Verb.VERIFY,
    State.S20_VERIFYING: Verb.VERIFY,
    State.S30_AWAIT_RELEASE: Verb.CONFIRM_RELEASE,
    State.S40_AWAIT_HANDOVER: Verb.HAND_OVER,
}
SIGNS = {
    Verb.CHECK_INSIDE: "check",
    Verb.RECORD_CONTACT: "visit",
    Verb.VERIFY: "verify",
    Verb.HAND_OVER: "hand",
    Verb.CONFIRM_RELEASE: "check",
    Verb.FILL_REGISTRATION: "file",
}


class Acts:
    """Opens the dialogs of one person and tells the page when something was saved."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        window: Window,
        *,
        saved: Callable[[], object],
        section: Callable[[PersonSection], object],
        fill: Callable[[str], object],
        printable: Callable[[], bool],
        copy_out: Callable[[], object],
    ) -> None:
        """``saved`` reads the page again, ``section`` scrolls to one, ``fill`` opens the registration form at
        a datum (or where something is needed), ``printable`` is asked before printing, ``copy_out`` is 照录.
        """
        self._parent, self._desk, self._window = parent, desk, window
        self._saved, self._section, self.fill, self.copy_out = saved, section, fill, copy_out
        self.printouts = Printouts(parent, desk, window, printable)
        self.records = Records(parent, desk, window, self.printouts, saved)
        self.aid = AidActs(
            parent,
            desk,
            person=lambda: self._one,
            context=self.entry_context,
            done=self._done,
            section=section,
        )
        self.person: Person | None = None
        self.overview: Overview | None = None
        self._verbs: Mapping[Verb, Callable[[], object]] = {
            **{kind.verb: partial(self.record, kind) for kind in KINDS if kind.recorded},
            Verb.MAKE_AGREEMENT: lambda: self._go("agreements"),
            Verb.ASSESS: lambda: self._go("assessments"),
            Verb.OPEN_ROUND: lambda: self._go("assessments"),
            Verb.ADD_SCAN: lambda: self._go("archives"),
            Verb.FILL_REGISTRATION: lambda: self.fill(""),
            Verb.ANSWER_WISH: lambda: self._go("wishes"),
            Verb.PUT_OFF: lambda: self._window.go("today"),  # a line is put off where it stands
            Verb.VIEW: lambda: None,
            Verb.ASK_NEEDS: partial(self.aid.ask, unasked=True),
            Verb.WRITE_OTHER: self.aid.write_other,
            Verb.REPORT_MISSING: partial(self.aid.write, NOT_REPORTED),
            Verb.SEND_LETTER: self.aid.send_next,
            Verb.RECORD_REPLY: self.aid.answer_next,
            Verb.FINISH_MEASURE: self.aid.finish_next,
            Verb.FINISH_MEETING: self._finish_meeting,
            **{verb: partial(self.step, verb) for verb in ASKED_VERBS},
            Verb.RECORD_APPROVAL: self.approve,
            Verb.CHANGE: self.change,
            Verb.CLOSE: self.change,
        }

    def do(self, verb: Verb) -> bool:
        """Do what a button anywhere calls by this verb; False when this page does not know it."""
        act = self._verbs.get(verb)
        if act is not None:
            act()
        return act is not None

    # what the parts show ------------------------------------------------------------------------

    def main_buttons(self) -> list[QPushButton]:
        """The one main act of the state, the agreement beside it while the person is on the books, and the
        changes while anything can change; nothing for a file that is shut.
        """
        here = state(self._one.state_code)
        verb = FIRST_VERB.get(here, Verb.RECORD_CONTACT if here.on_books else None)
        if verb is Verb.HAND_OVER and self._one.file.handovers:
            verb = Verb.FILL_REGISTRATION  # what is left to do in this state
        made = [button(verb, "primary", SIGNS[verb], act=partial(self.do, verb))] if verb else []
        if here is State.S05_INSIDE:
            made.append(button(Verb.RECORD_MEETING, act=partial(self.do, Verb.RECORD_MEETING)))
        if here.on_books:
            made.append(
                button("协议", sign="agreement" if roomy() else "", act=lambda: self._go("agreements"))
            )
        if here.standing is not Standing.SHUT:
            made.append(button(Verb.CHANGE, tip="F9", act=self.change))
        return made

    def catalogue(self) -> Sequence[FileLine]:
        """The lines of the file that a person keeps (not what the binder makes)."""
        return [line for line in self._view.file.lines if not line.made and (line.needed or line.present)]

    def gaps(self) -> Sequence[FileLine]:
        """What the file lacks now."""
        return self._view.file.missing

    def papers_needed(self) -> int:
        """How many papers the file should hold now."""
        return self._view.file.needed

    def next_step(self) -> Step | None:
        """What is worked towards from here; it comes by itself with the last missing record, or by its verb
        (确认释放).
        """
        return self._view.ahead

    def entry_context(self) -> EntryContext:
        """What entries need, for this person."""
        return entry_context(self._desk, lambda name: overview.reveal(self._desk, self._one.no, name))

    def covered(self) -> EntryContext:
        """The same for the registration form: what is specially sensitive lies under a cover."""
        return replace(self.entry_context(), cover=True)

    # verbs --------------------------------------------------------------------------------------

    def reveal(self) -> str:
        """The whole identity number; noted in the audit."""
        return overview.reveal(self._desk, self._one.no)

    def print_menu(self, under: QWidget) -> None:
        """打印: the forms there are, what happened so far, and 照录, for which a narrow head has no room."""
        copying = ("照录到别的系统\tF8", self.copy_out)
        self.printouts.open_menu(self._one, under, ("经过…", self._print_story), copying)

    def _print_story(self) -> None:
        one = self._one
        events = story(self._desk, one.file)
        StoryDialog.print_for(self._parent, self._desk, self._window, one, events, ())

    def record(self, kind: Kind, known: Mapping[str, object] | None = None) -> None:
        """The dialog of a kind of record: 登记走访, 登记核查 …"""
        if ask_new(self._parent, self._desk, self._one, self.entry_context(), kind, known):
            done = f"已{kind.verb}" if kind.verb.startswith("登记") else f"{kind.label}已保存"
            self._done(f"{done}：{self._one.row.name}")

    def open(self, record: Record) -> None:
        """查看 of a record."""
        self.act_on(record, Act.VIEW)

    def act_on(self, record: Record, act: Act) -> None:
        """查看, 更正, 作废 or 历史 of a record."""
        self.records.do(self._one.no, record, act)

    def correct(self, kind: str, record_id: int) -> None:
        """更正 of a record by its id, as long as it is there."""
        found = write.find(self._one.file, kind, record_id)
        if isinstance(found, Record):
            self.act_on(found, Act.CORRECT)

    def _finish_meeting(self) -> None:
        """What came of the first meeting that waits for its result: it is added to what was applied for."""
        waiting = (one for one in self._one.file.of(PrisonMeeting) if one.result is None)
        found = next(waiting, None)
        if found is not None:
            self.act_on(found, Act.CORRECT)

    def history_menu(self, under: QWidget) -> None:
        """历史: of the registration form, of everything, and the person on a past day."""
        no = self._one.no
        made = QMenu(self._parent)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction("登记表的历史", partial(self.records.registration_history, no))
        made.addAction("办理记录（可以撤销）", partial(self.records.units, no))
        made.addAction("看某一天的情况", partial(self.records.as_of, no))
        made.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
        made.setActiveAction(made.actions()[0])

    def advance(self, to: State) -> None:
        """Take a step of the road on a day; what is missing for it is shown in the step line with the
        verbs that mend it, or among the changes.
        """
        here = self._one.state_code
        step = next((step for step in self._view.asked if step.to is to), None)
        verb = verb_of(here, to)
        if step is None or verb is None or step.lacking:
            self._show_lacking()
        elif StepDialog.ask(self._parent, self._desk, self._one, to, verb, self.entry_context()):
            self._done(f"{self._one.row.name}已转为“{to.label}”")

    def step(self, verb: Verb) -> None:
        """The step that this word stands for here."""
        here = self._one.state_code
        goal = next((step.to for step in self._view.asked if step.verb(here) is verb), None)
        if goal is None:
            self._show_lacking()
        else:
            self.advance(goal)

    def _show_lacking(self) -> None:
        if state(self._one.state_code).standing is Standing.COMING:
            self._section(PersonSection.STEP)
        else:
            self.change()

    def compare(self, before: Assessment, after: Assessment) -> None:
        """Two assessments side by side."""
        TwoAssessments.ask(self._parent, self._desk, before, after)

    def approve(self, goal: State | None = None) -> None:
        """The dialog of an approval, for the step that waits for one."""
        waiting = (
            step.to for step in self._view.asked if any(one.code == LACKS_APPROVAL for one in step.lacking)
        )
        wanted = goal or next(waiting, None)
        kind = next(one for one in KINDS if one.fields is APPROVAL)
        about = {name_of(APPROVED_BY.matter): APPROVED[wanted]} if wanted in APPROVED else {}
        self.record(kind, about)

    def decide_sealing(self) -> None:
        """The approval that seals the record of a minor, or says that it isn't sealed."""
        kind = next(one for one in KINDS if one.fields is APPROVAL)
        self.record(kind, {name_of(APPROVED_BY.matter): SEALING})

    def record_query(self) -> None:
        """登记查询: another unit asks about a sealed record."""
        self.do(Verb.RECORD_QUERY)

    def change(self) -> None:
        """办理变动: what can be done from this state, what it lacks, and the verb that mends it."""
        chosen = ChangesDialog.ask(self._parent, self._desk, self._one, self._view)
        if chosen is None:
            return
        if chosen.verb is Verb.RECORD_APPROVAL:
            self.approve(chosen.goal)
        elif chosen.goal is not None:
            self.advance(chosen.goal)
        else:
            self.do(chosen.verb)

    def _go(self, page: PageKey) -> None:
        self._window.go(page, no=self._one.no)

    def _done(self, words: str) -> None:
        self._saved()
        self._window.done(words)

    def shown(self) -> Person:
        """Who is shown."""
        return self._one

    @property
    def _one(self) -> Person:
        assert self.person is not None, "the page was opened with a person"  # noqa: S101
        return self.person

    @property
    def _view(self) -> Overview:
        assert self.overview is not None, "the page was opened with a person"  # noqa: S101
        return self.overview
