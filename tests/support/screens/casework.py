"""Pictures of the person page with its sections and dialogs, and of agreement, assessment and archive."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.dual_listing import DUAL_LISTING
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.search import SEARCH
from anbang_desktop.fields.whereabouts import WHEREABOUTS
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import DayEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog
from anbang_desktop.gui.pages.agreements.dialogs import PartiesDialog, RefuseDialog, SignDialog
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog
from anbang_desktop.gui.pages.assessments.curtain import Curtain
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.overview_dialog import OverviewDialog
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.pages.person.changes_dialog import ChangesDialog
from anbang_desktop.gui.pages.person.face import FaceWindow
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.pages.verification.page import VerificationPage
from anbang_desktop.gui.parts.calendar import Calendar
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.as_of_dialog import AsOfDialog
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.correct_dialog import CorrectDialog
from anbang_desktop.gui.records.group_dialog import GroupDialog
from anbang_desktop.gui.records.handover_dialog import HandoverDialog
from anbang_desktop.gui.records.history_dialog import HistoryDialog
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.records.restore_dialog import RestoreDialog
from anbang_desktop.gui.records.several_checks import SeveralDialog
from anbang_desktop.gui.records.two_assessments import TwoAssessments
from anbang_desktop.gui.records.units_dialog import UnitsDialog
from anbang_desktop.gui.records.verification_dialog import VerificationDialog
from anbang_desktop.gui.records.view_dialog import Act, ViewDialog
from anbang_desktop.gui.window_test import settle
from anbang_desktop.services.documents import agreements, archive, papers
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import assessment_round, history, revisions, write
from anbang_desktop.services.records.assessment_history import Apart
from anbang_desktop.services.records.assessment_round import Round
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist import lists, overview, people
from tests.support.screens.stage import Picture, Shot, Stage

VISIT = names(Contact)
SECTIONS = (
    PersonSection.VERIFICATION,
    PersonSection.AGREEMENT,
    PersonSection.GROUP,
    PersonSection.CONTACT,
    PersonSection.PLACEMENT,
    PersonSection.ARCHIVE,
)
NEWS = (WHEREABOUTS.name, SEARCH.name, DUAL_LISTING.name, CLOSING.name)
ACTIVE, SET_UP, CHECKING = "S60", "S50", ("S20", "S10", "S30")


def _person(section: PersonSection | None, *states: str) -> Callable[[Stage], Picture]:
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
    page.in_hand.fill("phone")
    form = page.in_hand.edit("phone")
    form.rows["phone"].editor.set_raw("1390000123")
    form.read()
    form.changed.emit()
    made = stage.grab()
    page.in_hand.drop()
    return made


def _calendar(stage: Stage) -> Picture:
    """The month beside a date of the registration form."""
    stage.page("person", no=stage.no(ACTIVE))
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    page.in_hand.fill("birth_date")
    day = page.in_hand.edit("birth_date").rows["birth_date"].editor
    assert isinstance(day, DayEditor)
    made = stage.grab()
    day.days.open()
    (shown,) = day.findChildren(Calendar)
    stage.look(shown)
    painter = QPainter(made)
    painter.drawPixmap(day.mapTo(stage.frame, day.rect().bottomLeft()), shown.grab())
    painter.end()
    shown.close()
    page.in_hand.drop()
    return made


def _face(stage: Stage) -> Picture:
    """What a visitor sees."""
    shell = stage.shell()
    made = FaceWindow(stage.desk, stage.no(ACTIVE), shell.jobs, stage.program.trouble)
    made.resize(stage.frame.size())
    made.show()
    settle()
    stage.look(made)
    shot = made.grab()
    made.end()
    return shot


def _group_changed(stage: Stage) -> Picture:
    """Somebody left the group, another came: both stand below the members."""
    no = stage.no(ACTIVE)
    last = people.show(stage.desk, no).file.groups[-1]
    today = stage.desk.today
    *first, gone = last.members
    members = [*first, replace(gone, left=today, left_reason="调到县里工作")]
    members.append(replace(gone, name="孙敏", sex="2", joined=today, post="东街小学教师", kind="SCHOOL"))
    write.record(stage.desk, no, "group", {"formed_on": last.formed_on, "members": members})
    stage.page("person", no=no, section=PersonSection.GROUP)
    return stage.grab()


def _dialog(kind: type[RecordDialog], *states: str) -> Callable[[Stage], Picture]:
    """A record dialog over the person page, as ``ask`` builds it."""

    def make(stage: Stage) -> Picture:
        no = stage.no(*states)
        stage.page("person", no=no)
        return caught(
            stage,
            kind,
            lambda over: kind.ask(over, stage.desk, people.show(stage.desk, no), entry_context(stage.desk)),  # type: ignore[arg-type]
        )

    return make


def caught(
    stage: Stage,
    kind: Any,
    ask: Callable[[QWidget], object],
    first: Callable[[Any], object] = lambda _dialog: None,
) -> Picture:
    """Let ``ask`` build its dialog, but picture it (after ``first``) instead of waiting for an answer."""
    made: list[QPixmap] = []

    def picture(self: QDialog) -> None:
        first(self)
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
    return caught(
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


def _changes(stage: Stage) -> Picture:
    """What can be done with somebody on the books."""
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    one, view = people.show(stage.desk, no), overview.show(stage.desk, no)
    return caught(stage, ChangesDialog, lambda over: ChangesDialog.ask(over, stage.desk, one, view))


def _ending(stage: Stage) -> Picture:
    """办终止 with a cause that wants a proof."""
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    one, context = people.show(stage.desk, no), entry_context(stage.desk)

    def died(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        dialog.form.rows["cause"].editor.set_value("DEATH")
        dialog.form.changed.emit()

    return caught(
        stage,
        StepDialog,
        lambda over: StepDialog.ask(over, stage.desk, one, State.S86_TERMINATED, Verb.TERMINATE, context),
        died,
    )


def _parties(stage: Stage) -> Picture:
    no = stage.no(SET_UP)
    stage.page("agreements", no=no)
    proposed = agreements.proposal(stage.desk, no)
    context = entry_context(stage.desk)
    return caught(
        stage,
        PartiesDialog,
        lambda over: PartiesDialog.ask(over, stage.desk, no, context, proposed),
    )


def _paper_dialog(kind: type[SignDialog] | type[RefuseDialog]) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        no = stage.no(SET_UP)
        stage.page("agreements", no=no)
        return caught(
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


def new(name: str, *states: str) -> Callable[[Stage], Picture]:
    """The common dialog of a kind of record without one of its own."""
    kind = kind_of(name)
    assert kind is not None

    def make(stage: Stage) -> Picture:
        no = stage.no(*states)
        stage.page("person", no=no)
        one, context = people.show(stage.desk, no), entry_context(stage.desk)
        return caught(
            stage,
            NewRecordDialog,
            lambda over: NewRecordDialog.ask_kind(over, stage.desk, one, context, kind),
        )

    return make


def _add_paper(stage: Stage) -> Picture:
    no = stage.no(SET_UP)
    stage.page("archives", no=no)
    line = archive.contents(stage.desk, no)[3]
    return caught(
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


def _asking(stage: Stage) -> Picture:
    """A round of which one sheet is in: nothing of it is shown."""
    found = _round(stage)
    if found.came == 0:
        _put_in(stage, found.missing[0], 0)
    stage.page("assessments", no=stage.no(ACTIVE))
    return stage.grab()


def _round(stage: Stage) -> Round:
    no = stage.no(ACTIVE)
    if assessment_round.show(stage.desk, no) is None:
        full = stage.desk.instrument.id
        assessment_round.begin_round(stage.desk, no, "EVENT", event="换了工作", instrument=full)
    found = assessment_round.show(stage.desk, no)
    assert found is not None
    return found


def _put_in(stage: Stage, member: str, place: int) -> None:
    scored = [item for block in stage.desk.instrument.asked for item in block.items]
    said: dict[str, object] = {
        item.code: item.options[-1 if at == place else (place + at) % 2].label
        for at, item in enumerate(scored)
    }
    assessment_round.put_in(stage.desk, stage.no(ACTIVE), member, said)


def _side_by_side(stage: Stage) -> Picture:
    """Two assessments, the last of them a little worse."""
    one = people.show(stage.desk, stage.no(ACTIVE)).file.assessments[0]
    points = tuple(replace(line, answer="租住") if line.code == "B1" else line for line in one.points)
    later = replace(one, on=stage.desk.today, points=points, agreed={**one.agreed, "B1": 2})
    return stage.over(TwoAssessments(stage.shell(), stage.desk, one, later))


def _overview(stage: Stage) -> Picture:
    stage.page("assessments")
    apart = [Apart("情绪", 4, 11), Apart("就业与生计", 2, 11)]
    due, levels = lists.assessments_due(stage.desk), lists.levels_counted(stage.desk)
    return stage.over(OverviewDialog(stage.shell(), due, levels, apart))


def _curtain(stage: Stage) -> Picture:
    return stage.over(Curtain(stage.shell(), "白秀珍", 3))


def _assessing(stage: Stage) -> Picture:
    """Half-way: all sheets in, some items agreed."""
    found = _round(stage)
    for place, name in enumerate(found.missing):
        _put_in(stage, name, place + found.came)
    if not found.closed:
        assessment_round.close(stage.desk, stage.no(ACTIVE))
    one, instrument = _assessment(stage), stage.desk.instrument
    for item in instrument.items[:7]:
        one.items[item.code].entry.choose(item.options[1].label)
    one._next_open()
    made = stage.grab()
    one._touched = False
    return made


def _deciding(stage: Stage) -> Picture:
    """Everything is agreed, and the group has confirmed a trigger."""
    one = _assessment(stage)
    for item in one.instrument.items:
        one.items[item.code].entry.choose(item.options[0].label)
    triggers = one.end.rows["triggers"].editor
    triggers.set_value(("RECIDIVIST",))
    triggers.changed.emit()
    one.end.go_to("triggers")
    made = stage.grab()
    one._touched = False
    return made


def _sheet(stage: Stage) -> Picture:
    stage.page("assessments", no=stage.no(ACTIVE))
    kept = Kept(stage.desk, "sheet")
    return stage.over(
        SheetDialog(stage.shell(), stage.desk.instrument, entry_context(stage.desk), "白秀珍", kept, print)
    )


def _corrected(stage: Stage) -> tuple[str, Contact]:
    """Somebody whose newest visit was printed and then corrected, once."""
    no = stage.no(ACTIVE)
    visit = people.show(stage.desk, no).file.contacts[-1]
    if not history.corrected_on(stage.desk, visit):
        papers.note_print(stage.desk, no, CONTACT.name, visit.id)
        kin = {name_of(VISIT.met): "FAMILY", name_of(VISIT.content): "在砖厂做短工，活不稳，哥哥在场。"}
        write.correct(stage.desk, no, CONTACT.name, visit.id, kin, "漏记了哥哥在场")
    now = people.show(stage.desk, no).file.contacts[-1]
    return no, now


def _page(stage: Stage, no: str) -> PersonPage:
    stage.page("person", no=no, section=PersonSection.CONTACT)
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    return page


def _record(kind: type[Dialog[Any]], act: Act) -> Callable[[Stage], Picture]:
    """A dialog of one visit over the person page."""

    def make(stage: Stage) -> Picture:
        no, visit = _corrected(stage)
        page = _page(stage, no)
        return caught(stage, kind, lambda _over: page._acts.act_on(visit, act))

    return make


def _correct(stage: Stage) -> Picture:
    """Two entries are changed, and shown before they are saved."""
    no, visit = _corrected(stage)
    page = _page(stage, no)

    def typed(dialog: CorrectDialog) -> None:
        dialog.form.row(VISIT.place).editor.set_raw("村委会")
        dialog.form.row(VISIT.next_step).editor.set_raw("联系人社所")
        dialog.form.changed.emit()

    made = caught(stage, CorrectDialog, lambda _over: page._acts.act_on(visit, Act.CORRECT), typed)
    drafts.drop(stage.desk, f"correct:{no}:{CONTACT.name}:{visit.id}")
    return made


def _restore(stage: Stage) -> Picture:
    no, visit = _corrected(stage)
    page = _page(stage, no)
    change = next(
        one for one in revisions.of_record(stage.desk, no, visit)[0].changes if one.field == VISIT.content
    )
    field = CONTACT.field(VISIT.content)
    return caught(
        stage,
        RestoreDialog,
        lambda _over: RestoreDialog.ask(page, stage.desk, no, change, field, visit.content or ""),
    )


def _voided(stage: Stage) -> Picture:
    """The time line with a visit that never should have been."""
    no, _visit = _corrected(stage)
    first = people.show(stage.desk, no).file.all_of(Contact)[0]
    if first.voided_at is None:
        write.void(stage.desk, no, CONTACT.name, first.id, "与他人记重")
    _page(stage, no)
    return stage.grab()


def _units(stage: Stage) -> Picture:
    no, _visit = _corrected(stage)
    page = _page(stage, no)
    return caught(stage, UnitsDialog, lambda _over: page._acts.records.units(no))


def _as_of(stage: Stage) -> Picture:
    no, _visit = _corrected(stage)
    page = _page(stage, no)

    def look(dialog: AsOfDialog) -> None:
        dialog.entry.setText("今天")
        dialog.show_day()

    return caught(stage, AsOfDialog, lambda _over: page._acts.records.as_of(no), look)


def _undo(stage: Stage) -> Picture:
    no, _visit = _corrected(stage)
    _page(stage, no)
    unit = history.done_with(stage.desk, no)[0]
    return caught(stage, Sure, lambda _over: stage.shell().take_back(unit))


def _printing(stage: Stage) -> Picture:
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    return caught(
        stage, PaperDialog, lambda _over: page._acts.printouts.show(no, papers.REGISTRATION_FORM, "登记表")
    )


def _offered(stage: Stage) -> Picture:
    """The registration form with a draft from before a power cut."""
    no = stage.no(ACTIVE)
    drafts.keep(stage.desk, f"registration:{no}", {"nickname": "老周"})
    stage.page("person", no=no)
    made = stage.grab()
    drafts.drop(stage.desk, f"registration:{no}")
    return made


def _verification(stage: Stage) -> Picture:
    """Four of the list are ticked, the first stands under the cursor."""
    page = _checking(stage)
    page.ticks.clear()
    page.list.selectRow(0)
    made = page.model.ids()
    page.ticks.tick(made[1:5])
    shot = stage.grab()
    page.ticks.clear()
    return shot


def _checking(stage: Stage) -> VerificationPage:
    stage.page("verification", quick="all")
    page = stage.shell().page()
    assert isinstance(page, VerificationPage)
    return page


def _several(stage: Stage) -> Picture:
    ids = list(_checking(stage).model.ids()[:6])
    return caught(
        stage,
        SeveralDialog,
        lambda over: SeveralDialog.ask_for(over, stage.desk, entry_context(stage.desk), ids),
    )


CASEWORK: tuple[Shot, ...] = (
    Shot("10_verification", _verification),
    Shot("10_verification_several", _several),
    Shot("4_person", _person(None, ACTIVE)),
    Shot("4_person_set_up", _person(None, SET_UP)),
    Shot("4_person_wrong", _wrong),
    Shot("4_person_draft", _offered),
    Shot("4_calendar", _calendar),
    Shot("4_face", _face),
    Shot("4_print", _printing),
    *(Shot(f"4_person_{section}", _person(section, ACTIVE)) for section in SECTIONS),
    Shot("4_verification", _dialog(VerificationDialog, *CHECKING)),
    Shot("4_handover", _dialog(HandoverDialog, SET_UP)),
    Shot("4_contact", _dialog(ContactDialog, ACTIVE)),
    Shot("4_group", _dialog(GroupDialog, ACTIVE)),
    Shot("4_group_changed", _group_changed, ("标准",)),
    Shot("4_placement", new(PLACEMENT.name, ACTIVE)),
    Shot("4_step", _step),
    Shot("4_changes", _changes),
    Shot("4_changes_end", _ending),
    *(Shot(f"4_changes_{name}", new(name, ACTIVE)) for name in NEWS),
    Shot("15_view", _record(ViewDialog, Act.VIEW)),
    Shot("15_correct", _correct),
    Shot("15_void", _record(ReasonDialog, Act.VOID)),
    Shot("15_history", _record(HistoryDialog, Act.HISTORY)),
    Shot("15_restore", _restore),
    Shot("15_voided", _voided),
    Shot("15_units", _units),
    Shot("15_as_of", _as_of),
    Shot("15_undo", _undo),
    Shot("4_register", lambda stage: stage.page("register")),
    Shot("6_agreements", lambda stage: stage.page("agreements", quick="")),
    Shot("6_agreement", lambda stage: stage.page("agreements", no=stage.no(SET_UP))),
    Shot("6_agreement_signed", lambda stage: stage.page("agreements", no=stage.no(ACTIVE))),
    Shot("6_parties", _parties),
    Shot("6_sign", _paper_dialog(SignDialog)),
    Shot("6_refuse", _paper_dialog(RefuseDialog)),
    Shot("6_assessments", lambda stage: stage.page("assessments")),
    Shot("6_round", _asking),
    Shot("6_round_next", _curtain),
    Shot("6_assessments_two", _side_by_side),
    Shot("6_assessments_overview", _overview),
    Shot("6_assessment", _assessing),
    Shot("6_assessment_decide", _deciding),
    Shot("6_sheet", _sheet),
    Shot("6_archives", lambda stage: stage.page("archives", quick="all")),
    Shot("6_archive", lambda stage: stage.page("archives", no=stage.no(ACTIVE))),
    Shot("6_add_paper", _add_paper),
)
