"""A choice from a menu under a button: by keyboard, never by the wheel."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.picker import Picker

OPTIONS = [("a", "甲 1"), ("b", "乙 2")]


def test_it_shows_what_is_chosen_and_tells_another_choice(painted: QApplication, qtbot: QtBot) -> None:
    chosen: list[str] = []
    picker = Picker("谁的人", chosen.append)
    qtbot.addWidget(picker.button)
    picker.show_options(OPTIONS, "b")
    picker.button.show()
    assert picker.button.text() == "乙 2"
    assert picker.button.accessibleName() == "谁的人：乙 2"
    QTest.keyClick(picker.button, Qt.Key.Key_Space)
    menu = picker.button.findChild(QMenu)
    assert menu is not None
    assert menu.activeAction().text() == "乙 2"
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == ["a"]


def test_the_wheel_changes_nothing(painted: QApplication, qtbot: QtBot) -> None:
    chosen: list[str] = []
    picker = Picker("谁的人", chosen.append)
    qtbot.addWidget(picker.button)
    picker.show_options(OPTIONS, "a")
    picker.button.show()
    none, turn = Qt.MouseButton.NoButton, QPoint(0, -120)
    middle = QPointF(picker.button.rect().center())
    event = QWheelEvent(
        middle,
        middle,
        QPoint(),
        turn,
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker.button, event)
    assert chosen == []
    assert picker.button.text() == "甲 1"
