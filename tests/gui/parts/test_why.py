"""Why a day is what it is: five lines over the page."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.gui.parts.why import Why, why_link
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from tests.support.makers import TODAY
from tests.support.widgets import texts

WHY = Reckoning(TODAY, "登记", TODAY - timedelta(5), "5 日内签订", "加 5 天", "没有遇到节假日", "第十条")


def test_why_shows_the_five_lines_and_closes_by_esc(shell: Shell, qtbot: QtBot) -> None:
    link = why_link(WHY)
    link.setParent(shell)
    link.click()
    shown = link.findChild(Why)
    assert shown is not None
    assert {"起算", "规则", "计算", "顺延", "依据"} <= set(texts(shown))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize("size", ["标准", "大", "特大"])
def test_why_cuts_no_line(painted: QApplication, qtbot: QtBot, size: str) -> None:
    dress(painted, size, shipped=True)
    made = Why(
        "为什么是 11月12日",
        [
            ("规则", "释放日期由监所确定，减刑、加刑后以监所通知为准；释放后仍未报到的，报县司法局" * 2),
            ("顺延", "不顺延"),
        ],
    )
    qtbot.addWidget(made)
    made.adjustSize()
    with qtbot.waitExposed(made):
        made.show()
    cut = [
        label.text()
        for label in made.findChildren(QLabel)
        if label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]
    assert not cut
    dress(painted, "标准", shipped=True)
