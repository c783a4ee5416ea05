"""Lock: by key, by idleness, over dialogs, after a job; it drops the desk and closes the database."""

import ctypes
import threading
from ctypes import wintypes

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from anbang_desktop.errors import Cancelled
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.errors import TroubleBox
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.correct_dialog import CorrectDialog
from anbang_desktop.gui.records.view_dialog import ViewDialog
from anbang_desktop.gui.session import REFIT_MS, Program
from anbang_desktop.gui.shell.idle import IdleWatch
from anbang_desktop.gui.shell.preferences import LOCK
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import size_in_force
from anbang_desktop.progress import Progress
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.support import vaults
from tests.support.clerk import answering, escape, press
from tests.support.sample_records import sample

PERSON = names(Client)


def test_ctrl_l_closes_the_database_and_shows_the_unlock(
    shell: Shell, program: Program, qtbot: QtBot
) -> None:
    desk = shell.desk
    qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(program.frame.content(), Unlock))
    assert program.desk is None
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the store says, it must not answer
        people.counts(desk)


def test_after_the_lock_the_same_office_opens_again(shell: Shell, program: Program) -> None:
    assert shell.here() == "today"
    program.lock()
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    assert shown.who.currentText() == vaults.USER
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    assert isinstance(program.frame.content(), Shell)


def test_idleness_locks(shell: Shell, program: Program) -> None:
    assert shell.isVisible()
    watch = program.idle_watch()
    assert watch is not None
    assert watch.timer().interval() == 10 * 60_000
    watch.timer().timeout.emit()
    assert isinstance(program.frame.content(), Unlock)


def test_the_minutes_of_the_settings_hold_at_once(shell: Shell, program: Program) -> None:
    choices().setValue(LOCK, 5)
    shell.apply_choices()
    watch = program.idle_watch()
    assert watch is not None
    assert watch.timer().interval() == 5 * 60_000


def test_work_elsewhere_in_the_session_puts_the_lock_off(painted: QApplication) -> None:
    locked: list[bool] = []
    watch = IdleWatch(2, lambda: locked.append(True), painted, session=lambda: 30_000)
    watch.timer().timeout.emit()
    assert locked == []
    assert watch.timer().interval() == 90_000
    watch.stop()


def test_a_dialog_does_not_stop_the_lock(shell: Shell, program: Program) -> None:
    QTimer.singleShot(0, program.lock)
    with pytest.raises(Cancelled):  # neither yes nor no: what would follow does not happen
        questions.sure(shell, "要撤销吗？", "撤销 3 人。", danger="撤销 3 人", keep="保留")
    assert isinstance(program.frame.content(), Unlock)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_a_running_job_is_waited_for(shell: Shell, program: Program, qtbot: QtBot) -> None:
    assert shell.isVisible()
    gate = threading.Event()
    jobs = Jobs(program.frame)
    jobs.finished.connect(program._lock_if_late)
    program.jobs = jobs

    def job(_progress: Progress) -> int:
        gate.wait(60)
        return 1

    done: list[int] = []
    jobs.run("长活", job, done.append, failed=lambda error: None)
    program.lock()
    assert program.desk is not None
    gate.set()
    qtbot.waitUntil(lambda: isinstance(program.frame.content(), Unlock))
    assert done == [1]


@pytest.mark.parametrize(
    ("message", "word", "locks"),
    [
        (0x02B1, 7, True),
        (0x02B1, 2, True),
        (0x02B1, 8, False),
        (0x0218, 4, True),
        (0x0218, 7, False),
        (0x0010, 7, False),
    ],
    ids=["screen locked", "another account", "screen unlocked", "sleep", "woken", "any other message"],
)
def test_windows_locked_or_asleep_locks_the_office(
    shell: Shell, program: Program, message: int, word: int, locks: bool
) -> None:
    assert shell.isVisible()
    told = wintypes.MSG(message=message, wParam=word)
    program.frame.nativeEvent(b"windows_generic_MSG", ctypes.addressof(told))
    assert isinstance(program.frame.content(), Unlock) is locks
    assert (program.desk is None) is locks


def test_messages_of_other_systems_are_not_read(shell: Shell, program: Program) -> None:
    assert shell.isVisible()
    program.frame.nativeEvent(b"xcb_generic_event_t", 1)  # no address of a MSG: reading it would crash
    assert program.desk is not None


def test_whoever_left_during_the_unlock_comes_back_to_a_locked_office(
    shell: Shell, program: Program, qtbot: QtBot
) -> None:
    assert shell.isVisible()
    program.lock()
    program.jobs._at_once = False
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    assert program.jobs.busy()
    program.frame.left.emit()
    with qtbot.waitSignal(program.jobs.finished):
        pass
    qtbot.waitUntil(
        lambda: (
            program.desk is None
            and isinstance(program.frame.content(), Unlock)
            and program.frame.content() is not shown
        )
    )


@pytest.mark.parametrize("another", ["size", "window"])
def test_another_form_of_the_page_keeps_what_is_typed_and_the_keyboard(
    program: Program, shell: Shell, qtbot: QtBot, another: str
) -> None:
    shell.go("register")
    page = shell.page()
    assert isinstance(page, RegisterPage)
    page.form.go_to(name_of(PERSON.phone))
    _type("139")
    if another == "size":
        program.set_size("特大")
    else:
        program.frame.resize(1024, 768)
        qtbot.waitUntil(lambda: program.shell() is not shell)
    now = program.shell()
    assert now is not None
    built = now.page()
    assert isinstance(built, RegisterPage)
    _type("0")
    assert built.form.row(PERSON.phone).editor.raw() in ("1390", "0139")
    QTest.keyClick(program.frame.windowHandle(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(now.top.search.hasFocus)


def test_a_resize_under_an_open_dialog_waits_for_it(program: Program, shell: Shell, qtbot: QtBot) -> None:
    box = TroubleBox(shell, "没有办成", ["试一试"])
    box.open()
    program.frame.resize(1024, 768)
    QTest.qWait(2 * REFIT_MS + 100)
    assert program.shell() is shell
    box.done(0)
    qtbot.waitUntil(lambda: program.shell() is not shell)


def test_the_window_keeps_its_size_whatever_stands_in_it(program: Program, shell: Shell) -> None:
    program.frame.resize(1093, 614)
    wide = QWidget()
    wide.setMinimumWidth(3000)
    program.frame.put(wide)
    QApplication.processEvents()
    assert (program.frame.width(), program.frame.height()) == (1093, 614)


def _type(letters: str) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClicks(here, letters)


def checked(shell: Shell) -> tuple[PersonPage, Verification]:
    """The page of somebody with a verification."""
    no = people.first_page(shell.desk, people.PeopleFilter(), "no", limit=1)[0].no
    write.record(shell.desk, no, VERIFICATION.name, sample(VERIFICATION, shell.desk.codes))
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    return page, people.show(shell.desk, no).file.verifications[-1]


def test_a_new_text_size_waits_for_the_dialog_that_follows_another(
    program: Program, shell: Shell, qtbot: QtBot
) -> None:
    """One dialog has ended and leads to the next: for that moment no dialog is in front."""
    page, record = checked(shell)

    def correct(front: ViewDialog) -> None:
        QTimer.singleShot(0, program, lambda: program.set_size("大"))
        press("更正")(front)

    with answering((ViewDialog, correct), (CorrectDialog, escape), (ViewDialog, escape)):
        page._acts.open(record)
    assert isValid(page), "what the dialogs belong to is there to the end"
    qtbot.waitUntil(lambda: size_in_force() == "大")


def test_the_lock_waits_for_the_dialog_that_follows_another(
    program: Program, shell: Shell, qtbot: QtBot
) -> None:
    page, record = checked(shell)

    def correct(front: ViewDialog) -> None:
        QTimer.singleShot(0, program, program.lock)
        press("更正")(front)

    with answering((ViewDialog, correct)), pytest.raises(Cancelled):
        page._acts.open(record)
    qtbot.waitUntil(lambda: program.desk is None)
    assert QApplication.activeModalWidget() is None, "nothing of an office lies over the locked window"
