"""The wizard: what is missing is said, the office is made, the key is shown once and asked back, no
printer is said.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from anbang_desktop import app as composition
from anbang_desktop import paths
from anbang_desktop.gui import printing
from anbang_desktop.gui.login.first_run import FirstRun
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.shell import Shell
from tests.support import vaults

PASS = "four words in a row"


@pytest.fixture
def program(painted: QApplication) -> Iterator[Program]:
    made = Program(painted, composition.doors(vaults.CLOCK), composition.load_inside, at_once=True)
    made.start([])
    yield made
    made.finish()
    made.frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def wizard(program: Program) -> FirstRun:
    shown = program.frame.content()
    assert isinstance(shown, FirstRun)
    return shown


def fill(wizard: FirstRun, **words: str) -> None:
    for key, value in words.items():
        entry = wizard.user_row.entry if key == "user" else wizard.office_rows[key].entry
        assert isinstance(entry, QLineEdit)
        entry.setText(value)


def test_what_is_missing_is_said_under_each_entry(wizard: FirstRun) -> None:
    fill(wizard, name="柳湾镇司法所")
    wizard._take_office()
    assert wizard.step() == 0
    assert wizard.office_rows["name"].complaint() == ""
    assert "单位代码" in wizard.office_rows["code"].complaint()


def test_the_phone_may_be_left_out_and_a_wrong_one_is_refused(wizard: FirstRun) -> None:
    fill(wizard, name="柳湾镇司法所", code="liuwan", county="澄岭县", phone="12")
    wizard._take_office()
    assert "单位电话" in wizard.office_rows["phone"].complaint()
    assert wizard.step() == 0
    fill(wizard, phone="")
    wizard._take_office()
    assert wizard.step() == 1


def test_a_code_that_is_no_folder_name_is_refused_at_once(wizard: FirstRun) -> None:
    fill(wizard, name="柳湾镇司法所", code="a/b", county="澄岭县")
    wizard._take_office()
    assert "不能用作文件夹名" in wizard.office_rows["code"].complaint()


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [("short", "short", "字符"), (PASS, "other", "不一样"), ("王所长王所长王所长王", "", "容易被猜到")],
)
def test_a_poor_passphrase_is_refused(wizard: FirstRun, one: str, two: str, words: str) -> None:
    fill(wizard, name="柳湾镇司法所", code="lw", county="澄岭县", user="王所长")
    wizard._take_office()
    wizard.new.entry.setText(one)
    wizard.new.again.setText(two)
    wizard._create()
    assert words in wizard.new.row.complaint() + wizard.new.again_row.complaint()
    assert not paths.data_folder("lw").exists()


def test_the_whole_way(
    program: Program, wizard: FirstRun, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    fill(wizard, name="柳湾镇司法所", code="lw", county="澄岭县", user="王所长")
    wizard._take_office()
    wizard.new.entry.setText(PASS)
    wizard.new.again.setText(PASS)
    wizard._create()
    shown = wizard.findChild(KeyShown)
    assert shown is not None
    assert wizard.settled()
    program.set_size("特大")  # the key is shown once: nothing is built anew now
    assert program.frame.content() is wizard
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown._to_paper()
    assert "没有可用的打印机" in shown.note()
    assert (shown._print.property("look"), shown._kept.property("look")) == ("primary", "plain")
    monkeypatch.setattr(printing, "require_printer", lambda: None)
    monkeypatch.setattr(printing, "print_pages", lambda *_words: True)
    shown._to_paper()
    assert (shown._print.property("look"), shown._kept.property("look")) == ("plain", "primary")
    wizard._ask_back()
    back = wizard.findChild(KeyAskedBack)
    assert back is not None
    back._check()
    assert "不一样" in back.rows[0].complaint()
    for at, row in zip(back._asked, back.rows, strict=True):
        row.entry.setText(wizard._code.split("-")[at].lower())  # type: ignore[attr-defined]
    back._check()
    assert isinstance(program.frame.content(), Shell)
    assert (paths.data_folder("lw") / "data-0001.db").exists()
    assert PASS not in Path(paths.config_file()).read_text("utf-8")


def test_the_recovery_sheet_becomes_pictures(program: Program, wizard: FirstRun) -> None:
    fill(wizard, name="柳湾镇司法所", code="lw", county="澄岭县", user="王所长")
    wizard._take_office()
    wizard.new.entry.setText(PASS)
    wizard.new.again.setText(PASS)
    wizard._create()
    desk = wizard._desk
    assert desk is not None
    pages = composition.recovery_pages(desk, wizard._code)
    assert len(pages) == 1
    assert pages[0].height > pages[0].width > 2000
    desk.store.close()
