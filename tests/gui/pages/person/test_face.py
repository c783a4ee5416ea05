"""当面模式: the visitor sees himself alone, wherever he looks; only the passphrase leads back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.help.at_hand import anchors_of
from anbang_desktop.gui.keys import undisturbed
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.person.face import FaceWindow, LeaveFace
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress, set_window_wide
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import face_to_face, people
from tests.gui.shell.test_keys import press
from tests.support import vaults
from tests.support.clerk import answering, escape
from tests.support.clerk import press as click
from tests.support.fits import misfits
from tests.support.makers import TODAY
from tests.support.widgets import words

HELPER = "魏建民"


@pytest.fixture
def no(shell: Shell) -> str:
    """Somebody with an offence, a help group and a visit."""
    no = people.first_page(shell.desk, people.PeopleFilter(), "no", limit=1)[0].no
    write.record(shell.desk, no, "registration", {"offences": ["盗窃罪"]})
    return no


@pytest.fixture
def face(shell: Shell, program: Program, no: str, qtbot: QtBot) -> Iterator[FaceWindow]:
    """The visitor's window, opened by its key."""
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    shell.go("person", no=no)
    press("F11")
    qtbot.waitUntil(lambda: program._face is not None)
    assert program._face is not None
    yield program._face
    if program._face is not None:
        program.leave_face()


def visible_windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def told(window: QWidget) -> Iterator[str]:
    """Everything that a window says to eyes, pointer, screen reader and task bar."""
    for one in (window, *window.findChildren(QWidget)):
        yield from (one.windowTitle(), one.toolTip(), one.accessibleName(), one.accessibleDescription())
        yield from (one.statusTip(), one.whatsThis())
    yield words(window)


def test_nobody_else_is_named_anywhere_and_nothing_that_hurts(
    face: FaceWindow, shell: Shell, program: Program, no: str
) -> None:
    assert visible_windows() == [face], "the main window is hidden, not just covered"
    assert not program.frame.isVisible()
    said = "\n".join(told(face))
    one = people.show(shell.desk, no)
    everybody = people.rows(shell.desk, people.list_ids(shell.desk, people.PeopleFilter()))
    others = {row.name for row in everybody} - {one.row.name}
    assert others
    assert one.row.name in words(face)
    assert [name for name in (*others, shell.desk.user) if name in said] == []
    assert not [word for word in ("盗窃", "刑", "得分", "评估得", one.row.no) if word in said]
    assert one.row.name not in face.windowTitle(), "the task bar names nobody"


def test_it_says_what_the_visitor_may_know_and_what_is_read_aloud(
    face: FaceWindow, shell: Shell, no: str
) -> None:
    said = words(face)
    view = face_to_face.show(shell.desk, no)
    assert view.office in said
    for title, sentences in view.aloud:
        assert title in said
        assert all(sentence in said for sentence in sentences)
    assert "您可以说不" in said
    assert "就业服务" in said
    assert not [word for word in ("监管", "管控", "考核") if word in said]


def test_f1_speaks_of_this_window(face: FaceWindow) -> None:
    assert anchors_of(face.area)[0] == "face"


def test_only_the_passphrase_leads_back(
    face: FaceWindow, shell: Shell, program: Program, no: str, qtbot: QtBot
) -> None:
    def wrong(dialog: LeaveFace) -> None:
        dialog.entry.setText("不是这个口令 12345")
        click("回到工作界面")(dialog)
        assert dialog.row.complaint()
        assert dialog.entry.text() == ""
        click("回到工作界面")(dialog)
        assert "还没有输入口令" in dialog.row.complaint()
        escape(dialog)

    def right(dialog: LeaveFace) -> None:
        dialog.entry.setText(vaults.PASSPHRASE)
        click("回到工作界面")(dialog)

    with answering((LeaveFace, wrong)):
        assert not face.close(), "the cross asks too"
    assert visible_windows() == [face]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    face.activateWindow()
    qtbot.waitUntil(face.isActiveWindow)
    face.area.setFocus()
    with answering((LeaveFace, right)):
        press("Esc")
        qtbot.waitUntil(lambda: program._face is None)
    assert program._face is None
    assert program.frame.isVisible()
    assert shell.here() == "person"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [one for one in QApplication.allWidgets() if isinstance(one, FaceWindow | LeaveFace)]


def test_idleness_locks_it_too(face: FaceWindow, program: Program) -> None:
    watch = program.idle_watch()
    assert watch is not None
    watch.timer().timeout.emit()
    assert program._face is None
    assert visible_windows() == [program.frame]
    assert isinstance(program.frame.content(), Unlock)


def test_the_lock_comes_through_the_question(face: FaceWindow, program: Program) -> None:
    with answering((LeaveFace, lambda _dialog: program.lock())):
        undisturbed(face.ask_to_leave)
    assert visible_windows() == [program.frame]
    assert isinstance(program.frame.content(), Unlock)


def test_a_second_start_brings_the_visitors_window_forward(face: FaceWindow, program: Program) -> None:
    assert program.front() is face


def test_elsewhere_it_says_why_not(shell: Shell, program: Program) -> None:
    shell.go("people")
    shell.face_to_face()
    box = program.trouble.box()
    assert box is not None
    assert "不只一个人" in words(box)
    box.done(0)
    assert program._face is None


@pytest.mark.parametrize("size", ["标准", "特大"])
@pytest.mark.parametrize("screen", [(1366, 768), (1024, 614)])
def test_it_fits(
    shell: Shell, program: Program, no: str, painted: QApplication, size: str, screen: tuple[int, int]
) -> None:
    write.record(
        shell.desk,
        no,
        "verification",
        {"result": "01", "checker": HELPER, "methods": ["VILLAGE"], "checked_on": TODAY, "replied_on": TODAY},
    )
    dress(painted, size, shipped=True)
    set_window_wide(screen[0])
    made = FaceWindow(shell.desk, no, program.jobs, program.trouble)
    made.resize(*screen)
    made.show()
    QApplication.processEvents()
    assert misfits(made) == []
    assert (made.width(), made.height()) == screen
    made.end()


def test_it_leaves_nothing_behind(shell: Shell, program: Program, no: str) -> None:
    shell.go("person", no=no)

    def alive() -> int:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(program.frame.findChildren(QObject)) + len(QApplication.allWidgets())

    counts = []
    for _ in range(4):
        program.show_face(no)
        program.leave_face()
        counts.append(alive())
    assert counts[1] == counts[-1]
