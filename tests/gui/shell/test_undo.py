"""Ctrl+Z takes back what was saved last in this sitting, named before it goes; a text entry keeps its own."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.keys_help import KEYS
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from tests.support.clerk import answering, press
from tests.support.sample_records import sample
from tests.support.widgets import words

CONTROL = Qt.KeyboardModifier.ControlModifier


def somebody(desk: Desk) -> str:
    return people.first_page(desk, people.PeopleFilter(), "no", limit=1)[0].no


def phoned(shell: Shell, no: str, number: str) -> None:
    """Type a number into the registration form and save."""
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    page.in_hand.edit("phone").rows["phone"].editor.set_raw(number)
    assert page.in_hand.save()


def toasts(shell: Shell) -> str:
    return "\n".join(words(one) for one in shell.findChildren(Toast) if one.isVisible())


def test_ctrl_z_names_what_goes_and_takes_it_back(shell: Shell, qtbot: QtBot) -> None:
    no = somebody(shell.desk)
    phoned(shell, no, "13900001234")
    told: list[str] = []

    def answer(asked: Dialog[bool]) -> None:
        told.append(asked.windowTitle())
        press("撤销")(asked)

    with answering((Sure, answer)):
        QTest.keyClick(shell, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: not people.show(shell.desk, no).file.client.phone)
    name = people.show(shell.desk, no).row.name
    assert told == [f"撤销“填登记表（{name}）”？"]
    assert f"已撤销：填登记表（{name}）" in toasts(shell)
    page = shell.page()
    assert isinstance(page, PersonPage)
    assert "139****1234" not in words(page), "the page shows what is there now"


def test_the_safe_answer_changes_nothing(shell: Shell, qtbot: QtBot) -> None:
    no = somebody(shell.desk)
    phoned(shell, no, "13900001234")
    with answering((Sure, lambda asked: QTest.keyClick(asked, Qt.Key.Key_Return))):
        shell.undo_last()
    assert people.show(shell.desk, no).file.client.phone == "13900001234"


def test_ctrl_z_in_a_text_entry_belongs_to_the_entry(shell: Shell, qtbot: QtBot) -> None:
    no = somebody(shell.desk)
    phoned(shell, no, "13900001234")
    page = shell.page()
    assert isinstance(page, PersonPage)
    entry = page.in_hand.edit("nickname").rows["nickname"].editor.entries()[0]
    assert isinstance(entry, QLineEdit)
    shell.window().activateWindow()
    entry.setFocus()
    QTest.keyClicks(entry, "zhou")
    QTest.keyClick(entry, Qt.Key.Key_Z, CONTROL)
    qtbot.wait(30)
    assert entry.text() == ""
    assert people.show(shell.desk, no).file.client.phone == "13900001234"
    page.in_hand.drop()


def test_what_was_done_before_this_sitting_is_not_taken_back(shell: Shell) -> None:
    shell.undo_last()
    assert "没有可以撤销的操作" in toasts(shell), "the list was imported before the unlock"


def test_the_toast_offers_to_take_back_at_once(shell: Shell) -> None:
    no = somebody(shell.desk)
    phoned(shell, no, "13900001234")
    toast = next(one for one in shell.findChildren(Toast) if one.isVisible())
    press("撤销")(toast)
    assert people.show(shell.desk, no).file.client.phone is None


def test_a_refusal_names_the_later_change_in_the_way(shell: Shell, program: Program) -> None:
    no = somebody(shell.desk)
    phoned(shell, no, "13900001234")
    page = shell.page()
    assert isinstance(page, PersonPage)
    page.in_hand.edit("phone").rows["phone"].editor.set_raw("13900009999")
    assert page.in_hand.save()
    first = history.done_with(shell.desk, no)[1]
    with answering((Sure, press("撤销"))):
        assert not shell.take_back(first)
    box = program.trouble.box()
    assert isinstance(box, QMessageBox | Dialog)
    assert "要先撤销那一次" in words(box)
    assert people.show(shell.desk, no).file.client.phone == "13900009999"


def test_who_is_gone_with_the_unit_is_not_shown_any_more(shell: Shell) -> None:
    given = {"name": "李建国", "sex": "1", "birth_date": "1990-01-01", "release_type": "01"}
    paper = {"release_date": "2026-11-01", "release_cert_no": "晋监释〔2026〕9号"}
    no = advance.register_walk_in(shell.desk, {**given, **paper})
    shell.go("person", no=no)
    shell.done("已登记：李建国")
    press("撤销")(next(one for one in shell.findChildren(Toast) if one.isVisible()))
    assert shell.here() == "today"
    assert not people.search(shell.desk, "李建国")


def test_what_was_printed_is_not_offered(shell: Shell, program: Program) -> None:
    no = somebody(shell.desk)
    advance.advance(shell.desk, no, "S20")
    write.record(shell.desk, no, CONTACT.name, sample(CONTACT, shell.desk.codes))
    papers.note_print(shell.desk, no, CONTACT.name)
    unit = history.done_with(shell.desk, no)[0]
    with answering((Sure, press("撤销"))):
        assert not shell.take_back(unit)
    box = program.trouble.box()
    assert box is not None
    assert "已经打印" in words(box)


def test_the_sheet_of_keys_tells_of_ctrl_z() -> None:
    assert "Ctrl+Z" in dict(KEYS)


def test_the_toast_lies_where_no_button_stands(shell: Shell) -> None:
    shell.toast("已保存：" + "很长的话" * 60, lambda: None)
    (toast,) = (one for one in shell.findChildren(Toast) if one.isVisible())
    assert shell.status.geometry().contains(toast.geometry()), (
        "it covers the status bar, which has no buttons"
    )
    verb = toast.findChild(QPushButton)
    assert verb is not None
    assert toast.rect().contains(verb.geometry()), "撤销 stands, however long the words are"
    assert not shell.status.findChildren(QAbstractButton)
