"""重点时段: begun from an empty page, whom to see, exactly those to the visits, reasons, late comers, report,
the end.
"""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.campaigns import Campaign
from anbang_desktop.fields.field import names
from anbang_desktop.gui.pages.campaigns.columns import seen
from anbang_desktop.gui.pages.campaigns.dialogs import CampaignDialog, NoteDialog
from anbang_desktop.gui.pages.campaigns.page import CampaignsPage
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.pages.visits.page import VisitsPage
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import campaigns
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support import makers
from tests.support.clerk import answering, button, press
from tests.support.printer import plug_in
from tests.support.widgets import words

ITS = names(Campaign)


def settle() -> None:
    """What was replaced is gone, what is new has its place."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def walk_in(desk: Desk, one: makers.Invented) -> str:
    values = {**one.values(), "village": "柳湾村", "release_cert_no": "1", "release_date": desk.today}
    return advance.register_walk_in(desk, values)


@pytest.fixture
def three(shell: Shell) -> list[str]:
    return [walk_in(shell.desk, one) for one in makers.people(3, seed=5)]


def begin(desk: Desk, days: int = 20) -> int:
    values = {"name": "春节排查", "ways": ["HOME_VISIT"], "starts": desk.today}
    return campaigns.start(desk, {**values, "ends": desk.today + timedelta(days=days)})


def visit(desk: Desk, no: str) -> None:
    at = datetime.combine(desk.today, time())
    values = {"at": at, "contact_type": "HOME_VISIT", "workers": ["李文静"], "met": "SELF", "abnormal": False}
    write.record(desk, no, "contact", values)


def opened(shell: Shell, **target: Any) -> CampaignsPage:
    shell.go("campaigns", **target)
    page = shell.page()
    assert isinstance(page, CampaignsPage)
    settle()
    return page


def test_one_is_begun_from_the_empty_page(shell: Shell, three: list[str]) -> None:
    page = opened(shell)
    assert "还没有重点时段" in words(page)

    def fill(dialog: CampaignDialog) -> None:
        button(dialog, "国庆走访").click()
        assert "在册 3 人要走访" in words(dialog)
        button(dialog, "开始").click()
        assert "截止日期还没有填" in words(dialog)
        dialog.form.row(ITS.ends).editor.set_raw("261220")
        button(dialog, "开始").click()

    with answering((CampaignDialog, fill)):
        button(page, "定一个重点时段").click()
    assert "已见到 0 人，共 3 人" in words(page)
    assert page.model.rowCount() == 3
    assert "已开始" in words(shell)
    button(shell, "撤销").click()
    assert "还没有重点时段" in words(page)


def test_who_was_seen_leaves_the_list_and_the_rest_go_to_the_visits(shell: Shell, three: list[str]) -> None:
    begin(shell.desk)
    visit(shell.desk, three[0])
    page = opened(shell)
    assert "已见到 1 人，共 3 人" in words(page)
    assert page.model.rowCount() == 2
    page._choose("seen")
    line = page.model.row_of(0)
    assert line is not None
    assert (line.row.no, seen(line, shell.desk.today), line.by) == (three[0], "11月30日 入户走访", "李文静")
    button(page, " 逐个走访 2 人").click()
    there = shell.page()
    assert isinstance(there, VisitsPage)
    assert {one.row.no for one in there.grid.model.lines()} == set(three[1:])


def test_a_reason_is_written_with_the_keyboard(shell: Shell, three: list[str]) -> None:
    begun = begin(shell.desk)
    page = opened(shell)
    page.list.setFocus()

    def fill(dialog: NoteDialog) -> None:
        QTest.mouseClick(button(dialog, "外出务工"), Qt.MouseButton.LeftButton)
        QTest.keyClick(dialog.entry, Qt.Key.Key_Return)

    with answering((NoteDialog, fill)):
        QTest.keyClick(page.list, Qt.Key.Key_F2)
        QApplication.processEvents()
    assert campaigns.show(shell.desk, begun).lines[0].person.note == "外出务工"
    assert "已记下原因" in words(shell)


def test_who_came_meanwhile_is_taken_in(shell: Shell, three: list[str]) -> None:
    begun = begin(shell.desk)
    walk_in(shell.desk, makers.people(4, seed=5)[3])
    page = opened(shell)
    assert "新来 1 人" in words(page)
    button(page, "加进来").click()
    assert campaigns.show(shell.desk, begun).total == 4
    settle()
    assert "新来" not in words(page)
    names_ = [page.model.index(at, 0).data() for at in range(page.model.rowCount())]
    assert sum("（11月30日新增）" in name for name in names_) == 1


def test_today_says_it_in_one_line_that_opens_it(shell: Shell, three: list[str]) -> None:
    begun = begin(shell.desk)
    shell.go("today")
    page = shell.page()
    assert isinstance(page, TodayPage)
    page.refresh()
    assert "还有 3 人未见到，12月20日止" in words(page)
    (item,) = (one for one in page._items if one.kind == "campaign")
    page._do(item)
    there = shell.page()
    assert isinstance(there, CampaignsPage)
    assert there._id == begun


def test_the_report_is_shown_printed_and_noted(
    shell: Shell, three: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begin(shell.desk)
    page = opened(shell)
    printer = plug_in(monkeypatch, tmp_path)
    with answering((PaperDialog, press("打印"))):
        page.print_paper()
    assert "已送打印机：春节排查走访汇总" in words(shell)
    assert printer.names == ["春节排查走访汇总"]
    assert page._id


def test_it_is_changed_and_closed(shell: Shell, three: list[str]) -> None:
    begun = begin(shell.desk)
    page = opened(shell)

    def later(dialog: CampaignDialog) -> None:
        dialog.form.row(ITS.ends).editor.set_raw("270110")
        button(dialog, "保存").click()

    with answering((CampaignDialog, later)):
        button(page, "修改").click()
    settle()
    assert "2026年11月30日至2027年1月10日" in words(page)
    with answering((Sure, press("结束"))):
        button(page, "结束").click()
    assert campaigns.listed(shell.desk)[0].closed_on == shell.desk.today
    settle()
    assert "结束" not in words(page).split("\n")
    assert not page._visit.isEnabled()
    assert page._id == begun


def test_several_are_chosen_from_a_menu_and_kept(shell: Shell, three: list[str], qtbot: QtBot) -> None:
    first = begin(shell.desk)
    second = begin(shell.desk, days=40)
    page = opened(shell, record=first)
    page._take(second)
    page._choose("all")
    kept = page.keep()
    page = opened(shell, **kept)
    assert (page._id, page._quick) == (second, "all")
    assert page.model.rowCount() == 3


def test_the_list_of_people_as_it_is_filtered_begins_one(shell: Shell, three: list[str]) -> None:
    write.record(shell.desk, three[0], "registration", {"village": "上河社区"})
    shell.go("people", filter=PeopleFilter(villages=frozenset({"柳湾村"})))
    there = shell.page()
    assert isinstance(there, PeoplePage)

    def fill(dialog: CampaignDialog) -> None:
        assert "在册的 2 人要走访" in words(dialog)
        dialog.form.row(ITS.name).editor.set_raw("看望")
        dialog.form.row(ITS.ends).editor.set_raw("261220")
        button(dialog, "开始").click()

    with answering((CampaignDialog, fill)):
        there._begin_campaign()
    settle()
    page = shell.page()
    assert isinstance(page, CampaignsPage)
    assert page.model.rowCount() == 2
    assert "选定的人" in words(page)


def test_who_is_still_to_be_seen_is_exported(shell: Shell, three: list[str]) -> None:
    begin(shell.desk)
    visit(shell.desk, three[0])
    page = opened(shell)
    seen_list = page.acts.listed.seen(page.acts.shown(), page.acts.listed.wanted(), Progress())
    assert len(seen_list.lines) == 2
    assert "春节排查" in seen_list.narrowed
    assert "还没见到" in seen_list.narrowed
    assert {line.no for line in seen_list.lines} == set(three[1:])
    assert seen_list.heads[4] == "见到"
    assert all("还没见到" in line.cells for line in seen_list.lines)
