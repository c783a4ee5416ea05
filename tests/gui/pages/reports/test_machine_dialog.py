"""导出数据 on 报送: asked for whom and what for, whole numbers twice, written as a job."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.reports.machine_dialog import MachineDialog
from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.gui.questions import Sure
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.machine import Wanted
from anbang_desktop.services.reports.machine_columns import Shown
from tests.gui.pages.reports.conftest import Told
from tests.support.clerk import answering, button, escape, press
from tests.support.widgets import words


def go(dialog: MachineDialog) -> None:
    press("选文件夹导出")(dialog)


def asked(desk: Desk, painted: QApplication, *steps: object) -> Wanted | None:
    with answering(*steps):  # type: ignore[arg-type]
        return MachineDialog.ask(None, desk)


def test_it_is_written_from_the_page(
    page: ReportsPage, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "save_folder", lambda *_args: tmp_path / "out")

    def fill(dialog: MachineDialog) -> None:
        assert dialog.receiver.text() == page.desk.office.county
        dialog.purpose.setText("合并全县数据")
        go(dialog)

    with answering((MachineDialog, fill)):
        button(page, "导出数据").click()
    (file,) = (tmp_path / "out").iterdir()
    assert file.suffix == ".xlsx"
    assert told.saves == 1
    assert file.name in told.toasts[-1]
    monkeypatch.setattr(questions, "save_folder", lambda *_args: None)
    with answering((MachineDialog, fill)):
        button(page, "导出数据").click()
    with answering((MachineDialog, escape)):
        button(page, "导出数据").click()
    assert told.saves == 1


def test_what_is_missing_is_said_under_its_entry(desk: Desk, painted: QApplication) -> None:
    def wrong(dialog: MachineDialog) -> None:
        go(dialog)
        assert "没有写用途" in dialog.rows["purpose"].complaint()
        dialog.purpose.setText("合并")
        dialog.receiver.setText("")
        go(dialog)
        assert "没有写交给谁" in dialog.rows["receiver"].complaint()
        dialog.receiver.setText("县局")
        dialog.start.setText("不是日期")
        go(dialog)
        assert dialog.rows["from"].complaint()
        dialog.start.setText("2026-11-02")
        dialog.end.setText("2026-11-01")
        go(dialog)
        assert "截止日期在起始日期前面" in dialog.rows["to"].complaint()
        dialog.end.setText("2026-11-30")
        go(dialog)

    wanted = asked(desk, painted, (MachineDialog, wrong))
    assert wanted == Wanted("合并", "县局", date(2026, 11, 2), date(2026, 11, 30))


def test_whole_numbers_and_the_specially_sensitive_are_asked_twice(desk: Desk, painted: QApplication) -> None:
    def whole(dialog: MachineDialog) -> None:
        dialog.purpose.setText("合并")
        dialog.whole.setChecked(True)
        dialog.special.setChecked(True)
        go(dialog)

    def keep(question: Sure) -> None:
        assert "完整号码、特别敏感的内容" in words(question)
        assert "32 人" in words(question)
        press("再想想")(question)

    with answering((MachineDialog, whole), (Sure, keep), (MachineDialog, go), (Sure, press("写进 32 人的"))):
        wanted = MachineDialog.ask(None, desk)
    assert wanted is not None
    assert wanted.shown == Shown(full_ids=True, special=True)
