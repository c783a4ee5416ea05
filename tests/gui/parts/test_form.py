"""Entering by keyboard: Enter goes to the next field, an input method keeps Enter and digits."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.compose import column
from anbang_desktop.gui.parts.form import EnterMoves, FormRow

ENTER = Qt.Key.Key_Return


@pytest.fixture
def form(painted: QApplication, qtbot: QtBot) -> tuple[QWidget, list[QWidget], list[str]]:
    window, saved = QWidget(), list[str]()
    entries: list[QWidget] = [QLineEdit(), QLineEdit(), QPlainTextEdit()]
    window.setLayout(column(*entries))
    window.mover = EnterMoves(entries, lambda: saved.append("saved"), window)  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    entries[0].setFocus()
    return window, entries, saved


def test_enter_walks_and_the_last_one_saves(
    form: tuple[QWidget, list[QWidget], list[str]], qtbot: QtBot
) -> None:
    window, entries, saved = form
    qtbot.keyClick(entries[0], ENTER)
    assert window.focusWidget() is entries[1]
    qtbot.keyClick(entries[1], ENTER)
    assert window.focusWidget() is entries[2]
    qtbot.keyClick(entries[2], ENTER)
    assert saved == []  # a new line in a text of several lines
    qtbot.keyClick(entries[2], ENTER, Qt.KeyboardModifier.ControlModifier)
    assert saved == ["saved"]


def test_a_composing_input_method_keeps_enter_and_digits(
    form: tuple[QWidget, list[QWidget], list[str]], qtbot: QtBot
) -> None:
    window, entries, saved = form
    first = entries[0]
    assert isinstance(first, QLineEdit)
    QCoreApplication.sendEvent(first, QInputMethodEvent("wang", []))
    qtbot.keyClick(first, ENTER)
    assert window.focusWidget() is first
    assert saved == []
    done = QInputMethodEvent()
    done.setCommitString("王")
    QCoreApplication.sendEvent(first, done)
    assert first.text() == "王"
    qtbot.keyClick(first, ENTER)
    assert window.focusWidget() is entries[1]


def test_a_complaint_stands_under_the_entry_and_is_said(painted: QApplication, qtbot: QtBot) -> None:
    row = FormRow("释放日期", QLineEdit("2026-02-30"), hint="按证明书填")
    qtbot.addWidget(row)
    row.complain("2 月没有 30 日，请查释放证明书。")
    assert row.complaint() == row.entry.accessibleDescription() == "2 月没有 30 日，请查释放证明书。"
    row.clear()
    assert row.complaint() == ""
    assert row.entry.accessibleDescription() == "按证明书填"
