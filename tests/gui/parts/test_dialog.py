"""What every dialog does by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb


class Long(Dialog[str]):
    """Sixty lines, an entry and a verb."""

    def __init__(self) -> None:
        super().__init__(None, "长")
        self.entry = QLineEdit()
        go = verb("好", lambda: self.finish(self.entry.text()), "primary")
        self.lay(self.entry, column(*(text(f"第 {at} 行") for at in range(60))), buttons=(go,))
        self.save_by(go)


@pytest.fixture
def long(painted: QApplication, qtbot: QtBot) -> Long:
    made = Long()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_is_longer_than_the_window_scrolls_by_keyboard(long: Long) -> None:
    bar = long._area.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(long, Qt.Key.Key_PageDown)
    once = bar.value()
    assert once > 0
    QTest.keyClick(long, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > once
    QTest.keyClick(long, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(long, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_ctrl_s_presses_the_verb_from_the_entry(long: Long) -> None:
    long.entry.setFocus()
    QTest.keyClicks(long.entry, "abc")
    QTest.keyClick(long.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert long.answer == "abc"
