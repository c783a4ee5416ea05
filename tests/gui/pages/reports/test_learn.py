"""添加县局表: whom a roster lists is answered first, suggestions are taken or left, by mouse and by keys."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.reports.home import Home
from anbang_desktop.gui.pages.reports.learn import Learn
from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import learning
from tests.conftest import DATA
from tests.gui.pages.reports.conftest import Told
from tests.support.blanks import blank, put
from tests.support.clerk import press


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A roster whose title does not say whom it lists, with a suggestion and an unknown heading."""

    def draw(sheet: Worksheet) -> None:
        sheet.title = "表一"
        sheet["A1"] = "刑满释放人员信息表"
        put(sheet, 2, ["序号", "姓名", "性别", "身份证号", "地址", "血型"])
        put(sheet, 3, [None] * 6)

    made = tmp_path / "信息表.xlsx"
    made.write_bytes(blank(draw))
    return made


@pytest.fixture
def learn(page: ReportsPage, file: Path) -> Learn:
    """The blank, studied."""
    page.study(file)
    assert isinstance(page.body, Learn)
    return page.body


def _band(learn: Learn) -> QComboBox:
    return learn.bands["表一"]


def _choose(choice: QComboBox, value: str) -> None:
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def _words(learn: Learn) -> str:
    return "\n".join(label.text() for label in learn.findChildren(QLabel))


def test_it_is_not_kept_before_somebody_said_whom_it_lists(
    page: ReportsPage, learn: Learn, desk: Desk, told: Told
) -> None:
    assert "请先回答" in _words(learn)
    assert learn.first() is _band(learn)
    press("保存这张表")(page)
    assert "列的是哪些人" in _words(learn)
    assert learning.profiles(desk) == ()
    press("是这张表")(learn)
    assert "请先回答" not in _words(learn)
    press("保存这张表")(page)
    (kept,) = learning.profiles(desk)
    assert kept.layout.sheets[0].row_set == "R01"
    assert isinstance(page.body, Home)
    assert told.saves == 1


def test_another_set_makes_other_columns_and_waits_in_the_draft(page: ReportsPage, learn: Learn) -> None:
    assert learn.matching.choices()["表一", 3, 0].currentData() == "sex"
    _choose(_band(learn), "R14")
    assert learn.matching.choices()["表一", 3, 0].currentData() == "", (
        "whose it is, is asked: the parent's stand there too"
    )
    assert learn.draft()["sets"] == {"表一": "R14"}
    page.refresh()
    assert isinstance(page.body, Learn)
    assert page.body is not learn
    assert _band(page.body).currentData() == "R14"


def test_a_sheet_may_be_left_alone(page: ReportsPage, learn: Learn) -> None:
    _choose(_band(learn), "")
    page.keep_blank()
    assert "没有要填的表" in _words(learn)


def test_keys_go_from_heading_to_heading_and_take_or_leave(learn: Learn, qtbot: QtBot) -> None:
    press("是这张表")(learn)
    QApplication.processEvents()
    address, blood = learn.matching.choices()["表一", 5, 0], learn.matching.choices()["表一", 6, 0]
    assert learn.first() is address, "what is offered comes first"
    qtbot.keyClick(address, Qt.Key.Key_Return)
    assert address.currentData() == "live_addr"
    assert learn.corrections() == {("表一", 5, 0): "live_addr"}
    qtbot.keyClick(address, Qt.Key.Key_Delete)
    assert address.currentData() == ""
    qtbot.keyClick(address, Qt.Key.Key_Down)
    assert learn.window().focusWidget() is blood
    qtbot.keyClick(blood, Qt.Key.Key_Up)
    assert learn.window().focusWidget() is address
    qtbot.keyClick(blood, Qt.Key.Key_Return)
    assert blood.currentData() == "", "nothing is offered there"


def test_two_cells_of_one_line_are_told_apart(page: ReportsPage) -> None:
    page.study(DATA / "learn_blanks" / "n04_本月数本年累计.xlsx")
    assert isinstance(page.body, Learn)
    choices = page.body.matching.choices()
    assert choices["统计表", 4, 4].currentData() == choices["统计表", 4, 5].currentData() == "book_start"
    assert "本年累计" in _words(page.body)
