"""今天要办, 人员 and 设置 over a real office."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.gui.login.recovery_key import KeyShown
from anbang_desktop.gui.page_registry import find
from anbang_desktop.gui.pages.people.page import PeoplePage, next_state, next_words
from anbang_desktop.gui.pages.settings.dialogs import ChangePassphrase, NewRecoveryKey
from anbang_desktop.gui.pages.settings.page import SettingsPage
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.why import Why, why_link
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.office import open_office
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.due import DueItem, Group
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support import vaults
from tests.support.makers import TODAY

NEW = "another long passphrase 8"
WHY = Reckoning(TODAY, "登记", TODAY - timedelta(5), "5 日内签订", "加 5 天", "没有遇到节假日", "第十条")


def texts(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def item(group: Group, until: date, no: str = "QS01-2026-0001") -> DueItem:
    return DueItem(
        group,
        no,
        "王海军",
        "签订协议",
        WHY,
        until,
        "打印协议",
        "person",
        "soon",
        "agreement",
        "agreement",
        "柳湾村",
    )


@pytest.mark.parametrize(
    ("days", "words", "late"), [(-3, "逾期 3 天", True), (0, "今天", False), (5, "还有 5 天", False)]
)
def test_how_far_a_day_is(days: int, words: str, *, late: bool) -> None:
    left = left_until(TODAY + timedelta(days), TODAY)
    assert (left.words, left.late) == (words, late)


def test_a_day_of_another_year_says_its_year() -> None:
    assert left_until(date(2027, 1, 3), TODAY).day == "2027年1月3日"


def test_today_groups_what_is_due_and_goes_where_the_verb_says(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target)))
    page = TodayPage(
        shell.desk, shell, lambda _desk: [item("overdue", TODAY - timedelta(3)), item("today", TODAY)]
    )
    qtbot.addWidget(page)
    page.refresh()
    shown = texts(page)
    assert "共 2 件：逾期 1，今天 1" in page._facts.text()
    assert shown.count("签订协议") == 2
    assert any(words.startswith("登记 ") and words.endswith("，5 日内签订") for words in shown)
    next(one for one in page.findChildren(QPushButton) if one.text() == "打印协议").click()
    assert went == [("person", {"no": "QS01-2026-0001", "section": "agreement", "do": "打印协议"})]


def test_today_without_work_says_what_to_try(shell: Shell, qtbot: QtBot) -> None:
    page = TodayPage(shell.desk, shell, lambda _desk: [])
    qtbot.addWidget(page)
    page.refresh()
    assert "今天没有要办的事" in texts(page)


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


def test_the_list_says_no_period_before_the_release_and_no_completeness_before_the_file(shell: Shell) -> None:
    page = people_page(shell)
    shown = {
        (row.filed, page.model.index(at, 5).data(), page.model.index(at, 7).data())
        for at in range(33)
        if (row := page.model.row_of(at))
    }
    assert shown == {(False, "—", "—")}, "everybody on this list is still in custody, or not ours"


def people_page(shell: Shell) -> PeoplePage:
    shell.go("people")
    page = shell.page()
    assert isinstance(page, PeoplePage)
    return page


def test_the_list_shows_all_masked(shell: Shell) -> None:
    page = people_page(shell)
    assert page.model.rowCount() == 33
    assert page.model.index(0, 4).data().startswith("1499**********")


def test_a_click_on_the_head_sorts_in_the_database(shell: Shell) -> None:
    page = people_page(shell)
    page.list.horizontalHeader().sortIndicatorChanged.emit(0, Qt.SortOrder.DescendingOrder)
    wanted = people.list_ids(shell.desk, PeopleFilter(), "name", descending=True)
    assert page.model.ids() == wanted


def test_a_filter_in_force_is_seen_and_can_be_dropped(shell: Shell, qtbot: QtBot) -> None:
    page = people_page(shell)
    page.open(filter=PeopleFilter(text="王"))
    found = page.model.rowCount()
    assert 0 < found < 33
    assert f"筛选后 {found} 人" in page._facts.text()

    def crosses() -> list[QPushButton]:
        return [
            one for one in page.findChildren(QPushButton) if one.property("look") == "set" and one.isVisible()
        ]

    qtbot.waitUntil(lambda: [one.text() for one in crosses()] == ["姓名等：王"])
    crosses()[0].click()
    assert page.model.rowCount() == 33


def test_nobody_fits(shell: Shell) -> None:
    page = people_page(shell)
    page.open(filter=PeopleFilter(text="查无此人"))
    assert "没有符合条件的人" in texts(page)


def test_enter_opens_the_chosen_person_with_the_list_around(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = people_page(shell)
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target)))
    page.list.selectRow(2)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    key, target = went[0]
    assert key == "person"
    assert target["at"] == 2
    assert target["among"] == page.model.ids()


def test_the_summary_follows_the_choice(shell: Shell, qtbot: QtBot) -> None:
    page = people_page(shell)
    page.list.selectRow(3)
    row = page.model.row_of(3)
    assert row is not None
    qtbot.waitUntil(lambda: row.no in texts(page._summary))


def test_next_step_words(shell: Shell) -> None:
    row = people.first_page(shell.desk, PeopleFilter(), limit=1)[0]
    day = row.next_on
    assert day is not None
    assert next_words(row, day + timedelta(4)) == "逾期 4 天"
    assert next_state(row, day + timedelta(4)) == "overdue"
    assert next_state(row, day - timedelta(10)) is None


def test_search_hits_carry_what_is_shown(shell: Shell) -> None:
    row = people.first_page(shell.desk, PeopleFilter(), limit=1)[0]
    found = find(shell.desk, row.name, 5)
    assert found[0].no == row.no
    assert found[0].why == "姓名"


def test_the_passphrase_is_changed(shell: Shell) -> None:
    dialog = ChangePassphrase(shell, shell.desk, shell)
    dialog.old.setText("wrong passphrase")
    dialog.new.entry.setText(NEW)
    dialog.new.again.setText(NEW)
    dialog.go.click()
    assert "口令" in dialog.old_row.complaint()
    dialog.old.setText(vaults.PASSPHRASE)
    dialog.new.entry.setText(NEW)
    dialog.new.again.setText(NEW)
    dialog.go.click()
    assert dialog.answer is True
    folder = shell.desk.store.facts().file.parent
    open_office.close(shell.desk)
    open_office.close(open_office.unlock(folder, vaults.USER, NEW, vaults.CLOCK))


def test_a_new_recovery_key_is_shown(shell: Shell) -> None:
    dialog = NewRecoveryKey(shell, shell.desk, shell)
    dialog.entry.setText(vaults.PASSPHRASE)
    dialog._make()
    assert dialog.findChild(KeyShown) is not None
    dialog.reject()
    assert dialog.result() == 0
    assert dialog._code
    dialog.deleteLater()


def test_settings_say_what_holds(shell: Shell) -> None:
    shell.go("settings")
    page = shell.page()
    assert isinstance(page, SettingsPage)
    shown = texts(page)
    assert any("通用默认包" in words for words in shown)
    assert any("青山司法所" in words for words in shown)
