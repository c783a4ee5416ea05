"""批量打印: who lacks what is told, one look, one printing; or files."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.agreements.page import AgreementsPage
from anbang_desktop.gui.records.batch_dialog import BatchDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, button
from tests.support.printer import plug_in
from tests.support.widgets import words


@pytest.fixture
def page(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> AgreementsPage:
    made = AgreementsPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1194, 680)
    made.show()
    made.open()
    return made


def test_a_village_is_printed_after_one_look_and_marked(
    page: AgreementsPage,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printer = plug_in(monkeypatch, tmp_path)

    def tell(dialog: BatchDialog) -> None:
        assert "可以打印 1 人" in words(dialog)
        assert "留空手写" in words(dialog)
        button(dialog, "看样张并打印 1 人").click()

    with answering((BatchDialog, tell), (PaperDialog, lambda dialog: button(dialog, "打印").click())):
        button(page, "批量打印").click()
    assert people.show(desk, registered).file.agreement_state == "PRINTED"
    assert (printer.names, window.toasts[-1]) == (
        ["安置帮教协议书 1 人"],
        "已送打印机：安置帮教协议书 1 人",
    )


def test_they_are_saved_as_one_file_or_one_each(
    page: AgreementsPage,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "save_file", lambda *_told: tmp_path / "一村.pdf")
    with answering((BatchDialog, lambda dialog: dialog.file.click())):
        button(page, "批量打印").click()
    assert window.toasts[-1] == "已保存 1 人的协议书，1 个文件"
    whole = len(pypdf.PdfReader(tmp_path / "一村.pdf").pages)
    monkeypatch.setattr(questions, "save_folder", lambda *_told: tmp_path / "各人")
    with answering((BatchDialog, lambda dialog: dialog.folder.click())):
        button(page, "批量打印").click()
    (one,) = (tmp_path / "各人").iterdir()
    assert (one.name, len(pypdf.PdfReader(one).pages)) == (f"协议书_{registered}.pdf", whole)


def test_a_village_can_be_chosen_and_left(page: AgreementsPage, desk: Desk) -> None:
    def look(dialog: BatchDialog) -> None:
        dialog._choose("没有这个村")
        assert "可以打印 0 人" in words(dialog)
        assert not dialog.go.isEnabled()
        dialog.reject()

    with answering((BatchDialog, look)):
        button(page, "批量打印").click()
