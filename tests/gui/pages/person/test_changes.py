"""办理变动: every step that is asked, taken through the page; what is missing leads to its form."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import ASKED_VERBS, TRANSITIONS, told_as, verb_of
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.changes_dialog import ChangesDialog
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.services.cases import duties, facts
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, button
from tests.support.makers import TODAY, person
from tests.support.road import FORM, PERIOD_END, RELEASED, come_to, day_of, on, prepare, said_for
from tests.support.widgets import words

Open = Callable[[Desk, str], PersonPage]
ASKED = [
    (source, target)
    for source, target in TRANSITIONS
    if source is not None and verb_of(source, target) is not None
]
APPROVAL = {"approver": "赵局长", "office": "安平县司法局", "number": "安司审〔2026〕1号", "granted": True}


@pytest.fixture
def opened(painted: QApplication, qtbot: QtBot, window: ToldWindow) -> Open:
    """The page of a person, in the office of that day."""

    def show(desk: Desk, no: str) -> PersonPage:
        made = PersonPage(desk, window)
        qtbot.addWidget(made)
        made.open(no=no)
        return made

    return show


def choosing(verb: Verb, goal: State | None = None) -> tuple[type[QDialog], Callable[[QDialog], object]]:
    """Presses the verb; of several with the same word the one for that step."""

    def press(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangesDialog)
        goals = (goal,) if goal else (*State, None)
        next(one for said, one in dialog.offers if said.verb is verb and said.goal in goals).click()

    return ChangesDialog, press


def filling(values: dict[str, object]) -> Callable[[RecordDialog], object]:
    def fill(dialog: RecordDialog) -> None:
        for name, value in values.items():
            if name in dialog.form.rows:
                dialog.form.rows[name].editor.set_value(value)
        dialog.save()

    return fill


def said(target: State) -> dict[str, object]:
    """What the dialog of this step is filled with, as far as it asks for it."""
    return asdict(said_for(target)) | (
        {"release_date": RELEASED} if target is State.S40_AWAIT_HANDOVER else {}
    )


@pytest.mark.parametrize(("source", "target"), ASKED, ids=lambda one: one.short)
def test_every_step_that_is_asked_is_taken_through_the_window(
    desk: Desk, opened: Open, window: ToldWindow, source: State, target: State
) -> None:
    """An approval that it wants is written first, from the line that says so."""
    no = come_to(desk, source, target)
    there = on(desk, day_of(desk, no, target))
    prepare(there, no, source, target)
    page, verb = opened(there, no), verb_of(source, target)
    assert verb is not None
    lacks = {one.code for step in page._acts._view.asked if step.to is target for one in step.lacking}
    assert lacks <= {"approval_missing"}
    if lacks:
        with answering(choosing(Verb.RECORD_APPROVAL, target), (NewRecordDialog, filling(APPROVAL))):
            page._acts.change()
        assert people.show(there, no).file.approvals[-1].matter == facts.APPROVED[target]
    with answering(choosing(verb), (StepDialog, filling(said(target)))):
        page._acts.change()
    shown = people.show(there, no)
    assert shown.state_code == target
    assert window.toasts[-1] == f"{shown.row.name}已转为“{target.label}”"
    assert told_as(source, target) in words(page), "on the time line"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (State.S10_NOTICE, ()),
        (State.S40_AWAIT_HANDOVER, (Verb.RETURN, Verb.TERMINATE)),
        (State.S70_TRANSFER_PENDING, (Verb.CONFIRM_TRANSFER, Verb.WITHDRAW_TRANSFER)),
    ],
    ids=lambda one: getattr(one, "short", ""),
)
def test_what_is_possible_is_listed_and_nothing_else(
    desk: Desk, opened: Open, source: State, shown: tuple[Verb, ...]
) -> None:
    no = come_to(desk, source)
    page = opened(on(desk, people.show(desk, no).file.stages[-1].on), no)
    dialog = ChangesDialog(page, desk, page._acts._one, page._acts._view)
    here = words(dialog)
    assert {one for one in ASKED_VERBS if one in here} == set(shown)
    assert source.label in here
    assert Verb.RECORD_WHEREABOUTS in here
    assert ("没有要另外办理的变动" in here) is (not shown)


def test_a_step_that_lacks_something_names_it_with_the_verb_that_mends_it(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S80_CLOSING)
    there = on(desk, day_of(desk, no, State.S85_EXPIRED))
    page = opened(there, no)
    met: list[str] = []

    def look(dialog: QDialog) -> None:
        met.append(words(dialog))
        dialog.reject()

    with answering(choosing(Verb.FILL_CLOSING), (NewRecordDialog, filling(FORM))):
        page._acts.change()
    with answering((ChangesDialog, look)):
        page._acts.do(Verb.EXPIRE)
    assert "“期满解除”还没有所长的同意" in met[0]
    assert "还没有填期满解除审批表" not in met[0]


def test_the_proof_is_a_must_where_the_rules_want_one(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S60_ACTIVE)
    page = opened(on(desk, day_of(desk, no, State.S86_TERMINATED)), no)
    one = page._acts._one
    dialog = StepDialog.step(
        page, page.desk, one, State.S86_TERMINATED, Verb.TERMINATE, page._acts.entry_context()
    )
    rows = dialog.form.rows

    def lacks(name: str) -> bool:
        return rows[name].missing

    assert lacks("cause")
    rows["cause"].editor.set_value("DEATH")
    dialog.form.changed.emit()
    assert lacks("proof")
    rows["scan"].editor.set_value(Path("证明.pdf"))
    dialog.form.changed.emit()
    assert not lacks("proof"), "a scan is a proof"
    rows["scan"].editor.set_value(None)
    rows["cause"].editor.set_value("WRONG")
    dialog.form.changed.emit()
    assert not lacks("proof")
    dialog.deleteLater()


def test_a_release_that_moves_names_the_days_that_move_with_it(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S60_ACTIVE)
    page = opened(on(desk, people.show(desk, no).file.stages[-1].on), no)
    asked: list[str] = []

    def change(answer: str) -> bool:
        page.in_hand.edit("release_date").rows["release_date"].editor.set_value(RELEASED - timedelta(days=1))

        def say(dialog: QDialog) -> None:
            asked.append(words(dialog))
            button(dialog, answer).click()

        with answering((Sure, say)):
            return page.in_hand.save()

    assert not change("先不改")
    assert people.show(desk, no).values["release_date"] == RELEASED
    assert "帮教截止：2031-11-02 → 2031-11-01" in asked[0]
    assert change("照此更改")
    assert people.show(desk, no).values["period_end"] == PERIOD_END - timedelta(days=1)


def test_who_is_taken_over_from_another_office_comes_with_its_letter(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow
) -> None:
    page = RegisterPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    one = person(71)
    given = {
        **{name: value for name, value in one.values().items() if name in page.form.rows},
        "release_type": "01",
        "release_date": TODAY - timedelta(days=30),
        "release_cert_no": "（2026）释字第9号",
        "source": "TRANSFER_IN",
    }
    for name, value in given.items():
        page.form.rows[name].editor.set_value(value)
    page.form.changed.emit()
    page.save()
    assert not window.went, "the letter is missing"
    assert page.form.rows["letter_no"].missing
    page.form.rows["letter_no"].editor.set_value("邻司转〔2026〕2号")
    page.form.rows["sending_office"].editor.set_value("邻县东关司法所")
    page.save()
    file = people.show(desk, window.went[-1][1]["no"]).file
    first = file.stages[0]
    assert (file.case.source, first.state) == ("TRANSFER_IN", State.S50_REGISTERED)
    assert (first.sending_office, first.letter_no) == ("邻县东关司法所", "邻司转〔2026〕2号")


def test_who_is_detained_is_not_ended(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S60_ACTIVE)
    there = on(desk, people.show(desk, no).file.stages[-1].on + timedelta(days=5))
    page = opened(there, no)
    values = {"state": "IN_CUSTODY", "since": there.today, "place": "县看守所"}
    with answering(choosing(Verb.RECORD_WHEREABOUTS), (NewRecordDialog, filling(values))):
        page._acts.change()
    shown = people.show(there, no)
    assert shown.state_code == State.S60_ACTIVE
    assert shown.file.case.contact_state == "IN_CUSTODY"
    (newest,) = shown.file.of(Whereabouts)
    write.void(there, no, "whereabouts", newest.id, "写错了人")
    assert people.show(there, no).file.case.contact_state is None


def test_who_is_lost_is_looked_for_and_two_offices_list_who_lives_elsewhere(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S60_ACTIVE)
    there = on(desk, people.show(desk, no).file.stages[-1].on + timedelta(days=5))
    page = opened(there, no)
    lost = {"state": "MISSING", "since": there.today}
    with answering(choosing(Verb.RECORD_WHEREABOUTS), (NewRecordDialog, filling(lost))):
        page._acts.change()
    tried = {"tried_on": there.today, "way": "FAMILY", "result": "家属也联系不上", "found": False}
    with answering(choosing(Verb.RECORD_SEARCH), (NewRecordDialog, filling(tried))):
        page._acts.change()
    both = {
        "role": "LEAD",
        "begun_on": there.today,
        "lead_office": "柳湾镇司法所",
        "assist_office": "邻县东关司法所",
        "reason": "在外地租房务工",
        "exchange_days": 30,
    }
    with answering(choosing(Verb.RECORD_DUAL), (NewRecordDialog, filling(both))):
        page._acts.change()
    file = people.show(there, no).file
    assert (len(file.searches), len(file.of(DualListing))) == (1, 1)
    assert file.state == State.S60_ACTIVE, "being lost ends nothing"
    assert "与邻县东关司法所互通情况" in [one.what for one in duties.of(there, file)]


def test_a_new_sentence_leads_to_its_record_and_then_to_the_end(desk: Desk, opened: Open) -> None:
    no = come_to(desk, State.S60_ACTIVE)
    there = on(desk, day_of(desk, no, State.S86_TERMINATED))
    write.record(there, no, "approval", {**APPROVAL, "matter": "TERMINATION", "decided_on": there.today})
    page = opened(there, no)
    ends = said(State.S86_TERMINATED) | {"cause": "NEW_SENTENCE"}
    refused: list[str] = []

    def fill(dialog: RecordDialog) -> None:
        filling(ends)(dialog)
        refused.append(words(dialog))
        dialog.reject()

    with answering(choosing(Verb.TERMINATE), (StepDialog, fill)):
        page._acts.change()
    assert "还没有登记重新犯罪" in refused[0]
    judged = {"judged_on": there.today, "offences": "盗窃罪", "court_paper": "（2026）某刑初7号"}
    with answering(choosing(Verb.RECORD_REOFFENCE), (NewRecordDialog, filling(judged))):
        page._acts.change()
    with answering(choosing(Verb.TERMINATE), (StepDialog, filling(ends))):
        page._acts.change()
    assert people.show(there, no).file.stages[-1].cause == "NEW_SENTENCE"
