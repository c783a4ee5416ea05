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
