"""The unlock window: right and wrong passphrase, warnings, a second start, the way in by the recovery key."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop import app as composition
from anbang_desktop.errors import UserError
from anbang_desktop.gui.login.passphrase_entry import PassphraseEntry, caps_lock
from anbang_desktop.gui.login.recover import Forgotten
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.session import Program, offices_in
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services import opening
from tests.support import vaults

NEW = "another long passphrase 8"


def unlock_of(program: Program) -> Unlock:
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    return shown


def test_the_right_passphrase_opens_the_home_page(program: Program) -> None:
    shown = unlock_of(program)
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    shell = program.shell()
    assert shell is not None
    assert shell.here() == "today"
    assert program.desk is not None


def test_a_wrong_passphrase_is_said_under_the_entry(program: Program) -> None:
    shown = unlock_of(program)
    shown.entry.setText("not the passphrase")
    shown.go.click()
    assert "不对" in shown.row.complaint()
    assert shown.entry.text() == ""
    assert program.desk is None


def test_enter_opens(program: Program, qtbot: QtBot) -> None:
    shown = unlock_of(program)
    shown.entry.setText(vaults.PASSPHRASE)
    qtbot.keyClick(shown.entry, Qt.Key.Key_Return)
    assert isinstance(program.frame.content(), Shell)


def test_an_empty_passphrase_asks_for_one(program: Program) -> None:
    unlock_of(program).go.click()
    assert "还没有输入" in unlock_of(program).row.complaint()


def test_a_second_start_on_the_same_office_is_refused(program: Program, office: Path) -> None:
    elsewhere = opening.unlock(office, vaults.USER, vaults.PASSPHRASE, vaults.CLOCK)
    try:
        shown = unlock_of(program)
        shown.entry.setText(vaults.PASSPHRASE)
        shown.go.click()
        assert "正在" in shown.row.complaint() or "已" in shown.row.complaint()
        assert program.desk is None
    finally:
        opening.close(elsewhere)


def test_full_width_letters_are_warned_about(painted: QApplication, qtbot: QtBot) -> None:
    entry = PassphraseEntry("口令")
    qtbot.addWidget(entry)
    qtbot.addWidget(entry.warning)
    entry.setText("ＡＢ")
    assert "全角" in entry.note()
    entry.setText("AB")
    assert entry.note() == ""


@pytest.mark.parametrize(
    ("letter", "shift", "on"),
    [("A", False, True), ("a", False, False), ("A", True, False), ("a", True, True)],
)
def test_caps_lock_is_seen_by_case_and_shift(letter: str, *, shift: bool, on: bool) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    assert caps_lock(event, before=False) is on


def test_the_recovery_key_opens_with_a_new_passphrase(
    painted: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "lost"
    made = opening.create(
        folder, "青山司法所", "QS01", "安平县", vaults.USER, vaults.PASSPHRASE, vaults.CLOCK
    )
    opening.close(made.desk)
    program = Program(painted, composition.doors(vaults.CLOCK, folder), composition.load_inside, at_once=True)
    program.start(offices_in([folder], opening.look))
    program.show_forgotten(offices_in([folder], opening.look)[0], vaults.USER)
    shown = program.frame.content()
    assert isinstance(shown, Forgotten)
    groups = made.recovery_code.split("-")
    shown.typed.entries[0].setText("".join(groups))
    shown.typed.entries[0].textEdited.emit("".join(groups))  # pasted
    assert shown.typed.signs() == ["✓"] * 9
    shown.typed.entries[1].setText("XXXX")
    shown.typed.entries[1].textEdited.emit("XXXX")
    assert shown.typed.signs()[:2] == ["✗", "✗"]
    shown.typed.entries[1].setText(groups[1])
    shown.typed.entries[1].textEdited.emit(groups[1])
    shown.new.entry.setText(NEW)
    shown.new.again.setText(NEW)
    shown._recover()
    assert shown.complaint() == ""
    key = shown.findChild(KeyShown)
    assert key is not None
    shown._ask_back()
    back = shown.findChild(KeyAskedBack)
    assert back is not None
    for at, row in zip(back._asked, back.rows, strict=True):
        row.entry.setText(shown._code.split("-")[at])  # type: ignore[attr-defined]
    back._check()
    assert isinstance(program.frame.content(), Shell)
    program.finish()
    program.frame.deleteLater()
    with pytest.raises(UserError):
        opening.unlock(folder, vaults.USER, vaults.PASSPHRASE, vaults.CLOCK)
    opening.close(opening.unlock(folder, vaults.USER, NEW, vaults.CLOCK))
