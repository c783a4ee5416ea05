"""gui/window_test.py: the walk names what goes wrong on its way."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning

from anbang_desktop.errors import UserError
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.window_test import Walk


def _raise_later() -> None:
    QTimer.singleShot(0, lambda: 1 // 0)


def _refuse(program: Program) -> None:
    program.trouble.show(UserError("不行。", "再试一次。"))


@pytest.mark.parametrize("fault", ["KeyError", "a pipe is broken", "ZeroDivisionError", "error box", "wants"])
def test_each_kind_of_fault_is_named_with_its_place(program: Program, tmp_path: Path, fault: str) -> None:
    acts = {
        "KeyError": lambda: dict[str, str]()["nothing"],
        "a pipe is broken": lambda: qWarning("a pipe is broken"),
        "ZeroDivisionError": _raise_later,
        "error box": lambda: _refuse(program),
        "wants": lambda: program.frame.resize(1500, 800),
    }
    walk = Walk(program, tmp_path, "_150")
    walk.see("here", acts[fault])
    walk.see("there", lambda: None)
    assert len(walk.faults) == 1
    assert walk.faults[0].startswith("here_150: ")
    assert fault in walk.faults[0]


def test_a_picture_that_cannot_be_written_is_a_fault(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    shutil.rmtree(folder)
    walk = Walk(program, folder, "")
    walk.see("here", lambda: None)
    assert walk.faults == ["here: no picture"]
