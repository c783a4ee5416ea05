"""本所名单: typed by the keyboard alone, pasted, imported, collected, put out of use; saved and taken
back.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.own_lists.model import NAME, PHONE, WITHIN
from anbang_desktop.gui.pages.own_lists.page import OwnListsPage
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from tests.support.clerk import button
from tests.support.widgets import words

VILLAGE, OFFICER = OwnList.VILLAGE, OwnList.OFFICER


@pytest.fixture
def page(shell: Shell) -> Iterator[OwnListsPage]:
    shell.go("own_lists")
    shown = shell.page()
    assert isinstance(shown, OwnListsPage)
    shell.window().activateWindow()
    QApplication.processEvents()
    yield shown
    QApplication.clipboard().clear()


def names(desk: Desk, kind: OwnList = VILLAGE) -> list[str]:
    return [one.name for one in own_lists.lines(desk, kind)]


def cell() -> QLineEdit:
    """The cell that is open for typing."""
    here = QApplication.focusWidget()
    assert isinstance(here, QLineEdit), here
    return here


def type_(said: str, key: Qt.Key) -> None:
    QTest.keyClicks(cell(), said)
    QTest.keyClick(cell(), key)
    QApplication.processEvents()


def test_names_are_typed_one_a_line_with_enter(page: OwnListsPage, shell: Shell) -> None:
    QTest.keyClicks(cell(), "A village")
    assert page.unsaved()
    page.refresh()
    QTest.keyClick(cell(), Qt.Key.Key_Return)
    for name in ("B village", "C village"):
        type_(name, Qt.Key.Key_Return)
    assert names(shell.desk) == []
    assert page.unsaved()
    page.save_now()
    assert names(shell.desk) == ["A village", "B village", "C village"]
    assert not page.unsaved()
    assert "已保存村居名单" in words(shell)
    button(shell, "撤销").click()
    assert names(shell.desk) == []


def test_tab_goes_through_the_cells_of_a_line_and_out_at_the_end(page: OwnListsPage, shell: Shell) -> None:
    page._choose(OFFICER)
    QApplication.processEvents()
    type_("Zhou", Qt.Key.Key_Tab)
    type_("City station", Qt.Key.Key_Tab)
    type_("13900000001", Qt.Key.Key_Return)
    assert page.grid.list.currentIndex().column() == NAME
    page.grid.go(0, PHONE)
    QTest.keyClick(cell(), Qt.Key.Key_Backtab)
    assert page.grid.list.currentIndex().column() == WITHIN
    page.grid.go(1, PHONE)
    QTest.keyClick(cell(), Qt.Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None
    assert not page.grid.isAncestorOf(here)
    page.save_now()
    (line,) = own_lists.lines(shell.desk, OFFICER)
    assert (line.name, line.within, line.phone) == ("Zhou", "City station", "13900000001")


def test_what_is_wrong_is_said_and_nothing_is_saved(page: OwnListsPage, shell: Shell) -> None:
    page._choose(OFFICER)
    QApplication.processEvents()
    type_("Zhou", Qt.Key.Key_Return)
    page.grid.go(0, PHONE)
    type_("12", Qt.Key.Key_Return)
    page.save_now()
    assert "第 1 行“Zhou”：电话" in words(page)
    assert own_lists.lines(shell.desk, OFFICER) == []
    assert page.unsaved()


def test_rows_of_a_spreadsheet_are_pasted(page: OwnListsPage, shell: Shell) -> None:
    own_lists.add(shell.desk, VILLAGE, ["柳湾村"])
    page.refresh()
    page.grid.list.setFocus()
    QApplication.processEvents()
    QApplication.clipboard().setText("柳湾村\n上河社区\n大桥村\n")
    QTest.keyClick(cell(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.save_now()
    assert names(shell.desk) == ["柳湾村", "上河社区", "大桥村"]


def test_a_sheet_is_read_and_saved_after_a_look(
    page: OwnListsPage, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "村居.csv"
    file.write_text("村居\n柳湾村\n上河社区\n", encoding="utf-8")
    monkeypatch.setattr(questions, "open_file", lambda *_args: file)
    page.choose_file()
    assert names(shell.desk) == []
    page.save_now()
    assert names(shell.desk) == ["柳湾村", "上河社区"]


def test_one_click_collects_what_records_say(page: OwnListsPage, shell: Shell) -> None:
    wanted = [name for name, _number in own_lists.unlisted(shell.desk, VILLAGE)]
    assert wanted
    button(page, "全部收进名单").click()
    assert names(shell.desk) == wanted
    assert own_lists.unlisted(shell.desk, VILLAGE) == []


def test_a_name_in_use_is_put_out_of_use_and_one_that_is_not_goes(page: OwnListsPage, shell: Shell) -> None:
    used = own_lists.unlisted(shell.desk, VILLAGE)[0][0]
    own_lists.add(shell.desk, VILLAGE, [used, "没人住的村"])
    page.refresh()
    page.grid.go(0)
    assert page._drop.text() == "停用"
    page._drop_line()
    page.grid.go(1)
    assert page._drop.text() == "去掉"
    page._drop_line()
    page.save_now()
    (line,) = own_lists.lines(shell.desk, VILLAGE)
    assert (line.name, line.active) == (used, False)
    page.grid.go(0)
    assert page._drop.text() == "启用"


def test_lines_are_moved(page: OwnListsPage, shell: Shell) -> None:
    own_lists.add(shell.desk, VILLAGE, ["柳湾村", "上河社区"])
    page.refresh()
    page.grid.go(1)
    page._move(-1)
    page._move(-1)
    page.save_now()
    assert names(shell.desk) == ["上河社区", "柳湾村"]


def test_what_is_typed_waits_while_another_list_is_shown(page: OwnListsPage) -> None:
    type_("A village", Qt.Key.Key_Return)
    page._choose(OFFICER)
    assert not page.unsaved()
    page._choose(VILLAGE)
    assert not page._drafting.offer.isHidden()
    page._drafting.go_on()
    assert [one.name for one in page.grid.model.lines()] == ["A village"]


def test_a_new_text_size_keeps_what_is_typed(page: OwnListsPage, shell: Shell) -> None:
    QTest.keyClicks(cell(), "A village")
    kept = page.keep()
    shell.go("own_lists", **kept)
    assert [one.name for one in page.grid.model.lines()] == ["A village"]
    assert page.unsaved()


def test_a_list_is_printed_and_exported_as_it_is_saved(
    page: OwnListsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_lists.add(page.desk, OwnList.DEPARTMENT, ["县民政局"])
    page.open(name="department")
    out = tmp_path / "部门名单.xlsx"
    monkeypatch.setattr(questions, "save_file", lambda *_a, **_k: out)
    page.export_list()
    sheet: Any = openpyxl.load_workbook(out).active
    assert any("县民政局" in row for row in sheet.iter_rows(values_only=True))
    page.grid.model.drop(0)
    with pytest.raises(UserError, match="还没有保存"):
        page.print_paper()
