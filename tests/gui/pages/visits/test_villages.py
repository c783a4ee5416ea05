"""Which villages: what Enter takes."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.visits.villages import Village, Villages


@pytest.fixture
def taken() -> list[Sequence[str]]:
    return []


@pytest.fixture
def villages(painted: QApplication, qtbot: QtBot, taken: list[Sequence[str]]) -> Villages:
    made = Villages(taken.append, taken.append, lambda: False)
    qtbot.addWidget(made)
    made.show_villages([Village("东村", 4, 0), Village("西村", 2, 1), Village("南村", 3, 0)])
    return made


def press(villages: Villages, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(villages.list, key)


def test_enter_takes_all_that_are_ticked(villages: Villages, taken: list[Sequence[str]]) -> None:
    down, space, enter = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return
    press(villages, space, down, down, space, enter)
    assert taken == [["东村", "南村"]], "as the button says: 补录 7 人"


def test_enter_takes_the_one_under_the_cursor_where_none_is_ticked(
    villages: Villages, taken: list[Sequence[str]]
) -> None:
    press(villages, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert taken == [["西村"]]
