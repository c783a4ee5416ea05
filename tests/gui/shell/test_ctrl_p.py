"""Ctrl+P: the page's own paper, a sentence where there is none, and where the computer has no printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people


@pytest.fixture
def shown(program: Program, desk: Desk) -> Shell:
    """The shell on the sample list."""
    program.desk = desk
    program.show_shell()
    shell = program.shell()
    assert shell is not None
    return shell


def press(qtbot: QtBot, program: Program, words: str) -> None:
    """Ctrl+P, the sentence that comes, 知道了."""
    qtbot.keyClick(program.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.trouble.box() is not None)
    box = program.trouble.box()
    assert box is not None
    assert words in "".join(label.text() for label in box.findChildren(type(box._more)))
    box.done(0)


def test_a_page_without_paper_says_so(qtbot: QtBot, program: Program, shown: Shell) -> None:
    shown.go("settings")
    press(qtbot, program, "没有可以直接打印的文书")
    program.desk = None


def test_without_a_printer_it_is_a_sentence_and_nothing_is_drawn(
    qtbot: QtBot, program: Program, shown: Shell, desk: Desk, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    no = people.rows(desk, people.list_ids(desk, people.PeopleFilter(), "no"))[0].no
    shown.go("agreements", no=no)
    press(qtbot, program, "没有可用的打印机")
    program.desk = None
