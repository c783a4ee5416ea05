"""background: results and errors on the window's thread, the box with its number, 停止, nothing while one
runs.
"""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.progress import Progress


@pytest.fixture
def over(painted: QApplication, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def fail(error: BaseException) -> None:
    raise error


def test_the_result_comes_back_on_the_windows_thread(over: QWidget, qtbot: QtBot) -> None:
    jobs = Jobs(over)
    seen: list[tuple[int, bool]] = []
    worker: list[bool] = []

    def job(progress: Progress) -> int:
        progress.step(1, 1)
        worker.append(threading.get_ident() == threading.main_thread().ident)
        return 7

    with qtbot.waitSignal(jobs.finished):
        jobs.run(
            "算",
            job,
            lambda made: seen.append((made, threading.get_ident() == threading.main_thread().ident)),
            failed=fail,
        )
    qtbot.waitUntil(lambda: seen == [(7, True)])
    assert worker == [False]
    assert not jobs.busy()


def test_an_error_goes_to_failed(over: QWidget, qtbot: QtBot) -> None:
    jobs = Jobs(over)
    seen: list[BaseException] = []

    def job(_progress: Progress) -> int:
        raise UserError("磁盘满了。")

    jobs.run("写", job, lambda _made: None, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "磁盘满了。"


def test_stop_ends_the_job_and_nothing_is_done(over: QWidget, qtbot: QtBot) -> None:
    jobs = Jobs(over)
    go_on, ends = threading.Event(), []

    def job(progress: Progress) -> None:
        for at in range(10_000):
            progress.step(at, 10_000, "写入")
            go_on.wait(0.01)

    jobs.run(
        "导入",
        job,
        lambda _made: ends.append("done"),
        failed=fail,
        unit="人",
        stopped=lambda: ends.append("stopped"),
    )
    qtbot.waitUntil(lambda: bool(jobs.box() and jobs.box().isVisible()))  # type: ignore[union-attr]
    box = jobs.box()
    assert box is not None
    qtbot.waitUntil(lambda: "共 10000 人" in box.count())
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["stopped"]


def test_one_job_at_a_time(over: QWidget, qtbot: QtBot) -> None:
    jobs, gate = Jobs(over), threading.Event()
    jobs.run("一", lambda _progress: gate.wait(60), lambda _made: None, failed=fail)
    with pytest.raises(RuntimeError):
        jobs.run("二", lambda _progress: None, lambda _made: None, failed=fail)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_at_once_needs_no_thread(over: QWidget) -> None:
    seen: list[int] = []
    Jobs(over, at_once=True).run("算", lambda _progress: 3, seen.append, failed=fail)
    assert seen == [3]
