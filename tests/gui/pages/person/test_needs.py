"""pages/person/needs.py, plan.py, help.py: the needs board beside 经过, and one click to help."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.person.needs import NeedsCard
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.plan import PlanCard
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.records.aid_dialogs import (
    FinishDialog,
    LetterReplyDialog,
    LetterSendDialog,
    NeedOwnerDialog,
)
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.letter_types_dialog import LetterTypesDialog
from anbang_desktop.gui.records.needs_dialog import NeedsDialog
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.services.aid import asking, board
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.dialogs import filled
from tests.support.widgets import words


def card(page: PersonPage) -> NeedsCard:
    (found,) = [one for one in page.findChildren(NeedsCard) if one.isVisibleTo(page)]
    return found


def link(page: PersonPage, name: str) -> QPushButton:
    """The button with that accessible name."""
    found = [
        one
        for one in page.findChildren(QPushButton)
        if one.accessibleName() == name and one.isVisibleTo(page)
    ]
    assert found, f"no {name}: {[one.accessibleName() for one in page.findChildren(QPushButton)]}"
    return found[0]


def chips(over: QWidget) -> list[str]:
    """The states on show."""
    return [one.accessibleName() for one in over.findChildren(Chip) if one.isVisibleTo(over)]


def plan_card(page: PersonPage) -> PlanCard:
    (found,) = [one for one in page.findChildren(PlanCard) if one.isVisibleTo(page)]
    return found


def enter(one: QPushButton) -> None:
    """By keyboard: the focus there, then Enter."""
    one.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(one, Qt.Key.Key_Return)


def state(desk: Desk, no: str, code: str) -> str:
    now = board.of(desk, people.show(desk, no).file)
    return next((one.state for one in now.lines if one.code == code), "-")


@pytest.fixture
def shown(page: PersonPage, registered: str, qtbot: QtBot) -> PersonPage:
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_nobody_was_asked_is_one_line_with_its_verb(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch, window: ToldWindow
) -> None:
    said = words(card(shown))
    assert "还没问" in said or "都还没有问过" in said

    def answer(dialog: RecordDialog) -> None:
        assert isinstance(dialog, NeedsDialog)
        asked = dialog.form.rows
        assert set(asked) == set(board.of(desk, people.show(desk, registered).file).unasked)
        first = asked["H06"].editor.entries()[0]
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_3)  # 急需
        dialog._rest()

    filled(monkeypatch, NeedsDialog, answer)
    enter(next(one for one in card(shown).findChildren(QPushButton) if one.text() == "去问"))
    assert window.toasts
    assert state(desk, registered, "H06") == "URGENT"
    assert not board.of(desk, people.show(desk, registered).file).unasked
    said = words(card(shown))
    assert chips(card(shown)) == ["急需"]
    assert "还没有人负责" in said
    assert "项不列出" in said, "what is not needed is only counted"
    assert "去问" not in said
    assert "问过需求，没有的" in words(shown), "and one line of 经过"


def test_from_a_need_to_who_sees_to_it_a_measure_and_its_result(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.ask(desk, registered, {"H06": "URGENT"})
    shown.refresh()
    filled(monkeypatch, NeedOwnerDialog, lambda dialog: dialog.form.rows["owner"].editor.set_raw("高建平"))
    enter(link(shown, "就业服务：指定责任人"))
    assert "高建平" in words(card(shown))

    def measure(dialog: RecordDialog) -> None:
        assert dialog.form.rows["help"].editor.value() == "H06", "the need that led here"
        dialog.form.rows["item"].editor.set_raw("报名电焊培训")

    filled(monkeypatch, NewRecordDialog, measure)
    enter(link(shown, "就业服务：登记帮扶"))
    assert state(desk, registered, "H06") == "DOING"
    assert "办理中" in chips(card(shown))

    def result(dialog: RecordDialog) -> None:
        dialog.form.rows["state"].editor.set_raw("DONE")
        dialog.form.rows["result"].editor.set_raw("领到电焊证")

    filled(monkeypatch, FinishDialog, result)
    enter(link(shown, "就业服务：登记结果"))
    (made,) = people.show(desk, registered).file.of(HelpMeasure)
    assert (made.state, made.result) == ("DONE", "领到电焊证")
    assert "已落实" in chips(card(shown))


def test_a_referral_from_a_need_is_sent_and_answered(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.ask(desk, registered, {"H06": "SOME"})
    shown.refresh()
    told: list[str] = []

    def refer(dialog: RecordDialog) -> None:
        assert dialog.form.rows["receiver_kind"].editor.value() == "DEPARTMENT"
        assert "number" not in dialog.form.rows, "the program numbers it"
        dialog.form.rows["matter"].editor.set_raw("他有前科，请安排培训。")
        dialog.form.changed.emit()
        told.append(words(dialog))
        dialog.form.rows["matter"].editor.set_raw("请安排培训。")
        dialog.form.changed.emit()
        told.append(words(dialog))

    filled(monkeypatch, LetterDialog, refer)
    enter(link(shown, "就业服务：转介"))
    assert "不要让对方知道：前科" in told[0]
    assert "不要让对方知道" not in told[1]
    (letter,) = people.show(desk, registered).file.of(Letter)
    assert letter.sent_on is None
    filled(monkeypatch, LetterSendDialog, lambda _dialog: None)
    assert shown._acts.do(Verb.SEND_LETTER)
    assert state(desk, registered, "H06") == "DOING"
    filled(monkeypatch, LetterReplyDialog, lambda dialog: dialog.form.rows["accepted"].editor.set_raw(True))
    enter(link(shown, "就业服务：登记回执"))
    (letter,) = people.show(desk, registered).file.of(Letter)
    assert (letter.accepted, letter.replied_on) == (True, desk.today)
    assert "有回执" in chips(shown)


def test_another_letter_is_chosen_by_what_it_is_for(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(self: LetterTypesDialog) -> str | None:
        offered.extend(one.accessibleName() for one in self.verbs)
        assert self.verbs[0].hasFocus() or self.focusWidget() is self.verbs[0]
        next(one for one in self.verbs if one.accessibleName() == "写协助落户函").click()
        return self.answer

    monkeypatch.setattr(LetterTypesDialog, "run", choose)
    filled(
        monkeypatch, LetterDialog, lambda dialog: dialog.form.rows["receiver"].editor.set_raw("东坡派出所")
    )
    assert shown._acts.do(Verb.WRITE_OTHER)
    (letter,) = people.show(desk, registered).file.of(Letter)
    assert (letter.letter_type, letter.receiver_kind, letter.help) == ("HOUSEHOLD", "POLICE", "H02")
    assert "写告知家属书" not in offered, "who is here already is not fetched"


def test_a_plan_begins_with_the_needs_and_goes_on_as_the_next_version(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.ask(desk, registered, {"H06": "URGENT", "H11": "SOME", "H03": "NONE"})
    shown.refresh()
    assert "还没有方案" in words(plan_card(shown))
    filled(monkeypatch, NewRecordDialog, lambda _dialog: None)
    assert shown._acts.do(Verb.MAKE_PLAN)
    (first,) = people.show(desk, registered).file.of(HelpPlan)
    assert {"H06", "H11"} <= {one.need for one in first.items}
    assert "H03" not in {one.need for one in first.items}
    shown._acts.do(Verb.MAKE_PLAN)
    assert [one.version for one in people.show(desk, registered).file.of(HelpPlan)] == [1, 2]
    assert "第 2 版" in words(plan_card(shown))
    assert "落实就业服务" in words(plan_card(shown))


def test_policies_lead_to_a_referral_and_never_refuse(
    shown: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.record(desk, registered, "registration", {"employment": "09"})
    shown.refresh()
    shown.go_to(PersonSection.HELP)
    said = words(shown)
    assert "可以享受的政策" in said
    assert "不符合" not in said
    filled(monkeypatch, LetterDialog, lambda _dialog: None)
    enter(link(shown, "就业服务和技能培训：转介"))
    (letter,) = people.show(desk, registered).file.of(Letter)
    assert (letter.help, letter.receiver) == ("H06", "县人力资源和社会保障局")


def test_before_anybody_is_here_nothing_is_asked(page: PersonPage, desk: Desk, fresh: str) -> None:
    page.open(no=fresh)
    if not board.of(desk, people.show(desk, fresh).file).lines:
        assert not page.findChildren(NeedsCard)
    asking.ask(desk, fresh, {"H08": "URGENT"})
    page.refresh()
    assert page.findChildren(NeedsCard)


def test_a_case_that_has_ended_is_only_read(shown: PersonPage, desk: Desk, registered: str) -> None:
    asking.ask(desk, registered, {"H08": "URGENT"})
    write.record(
        desk, registered, "approval",
        {"matter": "TERMINATION", "approver": "所长", "decided_on": desk.today, "granted": True},
    )  # fmt: skip
    said = StepFacts(reason="去世", proof="死亡证明")
    advance.advance(desk, registered, "S86", said=said, approved_by="所长")
    shown.refresh()
    assert people.show(desk, registered).file.of(Need)
    verbs = {one.text() for one in card(shown).findChildren(QPushButton) if one.isVisibleTo(shown)}
    assert verbs <= {Verb.VIEW.value}
