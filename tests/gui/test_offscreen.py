"""gui/offscreen.py: the one sentence is gone, every other warning still comes out."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QWidget
from anbang_desktop.gui.offscreen import hush
app = QApplication([])
if "hush" in sys.argv:
    hush(app)
shown = QWidget()
shown.show()
shown.setFixedSize(100, 100)
app.processEvents()
qWarning("a pipe is broken")
"""


@pytest.mark.parametrize(("words", "lines"), [((), 2), (("hush",), 1)])
def test_only_the_noise_of_painting_without_a_screen_is_dropped(words: tuple[str, ...], lines: int) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_FORCE_STDERR_LOGGING": "1"}
    run = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, env=env, check=True)
    said = run.stderr.decode().splitlines()
    assert len(said) == lines, said
    assert "a pipe is broken" in said[-1]
