"""The calendar beside a date entry: Alt+↓ or a click, the day goes into the entry as if it were typed."""

from datetime import date, datetime

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import Field, names
from anbang_desktop.fields.kinds import Day, Moment
from anbang_desktop.gui.entry.editor import DayEditor, EntryContext
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.parts.calendar import Calendar
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.worklist import people
from tests.support.makers import TODAY

ALT = Qt.KeyboardModifier.AltModifier


def opened(line: QLineEdit) -> Calendar:
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    (shown,) = (one for one in line.findChildren(Calendar) if one.isVisible())
    return shown


def made(kind: Day | Moment, context: EntryContext, qtbot: QtBot) -> DayEditor:
    one = editor(Field("datum", "某日", kind), context)
    assert isinstance(one, DayEditor)
    qtbot.addWidget(one)
    one.show()
    return one


def test_a_day_from_the_calendar_counts_as_typed(context: EntryContext, qtbot: QtBot) -> None:
    one = made(Day(), context, qtbot)
    one.set_value(date(2026, 3, 5))
    one.set_auto(on=True)
    with qtbot.waitSignals([one.changed, one.left]):
        opened(one.line).grid.choose(date(2026, 3, 9))
    assert (one.value(), one.auto) == (date(2026, 3, 9), False)
    assert one.line.hasFocus() or one.line.window().focusWidget() is one.line


def test_the_time_stays(context: EntryContext, qtbot: QtBot) -> None:
    one = made(Moment(), context, qtbot)
    one.set_value(datetime(2026, 3, 5, 9, 30))  # noqa: DTZ001 - the office's local time
    opened(one.line).grid.choose(date(2026, 3, 9))
    assert one.value() == datetime(2026, 3, 9, 9, 30)  # noqa: DTZ001
    one.set_raw("不知道")
    opened(one.line).grid.choose(date(2026, 3, 9))
    assert one.raw() == "2026-03-09"


def test_the_button_opens_it_and_is_no_stop_for_tab(context: EntryContext, qtbot: QtBot) -> None:
    one = made(Day(), context, qtbot)
    button = one.days.button
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (shown,) = one.line.findChildren(Calendar)
    assert shown.grid.at == context.read_context.today
    shown.close()


def test_what_is_only_shown_has_no_calendar_to_open(qtbot: QtBot) -> None:
    line = QLineEdit("2026-03-05")
    qtbot.addWidget(line)
    days = DayButton(line, TODAY)
    line.setReadOnly(True)
    days.open()
    assert not line.findChildren(Calendar)


def test_a_plain_line_is_read_and_written(qtbot: QtBot) -> None:
    line = QLineEdit("260305")
    qtbot.addWidget(line)
    DayButton(line, TODAY)
    shown = opened(line)
    assert shown.grid.at == date(2026, 3, 5)
    shown.grid.choose(date(2026, 3, 6))
    assert line.text() == "2026-03-06"


def test_the_wheel_over_a_closed_entry_changes_nothing(context: EntryContext, qtbot: QtBot) -> None:
    one = made(Day(), context, qtbot)
    one.set_value(date(2026, 3, 5))
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(one.line, turn)
    assert one.value() == date(2026, 3, 5)


def test_on_the_person_page_alt_down_in_a_date_opens_the_calendar_not_the_next_person(
    shell: Shell, qtbot: QtBot
) -> None:
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    listed = people.list_ids(shell.desk, people.PeopleFilter(), "no")
    no = people.rows(shell.desk, listed[:1])[0].no
    shell.go("person", no=no, among=listed, at=0)
    page = shell.page()
    assert isinstance(page, PersonPage)
    page.in_hand.fill("birth_date")
    form = page.in_hand.registration.form
    assert form is not None
    day = form.row(names(Client).birth_date).editor
    assert isinstance(day, DayEditor)
    day.line.setFocus()
    opened(day.line).close()
    assert page._no == no
    page.in_hand.drop()
