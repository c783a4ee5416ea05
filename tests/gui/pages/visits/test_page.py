"""走访补录: the villages, a line a person, everything by keyboard, one unit of work, drafts, rows pasted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.visits.model import BEFORE, FIRST, MARK, WORDS
from anbang_desktop.gui.pages.visits.page import FORM, VisitsPage
from anbang_desktop.gui.parts.cells import STATE
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.visit_pack import PackDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import people, visits
from anbang_desktop.services.worklist.visits import ANSWERS, MET, NOBODY, Shared, Visit
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering
from tests.support.printer import plug_in
from tests.support.widgets import words

WHOLE = Visit(dict(zip(ANSWERS, ("SELF", "01", "02", "03", "01", "01", "01"), strict=True)), "砖厂活少")
KEYS = {str(digit): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(1, 10)}
ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> VisitsPage:
    """Four people, of whom the first two were visited ten days ago."""
    made = VisitsPage(desk, window)
    qtbot.addWidget(made)
    ids = people.list_ids(desk, people.PeopleFilter(), "no")[:4]
    before = Shared(on=desk.today - timedelta(days=10), way="HOME_VISIT", workers=("李文静",))
    listed = visits.lines(desk, ids)
    visits.record(desk, before, {line.row.no: WHOLE for line in listed[:2]})
    made.resize(1180, 700)
    made.open(among=ids)
    made.show()
    made.grid.list.setFocus()
    return made


def press(page: VisitsPage, *keys: Qt.Key) -> None:
    """On the rows, or in the words where the keyboard is there."""
    for key in keys:
        target: QWidget = page.grid.strip.entry if page.grid.strip.entry.hasFocus() else page.grid.list
        QTest.keyClick(target, key)


def digits(page: VisitsPage, answers: str) -> None:
    press(page, *(KEYS[one] for one in answers))


def cell(page: VisitsPage, row: int, column: int) -> tuple[str, str]:
    """The word and what it is, of a person's row (villages not counted)."""
    line = page.grid.model.lines()[row]
    index = page.grid.model.index(page.grid.model.place_of(line.row.no), column)
    return index.data(), index.data(STATE)


def entered(page: VisitsPage) -> list[Visit]:
    return [page.grid.model.visit(line) for line in page.grid.model.lines()]


def kept(desk: Desk, page: VisitsPage) -> list[int]:
    return [len(people.show(desk, line.row.no).file.contacts) for line in page.grid.model.lines()]


def test_last_time_is_seen_and_not_filled_in(page: VisitsPage) -> None:
    assert cell(page, 0, FIRST) == ("本人", BEFORE)
    assert cell(page, 0, FIRST + 2) == ("不稳定", BEFORE)
    assert cell(page, 2, FIRST) == ("", BEFORE)
    assert cell(page, 2, WORDS)[0] == "第一次走访，没有上次"
    assert entered(page) == [Visit()] * 4
    assert not page.unsaved()
    assert "已填 0 人，共 4 人" in words(page)
    assert "上次" in words(page.grid.strip)


def test_a_visit_takes_at_most_twelve_actions_without_the_mouse(page: VisitsPage) -> None:
    digits(page, "1123111")
    assert page.grid.strip.entry.hasFocus(), "the words come next, and nothing has to be pressed for them"
    page.grid.strip.entry.insert("想学电焊")
    press(page, ENTER)
    pressed = 7 + 1 + 1
    assert pressed <= 12
    assert entered(page)[0] == replace(WHOLE, words="想学电焊")
    assert page.grid.here()[0] == page.grid.model.lines()[1]
    press(page, *(ENTER,) * 8)
    assert entered(page)[1] == replace(WHOLE, words=""), "Enter confirms what last time said"
    assert page.grid.here()[0] == page.grid.model.lines()[2]
    assert "已填 2 人，共 4 人" in words(page)


def test_enter_confirms_nothing_where_nobody_has_been(page: VisitsPage) -> None:
    page.grid._go(page.grid.model.place_of(page.grid.model.lines()[2].row.no), FIRST)
    press(page, ENTER, ENTER)
    assert entered(page)[2] == Visit()
    assert page.grid.here()[1] == FIRST + 2


def test_marks_say_what_is_begun_and_what_is_finished(page: VisitsPage) -> None:
    digits(page, "1123111")
    press(page, ENTER)
    digits(page, "1")
    assert [cell(page, row, MARK)[1] for row in range(4)] == ["done", "soon", "todo", "todo"]
    page.grid._go(page.grid.model.place_of(page.grid.model.lines()[0].row.no), FIRST + 1)
    press(page, DELETE)
    assert cell(page, 0, MARK)[1] == "soon"
    assert cell(page, 0, FIRST + 1) == ("好", BEFORE), "what is taken back is last time's again"


def test_nobody_met_asks_for_nothing_more(page: VisitsPage) -> None:
    digits(page, "4")
    assert page.grid.strip.entry.hasFocus()
    assert cell(page, 0, FIRST + 1) == ("", "")
    assert entered(page)[0] == Visit({MET: NOBODY})
    assert cell(page, 0, MARK)[1] == "done"


def test_special_care_is_said_in_words(page: VisitsPage) -> None:
    digits(page, "1123111")
    page.grid.strip.care.click()
    assert cell(page, 0, MARK)[1] == "soon"
    assert "写明是什么情况" in cell(page, 0, WORDS)[0]
    page.grid.strip.entry.insert("和邻居有纠纷")
    assert entered(page)[0].care
    assert cell(page, 0, MARK)[1] == "done"


def test_what_stands_above_is_copied(page: VisitsPage) -> None:
    digits(page, "1123111")
    page.grid.strip.entry.insert("秋收完")
    press(page, ENTER)
    for _cell in range(8):
        page.grid.copy_above()
    assert entered(page)[1] == entered(page)[0]
    assert page.grid.here() == (page.grid.model.lines()[2], FIRST)
    page.grid._go(page.grid.model.place_of(page.grid.model.lines()[0].row.no), FIRST)
    page.grid.copy_above()
    assert entered(page)[0] == entered(page)[1], "nothing stands above the first"


def test_a_click_takes_last_time_and_another_the_next_answer(page: VisitsPage) -> None:
    def click(row: int, column: int) -> None:
        line = page.grid.model.lines()[row]
        index = page.grid.model.index(page.grid.model.place_of(line.row.no), column)
        at = page.grid.list.visualRect(index).center()
        QTest.mouseClick(page.grid.list.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(0, 0))

    click(0, FIRST + 2)
    assert entered(page)[0] == Visit({"work": "02"})
    click(0, FIRST + 2)
    assert entered(page)[0] == Visit({"work": "03"})
    click(2, FIRST + 2)
    assert entered(page)[2] == Visit(), "nobody has been there: a click answers nothing"
    click(2, WORDS)
    assert page.grid.strip.entry.hasFocus()


def test_the_finished_are_saved_at_once_and_the_rest_stays_as_a_draft(
    page: VisitsPage, desk: Desk, window: ToldWindow
) -> None:
    lines = page.grid.model.lines()
    digits(page, "1123111")
    press(page, ENTER)
    press(page, *(ENTER,) * 8)
    digits(page, "1")
    page.save_now()
    assert window.toasts[-1] == "已登记走访 2 人"
    assert [line.row.no for line in page.grid.model.lines()] == [line.row.no for line in lines[2:]]
    assert entered(page) == [Visit({MET: "SELF"}), Visit()]
    found = drafts.find(desk, FORM)
    assert found is not None
    assert list(found.values["rows"]) == [lines[2].row.no]
    done = history.last_done(desk, 0)
    assert done is not None
    assert done.title == "登记走访 2 人"
    history.undo(desk, done.id)
    page.refresh()
    assert kept(desk, page) == [1, 1, 0, 0]
    assert [line.row.no for line in page.grid.model.lines()] == [line.row.no for line in lines]
    assert [one.finished for one in entered(page)] == [True, True, False, False], (
        "to be put right, not typed anew"
    )
    page.save_now()
    page.refresh()
    assert [line.row.no for line in page.grid.model.lines()] == [line.row.no for line in lines[2:]]


def test_the_last_save_leads_back_to_the_villages_and_leaves_no_draft(page: VisitsPage, desk: Desk) -> None:
    for _person in range(4):
        digits(page, "4")
        press(page, ENTER)
    page.save_now()
    assert drafts.find(desk, FORM) is None
    assert not page.unsaved()
    assert page.villages.isVisibleTo(page)
    page.refresh()
    assert page.villages.isVisibleTo(page), "nothing was taken back"


def test_nothing_is_saved_where_nothing_is_finished_or_the_day_is_wrong(page: VisitsPage, desk: Desk) -> None:
    page.save_now()
    assert "还没有一个人填完" in words(page)
    digits(page, "4")
    assert "还没有一个人填完" not in words(page), "the sentence goes with the next entry"
    for raw, said in (("2099-01-01", "晚于今天"), ("", "日期还没有填"), ("没有", "日期")):
        page._shared.set_raw({"on": raw})
        page.save_now()
        assert said in words(page._shared)
    page._shared.set_raw({"on": "今天", "way": "未遇"})
    page.save_now()
    assert "在下面“见到谁”里选“未见到”" in words(page._shared)
    assert kept(desk, page) == [1, 1, 0, 0]


def test_rows_of_a_sheet_are_pasted_and_what_is_strange_is_named(
    page: VisitsPage, window: ToldWindow
) -> None:
    names = [line.row.name for line in page.grid.model.lines()]
    QApplication.clipboard().setText(f"姓名\t工作\t内容\n{names[1]}\t务农\t秋收完\n{names[2]}\t还行\t")
    page.paste()
    assert entered(page)[1] == Visit({"work": "05"}, "秋收完")
    assert entered(page)[2] == Visit()
    assert f"{names[2]}的工作“还行”看不懂" in words(page)
    QApplication.clipboard().setText("本人\t好")
    page.paste()
    assert window.toasts[-1] == "贴了 1 人，还没有保存"
    assert entered(page)[0] == Visit({MET: "SELF", "behaviour": "01"})


def test_what_was_begun_is_offered_the_next_time(
    page: VisitsPage, desk: Desk, window: ToldWindow, qtbot: QtBot
) -> None:
    digits(page, "11")
    page._put_by()
    again = VisitsPage(desk, window)
    qtbot.addWidget(again)
    again.open()
    assert "上次有没保存的内容" in words(again)
    assert not again.unsaved(), "it is offered, not filled in"
    again._drafting.go_on()
    assert entered(again)[0] == Visit({MET: "SELF", "behaviour": "01"})
    assert len(entered(again)) == 4


def test_other_people_do_not_lose_what_was_begun(page: VisitsPage, desk: Desk) -> None:
    digits(page, "11")
    first = page.grid.model.lines()[0].row.no
    page.open(among=people.list_ids(desk, people.PeopleFilter(), "no")[10:12])
    digits(page, "1")
    page._drafting.go_on()
    found = page.grid.model.visits
    assert found[first] == Visit({MET: "SELF", "behaviour": "01"})
    assert len(found) == 2
    assert len(entered(page)) == 3, "those who are listed and those who were begun"


def test_a_new_text_size_keeps_what_stands_there(
    page: VisitsPage, desk: Desk, window: ToldWindow, qtbot: QtBot
) -> None:
    digits(page, "11")
    page._shared.set_raw({"workers": "李文静、王建国"})
    again = VisitsPage(desk, window)
    qtbot.addWidget(again)
    again.open(**page.keep())
    assert entered(again) == entered(page)
    shared = again._shared.read()
    assert shared is not None
    assert shared.workers == ("李文静", "王建国")


@pytest.mark.parametrize("size", ["标准", "特大"])
def test_the_six_answers_never_leave(
    painted: QApplication, page: VisitsPage, size: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: dress(painted, "标准"))
    dress(painted, size)
    page.resize(860, 560)
    hidden = [column for column in range(WORDS + 1) if page.grid.list.isColumnHidden(column)]
    assert set(hidden) <= {WORDS, FIRST}
    digits(page, "1")
    assert entered(page)[0] == Visit({MET: "SELF"}), "who was met is entered in the strip"


def test_villages_are_ticked_and_taken(
    painted: QApplication, desk: Desk, window: ToldWindow, registered: str, qtbot: QtBot
) -> None:
    made = VisitsPage(desk, window)
    qtbot.addWidget(made)
    made.open()
    village = people.show(desk, registered).row.village
    QTest.keyClick(made.villages.list, Qt.Key.Key_Space)
    assert "已选 1 村 1 人" in words(made)
    QTest.keyClick(made.villages.list, ENTER)
    assert [line.row.no for line in made.grid.model.lines()] == [registered]
    assert f"{village}，1 人" in words(made)


def test_the_sheets_are_laid_out_shown_and_noted(
    page: VisitsPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noted: list[tuple[int, papers.Phones]] = []
    printer = plug_in(monkeypatch, tmp_path)
    monkeypatch.setattr(
        papers, "note_pack", lambda _desk, numbers, phones: noted.append((len(numbers), phones))
    )

    def whole(asked: PackDialog) -> None:
        asked._ways["whole"].setChecked(True)
        asked._done()

    def look(shown: PaperDialog) -> None:
        assert len(shown.preview._pages) == 4
        shown._print()

    with answering((PackDialog, whole), (PaperDialog, look)):
        page.print_paper()
    assert noted == [(4, "whole")]
    assert printer.pages() == [4]
    assert window.toasts[-1] == "已送打印机：走访包 4 人"


def test_the_keys_of_the_page_reach_it_in_the_real_window(shell: Shell, qtbot: QtBot) -> None:
    ids = people.list_ids(shell.desk, people.PeopleFilter(), "no")[:3]
    shell.go("visits", among=ids)
    made = shell.page()
    assert isinstance(made, VisitsPage)
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    made.grid.list.setFocus()

    def key(pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, pressed, held)
        QApplication.processEvents()

    control = Qt.KeyboardModifier.ControlModifier
    key(Qt.Key.Key_F2)
    assert made.grid.strip.entry.hasFocus()
    key(Qt.Key.Key_Escape)
    assert made.grid.list.hasFocus()
    made.grid._go(made.grid.list.currentIndex().row(), FIRST)
    key(Qt.Key.Key_4)
    key(ENTER)
    key(Qt.Key.Key_D, control)
    assert [one.answers for one in entered(made)[:2]] == [{MET: NOBODY}] * 2
    QApplication.clipboard().setText("未见到")
    made.grid._go(made.grid.model.place_of(made.grid.model.lines()[2].row.no), FIRST)
    made.grid.list.setFocus()
    key(Qt.Key.Key_V, control)
    assert made.grid.model.finished() == 3
    made.grid.write_words()
    key(Qt.Key.Key_S, control)
    qtbot.waitUntil(lambda: not made.grid.model.lines())
    assert any("已登记走访 3 人" in words(one) for one in shell.findChildren(QWidget))
