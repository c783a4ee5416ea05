"""工作台账 by keyboard: from the empty page to a list to sign; put right, voided, taken back, looked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.fields.field import names
from anbang_desktop.gui.pages.daybook.dialogs import CorrectEntryDialog, EntryDialog, EntryView
from anbang_desktop.gui.pages.daybook.page import DaybookPage
from anbang_desktop.gui.pages.own_lists.page import OwnListsPage
from anbang_desktop.gui.records.history_dialog import HistoryDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.cases import advance
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import people
from tests.support import makers
from tests.support.clerk import answering, button, press
from tests.support.printer import plug_in
from tests.support.widgets import words

ITS = names(DaybookEntry)


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def opened(shell: Shell) -> DaybookPage:
    shell.window().resize(1366, 768)
    shell.go("daybook")
    page = shell.page()
    assert isinstance(page, DaybookPage)
    settle()
    return page


def publicity(dialog: EntryDialog) -> None:
    dialog.form.row(ITS.title).editor.set_raw("送法进村")
    button(dialog, "保存").click()
    assert "受众人数还没有填" in words(dialog)
    dialog.form.row(ITS.people).editor.set_raw("120")
    button(dialog, "保存").click()


def test_lines_are_written_read_put_right_voided_and_looked_for(
    shell: Shell,
) -> None:
    page = opened(shell)
    assert "台账里还没有一条" in words(page)
    button(page, "登记一条").click()
    menu = page.findChildren(QMenu)[-1]
    offered = [one.text() for one in menu.actions()]
    assert (offered[0], offered[-1]) == ("宣传", "加一个类别…")
    menu.close()
    with answering((EntryDialog, publicity)):
        page.doing.begin("宣传")
    settle()
    assert "已登记宣传" in words(shell)
    assert page.model.rowCount() == 1

    found = {"title": "年度检查", "partner": "县司法局", "what": "台账不全", "on": "2026-11-02"}
    check = entries.add(shell.desk, "检查整改", {**found, "until": "2026-11-20"})
    page.refresh()
    settle()
    assert page.model.index(0, 7).data() == "逾期 10 天" or page.model.index(1, 7).data() == "逾期 10 天"
    button(page, "检查整改 1").click()
    settle()
    assert button(page, "登记检查整改")

    def rectified(dialog: CorrectEntryDialog) -> None:
        dialog.form.row(ITS.done_on).editor.set_raw("2026-11-25")
        button(dialog, "保存更正").click()
        assert "没有填“怎么整改的”" in words(dialog)
        dialog.form.row(ITS.result).editor.set_raw("台账补齐")
        button(dialog, "保存更正").click()

    page.list.setFocus()
    with answering((EntryView, press("更正")), (CorrectEntryDialog, rectified)):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert page.model.index(0, 7).data() == "已整改"

    def void(dialog: ReasonDialog) -> None:
        dialog.entry.setText("重复登记")
        button(dialog, "作废这 1 条").click()

    with answering((EntryView, press("作废")), (ReasonDialog, void)):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert "没有这样的一条" in words(page)
    page._narrow(Wanted(voided=True), 0)
    page.open(record=check)

    def past(dialog: HistoryDialog) -> None:
        said = words(dialog)
        assert "重复登记" in said
        assert "整改完成日期" in said
        dialog.reject()

    row = next(one for one in range(2) if page.model.index(one, 7).data() == "已作废")
    page.list.selectRow(row)
    with answering((EntryView, press("历史")), (HistoryDialog, past)):
        page._open_at(page.model.index(row, 0))
    history.undo(shell.desk, history.last_done(shell.desk, 0).id)  # type: ignore[union-attr]
    page.refresh()
    settle()

    page.list.setFocus()
    page._narrow(Wanted(), 2026)
    page._other_part()
    for letter in "送法":
        page._find.setText(page._find.text() + letter)
        page._find.textEdited.emit(page._find.text())
    settle()
    assert page.model.rowCount() == 1
    assert {"有“送法”", "2026 年"} <= {one.text() for one in page.findChildren(QPushButton)}
    assert page.keep() == {"kept": ("", 2026, "送法", False)}
    page._drop("words")
    assert page.model.rowCount() == 2


def test_those_who_are_ticked_stand_on_a_list_to_sign(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for one in makers.people(2, seed=5):
        values = {
            **one.values(),
            "village": "柳湾村",
            "release_cert_no": "1",
            "release_date": shell.desk.today,
        }
        advance.register_walk_in(shell.desk, values)
    ids = people.list_ids(shell.desk, people.PeopleFilter(quick="on_books"))

    def gift(dialog: EntryDialog) -> None:
        assert len(dialog.form.answer(ITS.reached)) == 2  # type: ignore[arg-type]
        dialog.form.row(ITS.title).editor.set_raw("春节慰问")
        button(dialog, "保存").click()

    with answering((EntryDialog, gift)):
        shell.go("daybook", among=ids)
    page = shell.page()
    assert isinstance(page, DaybookPage)
    plug_in(monkeypatch, tmp_path)
    with answering((EntryView, press("打印签收单")), (PaperDialog, press("打印"))):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "已送打印机：慰问签收单" in words(shell))
    assert entries.reason_needed(shell.desk, page.model.ids()[0])

    button(page, "通讯录").click()
    assert isinstance(shell.page(), OwnListsPage)
