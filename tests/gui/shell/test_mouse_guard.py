"""The mouse does nothing by accident: wheel and double click, in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from anbang_desktop.gui.login.first_run import FirstRun
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.pages.importing.columns import ColumnsStep
from anbang_desktop.gui.pages.importing.page import COLUMNS, PREVIEW, ImportPage
from anbang_desktop.gui.pages.people.filter import FilterDialog
from anbang_desktop.gui.parts.compose import button, column, scroll
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.desks import LIST

OF_ONE: tuple[PageKey, ...] = ("person", "agreements", "assessments", "archives")
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def turn_wheel(on: QWidget, notches: int = -3, held: Qt.KeyboardModifier = PLAIN) -> None:
    """As the mouse does, over the middle of a widget: into the window, which hands it on."""
    window = on.window()
    at = QPointF(on.mapTo(window, on.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, 120 * notches), stateKey=held)


def entered(root: QWidget) -> list[object]:
    """Everything on it that has a value."""
    return [
        *(one.currentIndex() for one in root.findChildren(QComboBox)),
        *(one.currentText() for one in root.findChildren(QComboBox)),
        *(one.text() for one in root.findChildren(QLineEdit)),
        *(one.isChecked() for one in root.findChildren(QRadioButton)),
        *(one.isChecked() for one in root.findChildren(QCheckBox)),
        *(one.value() for one in root.findChildren(QSpinBox)),
        *(one.currentIndex() for one in root.findChildren(QTabBar)),
    ]


def turned_everywhere(root: QWidget) -> int:
    """The wheel over every widget that is on show, both ways; how many there were."""
    shown = [one for one in root.findChildren(QWidget) if one.isVisible() and not one.isWindow()]
    for one in shown:
        if not isValid(one) or not one.visibleRegion().contains(one.rect().center()):
            continue  # replaced meanwhile, or scrolled out of sight
        turn_wheel(one)
        turn_wheel(one, 2)
    return len(shown)


def double_click(on: QWidget) -> None:
    """As the mouse does it: into the window, which hands each press to whatever lies there by then."""
    window = on.window().windowHandle()
    at = on.mapTo(on.window(), on.rect().center())
    for click in (QTest.mousePress, QTest.mouseRelease, QTest.mousePress, QTest.mouseRelease):
        click(window, LEFT, PLAIN, at, 10)
    QApplication.processEvents()


@pytest.fixture
def columns(shell: Shell, program: Program) -> ImportPage:
    """The import with the columns of the sample list on show."""
    shell.go("importing", path=LIST)
    page = shell.page()
    assert isinstance(page, ImportPage)
    page._go(COLUMNS)
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_the_wheel_changes_no_value_on_any_page(shell: Shell, key: PageKey) -> None:
    shell.go(key)
    if key in OF_ONE:
        shell.go(key, no=people.first_page(shell.desk, PeopleFilter(), limit=1)[0].no)
    QApplication.processEvents()
    before = entered(shell)
    assert turned_everywhere(shell) > 20
    assert entered(shell) == before
    assert not shell.status.standing.unsaved


def test_the_wheel_changes_no_column_of_an_import(columns: ImportPage) -> None:
    assert isinstance(columns.body, ColumnsStep)
    before = entered(columns)
    turned_everywhere(columns)
    assert entered(columns) == before
    assert columns.body.mapping() == {}


def test_the_wheel_changes_nothing_in_a_dialog(shell: Shell) -> None:
    dialog = FilterDialog.over(shell, shell.desk, PeopleFilter())
    dialog.show()
    before = entered(dialog)
    turned_everywhere(dialog)
    assert entered(dialog) == before
    dialog.done(0)
    dialog.deleteLater()


def test_nothing_that_has_a_value_takes_the_wheel(program: Program) -> None:
    combo, number, day, slider, tabs, month = (
        QComboBox(),
        QSpinBox(),
        QDateEdit(),
        QSlider(),
        QTabBar(),
        QCalendarWidget(),
    )
    combo.addItems(["一", "二", "三"])
    tabs.addTab("一")
    tabs.addTab("二")
    holder = QWidget(program.frame)
    inside = QVBoxLayout(holder)
    kinds: list[QWidget] = [combo, number, day, slider, tabs, month]
    for one in kinds:
        inside.addWidget(one)
    holder.show()

    def values() -> list[object]:
        shown = (month.yearShown(), month.monthShown())
        return [combo.currentIndex(), number.value(), day.date(), slider.value(), tabs.currentIndex(), shown]

    before = values()
    for one in kinds:
        one.setFocus()
        turn_wheel(one, -2)
        turn_wheel(one, 1)
    turned_everywhere(holder)
    assert values() == before


def test_the_letters_of_a_text_stay_as_large_as_they_are(program: Program) -> None:
    read = QTextBrowser(program.frame)
    read.setPlainText("办法第五条")
    read.show()
    QApplication.processEvents()
    before = read.font().toString()
    turn_wheel(read, 2, Qt.KeyboardModifier.ControlModifier)
    assert read.font().toString() == before


def test_a_closed_choice_hands_the_wheel_to_the_page_that_scrolls(program: Program) -> None:
    combo = QComboBox()
    combo.addItems(["一", "二", "三"])
    area = scroll(column(combo, *(button(f"第 {at} 行") for at in range(80))))
    area.setParent(program.frame)
    area.resize(300, 200)
    area.show()
    QApplication.processEvents()
    assert isinstance(area, QScrollArea)
    combo.setFocus()
    turn_wheel(combo)
    assert area.verticalScrollBar().value() > 0
    assert combo.currentIndex() == 0


def test_a_double_click_on_preview_imports_nobody(columns: ImportPage, shell: Shell) -> None:
    before = len(roster.history(shell.desk))
    forward = columns.main
    assert forward is not None
    assert forward.text() == "预览"
    double_click(forward)
    assert columns.step == PREVIEW
    assert len(roster.history(shell.desk)) == before


def test_the_committing_button_works_once_it_has_been_seen(columns: ImportPage) -> None:
    assert columns.main is not None
    double_click(columns.main)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    assert columns.main.text().startswith("导入 ")
    pressed: list[bool] = []
    columns.main.clicked.disconnect()
    columns.main.clicked.connect(lambda: pressed.append(True))
    window = columns.window().windowHandle()
    QTest.mouseClick(window, LEFT, PLAIN, columns.main.mapTo(columns.window(), columns.main.rect().center()))
    assert pressed == [True]


def test_the_same_button_with_another_caption_is_another_button(program: Program) -> None:
    done: list[str] = []

    def press() -> None:
        done.append(one.text())
        one.setText("删除 3 人")

    one = QPushButton("看一看", program.frame)
    one.clicked.connect(press)
    one.show()
    double_click(one)
    assert done == ["看一看"]


def test_two_buttons_side_by_side_can_be_pressed_quickly(program: Program) -> None:
    done: list[str] = []
    window = program.frame.windowHandle()
    for at, name in enumerate(("甲", "乙")):
        one = QPushButton(name, program.frame)
        one.setGeometry(20 + 80 * at, 20, 70, 30)
        one.clicked.connect(lambda _on=False, name=name: done.append(name))
        one.show()
    for at in (50, 130):
        QTest.mousePress(window, LEFT, PLAIN, QPoint(at, 35), 10)
        QTest.mouseRelease(window, LEFT, PLAIN, QPoint(at, 35), 10)
    QApplication.processEvents()
    assert done == ["甲", "乙"]


def test_the_wizard_is_guarded_too(program: Program, tmp_path: Path) -> None:
    program.show_first_run()
    shown = program.frame.content()
    assert isinstance(shown, FirstRun)
    before = entered(shown)
    turned_everywhere(shown)
    assert entered(shown) == before
