"""今天要办: what is due, in groups, with the verb of each."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.pages.today.put_off_dialog import PutOffDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.cases import advance
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist import begun, due, people
from anbang_desktop.services.worklist.due_item import DueItem, Group
from anbang_desktop.services.worklist.putting_off import ITS
from tests.gui.pages.conftest import ToldWindow
from tests.support import desks, makers
from tests.support.clerk import answering, press
from tests.support.makers import TODAY
from tests.support.widgets import texts

WHY = Reckoning(TODAY, "登记", TODAY - timedelta(5), "5 日内签订", "加 5 天", "没有遇到节假日", "第十条")


def item(group: Group, until: date, no: str = "QS01-2026-0001") -> DueItem:
    return DueItem(
        group,
        no,
        "王海军",
        "签订协议",
        WHY,
        until,
        Verb.PRINT_AGREEMENT,
        "person",
        "soon",
        "agreement",
        PersonSection.AGREEMENT,
        "柳湾村",
    )


def test_today_groups_what_is_due_and_goes_where_the_verb_says(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target)))
    page = TodayPage(shell.desk, shell, lambda: [item("overdue", TODAY - timedelta(3)), item("today", TODAY)])
    qtbot.addWidget(page)
    page.refresh()
    shown = texts(page)
    assert "共 2 件：逾期 1，今天 1" in page._facts.text()
    assert shown.count("签订协议") == 2
    assert any(words.startswith("登记 ") and words.endswith("，5 日内签订") for words in shown)
    next(one for one in page.findChildren(QPushButton) if one.text() == "打印协议").click()
    assert went == [("person", {"no": "QS01-2026-0001", "section": "agreement", "do": "打印协议"})]


def test_forms_that_wait_are_one_line_and_each_is_opened(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    one = people.first_page(shell.desk, people.PeopleFilter(), limit=1)[0]
    page = TodayPage(shell.desk, shell, list)
    qtbot.addWidget(page)
    page.refresh()
    assert page._waiting.isHidden(), "nothing waits"
    drafts.keep(shell.desk, f"contact:{one.no}", {"content": "谈了就业"})
    page.refresh()
    assert "有 1 份没填完的" in texts(page)
    assert f"登记走访：{one.name}" in texts(page), "a single one stands there at once"
    drafts.keep(shell.desk, "register", {"name": "李建国"})
    page.refresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert f"登记走访：{one.name}" not in texts(page._waiting)
    press("看看是哪些")(page._waiting)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert {"新登记", f"登记走访：{one.name}"} <= set(texts(page._waiting))
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target)))
    named = [one for one in page._waiting.findChildren(QPushButton) if one.text() == "接着填"]
    next(button for button in named if one.name in button.accessibleName()).click()
    form = f"contact:{one.no}"
    assert went == [("person", {"no": one.no, "do": Verb.RECORD_CONTACT, "resuming": (form,)})]
    monkeypatch.setattr(questions, "sure", lambda *_said, **_verbs: True)
    press("丢弃")(page._waiting)
    assert len(begun.listed(shell.desk)) == 1


def test_today_without_work_says_what_to_try(shell: Shell, qtbot: QtBot) -> None:
    page = TodayPage(shell.desk, shell, list)
    qtbot.addWidget(page)
    page.refresh()
    assert "今天没有要办的事" in texts(page)


def test_who_is_not_listed_may_be_anybodys_and_is_told_under_every_filter(shell: Shell, qtbot: QtBot) -> None:
    more = replace(item("waiting", TODAY), name="另有 9 人", kind="more", no="", worker="")
    mine = replace(item("overdue", TODAY - timedelta(1)), worker=shell.desk.user)
    page = TodayPage(shell.desk, shell, lambda: [mine, replace(mine, worker="别人"), more])
    qtbot.addWidget(page)
    page.open(quick="mine")
    words = texts(page)
    assert "另有 9 人" in words
    assert {"全部 2 以上", "我负责的 1 以上"} <= {one.text() for one in page.findChildren(QPushButton)}


def test_a_new_office_begins_with_its_people(painted: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    key, window = desks.build_empty(tmp_path / "new"), ToldWindow()
    with desks.opened(tmp_path / "new", key) as desk:
        page = TodayPage(desk, window, lambda: due.work(desk))
        qtbot.addWidget(page)
        page.refresh()
        begin = page.first()
        assert isinstance(begin, QPushButton)
        assert begin.text() == "导入名单", "not the backup"
        begin.click()
        assert window.went == [("importing", {})]
        assert "先把人员录进来" in texts(page)


def test_those_of_a_group_who_are_to_be_seen_are_one_sheet(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target)))
    soon = item("week", TODAY + timedelta(2))
    work = [
        *(replace(soon, kind="contact", case_id=one) for one in (3, 5, 8)),
        replace(soon, kind="agreement", case_id=9),
        replace(item("later", TODAY + timedelta(20)), kind="contact", case_id=11),
    ]
    page = TodayPage(shell.desk, shell, lambda: work)
    qtbot.addWidget(page)
    page.refresh()
    sheets = [one for one in page.findChildren(QPushButton) if "走访补录" in one.text()]
    assert [one.text().strip() for one in sheets] == ["走访补录 3 人"], "one alone has its own line"
    sheets[0].click()
    assert went == [("visits", {"among": [3, 5, 8]})]


def test_a_line_is_put_off_with_its_reason_and_taken_up_again(shell: Shell) -> None:
    one = makers.people(1, seed=5)[0]
    values = {**one.values(), "village": "柳湾村", "release_cert_no": "1", "release_date": shell.desk.today}
    advance.register_walk_in(shell.desk, values)
    shell.go("today")
    page = shell.page()
    assert isinstance(page, TodayPage)
    line = next(item for item in page._items if item.kind == "agreement" and item.name == one.name)
    assert "暂缓…" in [words for words, _act in page._verbs(line)], "by the keyboard: the menu of the line"

    def fill(dialog: PutOffDialog) -> None:
        press("等材料")(dialog)
        press("暂缓")(dialog)
        assert "暂缓到哪天还没有填" in "".join(texts(dialog))
        dialog.form.row(ITS.until).editor.set_raw("2027-06-01")
        press("暂缓")(dialog)
        assert "一次暂缓不超过" in "".join(texts(dialog))
        press("12月7日")(dialog)
        press("暂缓")(dialog)

    with answering((PutOffDialog, fill)):
        page._put_off(line)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held = next(item for item in page._items if item.put_off is not None)
    assert "暂缓 1" in page._facts.text()
    assert "11月30日王所长暂缓：等材料" in texts(page)
    page._do(held)
    assert not any(item.put_off for item in page._items)
    page._choose("unowned")
    assert {item.name for item in page._items if item.name == one.name} == {one.name}
    assert any(item.name.startswith("无人负责") for item in page._items)
