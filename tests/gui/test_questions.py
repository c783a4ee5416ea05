"""Questions have a safe answer: Enter and Esc never lose anything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import questions
from anbang_desktop.gui.questions import Folder

ENTER = Qt.Key.Key_Return


def answer_by(qtbot: QtBot, key: Qt.Key) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        qtbot.keyClick(dialog.focusWidget() or dialog, key)

    QTimer.singleShot(50, act)


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_Escape])
def test_a_dangerous_question_is_left_by_enter_and_by_esc(
    painted: QApplication, qtbot: QtBot, key: Qt.Key
) -> None:
    answer_by(qtbot, key)
    assert (
        questions.sure(
            None, "要撤销本次导入吗？", "47 人会撤回。", danger="撤销 132 人的导入", keep="保留导入"
        )
        is False
    )


def test_a_dangerous_question_is_answered_by_its_verb(painted: QApplication) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(one for one in dialog.findChildren(QPushButton) if "132 人" in one.text()).click()

    QTimer.singleShot(50, act)
    assert (
        questions.sure(
            None, "要撤销本次导入吗？", "47 人会撤回。", danger="撤销 132 人的导入", keep="保留导入"
        )
        is True
    )


def test_a_harmless_question_is_answered_by_enter(painted: QApplication, qtbot: QtBot) -> None:
    answer_by(qtbot, ENTER)
    assert questions.yes(None, "现在打印吗？", "共 2 页。", do="打印", leave="以后") is True


def test_a_name_typed_without_its_ending_gets_it(
    painted: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(self: QFileDialog) -> int:
        assert self.selectedFiles()[0].endswith("协议书_1.pdf"), "the name that is proposed"
        self.selectFile(str(tmp_path / "给他本人"))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", typed)
    assert (
        questions.save_file(None, "保存协议书", "协议书_1.pdf", "PDF 文件 (*.pdf)", Folder.PAPERS_OUT)
        == tmp_path / "给他本人.pdf"
    )


def test_each_purpose_remembers_its_own_folder(
    painted: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists, papers = tmp_path / "名单", tmp_path / "文书"
    for one in (lists, papers):
        one.mkdir()
    opened: list[str] = []

    def chosen(_over: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        opened.append(folder)
        return str(lists / "甲.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(chosen))
    for _time in range(2):
        assert questions.open_file(None, "选择名单", "", Folder.LISTS_IN) == lists / "甲.xlsx"
    assert opened[0] != str(lists) == opened[1]
    began: list[str] = []

    def saved(self: QFileDialog) -> int:
        began.append(self.directory().absolutePath())
        self.selectFile(str(papers / "乙.pdf"))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", saved)
    for _time in range(2):
        questions.save_file(None, "保存协议书", "乙.pdf", "PDF 文件 (*.pdf)", Folder.PAPERS_OUT)
    assert began[0] != str(papers) == began[1]
    papers.rename(tmp_path / "别处")
    assert Folder.PAPERS_OUT.last != str(papers), "a folder that is gone is not offered"
    assert Folder.LISTS_IN.last == str(lists)


def test_a_dialog_that_was_left_remembers_nothing(
    painted: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: ""))
    before = Folder.BACKUP.last
    assert questions.save_folder(None, "备份放在哪里", Folder.BACKUP) is None
    assert Folder.BACKUP.last == before
