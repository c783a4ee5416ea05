"""What every test gets: an offscreen Qt, the shipped fonts, a fixed clock, a home of its own, and the rule
that nothing outlives it.
"""

import gc
import os
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from argon2 import low_level

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from tests.support import budget
from tests.support.makers import TODAY

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # also on a desk with a display: windows would steal the keyboard
os.environ.setdefault("QT_FORCE_STDERR_LOGGING", "1")

hypothesis.settings.register_profile("no clock", deadline=None)  # a busy machine is no fault of an example
hypothesis.settings.load_profile("no clock")

# The real derivation, a third of a second at its cheapest, once for each passphrase and salt.
low_level.hash_secret_raw = cache(low_level.hash_secret_raw)

DATA = Path(__file__).parent / "data"


SPENT = budget.Spent()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds up what each folder's tests take."""
    SPENT.add(report.nodeid, report.duration)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A long run says at its end how much of its minutes each folder took."""
    for line in SPENT.lines():
        terminalreporter.write_line(line)


@pytest.fixture
def data() -> Path:
    """The county's sample files."""
    return DATA


@pytest.fixture
def clock() -> FixedClock:
    """30 November 2026, nine o'clock."""
    return FixedClock(TODAY)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the data or configuration folders of who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "PROGRAMDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv(
        "ANBANG_KDF_SECONDS", "0"
    )  # new passphrase slots cost the floor, a quarter of a second


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The name Qt knows the tests by."""
    return ["anbang-desktop-tests"]


@pytest.fixture(scope="session")
def shipped_fonts() -> list[str]:
    """The families of the shipped window fonts, loaded once (a fresh machine has no CJK font at all)."""
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415 - tests without Qt must not pay for it

    families = []
    for file in sorted(paths.resources("fonts").glob("Noto*.ttf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families


@pytest.fixture(autouse=True)
def nothing_outlives_a_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that leaves a thread, a visible window or an active timer of a window behind."""
    threads = set(threading.enumerate())
    yield
    _await_end(threads)
    left = [
        thread.name
        for thread in set(threading.enumerate()) - threads
        if thread.is_alive() and not thread.name.startswith("pytest_timeout")
    ]
    assert not left, f"threads outlived the test: {left}"
    if {"qapp", "qtbot"} & set(request.fixturenames):
        _no_window_left()


def _await_end(before: set[threading.Thread]) -> None:
    """Threads that are just ending get ten seconds to do so: the machine may be busy."""
    deadline = time.monotonic() + 10
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith("pytest_timeout"):
            thread.join(max(0.0, deadline - time.monotonic()))


def _no_window_left() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool  # noqa: PLC0415 - as above
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    assert QThreadPool.globalInstance().waitForDone(10_000), "a job of the thread pool outlived the test"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in visible]
    for widget in visible:  # the next test must not suffer for it
        widget.hide()
        widget.deleteLater()
    del visible
    gc.collect()
    assert not names, f"windows outlived the test: {names}"
