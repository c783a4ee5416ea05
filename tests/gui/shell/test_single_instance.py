"""A second start brings the first window forward; without a first one it goes on."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.shell.single_instance import Instance, InstanceListener, call_first, name_of


@pytest.fixture
def name() -> str:
    """A socket that nobody else uses."""
    return f"anbang-test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window shown as an icon."""
    made = QWidget()
    qtbot.addWidget(made)
    made.showMinimized()
    yield made
    made.close()


def test_a_first_start_finds_nobody(qtbot: QtBot, name: str) -> None:
    assert not call_first(name)


def test_a_second_start_brings_the_window_back(qtbot: QtBot, name: str, window: QWidget) -> None:
    InstanceListener(name, window)
    assert call_first(name)
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert window.isVisible()
    assert window.windowState() & Qt.WindowState.WindowActive


def test_what_a_crash_left_behind_does_not_block_the_next_start(
    qtbot: QtBot, name: str, window: QWidget
) -> None:
    InstanceListener(name, window)
    other = QWidget()
    qtbot.addWidget(other)
    InstanceListener(name, other)  # as after a crash: the name is taken, the door opens all the same
    assert call_first(name)


def test_each_office_has_its_own_door(tmp_path: Path) -> None:
    assert name_of(tmp_path / "a") != name_of(tmp_path / "b")
    assert name_of(tmp_path / "a") == name_of(tmp_path / "a")


WITHOUT_NETWORK = """
import sys
sys.modules["PySide6.QtNetwork"] = None  # as where its system libraries are missing
from PySide6.QtWidgets import QApplication, QWidget
from anbang_desktop import app
from anbang_desktop.gui.shell.single_instance import InstanceListener, call_first
application = QApplication([])
InstanceListener("anbang-test", QWidget())
print(call_first("anbang-test"))
"""


def test_without_the_network_library_the_program_starts_all_the_same() -> None:
    words = [sys.executable, "-c", WITHOUT_NETWORK]
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == "False", answer.stderr


def test_the_first_start_holds_the_place_and_the_second_calls_it(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert not first.called_first(), "nobody is there"
    first.listen(window, lambda: window)
    qtbot.waitUntil(lambda: window.findChild(InstanceListener) is not None)
    assert second.called_first()
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert not Instance(tmp_path / "other").called_first()
