"""What a start must not import: most of these cost a tenth of a second or more before the unlock window, the
last ones some hundredths each.
"""

import json
import os
import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "python_calamine",
    "reportlab",
    "pikepdf",
    "pypdfium2",
    "zxingcpp",
    "pypinyin",
    "jinja2",
    "numpy",
    "lxml",
    "hypothesis",
    "multiprocessing",
    "socket",
)
PROBE = """
import json, sys
import anbang_desktop.app
from anbang_desktop.gui.login import {window}
print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


def modules_after(window: str) -> set[str]:
    answer = subprocess.run(
        [sys.executable, "-c", PROBE.format(window=window)], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout))


def test_the_unlock_window_needs_nothing_heavy() -> None:
    found = modules_after("unlock")
    assert "PySide6" in found
    assert not found & set(HEAVY)


def test_the_first_run_needs_nothing_heavy() -> None:
    assert not modules_after("first_run") & set(HEAVY)


def test_the_command_line_does_not_import_qt() -> None:
    probe = "import sys; import anbang_desktop.cli; print('PySide6' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_nothing_of_the_help_is_loaded_before_somebody_asks() -> None:
    probe = (
        "import sys, anbang_desktop.app; from anbang_desktop.gui.login import unlock;"
        "print([one for one in sorted(sys.modules) if '.gui.help.' in one or '.services.help' in one])"
    )
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['anbang_desktop.gui.help.asking']"


def test_help_over_the_unlock_window_waits_for_no_database() -> None:
    probe = (
        "import sys; from PySide6.QtWidgets import QApplication, QWidget; app = QApplication([]);"
        "from anbang_desktop.gui.help import at_hand, reader; Unlock = type('Unlock', (QWidget,), {});"
        "heavy = {'sqlalchemy', 'anbang_desktop.fields'};"
        "print(at_hand.anchors_of(Unlock()), heavy & set(sys.modules))"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=environment
    )
    assert answer.stdout.strip() == "['unlock'] set()"
