"""函件登记: every letter by where it stands, to the person by Enter, on paper and as a workbook."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.gui.pages.letters.page import LettersPage
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.queries_dialog import QueriesDialog
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.integration.services.records.test_outside_query import ASKED
from tests.support.clerk import answering, escape, press
from tests.support.printer import plug_in
from tests.support.widgets import texts, words

LETTER = {
    "letter_type": "HOUSEHOLD",
    "receiver_kind": "POLICE",
    "receiver": "柳湾派出所",
    "matter": "请协助办理落户。",
    "written_on": date(2026, 11, 30),
}


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> LettersPage:
    made = LettersPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    with qtbot.waitActive(made):
        made.show()
    return made


def test_an_office_without_letters_says_where_they_are_written(page: LettersPage) -> None:
    assert "还没有函件" in texts(page)


def test_the_register_of_queries_says_where_they_are_written_and_is_printed(
    page: LettersPage,
    desk: Desk,
    window: ToldWindow,
    registered: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def nothing(dialog: QueriesDialog) -> None:
        assert "点“登记查询”" in words(dialog)
        assert not dialog.printer.isEnabled()
        escape(dialog)

    with answering((QueriesDialog, nothing)):
        page.show_queries()
    write.record(desk, registered, "query", ASKED)

    def print_it(dialog: QueriesDialog) -> None:
        assert "1 件；" in words(dialog)
        dialog.printer.click()
        escape(dialog)

    printer = plug_in(monkeypatch, tmp_path)
    with answering((QueriesDialog, print_it), (PaperDialog, press("打印"))):
        page.show_queries()
    assert printer.names == ["外单位查询登记簿"]
    with answering((QueriesDialog, press("打开档案"))):
        page.show_queries()
    assert window.went[-1] == ("person", {"no": registered, "section": PersonSection.ARCHIVE})


def test_letters_stand_by_where_they_are_and_lead_to_the_person(
    page: LettersPage, desk: Desk, window: ToldWindow, registered: str
) -> None:
    first = write.record(desk, registered, "letter", LETTER)
    going_on.send(desk, registered, first, {"sent_way": "01"})
    village = {"letter_type": "VILLAGE", "receiver_kind": "VILLAGE", "receiver": "柳湾村委会"}
    write.record(desk, registered, "letter", {**LETTER, **village})
    page.open()
    assert len(page.model.ids()) == 2
    page.open(quick="waiting")
    row = [str(page.model.index(0, at).data()) for at in range(8)]
    assert row[1:4] == ["协助落户函", people.show(desk, registered).row.name, "柳湾派出所"]
    assert row[7] == "等回执"
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.went[-1] == ("person", {"no": registered, "section": "help"})
    page._choose("late")
    assert "逾期没回：没有" in texts(page)
    assert page.keep() == {"kept": ("late",)}


def test_the_register_leaves_under_its_own_name(page: LettersPage, desk: Desk, registered: str) -> None:
    write.record(desk, registered, "letter", LETTER)
    page.open()
    seen = page.acts.listed
    assert (seen.name, seen.unit) == ("函件登记簿", "件")
