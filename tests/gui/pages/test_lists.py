"""Every list of the window: Ctrl+P and Ctrl+E, what goes out, the menu of a row, columns that stay."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.lists.acts import ListActs
from anbang_desktop.gui.lists.arranged import SETTLE_MS
from anbang_desktop.gui.lists.columns_dialog import ColumnsDialog
from anbang_desktop.gui.lists.out_dialog import OutDialog
from anbang_desktop.gui.pages.agreements.page import AgreementsPage
from anbang_desktop.gui.pages.people.columns import EXTRAS, NAME, STATE, VILLAGE, WORKER
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.people.saved import NameDialog, SavedDialog, fill_menu
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.pages.verification.page import VerificationPage
from anbang_desktop.gui.parts.row_frame import RowFrame
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.visit_pack import PackDialog
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import size_in_force
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing
from anbang_desktop.services.documents.listing import COVERED, Numbers
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people, saved_filters
from anbang_desktop.services.worklist.people import PeopleFilter
from anbang_desktop.storage.tables_core import audit
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, press
from tests.support.printer import Printer, plug_in
from tests.support.widgets import words

LISTS: tuple[tuple[PageKey, str], ...] = (
    ("today", "今天要办"),
    ("people", "人员名单"),
    ("verification", "核查名单"),
    ("agreements", "协议名单"),
    ("assessments", "评估名单"),
    ("archives", "档案名单"),
    ("visits", "走访村居"),
)
_SEX, _AGE, RELEASE, CASE_NO = EXTRAS


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Path:
    """Where the office of the desk lies."""
    return tmp_path / "office"


@pytest.fixture
def opened(program: Program, desk: Desk) -> Shell:
    """The window on an office with a list and one person who is registered."""
    program.desk = desk
    program.show_shell()
    shell = program.shell()
    assert shell is not None
    return shell


@pytest.fixture
def listed(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> PeoplePage:
    page = PeoplePage(desk, window)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.open()
    page.show()
    return page


def cells(file: Path) -> list[list[Any]]:
    """Heads and rows."""
    sheet: Any = openpyxl.load_workbook(file).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def exporting(monkeypatch: pytest.MonkeyPatch, out: Path, numbers: Numbers = COVERED) -> None:
    monkeypatch.setattr(OutDialog, "run", lambda _self: numbers)
    monkeypatch.setattr(questions, "save_file", lambda *_: out)


def exported(acts: ListActs[Any], monkeypatch: pytest.MonkeyPatch, out: Path) -> list[list[Any]]:
    exporting(monkeypatch, out)
    acts.export()
    return cells(out)


def printing_to(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Printer:
    """A printer, and yes to what is asked before."""
    monkeypatch.setattr(OutDialog, "run", lambda _self: COVERED)
    monkeypatch.setattr(PaperDialog, "run", lambda _self: True)
    return plug_in(monkeypatch, folder)


def noted(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as connection:
        wanted = select(audit.c.action, audit.c.object).where(audit.c.action.in_(("print", "export")))
        return [(row[0], row[1]) for row in connection.execute(wanted.order_by(audit.c.seq))]


# the keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "name"), LISTS)
def test_ctrl_e_writes_the_list_of_the_page_in_front(
    opened: Shell,
    program: Program,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: PageKey,
    name: str,
) -> None:
    proposed: list[str] = []

    def save(_over: object, title: str, name: str, *_more: object) -> Path:
        proposed.extend((title, name))
        return tmp_path / "out.xlsx"

    monkeypatch.setattr(OutDialog, "run", lambda _self: COVERED)
    monkeypatch.setattr(questions, "save_file", save)
    opened.go(key)
    qtbot.keyClick(program.frame, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil((tmp_path / "out.xlsx").exists)
    assert proposed == [f"导出{name}", listing.file_name(opened.desk, name)]
    heads, *rows = cells(tmp_path / "out.xlsx")
    assert heads[0] == "序号"
    assert all(heads)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert rows
    assert noted(opened.desk)[-1][0] == "export"
    program.desk = None


@pytest.mark.parametrize("key", [key for key, _name in LISTS if key != "visits"])
def test_ctrl_p_shows_the_list_of_the_page_in_front(
    opened: Shell, program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: PageKey
) -> None:
    seen: list[str] = []

    def look(self: PaperDialog) -> bool:
        assert self.preview._pages
        seen.append(self.windowTitle())
        return False

    monkeypatch.setattr(OutDialog, "run", lambda _self: COVERED)
    monkeypatch.setattr(PaperDialog, "run", look)
    opened.go(key)
    qtbot.keyClick(program.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(seen))
    assert dict(LISTS)[key] in seen[0]
    assert noted(opened.desk) == [], "a look is no print"
    program.desk = None


def test_ctrl_p_on_visits_stays_the_sheets_to_take_along(
    opened: Shell, program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(PackDialog, "run", lambda self: asked.append(self.windowTitle()))
    opened.go("visits")
    qtbot.keyClick(program.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(asked))
    assert "走访包" in asked[0]
    program.desk = None


def test_a_page_without_a_list_says_so(opened: Shell, program: Program, qtbot: QtBot) -> None:
    opened.go("settings")
    qtbot.keyClick(program.frame, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.trouble.box() is not None)
    box = program.trouble.box()
    assert box is not None
    assert "没有名单可以导出" in words(box)
    box.done(0)
    program.desk = None


# what goes out ----------------------------------------------------------------------------------


def test_the_filter_the_order_and_all_rows_go_out(
    listed: PeoplePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = people.villages(desk)[0]
    listed.open(filter=PeopleFilter(villages=frozenset({village})), sort=("name", True))
    heads, *rows = exported(listed.acts, monkeypatch, tmp_path / "a.xlsx")
    wanted = people.rows(desk, people.list_ids(desk, listed._filter, "name", descending=True))
    assert [row[heads.index("姓名")] for row in rows] == [row.name for row in wanted]
    assert [row[heads.index("证件号")] for row in rows] == [row.id_no_masked for row in wanted]
    sheet: Any = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert f"筛选：村居：{village}" in sheet["A2"].value


def test_a_day_is_written_out_where_the_window_says_how_late_it_is(
    listed: PeoplePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads, *rows = exported(listed.acts, monkeypatch, tmp_path / "a.xlsx")
    shown = {str(row[heads.index("下一步")]) for row in rows}
    assert not any("逾期" in one for one in shown)
    assert any(one.startswith("2026-") for one in shown)


def test_only_what_is_ticked_goes_out_and_the_sheet_says_so(
    painted: QApplication,
    desk: Desk,
    window: ToldWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = VerificationPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    ids = list(page.model.ids())
    every = exported(page.acts, monkeypatch, tmp_path / "a.xlsx")
    assert len(every) == 1 + len(ids)
    assert {"身份", "户籍", "结论"} <= set(every[0]), "the marks are words, in whatever form the page is"
    assert "六项核查" not in every[0]
    assert every[1][every[0].index("身份")] in ("一致", "还没查")
    page.ticks.tick(ids[3:5])
    heads, *rows = exported(page.acts, monkeypatch, tmp_path / "b.xlsx")
    names = [line.row.name for line in page.model.fetch(ids[3:5])]
    assert [row[heads.index("姓名")] for row in rows] == names
    sheet: Any = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert "只列勾选的 2 人" in sheet["A2"].value


def test_whole_numbers_need_a_purpose_in_the_dialog_too(
    listed: PeoplePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "save_file", lambda *_: tmp_path / "a.xlsx")

    def refused(dialog: OutDialog) -> None:
        assert dialog.covered.isChecked()
        dialog.whole.setChecked(True)
        press("选择存到哪里")(dialog)
        assert "用途" in dialog.row.complaint()
        dialog.purpose.setText("报县司法局核对")
        press("选择存到哪里")(dialog)

    with answering((OutDialog, refused)):
        listed.acts.export()
    heads, *rows = cells(tmp_path / "a.xlsx")
    first = people.show(desk, people.rows(desk, listed.model.ids()[:1])[0].no)
    assert rows[0][heads.index("证件号")] == first.file.client.id_no
    with desk.store.read() as connection:
        found = connection.execute(select(audit.c.summary).where(audit.c.object == "lists/people")).scalar()
    assert "用途：报县司法局核对" in str(found)


def test_without_a_number_column_there_is_nothing_to_choose_until_a_telephone_is_added(
    painted: QApplication, qtbot: QtBot
) -> None:
    dialog = OutDialog(None, "打印", ["列：姓名"], "看样张", people=True, numbered=False)
    qtbot.addWidget(dialog)
    assert not dialog.whole.isEnabled()
    dialog.phones.setChecked(True)
    dialog.whole.setChecked(True)
    dialog.phones.setChecked(False)
    assert dialog.covered.isChecked(), "what can't be seen is not left on"


def test_an_empty_list_is_a_sentence(listed: PeoplePage) -> None:
    listed.open(filter=PeopleFilter(text="查无此人"))
    with pytest.raises(Exception, match="没有可以打印的内容"):
        listed.print_paper()


def test_what_goes_to_the_printer_is_noted_with_its_pages(
    listed: PeoplePage, desk: Desk, window: ToldWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = printing_to(monkeypatch, tmp_path)
    listed.print_paper()
    assert printer.pages() == [2]
    assert printer.across == [True], "so many columns need the paper across"
    assert noted(desk) == [("print", "lists/people")]
    assert window.toasts[-1] == f"已送打印机：人员名单 {listed.model.rowCount()} 人"


# the menu of a row ------------------------------------------------------------------------------


def menu_of(page: Any) -> QMenu:
    (made,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    assert isinstance(made, QMenu)
    return made


def entries(made: QMenu) -> list[str]:
    return [one.text().partition("\t")[0] for one in made.actions() if one.text()]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_menu_key_opens_the_menu_of_the_row(
    listed: PeoplePage, window: ToldWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    listed.list.selectRow(2)
    QTest.keyClick(listed.list, key, held)
    made = menu_of(listed)
    assert entries(made) == [
        "打开",
        "照录到别的系统",
        "按这份名单定重点时段",
        "复制这一格",
        "复制这一行",
        "打印人员名单…",
        "导出人员名单…",
        "列…",
        "恢复默认的列",
    ]
    row = listed.model.row_of(2)
    assert row is not None
    made.actions()[0].trigger()
    assert window.went[-1][1]["no"] == row.no
    made.close()


def test_the_right_button_takes_the_row_under_it_and_copies_what_is_covered(listed: PeoplePage) -> None:
    at = listed.list.visualRect(listed.model.index(4, 0)).center()
    where = listed.list.viewport().mapToGlobal(at)
    listed.list.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    assert listed.list.currentIndex().row() == 4
    made = menu_of(listed)
    next(one for one in made.actions() if one.text() == "复制这一行").trigger()
    row = listed.model.row_of(4)
    assert row is not None
    copied = QApplication.clipboard().text().split("\t")
    assert copied[0] == row.name
    assert row.id_no_masked in copied
    made.close()


def test_below_the_rows_there_is_no_menu(listed: PeoplePage) -> None:
    listed.open(filter=PeopleFilter(text="王"))
    at = QPoint(20, listed.list.viewport().height() - 2)
    listed.list.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    assert not [one for one in listed.findChildren(QMenu) if one.isVisible()]


def test_each_list_offers_its_own_verbs(
    painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot, registered: str
) -> None:
    page = AgreementsPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    made = page.acts.menu(page.model.row_of(0))
    assert entries(made)[:3] == ["打开协议", "拟协议", "打开人员页"]
    made.actions()[1].trigger()
    assert window.went[-1] == ("agreements", {"no": registered, "do": "拟协议"})


# columns ----------------------------------------------------------------------------------------


def heads_shown(page: PeoplePage) -> list[str]:
    return [one.head for one in page.acts.shown()]


def again(page: PeoplePage, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(page.desk, page.window_)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    return made


def act_in(listed: PeoplePage, act: Any) -> None:
    with answering((ColumnsDialog, act)):
        listed.acts.choose_columns()


def test_columns_are_chosen_by_keyboard_and_remembered(listed: PeoplePage, qtbot: QtBot) -> None:
    assert "释放日期" not in heads_shown(listed)

    def choose(dialog: ColumnsDialog) -> None:
        texts = [dialog.list.item(at).text().partition("（")[0] for at in range(dialog.list.count())]
        assert "姓名" not in texts, "who it is always stands first"
        dialog.list.setCurrentRow(texts.index("释放日期"))
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        for _step in range(texts.index("释放日期")):
            QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        dialog.list.setCurrentRow(texts.index("村居") + 1)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        press("就这样")(dialog)

    act_in(listed, choose)
    wanted = heads_shown(listed)
    assert wanted[:2] == ["姓名", "释放日期"]
    assert "村居" not in wanted
    assert not listed.list.isColumnHidden(RELEASE)
    assert heads_shown(again(listed, qtbot)) == wanted


def test_what_was_chosen_is_what_goes_out(
    listed: PeoplePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: ColumnsDialog) -> None:
        for at in range(dialog.list.count()):
            on = dialog.list.item(at).text().startswith(("责任人", "年龄"))
            dialog.list.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        press("就这样")(dialog)

    act_in(listed, choose)
    assert exported(listed.acts, monkeypatch, tmp_path / "a.xlsx")[0] == ["序号", "姓名", "责任人", "年龄"]


def test_a_dragged_column_stays_where_it_was_dropped(listed: PeoplePage, qtbot: QtBot) -> None:
    head = listed.list.horizontalHeader()
    head.moveSection(head.visualIndex(VILLAGE), NAME + 1)
    head.resizeSection(STATE, 150)
    qtbot.wait(SETTLE_MS + 100)
    after = again(listed, qtbot)
    assert heads_shown(after)[1] == "村居"
    assert after.list.columnWidth(STATE) == 150


def test_columns_that_have_no_room_leave_and_still_go_out(listed: PeoplePage) -> None:
    whole = heads_shown(listed)
    listed.list.resize(420, 400)
    assert listed.list.left_out()
    assert heads_shown(listed) == whole
    listed.list.resize(1500, 400)
    assert not listed.list.left_out()


def test_a_chosen_column_wins_over_those_that_leave_as_far_as_there_is_room(listed: PeoplePage) -> None:
    def choose(dialog: ColumnsDialog) -> None:
        texts = [dialog.list.item(at).text() for at in range(dialog.list.count())]
        dialog.list.item(texts.index("档案编号")).setCheckState(Qt.CheckState.Checked)
        press("就这样")(dialog)

    act_in(listed, choose)
    listed.list.resize(996, 400)
    assert not listed.list.isColumnHidden(CASE_NO)
    assert listed.list.isColumnHidden(WORKER), "责任人 leaves first"
    listed.list.resize(536, 400)
    assert listed.list.isColumnHidden(CASE_NO)


def test_the_usual_columns_come_back(listed: PeoplePage, qtbot: QtBot) -> None:
    usual = heads_shown(listed)
    head = listed.list.horizontalHeader()
    head.moveSection(head.visualIndex(VILLAGE), NAME + 1)
    qtbot.wait(SETTLE_MS + 100)
    act_in(listed, press("恢复默认"))
    assert heads_shown(listed) == usual == heads_shown(again(listed, qtbot))


def test_what_was_remembered_and_can_not_be_read_does_no_harm(listed: PeoplePage, qtbot: QtBot) -> None:
    usual = heads_shown(listed)
    for broken in ("", "{", "[]", '{"order": 3, "away": [], "widths": {}}', '{"order": ["没有这一列"]}'):
        choices().setValue(f"lists/people/{size_in_force()}", broken)
        assert heads_shown(again(listed, qtbot)) == usual


# who is mine ------------------------------------------------------------------------------------


def test_today_can_be_narrowed_to_what_the_user_is_responsible_for(
    opened: Shell, program: Program, registered: str
) -> None:
    opened.go("today")
    page = opened.page()
    assert isinstance(page, TodayPage)
    every = len(page._items)
    page._choose("mine")
    assert "您负责的人现在没有要办的事" in words(page)
    write.record(opened.desk, registered, "registration", {"responsible_worker": opened.desk.user})
    page.refresh()
    assert {item.no for item in page._items} == {registered}
    every -= 1  # nobody is without a worker any more
    assert len(page._all) == every
    place = next(place for place in opened._places.values() if place.key == "today")
    counted = page.counted(place)
    assert counted is not None
    assert counted.number == every, "the navigation counts everything"
    assert page.keep() == {"quick": "mine"}
    program.desk = None


def test_a_line_of_today_has_a_menu_by_mouse_and_by_its_button(
    opened: Shell, program: Program, qtbot: QtBot, registered: str
) -> None:
    opened.go("today")
    page = opened.page()
    assert isinstance(page, TodayPage)
    line = page.findChildren(RowFrame)[0]
    button = page.first()
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    made = menu_of(page)
    assert entries(made)[-2:] == ["打印今天要办…", "导出今天要办…"]
    assert "复制这一行" in entries(made)
    made.close()
    line.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QMenu)))
    menu_of(page).close()
    program.desk = None


# filters kept under a name ----------------------------------------------------------------------


def test_a_filter_is_kept_chosen_renamed_and_removed(
    listed: PeoplePage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def menu() -> QMenu:
        return fill_menu(QMenu(listed), listed, desk, listed._filter, listed._narrow)

    first = menu()
    assert [one.isEnabled() for one in first.actions()] == [False, False], "nothing narrowed, nothing kept"
    wanted = PeopleFilter(text="王")
    listed.open(filter=wanted)

    def name(dialog: NameDialog) -> None:
        press("存下")(dialog)
        assert "名称" in dialog.row.complaint()
        dialog.entry.setText("姓王的")
        press("存下")(dialog)

    with answering((NameDialog, name)):
        menu().actions()[0].trigger()
    listed.open(filter=PeopleFilter())
    made = menu()
    assert entries(made)[0] == "姓王的"
    assert not made.actions()[0].isChecked()
    made.actions()[0].trigger()
    assert listed._filter == wanted
    assert menu().actions()[0].isChecked()

    def again(dialog: NameDialog) -> None:
        dialog.entry.setText("王家")
        press("存下")(dialog)

    def sort_out(dialog: SavedDialog) -> None:
        dialog.rename()
        assert dialog.list.currentItem().text() == "王家"
        dialog.remove()
        assert dialog.list.count() == 0
        press("关闭")(dialog)

    monkeypatch.setattr(questions, "sure", lambda *_given, **_verbs: True)
    with answering((SavedDialog, sort_out), (NameDialog, again)):
        menu().actions()[-1].trigger()
    assert saved_filters.read(desk) == ()


def test_who_is_mine_is_one_click_away(listed: PeoplePage, desk: Desk, registered: str) -> None:
    write.record(desk, registered, "registration", {"responsible_worker": desk.user})
    listed.refresh()
    chips = [one for one in listed.findChildren(QPushButton) if one.text() == "我负责的 1"]
    chips[0].click()
    assert listed.model.rowCount() == 1
    assert listed.acts.listed.filter_words() == "我负责的"
