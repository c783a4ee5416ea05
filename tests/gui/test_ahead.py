"""What is loaded while the passphrase is typed: piece by piece, and in the end nothing is left to load."""

import json
import subprocess
import sys

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.ahead import Ahead

LEFT = """
import json, sys
from anbang_desktop.app import AHEAD
from anbang_desktop.lazy import load
from anbang_desktop.gui.login import unlock
assert "sqlalchemy" not in sys.modules
for piece in AHEAD:
    load(piece)
before = set(sys.modules)
from anbang_desktop.gui import after_unlock
print(json.dumps(sorted(name for name in sys.modules if name not in before)))
"""


def test_each_piece_waits_for_the_event_loop(qtbot: QtBot) -> None:
    loaded: list[str] = []
    parent = QObject()
    Ahead(parent, ("one", "two", "three"), loaded.append)
    assert not loaded, "the window is painted first"
    qtbot.waitUntil(lambda: len(loaded) == 1)
    qtbot.waitUntil(lambda: loaded == ["one", "two", "three"])


def test_a_window_that_is_gone_loads_nothing_more(qtbot: QtBot) -> None:
    loaded: list[str] = []
    parent = QObject()
    ahead = Ahead(parent, ("one", "two"), loaded.append)
    ahead.setParent(None)
    ahead.deleteLater()
    qtbot.wait(400)
    assert not loaded


def test_nothing_is_left_to_load_behind_the_unlock() -> None:
    answer = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == []
