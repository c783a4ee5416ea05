"""A reason is typed at once, and Enter throws none away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.records.reason_dialog import ReasonDialog, correcting, voiding
from tests.support.widgets import words


@pytest.fixture
def voids(painted: QApplication, qtbot: QtBot) -> ReasonDialog:
    made = ReasonDialog(None, voiding("11月30日的入户走访", went_out=False))
    qtbot.addWidget(made)
    made.show()
    return made


def enter(dialog: ReasonDialog) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)


def test_the_keyboard_begins_in_the_entry_and_enter_keeps_what_was_typed(voids: ReasonDialog) -> None:
    assert voids.focusWidget() is voids.entry
    enter(voids)
    assert "还没有写理由" in words(voids)
    QTest.keyClicks(voids.entry, "twice")
    enter(voids)
    assert voids.isVisible(), "nothing dangerous by one Enter"
    assert voids.focusWidget() is voids.go
    enter(voids)
    assert voids.answer == "twice"


def test_ctrl_s_saves_a_correction_and_voids_nothing(voids: ReasonDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(voids.entry, "twice")
    QTest.keyClick(voids.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert voids.answer is None
    voids.done(0)
    corrects = ReasonDialog(None, correcting("登记表", "它的纸质件已经印出去了。"))
    qtbot.addWidget(corrects)
    corrects.show()
    corrects.activateWindow()
    qtbot.waitUntil(corrects.isActiveWindow)
    QTest.keyClicks(corrects.entry, "wrong digit")
    QTest.keyClick(corrects.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert corrects.answer == "wrong digit"
