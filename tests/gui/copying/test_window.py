"""照录 in the real program: one key copies and goes on, what is covered is noted, what changed is told, and
it lives beside the main window.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.copying.lines import CHANGED, DONE, EMPTY, MARK
from anbang_desktop.gui.copying.order_dialog import OrderDialog
from anbang_desktop.gui.copying.window import ON_TOP, SYSTEM, CopyWindow, at_the_edge
from anbang_desktop.gui.help.at_hand import anchors_of
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import copy_systems, copying, people
from anbang_desktop.storage.tables_core import audit
from tests.gui.shell.test_keys import press
from tests.support.clerk import answering, escape
from tests.support.clerk import press as click
from tests.support.fits import misfits
from tests.support.widgets import words

OWN = """
id = "county"
name = "县局平台"
[[sections]]
title = "人员"
lines = [{ label = "姓名", field = "name" }, { label = "村", field = "village" }]
"""


@pytest.fixture
def ids(shell: Shell) -> list[int]:
    """Everybody by number; the first has something sensitive."""
    found = list(people.list_ids(shell.desk, people.PeopleFilter(), "no"))
    write.record(shell.desk, no_of(shell, found[0]), "registration", {"offences": ["盗窃罪"], "phone": ""})
    return found


def no_of(shell: Shell, case_id: int) -> str:
    return people.rows(shell.desk, [case_id])[0].no


@pytest.fixture
def window(shell: Shell, program: Program, ids: list[int], qtbot: QtBot) -> Iterator[CopyWindow]:
    """Opened from a list, at the first of its people."""
    shell.copy_out(ids, 0)
    made = program._copying
    assert made is not None
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    program._end_copying()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go_to(window: CopyWindow, label: str) -> None:
    lines = [
        at
        for at in range(window.model.rowCount())
        if (one := window.model.value(at)) and one.line.label == label
    ]
    window.list.selectRow(lines[0])


def label(window: CopyWindow) -> str:
    line = window.line()
    assert line is not None
    return line.line.label


def mark(window: CopyWindow, named: str) -> str:
    for at in range(window.model.rowCount()):
        value = window.model.value(at)
        if value is not None and value.line.label == named:
            return str(window.model.index(at, MARK).data())
    raise KeyError(named)


def told(window: CopyWindow) -> list[str]:
    return [one.words for one in window.sheet.values] if window.sheet else []


def held() -> str:
    return QApplication.clipboard().text()


def noted(shell: Shell, action: str) -> list[str]:
    with shell.desk.store.read() as connection:
        wanted = select(audit.c.summary).where(audit.c.action == action).order_by(audit.c.seq)
        return list(connection.execute(wanted).scalars())


def test_one_key_copies_and_goes_to_the_next_line(window: CopyWindow, shell: Shell, ids: list[int]) -> None:
    name = people.rows(shell.desk, ids[:1])[0].name
    assert label(window) == "姓名", "the cursor passes over the title of a section"
    press("Return")
    assert held() == name
    assert mark(window, "姓名") == DONE
    assert label(window) == "曾用名"
    press("Space")
    assert held() == name, "nothing stands there: nothing is copied"
    assert label(window) == "别名"
    go_to(window, "性别")
    press("Space")
    assert held() in ("男性", "女性", "男", "女")


def test_a_covered_value_is_copied_without_being_shown_and_noted_once(
    window: CopyWindow, shell: Shell
) -> None:
    go_to(window, "身份证号")
    value = window.line()
    assert value is not None
    assert value.words not in words(window)
    before = len(noted(shell, "reveal"))
    press("Space")
    assert held() == value.words
    go_to(window, "身份证号")
    press("Return")
    assert value.words not in words(window)
    assert len(noted(shell, "reveal")) == before + 1
    go_to(window, "身份证号")
    press("F7")
    assert value.words in words(window)
    assert len(noted(shell, "reveal")) == before + 1, "one showing, one note"
    assert value.words not in "".join(noted(shell, "reveal"))


def test_the_next_person_begins_under_the_cover_and_what_was_copied_is_kept(
    window: CopyWindow, shell: Shell, ids: list[int]
) -> None:
    go_to(window, "身份证号")
    press("F7")
    number = window.line()
    press("Space")
    press("Alt+Down")
    assert window.sheet is not None
    assert window.sheet.no == no_of(shell, ids[1])
    assert f"第 2 / {len(ids)} 人" in words(window)
    assert label(window) == "姓名"
    assert noted(shell, "export")[-1].startswith("照录 1 项到")
    press("Alt+Up")
    assert number is not None
    go_to(window, "身份证号")
    assert number.words not in words(window), "covered again"
    assert "上次照录" in words(window)
    press("Alt+Up")
    assert window.sheet.no == no_of(shell, ids[0]), "nobody stands before the first"


def test_what_changed_since_is_marked_and_found_by_a_key(
    window: CopyWindow, shell: Shell, ids: list[int], qtbot: QtBot
) -> None:
    no = no_of(shell, ids[0])
    window.all_done.click()
    assert mark(window, "姓名") == DONE
    press("Alt+Down")
    write.record(shell.desk, no, "registration", {"offences": ["诈骗罪"], "education": "70"})
    press("Alt+Up")
    assert label(window) in ("文化程度", "罪名"), "begins with what changed"
    assert (mark(window, "罪名"), mark(window, "姓名")) == (CHANGED, "")
    assert "之后变了" in words(window)
    go_to(window, "姓名")
    press("F3")
    assert label(window) == "文化程度"
    press("F3")
    assert label(window) == "罪名"
    press("Space")
    assert held() == "诈骗罪"
    window.close()
    assert not [
        one.line.label for one in copying.show(shell.desk, no, "national").changed if one.line.label == "罪名"
    ]


def test_what_is_missing_is_filled_in_on_the_persons_page_and_read_again(
    window: CopyWindow,
    shell: Shell,
    program: Program,
    ids: list[int],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    no = no_of(shell, ids[0])
    go_to(window, "联系电话")
    assert EMPTY in words(window)
    press("Return")
    page = shell.page()
    assert isinstance(page, PersonPage)
    assert page.one_person() == no
    assert page.in_hand.form is not None, "the section with the telephone is open"
    page.in_hand.drop()
    went: list[Target] = []
    monkeypatch.setattr(window, "_go", went.append)
    go_to(window, "安置日期")
    window.fill()
    assert went == [{"no": no, "section": PersonSection.PLACEMENT}], "a record says it: where to look"
    write.record(shell.desk, no, "registration", {"phone": "13812345678"})
    program.frame.activateWindow()
    qtbot.waitUntil(program.frame.isActiveWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: "13812345678" in told(window))


def test_a_value_that_changes_after_it_was_copied_is_to_be_copied_again(
    window: CopyWindow, shell: Shell, ids: list[int]
) -> None:
    go_to(window, "罪名")
    press("Space")
    write.record(shell.desk, no_of(shell, ids[0]), "registration", {"offences": ["抢劫罪"]})
    window._read_again()
    assert mark(window, "罪名") == CHANGED


def test_what_was_emptied_is_told_and_passed_over_with_space(
    window: CopyWindow, shell: Shell, ids: list[int]
) -> None:
    window.all_done.click()
    write.record(shell.desk, no_of(shell, ids[0]), "registration", {"offences": []})
    window._read_again()
    go_to(window, "罪名")
    assert "那边也要清掉" in words(window)
    before = held()
    press("Space")
    assert (held(), mark(window, "罪名")) == (before, DONE)


def test_the_office_orders_the_lines(window: CopyWindow, shell: Shell) -> None:
    def order(dialog: OrderDialog) -> None:
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        click("就这样")(dialog)

    with answering((OrderDialog, order)):
        press("F9")
    assert window.model.value(1) is not None
    assert [one.label for one in copy_systems.system(shell.desk, "national").shown[:2]] == ["曾用名", "别名"]
    first = window.model.value(1)
    assert first is not None
    assert first.line.label == "曾用名"

    def nothing(dialog: OrderDialog) -> None:
        for at in range(dialog.list.count()):
            dialog.list.item(at).setCheckState(Qt.CheckState.Unchecked)
        click("就这样")(dialog)
        assert "请至少留一行" in words(dialog)
        click("恢复默认")(dialog)

    with answering((OrderDialog, nothing)):
        window.arrange()
    assert copy_systems.system(shell.desk, "national").shown[0].label == "姓名"
    with answering((OrderDialog, escape)):
        window.arrange()


def test_another_system_is_chosen_added_and_removed(
    window: CopyWindow, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press("F6")
    menu = window.findChild(QMenu)
    assert menu is not None
    assert [one.text() for one in menu.actions() if one.isChecked()] == ["全国安置帮教信息管理系统"]
    next(one for one in menu.actions() if one.text().startswith("综治网格")).trigger()
    menu.close()
    assert window.sheet is not None
    assert window.sheet.system.id == "grid"
    assert choices().value(SYSTEM) == "grid"
    file = tmp_path / "county.toml"
    file.write_text(OWN, "utf-8")
    monkeypatch.setattr(questions, "open_file", lambda *_args: file)
    window.add_system()
    assert [one.line.label for one in window.sheet.values] == ["姓名", "村"]

    def keep(dialog: Sure) -> None:
        click("留着")(dialog)

    with answering((Sure, keep)):
        window.remove_system()
    assert window.sheet.system.id == "county"
    with answering((Sure, click("去掉"))):
        window.remove_system()
    assert window.sheet.system.id == "national"
    monkeypatch.setattr(questions, "open_file", lambda *_args: None)
    window.add_system()
    file.write_text("id = 3", "utf-8")
    monkeypatch.setattr(questions, "open_file", lambda *_args: file)
    said: list[BaseException] = []
    monkeypatch.setattr(window._trouble, "show", said.append)
    window.add_system()
    assert "第 1 行" in str(said[0])
    out = tmp_path / "out.toml"
    monkeypatch.setattr(questions, "save_file", lambda *_args: out)
    window.save_system()
    assert 'id = "national"' in out.read_text("utf-8")


def test_it_stands_at_the_right_edge_and_on_top_where_wanted(window: CopyWindow) -> None:
    assert at_the_edge(QRect(0, 0, 1366, 728), 380) == QRect(986, 40, 380, 648)
    assert at_the_edge(QRect(0, 0, 320, 300), 380).width() == 320
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    window.on_top.click()
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.isVisible()
    assert choices().value(ON_TOP) == "false"


def test_esc_closes_it_and_the_task_bar_names_nobody(window: CopyWindow, program: Program) -> None:
    assert window.windowTitle() == "照录"
    press("Esc")
    assert program._copying is None


def test_a_lock_takes_it_away_and_remembers_what_was_copied(
    window: CopyWindow, shell: Shell, program: Program, ids: list[int]
) -> None:
    no = no_of(shell, ids[0])
    press("Return")
    program.lock()
    assert program._copying is None
    assert held() == ""
    assert not [
        one for one in QApplication.topLevelWidgets() if isinstance(one, CopyWindow) and one.isVisible()
    ]
    assert no


def test_it_survives_another_form_of_the_main_window_and_goes_for_a_visitor(
    window: CopyWindow, shell: Shell, program: Program, ids: list[int], qapp: QApplication
) -> None:
    program.show_shell(shell.keep())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.isVisible()
    go_to(window, "联系电话")
    press("Return")
    now = program.shell()
    assert now is not None
    assert isinstance(now.page(), PersonPage)
    program.show_face(no_of(now, ids[0]))
    assert program._copying is None
    program.leave_face()


@pytest.mark.parametrize("size", ["标准", "大", "特大"])
def test_it_fits_at_every_text_size(window: CopyWindow, painted: QApplication, size: str) -> None:
    try:
        dress(painted, size)
        window.resize(window.minimumSize() if size == "标准" else window.size())
        for _round in range(3):
            QApplication.processEvents()
        go_to(window, "身份证号")
        QApplication.processEvents()
        assert not misfits(window)
    finally:
        dress(painted, "标准")


def test_f1_and_the_person_page_and_the_list_know_it(
    window: CopyWindow, shell: Shell, program: Program, ids: list[int], qtbot: QtBot
) -> None:
    assert anchors_of(window.list)[0] == "person.copying"
    window.close()
    shell.window().activateWindow()
    qtbot.waitUntil(shell.window().isActiveWindow)
    shell.go("person", no=no_of(shell, ids[2]))
    press("F8")
    assert program._copying is not None
    assert program._copying.sheet is not None
    assert program._copying.sheet.no == no_of(shell, ids[2])
    program._copying.close()
    qtbot.waitUntil(lambda: program._copying is None)
    shell.window().activateWindow()
    qtbot.waitUntil(shell.window().isActiveWindow)
    shell.go("people")
    press("F8")
    opened: QWidget | None = program._copying
    assert opened is not None


def test_somebody_who_is_gone_is_said_and_closes_it(
    window: CopyWindow, program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[BaseException] = []
    monkeypatch.setattr(window._trouble, "show", said.append)
    window._among = [1]
    window._at = 0
    window._begin()
    assert "没有编号" in str(said[0])
