"""人员: the list, its filters, the summary and the next step."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.states import State
from anbang_desktop.gui.pages.people.columns import COMPLETE, ID_NUMBER, NAME, PERIOD, next_state, next_words
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.widgets import texts


def test_the_list_says_no_period_before_the_release_and_no_completeness_before_the_file(shell: Shell) -> None:
    page = people_page(shell)
    shown = {
        (row.filed, page.model.index(at, PERIOD).data(), page.model.index(at, COMPLETE).data())
        for at in range(32)
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
    assert page.model.rowCount() == 32
    assert page.model.index(0, ID_NUMBER).data().startswith("1499**********")


def test_a_click_on_the_head_sorts_in_the_database(shell: Shell) -> None:
    page = people_page(shell)
    page.list.horizontalHeader().sortIndicatorChanged.emit(NAME, Qt.SortOrder.DescendingOrder)
    wanted = people.list_ids(shell.desk, PeopleFilter(), "name", descending=True)
    assert page.model.ids() == wanted


def test_a_filter_in_force_is_seen_and_can_be_dropped(shell: Shell, qtbot: QtBot) -> None:
    page = people_page(shell)
    page.open(filter=PeopleFilter(text="王"))
    found = page.model.rowCount()
    assert 0 < found < 32
    assert f"筛选后 {found} 人" in page._facts.text()

    def crosses() -> list[QPushButton]:
        return [
            one for one in page.findChildren(QPushButton) if one.property("look") == "set" and one.isVisible()
        ]

    qtbot.waitUntil(lambda: [one.text() for one in crosses()] == ["姓名等：王"])
    crosses()[0].click()
    assert page.model.rowCount() == 32


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
    assert next_words(row, day + timedelta(4)).endswith("逾期 4 天")
    waits = row._replace(state_code=State.S30_AWAIT_RELEASE)
    assert next_words(waits, day + timedelta(4)) == "已过 4 天", "nobody is late with a release"
    short = row._replace(next_what="走访")
    assert next_words(short, day + timedelta(4)) == "走访逾期 4 天", "the visit is late, not the person"
    assert next_words(short, day) == "今天走访"
    assert next_state(row, day + timedelta(4)) == "overdue"
    assert next_state(row, day - timedelta(10)) is None
