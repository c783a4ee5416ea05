"""gui/records/sealed.py: a withheld record is shown after a reason was written, and on no list before; the
mark and the decision stand on the page.
"""

import pytest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.letters.page import LettersPage
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.gui.records.printouts import INNER
from anbang_desktop.gui.records.queries_dialog import QueriesDialog
from anbang_desktop.gui.records.sealed import SealedDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.records import gate, write
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_outside_query import ASKED
from tests.support.clerk import answering, button, escape, press
from tests.support.widgets import words

WHY = "办理本月走访"


@pytest.fixture
def no(shell: Shell) -> str:
    """The number of the minor of the sample list, whom the import proposed."""
    with shell.desk.store.read() as connection:
        (found,) = connection.exec_driver_sql("SELECT no FROM withheld_cards").scalars()
    return str(found)


def with_reason(dialog: SealedDialog) -> None:
    dialog.entry.setText(WHY)
    dialog.go.click()


def people_page(shell: Shell) -> PeoplePage:
    shell.go("people")
    page = shell.page()
    assert isinstance(page, PeoplePage)
    return page


def chip(page: PeoplePage) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == "封存的档案 1")


def test_they_are_listed_after_a_reason_and_not_without(shell: Shell, no: str) -> None:
    page = people_page(shell)
    assert page.model.rowCount() == 32
    with answering((SealedDialog, escape)):
        chip(page).click()
    assert page.model.rowCount() == 32
    with answering((SealedDialog, with_reason)):
        chip(page).click()
    assert page.model.rowCount() == 1
    assert "封存的档案 1 件，不能打印和导出" in page._facts.text()
    page._summary._draw()
    assert "待定封存" in words(page._summary)
    page.open(quick="all")
    page.open(quick=people.SEALED)
    assert page.model.rowCount() == 1, "one reason for one sitting"


def test_by_the_number_the_search_finds_it_nameless_and_the_page_asks(shell: Shell, no: str) -> None:
    (found,) = shell._services.find(shell.desk, no, 5)
    assert (found.no, found.name) == (no, gate.SEALED_FILE)
    shell.go("people")
    with answering((SealedDialog, escape)):
        shell.go("person", no=no)
    assert shell.here() == "people", "without a reason the page in front stays"
    with answering((SealedDialog, with_reason)):
        shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    assert "待定封存" in words(page)


def test_where_nothing_was_shown_yet_the_first_page_comes(shell: Shell, no: str) -> None:
    shell._here = None
    with answering((SealedDialog, escape)):
        shell.go("person", no=no)
    assert shell.here() == "today"


def test_the_decision_is_made_where_the_mark_stands(shell: Shell, no: str, qtbot: QtBot) -> None:
    with answering((SealedDialog, with_reason)):
        shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)

    def decide(dialog: NewRecordDialog) -> None:
        for name, value in (("approver", "王所长"), ("granted", "false"), ("opinion", "裁定不封存")):
            dialog.form.rows[name].editor.set_raw(value)
        press("登记审批")(dialog)

    with answering((NewRecordDialog, decide)):
        next(one for one in page.findChildren(QPushButton) if one.text() == "决定是否封存").click()
    assert gate.count(shell.desk) == 0
    qtbot.waitUntil(lambda: "待定封存" not in words(page))
    assert people_page(shell).model.rowCount() == 33


def test_today_says_that_there_is_work_and_leads_through_the_same_gate(shell: Shell, no: str) -> None:
    (line,) = [one for one in shell.work_of_the_day() if one.kind == "sealed"]
    assert line.name == "封存的档案 1 件"
    with answering((SealedDialog, with_reason)):
        shell.go("people", quick=line.quick)
    page = shell.page()
    assert isinstance(page, PeoplePage)
    assert page.model.rowCount() == 1


def test_a_sealed_person_has_forms_that_leave_and_the_offices_own(shell: Shell, no: str) -> None:
    gate.open_one(shell.desk, no, WHY)
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    person = people.show(shell.desk, no)
    menu = page._acts.printouts.menu(person)
    (inside,) = [action for action in menu.actions() if action.text() == INNER]
    below = inside.menu()
    assert isinstance(below, QMenu)
    names = [action.text() for action in below.actions()]
    assert names == [action.text() for action in menu.actions() if not action.menu()], "blank ones apart"
    assert "登记表" in names
    other = people.show(
        shell.desk, people.rows(shell.desk, people.list_ids(shell.desk, people.PeopleFilter()))[0].no
    )
    assert INNER not in [action.text() for action in page._acts.printouts.menu(other).actions()]


def test_a_query_is_written_down_beside_the_mark_and_stands_in_the_register(shell: Shell, no: str) -> None:
    gate.open_one(shell.desk, no, WHY)
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    asked: list[str] = []

    def look(dialog: NewRecordDialog) -> None:
        asked.append(dialog.windowTitle())
        escape(dialog)

    with answering((NewRecordDialog, look)):
        next(one for one in page.findChildren(QPushButton) if one.text() == "登记查询").click()
    assert "查询" in asked[0]
    write.record(shell.desk, no, "query", {**ASKED, "unit": "县人民检察院"})
    shell.go("letters")
    letters = shell.page()
    assert isinstance(letters, LettersPage)
    with answering((QueriesDialog, lambda over: button(over, "打开档案").click())):
        letters.show_queries()
    assert isinstance(shell.page(), PersonPage)
