"""F1: from an entry, a dialog, a page, a popover, and before the unlock."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import names
from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.help.at_hand import anchors_of
from anbang_desktop.gui.help.reader import Reader
from anbang_desktop.gui.help.topics import KINDS, PAGES, SECTIONS
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.parts.why import Why
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.preferences import NEWS
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.services.help import books
from anbang_desktop.services.records.registry import KINDS as RECORDS
from anbang_desktop.services.worklist import people
from tests.support.clerk import answering, escape
from tests.support.widgets import words


def f1() -> None:
    target = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_F1)


def read_by(asked: Callable[[], object], qtbot: QtBot) -> str:
    """Where the reader opens when it is asked for."""
    seen: list[str] = []

    def look(reader: Reader) -> None:
        seen.append(reader.anchor)
        escape(reader)

    with answering((Reader, look)):
        asked()
        qtbot.waitUntil(lambda: bool(seen))
    return seen[0]


@pytest.fixture
def active(shell: Shell, qtbot: QtBot) -> Shell:
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    return shell


def first(shell: Shell) -> str:
    return people.first_page(shell.desk, people.PeopleFilter(), "no", limit=1)[0].no


def test_f1_opens_the_page_in_front(active: Shell, qtbot: QtBot) -> None:
    for place in PLACES:
        if place.key != "person":
            active.go(place.key)
            active.setFocus()
            assert read_by(f1, qtbot) == PAGES[place.key]


def test_f1_opens_the_section_of_a_person(active: Shell, qtbot: QtBot) -> None:
    active.go("person", no=first(active))
    page = active.page()
    assert isinstance(page, PersonPage)
    for section in (page.section(), *list(page._holders)[1:3]):
        assert section is not None
        page.go_to(section)
        here = page.section()
        assert here is not None
        page.setFocus()
        assert read_by(f1, qtbot) == SECTIONS[here]


def test_f1_in_an_entry_tells_how_it_is_filled_and_offers_the_dialog(active: Shell, qtbot: QtBot) -> None:
    one, context = people.show(active.desk, first(active)), entry_context(active.desk)
    told: list[tuple[str, str]] = []

    def look(reader: Reader) -> None:
        told.append((reader.anchor, words(reader)))
        escape(reader)

    def from_entry(dialog: ContactDialog) -> None:
        dialog.form.row(names(Contact).at).editor.setFocus()
        f1()

    with answering((ContactDialog, from_entry), (Reader, look), (ContactDialog, escape)):
        ContactDialog.ask(active, active.desk, one, context)
    assert told[0][0] == "entry.day"
    assert "也看：登记走访" in told[0][1]


def test_every_new_record_has_its_place(active: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    one, context = people.show(active.desk, first(active)), entry_context(active.desk)
    for kind in RECORDS:
        if not kind.recorded or not kind.fields.table or kind.name in ("registration", "assessment"):
            continue
        found: list[list[str]] = []

        def look(self: QWidget, found: list[list[str]] = found) -> None:
            found.append(anchors_of(self))

        with monkeypatch.context() as patch:
            patch.setattr("anbang_desktop.gui.parts.dialog.Dialog.run", look)
            ask_new(active, active.desk, one, context, kind)
        assert found[0][0] == KINDS[kind.name], kind.name


def test_f1_over_a_question_speaks_of_what_lies_under_it(active: Shell) -> None:
    active.go("agreements")
    read: list[str] = []

    def look(reader: Reader) -> None:
        read.append(reader.anchor)
        escape(reader)

    with answering((questions.Sure, lambda _one: f1()), (Reader, look), (questions.Sure, escape)):
        questions.sure(active, "要撤销吗？", "撤销 3 人。", danger="撤销 3 人", keep="保留")
    assert read == ["agreements"]


def test_f1_in_the_reader_opens_no_second_one(active: Shell) -> None:
    active.go("today")
    open_now: list[int] = []

    def again(reader: Reader) -> None:
        QTest.keyClick(reader.shown, Qt.Key.Key_F1)
        QApplication.processEvents()
        open_now.append(sum(isinstance(one, Reader) for one in QApplication.topLevelWidgets()))
        escape(reader)

    with answering((Reader, again)):
        QTest.keyClick(active, Qt.Key.Key_F1)
        QApplication.processEvents()
    assert open_now == [1]


def test_before_the_unlock_f1_tells_how_to_get_in(program: Program, qtbot: QtBot) -> None:
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    program.frame.activateWindow()
    assert read_by(f1, qtbot) == "unlock"
    shown.forgotten.emit(shown.chosen(), shown.who.currentText())
    assert read_by(f1, qtbot) == "forgotten"
    program.show_first_run()
    assert read_by(f1, qtbot) == "first"


def test_the_question_mark_offers_books_keys_and_the_pdf(active: Shell, qtbot: QtBot) -> None:
    menu = active.top.help.menu()
    told = {one.text(): one for one in menu.actions() if one.text()}
    assert list(told) == [
        "这一页怎么用（F1）",
        "使用手册",
        "办法条文",
        "更新说明",
        "按键（Ctrl+/）",
        "手册存成 PDF",
    ]
    assert read_by(told["办法条文"].trigger, qtbot) == "law1"
    assert read_by(told["更新说明"].trigger, qtbot) == "news"
    menu.close()


def test_a_basis_in_the_regulation_leads_to_its_article(active: Shell, qtbot: QtBot) -> None:
    facts = [("依据", "《山西省安置帮教工作办法》第十二条第二款第二项、第十三条；民法典第五条")]
    shown = Why("为什么", facts, active)
    shown.show_by(active.top.search)
    links = [one for one in shown.findChildren(QWidget) if one.accessibleName().startswith("看第")]
    assert [one.accessibleName() for one in links] == ["看第十二条", "看第十三条"]
    assert read_by(lambda: QTest.mouseClick(links[0], Qt.MouseButton.LeftButton), qtbot) == "law.a12"


def test_a_lock_closes_the_reader(active: Shell, program: Program) -> None:
    with answering((Reader, lambda _reader: program.lock())):
        program.help.open("today")
    assert isinstance(program.frame.content(), Unlock)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Reader) and one.isVisible()]


@pytest.mark.parametrize(("seen", "told"), [("", False), ("news.v0-0-1", True)], ids=["new here", "updated"])
def test_what_is_new_is_offered_once_after_an_update(
    program: Program, qtbot: QtBot, seen: str, *, told: bool, request: pytest.FixtureRequest
) -> None:
    if seen:
        choices().setValue(NEWS, seen)
    shell: Shell = request.getfixturevalue("shell")
    toasts = [one for one in shell.findChildren(Toast) if "已经更新" in one.accessibleName()]
    assert bool(toasts) is told
    assert choices().value(NEWS) == books.newest()
    if told:
        assert read_by(lambda: _press(toasts[0], "看更新说明"), qtbot) == books.newest()


def _press(toast: Toast, verb: str) -> None:
    QTest.mouseClick(
        next(one for one in toast.findChildren(QWidget) if one.accessibleName() == verb),
        Qt.MouseButton.LeftButton,
    )
