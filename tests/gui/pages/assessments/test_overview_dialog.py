"""评估概况: numbers of the office, nobody named."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.assessments.overview_dialog import OverviewDialog
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.assessment_history import Apart
from anbang_desktop.services.worklist import lists
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering
from tests.support.widgets import words


def test_it_says_what_is_due_and_where_the_groups_disagree(painted: QApplication, qtbot: QtBot) -> None:
    made = OverviewDialog(None, (3, 1), {"重点": 2, "一般": 9}, [Apart("住房", 4, 11)])
    qtbot.addWidget(made)
    shown = words(made)
    for said in ("现在应评 3 人，其中逾期 1 人", "重点 2 人，一般 9 人", "11 次评估里 4 次要商量"):
        assert said in shown


def test_the_list_opens_it(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow, registered: str
) -> None:
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    seen: list[str] = []

    def read(dialog: OverviewDialog) -> None:
        seen.append(words(dialog))
        dialog.reject()

    with answering((OverviewDialog, read)):
        page.overview()
    assert f"现在应评 {lists.assessments_due(desk)[0]} 人" in seen[0]
    assert "未定" in seen[0]
