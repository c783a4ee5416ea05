"""A month to choose from: where cells lie, where keys lead, how many clicks a birth date takes."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.calendar import Calendar, Level, cells, moved
from anbang_desktop.gui.theme import dress
from anbang_desktop.services import opening
from tests.support.fits import misfits
from tests.support.makers import TODAY

WORKS = opening.rules().on(TODAY).calendar


@pytest.fixture
def taken() -> list[date]:
    return []


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shown(over: QWidget, taken: list[date]) -> Calendar:
    made = Calendar(over, None, TODAY, WORKS, taken.append)
    made.show_by(over)
    return made


def click(shown: Calendar, day: date) -> None:
    area = shown.grid.area(day)
    assert not area.isEmpty(), f"{day} is not in sight"
    QTest.mouseClick(shown.grid, Qt.MouseButton.LeftButton, pos=area.center())


def test_a_month_is_six_weeks_from_a_monday() -> None:
    seen = cells(date(2026, 11, 30), Level.DAYS, TODAY)
    assert (seen[0], len(seen), seen[0].isoweekday()) == (date(2026, 10, 26), 42, 1)


@pytest.mark.parametrize(
    ("level", "count", "there"),
    [
        (Level.DAYS, 7, date(2026, 2, 7)),
        (Level.MONTHS, 1, date(2026, 2, 28)),
        (Level.YEARS, -6, date(2020, 1, 31)),
        (Level.DECADES, -6, date(1966, 1, 31)),
        (Level.DECADES, -99, date(1901, 1, 31)),
        (Level.DAYS, 99_999, date(2099, 12, 31)),
    ],
)
def test_a_step_stays_on_the_day_of_the_month_where_there_is_one(
    level: Level, count: int, there: date
) -> None:
    assert moved(date(2026, 1, 31), level, count) == there


def test_a_birth_date_of_sixty_years_ago_takes_five_clicks(shown: Calendar, taken: list[date]) -> None:
    QTest.mouseClick(shown.year, Qt.MouseButton.LeftButton)
    for day in (date(1960, 1, 1), date(1966, 1, 1), date(1966, 3, 1), date(1966, 3, 5)):
        assert shown.isVisible()
        click(shown, day)
    assert taken == [date(1966, 3, 5)]
    assert not shown.isVisible()


def test_the_keyboard_goes_everywhere_and_enter_takes_the_day(shown: Calendar, taken: list[date]) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(shown.grid, key)
    assert shown.grid.at == moved(TODAY, Level.DAYS, -8)
    QTest.keyClick(shown.grid, Qt.Key.Key_Home)
    QTest.keyClick(shown.grid, Qt.Key.Key_Right)
    QTest.keyClick(shown.grid, Qt.Key.Key_Return)
    assert taken == [moved(TODAY, Level.DAYS, 1)]


def test_another_month_is_two_clicks(shown: Calendar) -> None:
    QTest.mouseClick(shown.month, Qt.MouseButton.LeftButton)
    click(shown, date(TODAY.year, 2, 1))
    assert (shown.grid.level, shown.month.text()) == (Level.DAYS, "2月")


def test_holidays_and_weekend_days_of_work_are_told(shown: Calendar) -> None:
    assert shown.grid.told(date(2026, 10, 1)) == "2026年10月1日 周四 休息"
    assert shown.grid.told(date(2026, 10, 10)) == "2026年10月10日 周六 班"
    assert shown.grid.told(date(2031, 10, 1)) == "2031年10月1日 周三", "nobody knows that year yet"
    shown.grid.go(date(2026, 10, 1))
    assert shown.grid.accessibleName().endswith("休息")


def test_esc_closes_it_and_nothing_is_left(over: QWidget, shown: Calendar, taken: list[date]) -> None:
    QTest.keyClick(shown.grid, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not over.findChildren(Calendar)
    assert taken == []


@pytest.mark.parametrize("size", ["标准", "大", "特大"])
def test_it_cuts_nothing_and_stays_low(
    painted: QApplication, over: QWidget, taken: list[date], size: str
) -> None:
    dress(painted, size, shipped=True)
    made = Calendar(over, date(1966, 12, 31), TODAY, WORKS, taken.append)
    made.show_by(over)
    for level in Level:
        made.grid.go(made.grid.at, level)
        made.grab()
        assert misfits(made) == []
    assert made.height() < 560
