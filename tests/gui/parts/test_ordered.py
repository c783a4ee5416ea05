"""A list that is ticked and ordered by the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.ordered import Ordered

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def lines(painted: QApplication, qtbot: QtBot) -> Ordered:
    made = Ordered("项目", [("a", "甲"), ("b", "乙"), ("c", "丙")], {"b"}, 3)
    qtbot.addWidget(made)
    made.show()
    return made


def test_alt_and_an_arrow_move_the_line_and_stop_at_the_ends(lines: Ordered) -> None:
    assert (lines.keys(), lines.key()) == (("a", "b", "c"), "a")
    QTest.keyClick(lines, Qt.Key.Key_Up, ALT)
    assert lines.keys() == ("a", "b", "c")
    QTest.keyClick(lines, Qt.Key.Key_Down, ALT)
    assert (lines.keys(), lines.key()) == (("b", "a", "c"), "a")
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.key() == "c", "without Alt the cursor moves"


def test_space_ticks(lines: Ordered) -> None:
    assert lines.unticked() == {"b"}
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert lines.unticked() == {"a", "b"}


def test_an_empty_one_has_no_line(painted: QApplication, qtbot: QtBot) -> None:
    made = Ordered("项目", [], (), 1)
    qtbot.addWidget(made)
    made.move_by(1)
    assert (made.key(), made.keys()) == (None, ())
