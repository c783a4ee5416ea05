"""Several people at once: ticked by keyboard, a foot with its verbs, a preview, one unit, one undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from anbang_desktop.domain.states import State
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.verification.page import VerificationPage
from anbang_desktop.gui.pages.visits.page import VisitsPage
from anbang_desktop.gui.parts.ticked_foot import Many
from anbang_desktop.gui.records.assign_dialog import AssignDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.several_checks import ReplyDialog, SeveralDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from tests.support.clerk import answering, escape, press
from tests.support.makers import TODAY
from tests.support.printer import plug_in
from tests.support.widgets import words

CHECKED = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静"}
WHO = "赵敏"


@pytest.fixture
def listed(shell: Shell) -> PeoplePage:
    shell.go("people", sort=("no", False))
    page = shell.page()
    assert isinstance(page, PeoplePage)
    page.list.setFocus()
    page.list.selectRow(0)
    return page


def tick(page: PeoplePage | VerificationPage, count: int) -> list[PersonRow]:
    """The first ones, as a hand does it."""
    page.list.selectRow(0)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    for _more in range(count - 1):
        QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return people.rows(page.desk, page.ticks.chosen())


def verb(page: PeoplePage | VerificationPage, name: str) -> Callable[[], object]:
    """What a verb of the foot does, wherever it lies."""
    return _acts(page.foot.menu((*page.foot._plain, *page.foot._rest)))[name]


def _acts(menu: QMenu) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found |= _acts(inner)
        else:
            found[action.text()] = action.trigger
    return found


def type_in(dialog: AssignDialog, name: str) -> None:
    dialog._editor.set_raw(name)
    dialog._editor.changed.emit()


def done(desk: Desk) -> history.Done:
    last = history.last_done(desk, 0)
    assert last is not None
    return last


def test_the_foot_says_how_many_and_its_verbs_count_with_it(listed: PeoplePage) -> None:
    assert not listed.foot.isVisible()
    tick(listed, 3)
    assert listed.foot.isVisible()
    said = words(listed.foot)
    assert "已选 3 人" in said
    assert "走访补录 3 人" in said
    assert "指定责任人 3 人" in said
    menu = listed.foot.rest()
    named = [one.text() for one in menu.actions()]
    assert {"指定村居 3 人", "导出名单 3 人"} <= set(named)
    replies = next(one for one in menu.actions() if one.text() == "写回执 0 人")
    assert not replies.isEnabled(), "nobody of them was checked yet"
    QTest.keyClick(listed.list, Qt.Key.Key_Escape)
    assert not listed.foot.isVisible()
    assert listed.ticks.chosen() == []


def test_who_leaves_the_filter_is_ticked_no_more(listed: PeoplePage) -> None:
    tick(listed, 3)
    listed.open(quick="key")
    assert listed.ticks.chosen() == []


def test_only_the_ticked_ones_go_out(listed: PeoplePage) -> None:
    rows = tick(listed, 2)
    assert list(listed.acts.listed.wanted()) == [row.id for row in rows]
    assert "只列勾选的 2 人" in listed.acts.listed.filter_words()


def test_a_worker_is_previewed_given_to_all_and_taken_back_for_all(listed: PeoplePage, shell: Shell) -> None:
    desk, told = shell.desk, list[str]()
    rows = tick(listed, 3)

    def fill(dialog: AssignDialog) -> None:
        assert not dialog.go.isEnabled(), "nothing is written yet"
        type_in(dialog, WHO)
        told.extend(words(dialog).splitlines())
        told.extend(str(dialog.model.index(at, 3).data()) for at in range(3))
        QTest.keyClick(dialog.line.entry, Qt.Key.Key_Return)
        assert dialog.go.hasFocus() or not dialog.isActiveWindow()
        dialog.go.click()

    with answering((AssignDialog, fill)):
        verb(listed, "指定责任人 3 人")()
    assert "“赵敏”现在还没有人用，请核对写得对不对" in told
    assert told.count(WHO) == 3, "who gets whom is seen before it is done"
    assert any("→ 赵敏　" in line for line in told)
    assert {row.worker for row in people.rows(desk, [row.id for row in rows])} == {WHO}
    assert "已指定责任人：赵敏 3 人" in words(shell)
    assert listed.ticks.chosen() == []
    unit = done(desk)
    assert all(history.done_with(desk, row.no)[0].id == unit.id for row in rows)
    history.undo(desk, unit.id)
    now = people.rows(desk, [row.id for row in rows])
    assert [row.worker for row in now] == [row.worker for row in rows]


def test_a_dialog_that_is_left_changes_nothing(listed: PeoplePage, shell: Shell) -> None:
    rows = tick(listed, 2)
    before = shell.desk.store.head().seq
    with answering((AssignDialog, escape)):
        verb(listed, "指定村居 2 人")()
    assert shell.desk.store.head().seq == before
    assert listed.ticks.chosen() == [row.id for row in rows], "they are still ticked"


def test_a_name_that_is_none_stands_under_its_entry(listed: PeoplePage, shell: Shell) -> None:
    tick(listed, 2)

    def fill(dialog: AssignDialog) -> None:
        type_in(dialog, "甲" * 300)
        dialog.go.click()
        assert dialog.isVisible()
        assert "请核对写的内容" in words(dialog.line)
        escape(dialog)

    with answering((AssignDialog, fill)):
        verb(listed, "指定村居 2 人")()
    assert WHO not in {row.village for row in people.rows(shell.desk, listed.ticks.chosen())}


def test_visits_of_exactly_these(listed: PeoplePage, shell: Shell, no: str) -> None:
    listed.open(no=no, quick="on_books")
    rows = tick(listed, 1)
    verb(listed, "走访补录 1 人")()
    page = shell.page()
    assert isinstance(page, VisitsPage)
    assert [line.row.no for line in page.grid.model.lines()] == [row.no for row in rows]


def test_the_papers_of_all_are_one_print_and_who_has_none_is_said(
    listed: PeoplePage, shell: Shell, no: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printer = plug_in(monkeypatch, tmp_path)
    tick(listed, 32)
    titles: list[str] = []

    def look(dialog: PaperDialog) -> None:
        titles.append(dialog.windowTitle())
        press("打印")(dialog)

    with answering((PaperDialog, look)):
        verb(listed, "核查回执 32 人")()
    assert titles == ["打印核查回执 1 人（另有 31 人还没有）"]
    assert printer.pages() == [1]
    assert "已送打印机：核查回执 1 人" in words(shell)
    assert write.went_out(shell.desk, people.show(shell.desk, no).file.verifications[-1])
    listed.ticks.clear()
    listed.open(quick="all")
    listed.ticks.tick([row.id for row in people.rows(shell.desk, listed.model.ids()) if row.no != no][:2])
    verb(listed, "评估表 2 人")()
    assert "选中的人都还没有可以打印的评估表" in words(shell)


def test_those_who_wait_are_checked_and_the_others_left_alone(listed: PeoplePage, shell: Shell) -> None:
    desk = shell.desk
    rows = [row for row in tick(listed, 4) if row.state_code == State.S10_NOTICE]

    def fill(dialog: SeveralDialog) -> None:
        for name, value in (("methods", ("VILLAGE",)), ("result", "01"), ("replied_on", TODAY)):
            dialog.form.rows[name].editor.set_value(value)
        dialog.save()

    assert 0 < len(rows) < 5
    with answering((SeveralDialog, fill)):
        verb(listed, f"登记核查 {len(rows)} 人")()
    assert done(desk).label == f"登记核查 {len(rows)} 人"
    assert {people.show(desk, row.no).state_code for row in rows} == {State.S30_AWAIT_RELEASE}
    listed.ticks.tick([row.id for row in rows])
    assert "登记核查 0 人" in [one.text() for one in listed.foot.rest().actions()]


def test_one_reply_for_those_who_were_checked(shell: Shell) -> None:
    desk = shell.desk
    shell.go("verification", quick="open")
    page = shell.page()
    assert isinstance(page, VerificationPage)
    rows = people.rows(desk, page.model.ids()[:3])
    for row in rows[:2]:
        write.record(desk, row.no, "verification", CHECKED)
    page.open(quick="all")
    page.ticks.tick([row.id for row in rows])
    about: list[str] = []

    def fill(dialog: ReplyDialog) -> None:
        about.append(words(dialog))
        dialog.save()

    with answering((ReplyDialog, fill)):
        verb(page, "写回执 2 人")()
    assert "另有 1 人还没有核查结论" in about[0]
    assert all(row.name in about[0] for row in rows[:2])
    assert {people.show(desk, row.no).state_code for row in rows[:2]} == {State.S30_AWAIT_RELEASE}
    assert done(desk).label == "登记核查 2 人"
    assert "已写回执 2 人" in words(shell)


def test_the_list_goes_back_with_the_chosen_rows_alone(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shell.go("verification", quick="all")
    page = shell.page()
    assert isinstance(page, VerificationPage)
    out = tmp_path / "回执.xlsx"
    monkeypatch.setattr("anbang_desktop.gui.questions.save_file", lambda *_asked: out)
    tick(page, 2)
    verb(page, "导出回执名单 2 人")()
    assert out.exists()
    assert "已导出：回执.xlsx" in words(shell)


def test_a_verb_says_its_number_and_unit() -> None:
    assert Many("印走访包").named(3, "村") == "印走访包 3 村"
