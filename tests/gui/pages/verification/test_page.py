"""信息核查: one list a page, its clock, its filters, ticks by keyboard, the check of one and of several."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.pages.verification.columns import ALL_MARKS, MARKS, REPLY, RESULT
from anbang_desktop.gui.pages.verification.page import PLACE, VerificationPage
from anbang_desktop.gui.records.several_checks import SeveralDialog
from anbang_desktop.gui.records.verification_dialog import VerificationDialog
from anbang_desktop.gui.shell.page import Count
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people, verification
from tests.gui.pages.conftest import ToldWindow
from tests.support.makers import TODAY
from tests.support.widgets import words

CHECKED = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "replied_on": TODAY}
ITEMS = [
    {"item": "身份", "result": "SAME"},
    {"item": "户籍地", "result": "DIFFERENT", "actual": "已迁往邻县"},
    {"item": "联系方式", "result": "UNVERIFIABLE"},
]


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> VerificationPage:
    """The page of the one list of this office."""
    made = VerificationPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    return made


def press(
    page: VerificationPage, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        QTest.keyClick(page.list, key, held)


def filling(
    monkeypatch: pytest.MonkeyPatch, dialog: type[RecordDialog], fill: Callable[[RecordDialog], object]
) -> None:
    def run(self: RecordDialog) -> Saved | None:
        fill(self)
        self.save()
        return self.answer

    monkeypatch.setattr(dialog, "run", run)


def test_a_list_shows_its_clock_and_how_far_it_is(page: VerificationPage) -> None:
    said = words(page)
    assert "预释放人员名单_2026年11月" in said
    assert "前回复" in said
    assert "已核查 1 人，共 32 人，封存 1 件" in said
    assert "已回复 1 人" in said
    assert {"全部 32", "没查完 31", "没回复 31"} <= set(said.splitlines())
    days = [line.row.release_date for line in (page.model.row_of(at) for at in range(32)) if line]
    assert days == sorted(day for day in days if day), "the earliest release first"


def test_what_was_found_stands_in_marks_and_beside_the_list_in_words(
    page: VerificationPage, desk: Desk, fresh: str
) -> None:
    write.record(desk, fresh, "verification", {**CHECKED, "result": "02", "item_result": ITEMS})
    page.refresh()
    ids = page.model.ids()
    page.list.selectRow(ids.index(people.show(desk, fresh).id))
    line = page.model.row_of(page.list.currentIndex().row())
    assert line is not None
    assert line.found == ("same", "different", "", "", "unknown", "")
    assert (line.result, line.mark) == ("部分不符", "soon")
    said = words(page._summary)
    assert "已迁往邻县" in said
    assert "还没查" in said
    assert "登记核查" not in said, "nothing asks again for what was answered"
    index = page.model.index(page.list.currentIndex().row(), REPLY)
    assert index.data() == f"{TODAY:%m-%d}"


def test_ticks_are_set_by_keyboard_and_are_not_the_cursor(page: VerificationPage) -> None:
    page.list.setFocus()
    page.list.selectRow(0)
    press(page, Qt.Key.Key_Space)
    assert page.ticks.chosen() == [page.model.ids()[0]]
    assert page.foot.isVisibleTo(page)
    press(page, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    press(page, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert page.ticks.chosen() == list(page.model.ids()[:3])
    press(page, Qt.Key.Key_Down)
    assert len(page.ticks.chosen()) == 3, "the cursor moves on, the boxes stay"
    assert "登记核查 3 人" in words(page.foot)
    press(page, Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    assert len(page.ticks.chosen()) == 32
    press(page, Qt.Key.Key_Escape)
    assert page.ticks.chosen() == []
    assert not page.foot.isVisibleTo(page)


def test_who_leaves_the_filter_is_ticked_no_more(page: VerificationPage) -> None:
    page._choose("all")
    press(page, Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    page._choose("not_true")
    assert page.model.rowCount() == 0
    assert page.ticks.chosen() == []


def test_one_person_is_checked_without_leaving_the_list(
    page: VerificationPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: RecordDialog) -> None:
        for name, value in (("methods", ("VILLAGE",)), ("result", "01"), ("replied_on", TODAY)):
            dialog.form.rows[name].editor.set_value(value)

    filling(monkeypatch, VerificationDialog, fill)
    page._choose("open")
    first = page.model.row_of(0)
    assert first is not None
    next(one for one in page._summary.findChildren(QPushButton) if one.text() == "登记核查").click()
    assert people.show(desk, first.row.no).state_code == "S30_AWAIT_RELEASE"
    assert window.toasts == [f"已登记核查：{first.row.name}"]
    assert page.model.rowCount() == 30
    assert page.list.currentIndex().row() == 0, "who is next is under the cursor"


def test_several_are_checked_at_once_and_taken_back_at_once(
    page: VerificationPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def fill(dialog: RecordDialog) -> None:
        assert isinstance(dialog, SeveralDialog)
        told.append(dialog._change.text())
        for name, value in (("methods", ("VILLAGE",)), ("result", "01"), ("replied_on", TODAY)):
            dialog.form.rows[name].editor.set_value(value)
        dialog.form.changed.emit()
        told.append(dialog._change.text())

    filling(monkeypatch, SeveralDialog, fill)
    page._choose("open")
    press(page, Qt.Key.Key_Space)
    for _ in range(3):
        press(page, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    chosen = [row.no for row in people.rows(desk, page.ticks.chosen())]
    page.foot.buttons[0].click()
    assert window.toasts == ["已登记核查 4 人"]
    assert {people.show(desk, no).state_code for no in chosen} == {"S30_AWAIT_RELEASE"}
    assert "选好核查结论后" in told[0]
    assert "转为“待释放”" in told[1]
    assert all(people.show(desk, no).row.name in told[1] for no in chosen)
    done = history.done_with(desk, chosen[2])[0]
    assert done.label == "登记核查 4 人"
    first = people.show(desk, chosen[0]).file.verifications[-1]
    assert first.batch_no == "预释放人员名单_2026年11月", "each keeps what the list says"
    history.undo(desk, done.id)
    assert {people.show(desk, no).state_code for no in chosen} == {"S10_NOTICE"}


def test_what_is_wrong_with_one_is_written_for_none(page: VerificationPage, desk: Desk) -> None:
    ids = page.model.ids()[:2]
    numbers = [row.no for row in verification.to_record(desk, ids)]
    with pytest.raises(Exception, match="两人核查"):
        verification.record(desk, numbers, {**CHECKED, "result": "03"})
    assert all(not people.show(desk, no).file.verifications for no in numbers)


def test_enter_opens_the_person_and_f6_goes_to_the_summary(
    page: VerificationPage, window: ToldWindow
) -> None:
    page.list.selectRow(1)
    press(page, Qt.Key.Key_Return)
    key, target = window.went[-1]
    assert key == "person"
    assert (target["at"], target["section"]) == (1, "verification")
    page.list.setFocus()
    page._other_pane()
    assert page._summary.isAncestorOf(page.focusWidget())


@pytest.mark.parametrize(("wide", "six"), [(1180, True), (900, False)])
def test_the_six_marks_become_one_column_where_room_is_short(
    page: VerificationPage, *, wide: int, six: bool
) -> None:
    page.resize(wide, 600)
    assert [page.list.isColumnHidden(place) for place in MARKS] == [not six] * 6
    assert page.list.isColumnHidden(ALL_MARKS) is six
    assert not page.list.isColumnHidden(RESULT)
    assert page.list.horizontalScrollBar().maximum() == 0, "nothing goes sideways"
    assert not page.grab().isNull()


@pytest.mark.parametrize(
    ("size", "wide", "high"), [("标准", 921, 528), ("大", 1172, 680), ("特大", 1150, 640)]
)
def test_the_page_fits_beside_the_navigation(
    painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot, size: str, wide: int, high: int
) -> None:
    dress(painted, size, shipped=True)
    try:
        made = VerificationPage(desk, window)
        qtbot.addWidget(made)
        made.resize(wide, high)
        made.open()
        made.show()
        press(made, Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
        assert made.minimumSizeHint().width() <= wide
        assert made.minimumSizeHint().height() <= high
        assert made.size() == QSize(wide, high), "it does not grow"
        assert made.list.horizontalScrollBar().maximum() == 0
    finally:
        dress(painted, "标准", shipped=True)


def test_a_kept_page_comes_back_with_its_list_and_filter(page: VerificationPage) -> None:
    page._choose("open")
    kept = page.keep()
    page._choose("all")
    page.open(**kept)
    assert page.model.rowCount() == 31


def test_the_navigation_counts_who_is_still_to_be_checked(shell: Shell) -> None:
    assert PLACE.count is not None
    assert PLACE.count(shell.desk, shell) == Count(32)
    assert shell.nav.entry("verification").count_label().text() == "32"


def test_the_line_of_today_opens_the_list(shell: Shell, qtbot: QtBot) -> None:
    shell.go("today")
    today = shell.page()
    assert today is not None
    next(one for one in today.findChildren(QPushButton) if one.text() == "逐人核查").click()
    assert shell.here() == "verification"
    opened = shell.page()
    assert isinstance(opened, VerificationPage)
    assert opened.model.rowCount() == 32
