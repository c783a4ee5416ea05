"""Pictures of the person page with its sections and dialogs, and of agreement, assessment and archive."""

from collections.abc import Callable
from typing import Any

from anbang_desktop.gui.pages.person.contact_dialog import ContactDialog
from anbang_desktop.gui.pages.person.group_dialog import GroupDialog
from anbang_desktop.gui.pages.person.handover_dialog import HandoverDialog
from anbang_desktop.gui.pages.person.placement_dialog import PlacementDialog
from anbang_desktop.gui.pages.person.printouts import PaperDialog
from anbang_desktop.gui.pages.person.verification_dialog import VerificationDialog
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.agreements.dialogs import RefuseDialog, SignDialog
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.services.documents import archive
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist import people
from tests.support.screens.stage import Picture, Shot, Stage

ACTIVE, SET_UP, CHECKING = "S60", "S50", ("S20", "S10", "S30")


def _person(section: str, *states: str) -> Callable[[Stage], Picture]:
    """The person page at one section; the list of all people gives previous and next."""

    def make(stage: Stage) -> Picture:
        no = stage.no(*states)
        ids = people.list_ids(stage.desk, people.PeopleFilter(), "no")
        at = next(place for place, row in enumerate(people.rows(stage.desk, ids)) if row.no == no)
        stage.page("person", no=no, among=ids, at=at)
        page = stage.shell().page()
        if section and isinstance(page, PersonPage):
            page.go_to(section)
        return stage.grab()

    return make


def _wrong(stage: Stage) -> Picture:
    stage.page("person", no=stage.no(ACTIVE))
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    page.form.rows["phone"].editor.set_raw("1390000123")
    page.form.read()
    page._on_changed()
    made = stage.grab()
    page.form.load(people.show(stage.desk, stage.no(ACTIVE)).values)
    return made


def _dialog(kind: type[RecordDialog], *states: str) -> Callable[[Stage], Picture]:
    """A record dialog over the person page, as ``ask`` builds it."""

    def make(stage: Stage) -> Picture:
        no = stage.no(*states)
        stage.page("person", no=no)
        return _caught(
            stage,
            kind,
            lambda over: kind.ask(over, stage.desk, people.show(stage.desk, no), entry_context(stage.desk)),  # type: ignore[arg-type]
        )

    return make


def _caught(stage: Stage, kind: Any, ask: Callable[[QWidget], object]) -> Picture:
    """Let ``ask`` build its dialog, but picture it instead of waiting for an answer."""
    made: list[QPixmap] = []

    def picture(self: RecordDialog) -> None:
        if isinstance(self, RecordDialog):
            self._fit()
        made.append(stage.over(self))

    waiting = kind.run
    kind.run = picture
    try:
        ask(stage.shell())
    finally:
        kind.run = waiting
    return made[0]


def _step(stage: Stage) -> Picture:
    no = stage.no("S30", "S10", "S20")
    stage.page("person", no=no)
    goal = State.S40_AWAIT_HANDOVER
    return _caught(
        stage,
        StepDialog,
        lambda over: StepDialog.ask(
            over,
            stage.desk,
            people.show(stage.desk, no),
            goal,
            Verb.CONFIRM_RELEASE,
            entry_context(stage.desk),
        ),
    )


def _paper_dialog(kind: type[SignDialog] | type[RefuseDialog]) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        no = stage.no(SET_UP)
        stage.page("agreements", no=no)
        return _caught(
            stage,
            kind,
            lambda over: kind.ask(
                over,
                stage.desk,
                no,
                people.show(stage.desk, no).row.name,
                entry_context(stage.desk, tight=False),
            ),
        )

    return make


def _add_paper(stage: Stage) -> Picture:
    no = stage.no(SET_UP)
    stage.page("archives", no=no)
    line = archive.contents(stage.desk, no)[3]
    return _caught(
        stage,
        AddPaperDialog,
        lambda over: AddPaperDialog.ask(over, stage.desk, no, line, entry_context(stage.desk)),
    )


def _assessment(stage: Stage) -> AssessOne:
    stage.page("assessments", no=stage.no(ACTIVE))
    page = stage.shell().page()
    assert isinstance(page, AssessmentsPage)
    assert page.one is not None
    return page.one


def _assessing(stage: Stage) -> Picture:
    """Half-way: three sheets in, some items agreed."""
    one, instrument = _assessment(stage), stage.desk.instrument
    scored = [item for block in instrument.blocks if block.kind != "static" for item in block.items]
    for place, name in enumerate(one._members()):
        one.answers.sheets[name] = {
            item.code: item.options[(place + at) % 2].label for at, item in enumerate(scored)
        }
    one._draw_sheets()
    for item in instrument.items[:7]:
        one.items[item.code].entry.choose(item.options[1].label)
    one._next_open()
    made = stage.grab()
    one._touched = False
    return made


def _deciding(stage: Stage) -> Picture:
    """Everything is agreed, and the group has confirmed a trigger."""
    one = _assessment(stage)
    for item in stage.desk.instrument.items:
        one.items[item.code].entry.choose(item.options[0].label)
    triggers = one.end.rows["triggers"].editor
    triggers.set_value(["RECIDIVIST"])
    triggers.changed.emit()
    one.end.focus_on("triggers")
    made = stage.grab()
    one._touched = False
    return made


def _sheet(stage: Stage) -> Picture:
    stage.page("assessments", no=stage.no(ACTIVE))
    return stage.over(
        SheetDialog(stage.shell(), stage.desk.instrument, entry_context(stage.desk), "白秀珍", {})
    )


def _printing(stage: Stage) -> Picture:
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    return _caught(stage, PaperDialog, lambda _over: page._acts.printouts.show(no, "registration", "登记表"))


def _offered(stage: Stage) -> Picture:
    """The registration form with a draft from before a power cut."""
    no = stage.no(ACTIVE)
    drafts.keep(stage.desk, f"registration:{no}", {"nickname": "老周"})
    stage.page("person", no=no)
    made = stage.grab()
    drafts.drop(stage.desk, f"registration:{no}")
    return made


CASEWORK: tuple[Shot, ...] = (
    Shot("4_person", _person("", ACTIVE)),
    Shot("4_person_set_up", _person("", SET_UP)),
    Shot("4_person_wrong", _wrong),
    Shot("4_person_draft", _offered),
    Shot("4_print", _printing),
    *(
        Shot(f"4_person_{section}", _person(section, ACTIVE))
        for section in ("verification", "agreement", "group", "contact", "placement", "archive")
    ),
    Shot("4_verification", _dialog(VerificationDialog, *CHECKING)),
    Shot("4_handover", _dialog(HandoverDialog, SET_UP)),
    Shot("4_contact", _dialog(ContactDialog, ACTIVE)),
    Shot("4_group", _dialog(GroupDialog, ACTIVE)),
    Shot("4_placement", _dialog(PlacementDialog, ACTIVE)),
    Shot("4_step", _step),
    Shot("4_register", lambda stage: stage.page("register")),
    Shot("6_agreements", lambda stage: stage.page("agreements", quick="")),
    Shot("6_agreement", lambda stage: stage.page("agreements", no=stage.no(SET_UP))),
    Shot("6_agreement_signed", lambda stage: stage.page("agreements", no=stage.no(ACTIVE))),
    Shot("6_sign", _paper_dialog(SignDialog)),
    Shot("6_refuse", _paper_dialog(RefuseDialog)),
    Shot("6_assessments", lambda stage: stage.page("assessments")),
    Shot("6_assessment", _assessing),
    Shot("6_assessment_decide", _deciding),
    Shot("6_sheet", _sheet),
    Shot("6_archives", lambda stage: stage.page("archives", quick="all")),
    Shot("6_archive", lambda stage: stage.page("archives", no=stage.no(ACTIVE))),
    Shot("6_add_paper", _add_paper),
)
