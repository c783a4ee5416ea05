"""A round at the screen: who is asked, what stays hidden, how the waiting ends."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.instrument import UNKNOWN
from anbang_desktop.gui.pages.assessments.curtain import Curtain
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.round_line import CLOSE
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment_round
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering
from tests.support.widgets import words

TELLING = "没有，也没找"


@pytest.fixture
def page(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow, registered: str
) -> Iterator[AssessmentsPage]:
    made = AssessmentsPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1194, 680)
    made.show()
    made.open(no=registered)
    yield made
    made.hide()


def one_of(page: AssessmentsPage) -> AssessOne:
    assert page.one is not None
    return page.one


def press(page: AssessmentsPage, caption: str, place: int = 0) -> None:
    """By keyboard."""
    settle()
    found = [
        one for one in one_of(page).findChildren(QPushButton) if one.text() == caption and one.isVisible()
    ]
    found[place].setFocus()
    QTest.keyClick(found[place], Qt.Key.Key_Space)
    settle()


def settle() -> None:
    """What was cleared away is gone, what was added is laid out."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def first_answers(dialog: SheetDialog) -> None:
    for entry in dialog.entries:
        entry.choose(next(iter(entry._answers.values())))
    dialog.save()


def telling(dialog: SheetDialog) -> None:
    for entry in dialog.entries:
        entry.choose(TELLING if entry.field.name == "B2" else next(iter(entry._answers.values())))
    dialog.note.setText("他常来村委会")
    dialog.save()


def members(desk: Desk, no: str) -> list[str]:
    return [one.name for one in people.show(desk, no).file.members]


def test_before_the_round_is_closed_there_is_nothing_to_agree_on(
    page: AssessmentsPage, desk: Desk, registered: str
) -> None:
    assert one_of(page).card.isVisible(), "who comes back with a finished paper types it at once"
    press(page, "发评分单")
    found = assessment_round.show(desk, registered)
    assert found is not None
    assert found.record.members == tuple(members(desk, registered))
    assert not one_of(page).card.isVisible()
    assert not [one for one in one_of(page).findChildren(QRadioButton) if one.isVisible()]
    with answering((SheetDialog, telling)):
        press(page, "录入")
    shown = words(one_of(page).sheets)
    assert "已收到 1 份" in shown
    for word in (TELLING, "他常来村委会", "分歧", "一致"):
        assert word not in shown
    assert sum(one.text() == "录入" for one in one_of(page).findChildren(QPushButton)) == 2


def test_what_is_in_is_put_in_anew_with_a_reason_and_never_opened(
    page: AssessmentsPage, desk: Desk, registered: str
) -> None:
    press(page, "发评分单")
    with answering((SheetDialog, telling)):
        press(page, "录入")
    met: list[int] = []

    def reason(dialog: ReasonDialog) -> None:
        dialog.entry.setText("抄错一行")
        dialog.go.click()

    def empty(dialog: SheetDialog) -> None:
        met.append(dialog.typed())
        first_answers(dialog)

    with answering((ReasonDialog, reason), (SheetDialog, empty)):
        press(page, "重新登记")
    assert met == [0], "what was put in before is not shown"


def test_one_after_the_other_at_one_screen(page: AssessmentsPage, desk: Desk, registered: str) -> None:
    press(page, "发评分单")
    seen: list[str] = []

    def next_one(dialog: Curtain) -> None:
        seen.append(words(dialog))
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

    def unsure(dialog: SheetDialog) -> None:
        dialog._rest()
        dialog.save()

    with answering(
        *((Curtain, next_one), (SheetDialog, telling), (Curtain, next_one), (SheetDialog, unsure)),
        *((Curtain, next_one), (SheetDialog, first_answers)),
    ):
        press(page, "依次在这里评")
    assert [name in told for name, told in zip(members(desk, registered), seen, strict=True)] == [True] * 3
    assert not any(TELLING in told for told in seen)
    press(page, "收齐了，开始商定")
    one = one_of(page)
    assert one.card.isVisible()
    assert f"1 人{UNKNOWN}" in words(one.items["B1"])
    assert "有成员写：他常来村委会" in words(one.sheets)
    assert "有 1 项要先商量" in words(one.sheets)
    assert words(one).index("B2　") < words(one).index("A1　"), "what is to be talked about stands first"
    assert all(name not in words(one.items["B2"]) for name in members(desk, registered)), "dots have no names"
    assert "B2" not in one.answers.agreed
    assert one.answers.agreed == {}, "one could not tell: nothing is taken over unasked"


def test_who_is_not_waited_for_is_late_and_counts_when_the_meeting_says_so(
    page: AssessmentsPage, desk: Desk, registered: str
) -> None:
    press(page, "发评分单")
    for _ in range(2):
        with answering((SheetDialog, first_answers)):
            press(page, "录入")

    def reason(dialog: ReasonDialog) -> None:
        dialog.entry.setText("外出学习")
        dialog.go.click()

    with answering((ReasonDialog, reason)):
        press(page, CLOSE)
    assert "收到 2 份，成员意见：一致" in words(one_of(page).sheets)
    assert "这一轮没有等齐：外出学习" in words(one_of(page).sheets)
    with answering((SheetDialog, telling)):
        press(page, "补登迟交的")
    assert "迟交，没有算在内" in words(one_of(page).sheets)
    press(page, "采纳")
    assert "收到 3 份，成员意见：基本一致" in words(one_of(page).sheets)


def test_too_few_sheets_are_said_in_the_page(page: AssessmentsPage, desk: Desk, registered: str) -> None:
    press(page, "发评分单")

    def reason(dialog: ReasonDialog) -> None:
        dialog.entry.setText("等不及")
        dialog.go.click()

    with answering((ReasonDialog, reason)):
        press(page, CLOSE)
    assert "只收到 0 份评分单，至少要 2 份" in words(one_of(page))
    found = assessment_round.show(desk, registered)
    assert found is not None
    assert not found.closed
