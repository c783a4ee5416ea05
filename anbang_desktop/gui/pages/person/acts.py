"""Everything that can be done from the person page, each under the verb that stands on its button."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.completeness import FileLine
from anbang_desktop.domain.states import STEP_VERBS, State, state
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.pages.person.contact_dialog import ContactDialog
from anbang_desktop.gui.pages.person.group_dialog import GroupDialog
from anbang_desktop.gui.pages.person.handover_dialog import HandoverDialog
from anbang_desktop.gui.pages.person.placement_dialog import PlacementDialog
from anbang_desktop.gui.pages.person.printouts import Printouts
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.pages.person.verification_dialog import VerificationDialog
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.overview import Overview, Step
from anbang_desktop.services.worklist.people import Person

FIRST_VERB = {
    State.S10_NOTICE: Verb.VERIFY,
    State.S20_VERIFYING: Verb.VERIFY,
    State.S30_AWAIT_RELEASE: Verb.CONFIRM_RELEASE,
    State.S40_AWAIT_HANDOVER: Verb.HAND_OVER,
}
SIGNS = {
    Verb.RECORD_CONTACT: "visit",
    Verb.VERIFY: "verify",
    Verb.HAND_OVER: "hand",
    Verb.CONFIRM_RELEASE: "check",
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
        section: Callable[[str], object],
        printable: Callable[[], bool],
    ) -> None:
        """``saved`` reads the page again, ``section`` scrolls to one, ``printable`` is asked before
        printing.
        """
        self._parent, self._desk, self._window = parent, desk, window
        self._saved, self._section = saved, section
        self.printouts = Printouts(parent, desk, window, printable)
        self.person: Person | None = None
        self.overview: Overview | None = None
        self._verbs: Mapping[Verb, Callable[[], object]] = {
            Verb.VERIFY: self.verify,
            Verb.HAND_OVER: self.hand_over,
            Verb.RECORD_CONTACT: self.contact,
            Verb.FORM_GROUP: self.group,
            Verb.RECORD_PLACEMENT: self.place,
            Verb.MAKE_AGREEMENT: lambda: self._go("agreements"),
            Verb.ASSESS: lambda: self._go("assessments"),
            Verb.ADD_SCAN: lambda: self._go("archives"),
            Verb.FILL_REGISTRATION: lambda: self._section(PersonSection.REGISTRATION),
            Verb.VIEW: lambda: None,
            **{verb: partial(self.advance, to) for to, verb in STEP_VERBS.items()},
        }

    def do(self, verb: Verb) -> bool:
        """Do what a button anywhere calls by this verb; False when this page does not know it."""
        act = self._verbs.get(verb)
        if act is not None:
            act()
        return act is not None

    # what the parts show ------------------------------------------------------------------------

    def main_buttons(self) -> list[QPushButton]:
        """The one main act of the state, and the agreement beside it while the person is on the books;
        nothing for others.
        """
        here = state(self._one.state_code)
        verb = FIRST_VERB.get(here, Verb.RECORD_CONTACT if here.on_books else None)
        made = [button(verb, "primary", SIGNS[verb], act=partial(self.do, verb))] if verb else []
        if here.on_books:
            made.append(button("协议", sign="agreement", act=lambda: self._go("agreements")))
        return made

    def fields(self, kind: str) -> Sequence[Field]:
        """The fields of a kind of record."""
        return RECORDS[kind].fields

    def state_words(self, code: str) -> str:
        """What a state is called."""
        return state(code).label

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
        """The step of the main road from here."""
        return next(
            (
                step
                for step in self._view.steps
                if step.to in STEP_VERBS and step.to is not State.S35_RETURNED
            ),
            None,
        )

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
        """打印: the forms there are."""
        self.printouts.open_menu(self._one, under)

    def verify(self) -> None:
        """登记核查."""
        if VerificationDialog.ask(self._parent, self._desk, self._one, self.entry_context()):
            self._done(f"已登记核查：{self._one.row.name}")

    def hand_over(self) -> None:
        """登记衔接."""
        if HandoverDialog.ask(self._parent, self._desk, self._one, self.entry_context()):
            self._done(f"已登记衔接：{self._one.row.name}")

    def contact(self) -> None:
        """登记走访."""
        if ContactDialog.ask(self._parent, self._desk, self._one, self.entry_context()):
            self._done(f"已登记走访：{self._one.row.name}")

    def group(self) -> None:
        """定小组."""
        if GroupDialog.ask(self._parent, self._desk, self._one, self.entry_context()):
            self._done(f"小组已保存：{self._one.row.name}")

    def place(self) -> None:
        """登记安置."""
        if PlacementDialog.ask(self._parent, self._desk, self._one, self.entry_context()):
            self._done(f"已登记安置：{self._one.row.name}")

    def advance(self, to: State) -> None:
        """Take a step of the road on a day; what is missing for it is shown in the step line with the
        verbs that mend it.
        """
        step = next((step for step in self._view.steps if step.to is to), None)
        if step is None or step.lacking:
            self._section(PersonSection.STEP)
        elif StepDialog.ask(self._parent, self._desk, self._one, to, STEP_VERBS[to], self.entry_context()):
            self._done(f"{self._one.row.name}已转为“{to.label}”")

    def _go(self, page: str) -> None:
        self._window.go(page, no=self._one.no)

    def _done(self, words: str) -> None:
        self._saved()
        self._window.saved()
        self._window.toast(words)

    @property
    def _one(self) -> Person:
        assert self.person is not None, "the page was opened with a person"  # noqa: S101
        return self.person

    @property
    def _view(self) -> Overview:
        assert self.overview is not None, "the page was opened with a person"  # noqa: S101
        return self.overview
