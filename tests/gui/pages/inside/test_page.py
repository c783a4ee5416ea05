"""服刑人员: from the empty register to somebody entered, checked and met; the children; who is
missing on the list.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.client import Case, Child, Client
from anbang_desktop.fields.field import names
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.prison_meeting import PrisonMeeting, Visitor
from anbang_desktop.gui.pages.inside.dialogs import InsideDialog
from anbang_desktop.gui.pages.inside.page import CHILDREN, InsidePage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.correct_dialog import CorrectDialog
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.services.cases import inside
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support import makers
from tests.support.clerk import answering, button
from tests.support.widgets import words

PERSON, CASE = names(Client), names(Case)
CHECK, MEETING = names(InsideCheck), names(PrisonMeeting)
ONE = makers.person(seed=41)
OUT = date(2027, 3, 20)


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> InsidePage:
    """An empty register, in an office with a list."""
    made = InsidePage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    with qtbot.waitActive(made):
        made.show()
    return made


def enter(desk: Desk, seed: int = 41, **more: object) -> str:
    one = makers.person(seed=seed)
    values = {"name": one.name, "id_no": one.id_no, "village": "东街村", "custody_unit": "晋中监狱"}
    return inside.register(desk, {**values, "release_date": OUT, **more})


def row(page: InsidePage) -> list[str]:
    return [str(page.model.index(0, at).data() or "") for at in range(10)]


def test_somebody_is_entered_checked_and_met(page: InsidePage, desk: Desk, window: ToldWindow) -> None:
    assert "还没有登记服刑人员" in words(page)
    assert "最近的名单“预释放人员名单_2026年11月”" in words(page)

    def fill(dialog: InsideDialog) -> None:
        assert "预计释放日期" in words(dialog)
        dialog.form.row(PERSON.name).editor.set_value(ONE.name)
        dialog.form.row(PERSON.id_no).editor.set_value(ONE.id_no)
        dialog.form.row(PERSON.sex).editor.set_value(ONE.sex)
        dialog.form.row(PERSON.birth_date).editor.set_value(ONE.birth_date)
        dialog.form.row(CASE.village).editor.set_value("东街村")
        dialog.save()

    with answering((InsideDialog, fill)):
        QTest.keyClick(page, Qt.Key.Key_F7)
    assert window.toasts[-1] == f"已登记：{ONE.name}"
    assert row(page)[:5] == [ONE.name, "东街村", "没填", "", "没填日期"]

    def check(dialog: NewRecordDialog) -> None:
        dialog.form.row(CHECK.methods).editor.set_value(("FAMILY",))
        dialog.form.row(CHECK.has_children).editor.set_value(True)
        dialog.save()
        assert dialog.isVisible(), "the children are a must now"
        dialog.form.row(CHECK.children).editor.set_value((Child(name="小军", age=9, guardian="祖父"),))
        dialog.save()

    with answering((NewRecordDialog, check)):
        button(page, Verb.CHECK_INSIDE).click()
    assert row(page)[6] == "1 人"

    def meet(dialog: NewRecordDialog) -> None:
        dialog.form.row(MEETING.kind).editor.set_value("REMOTE")
        dialog.form.row(MEETING.visitors).editor.set_value((Visitor(name="孙兰", relation="10"),))
        dialog.form.row(MEETING.kinship_checked).editor.set_value(True)
        dialog.save()

    with answering((NewRecordDialog, meet)):
        button(page, Verb.RECORD_MEETING).click()
    assert row(page)[9] == "11月30日申请，等答复"
    (line,) = page._register.lines
    assert window.saves == 3
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.went[-1] == ("person", {**window.went[-1][1], "no": line.row.no})
    button(page, Verb.TAKE_NOTICE).click()
    assert window.went[-1][1]["do"] is Verb.TAKE_NOTICE


def test_the_children_are_a_list_of_their_own(page: InsidePage, desk: Desk, window: ToldWindow) -> None:
    check = {"methods": ["FAMILY"], "has_children": True, "checker": "李文静"}
    no = enter(desk)
    write.record(desk, no, "inside_check", {**check, "children": [{"name": "小军", "school": "东河小学"}]})
    other = enter(desk, seed=42, release_date=date(2029, 1, 1))
    page.refresh()
    assert page.model.rowCount() == 2
    page._choose(CHILDREN)
    assert page.child_list.isVisible()
    assert [str(page.child_model.index(0, at).data() or "") for at in (0, 3, 4, 7)] == [
        "小军",
        "没填",
        "东河小学",
        people.show(desk, no).row.name,
    ]
    assert page.first() is page.child_list
    QTest.keyClick(page.child_list, Qt.Key.Key_Return)
    assert window.went[-1][1]["no"] == no
    assert [verb for verb, _act in page._child_verbs(page._children[1])][1:] == [
        Verb.CHECK_INSIDE,
        Verb.RECORD_MEASURE,
    ]
    assert page.keep() == {"quick": CHILDREN}
    page._choose("expected")
    assert (page.model.rowCount(), page._narrowed()) == (1, "6 个月内释放")
    page._choose("missing")
    assert page.model.rowCount() == 0
    page._go(Verb.RECORD_MEASURE, PersonSection.HELP)
    assert window.went[-1][1]["no"] == no, "nobody is under the cursor"
    assert other not in {line.row.no for line in page._register.of("check")}


def test_the_page_of_a_person_offers_what_can_be_done_inside(
    painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot
) -> None:
    no = enter(desk)
    page = PersonPage(desk, window)
    qtbot.addWidget(page)
    page.open(no=no)
    here = words(page)
    assert "还没有走访家属、核查家庭情况。" in here
    assert "还没有会见记录。" in here
    shown = {one.text() for one in page.findChildren(type(button(page, "修改"))) if one.isVisibleTo(page)}
    assert {Verb.CHECK_INSIDE, Verb.RECORD_MEETING, Verb.CHANGE} <= shown
    assert not shown & {Verb.VERIFY, Verb.HAND_OVER, Verb.MAKE_AGREEMENT, Verb.ASSESS, Verb.FORM_GROUP}
    applied = {"kind": "REMOTE", "visitors": [{"name": "孙兰"}], "kinship_checked": True}
    write.record(desk, no, "prison_meeting", applied)
    page.refresh()

    def finish(dialog: CorrectDialog) -> None:
        dialog.form.row(MEETING.result).editor.set_value("MET")
        dialog.form.row(MEETING.met_on).editor.set_value(desk.today)
        dialog.save()

    with answering((CorrectDialog, finish)):
        page._acts.do(Verb.FINISH_MEETING)
    (met,) = people.show(desk, no).file.of(PrisonMeeting)
    assert (met.result, met.met_on) == ("MET", desk.today), "added to what was applied for"
    page.in_hand.fill("release_type")
    form = page.in_hand.form
    assert form is not None
    assert form.row(CASE.release_date).field.label == "预计释放日期"
    form.row(CASE.police_controlled).editor.set_value(False)
    assert page.in_hand.save(), "the kind of release may still come"
    assert people.show(desk, no).file.case.police_controlled is False
