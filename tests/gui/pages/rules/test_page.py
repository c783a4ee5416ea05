"""规则: a county's pack is looked at, its day changed, taken; another is left; holidays are imported."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.rules.columns import AFTER
from anbang_desktop.gui.pages.rules.dialogs import ITS, TakePackDialog
from anbang_desktop.gui.pages.rules.page import CHANGES, IN_FORCE, MOVED, TAKEN, RulesPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import taking
from tests.gui.pages.conftest import ToldWindow
from tests.support import packs
from tests.support.clerk import answering, press


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> RulesPage:
    made = RulesPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    return made


def chosen(monkeypatch: pytest.MonkeyPatch, file: Path, text: str) -> None:
    """The file dialog gives a file with that text."""
    file.write_text(text, "utf-8")
    monkeypatch.setattr(questions, "open_file", lambda *_about: file)


def test_a_county_s_pack_is_looked_at_and_taken(
    page: RulesPage, desk: Desk, window: ToldWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "通用规则" in page._facts.text()
    assert page._part == IN_FORCE
    assert page._lines[0].before == "5 年"
    assert page.list.isColumnHidden(AFTER), "nothing would be otherwise"
    assert {"重点", "期满解除", "累犯"} <= {one.what for one in page._lines}
    page.take()
    assert window.toasts[-1] == "先点“换规则包”，选县司法局下发的文件"
    chosen(monkeypatch, tmp_path / "县.toml", packs.county(wish__reply__workdays=7))
    page.choose()
    assert page._part == CHANGES
    assert not page.list.isColumnHidden(AFTER)
    assert [one.what for one in page._lines] == ["收到诉求后 … 个工作日内答复"]
    assert "1 个示例都算得对" in page._facts.text()
    page._choose_part(MOVED)
    assert not page._body.isVisible()
    page._day.set_raw("2026-12-05")
    page._day.left.emit()
    assert page._told is not None
    assert page._told.on.isoformat() == "2026-12-05"
    page._day.set_raw("2020-01-01")
    page._day.left.emit()
    assert "不晚于现有规则的第一天" in page._trouble.text()
    page._day.set_raw("2026-12-01")
    page._day.left.emit()

    def decide(dialog: QWidget) -> None:
        assert isinstance(dialog, TakePackDialog)
        dialog.form.row(ITS.approver).editor.set_value("张所长")
        press("换上")(dialog)

    with answering((TakePackDialog, decide)):
        page.take()
    assert window.toasts[-1] == "规则包已换上"
    assert [one.approver for one in taking.history(desk)] == ["张所长"]
    page._choose_part(TAKEN)
    assert page._lines[0].before == "2026-12-01 起施行"


def test_a_pack_that_is_refused_leaves_everything(
    page: RulesPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, tmp_path / "县.toml", packs.county().replace("2031-11-13", "2031-11-14"))
    with pytest.raises(UserError, match="示例“刑满释放人员的帮教期”"):
        page.choose()
    assert page._part == IN_FORCE
    assert taking.history(desk) == ()
    chosen(monkeypatch, tmp_path / "县.toml", packs.county())
    page.choose()
    page.leave()
    assert (page._offered, page._part) == (None, IN_FORCE)


def test_holidays_are_imported(
    page: RulesPage, desk: Desk, window: ToldWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "year = 2027\nholidays = [[2027-01-01, 2027-01-03]]\nworkdays = [2027-01-09]\n"
    chosen(monkeypatch, tmp_path / "2027.toml", text)
    monkeypatch.setattr(questions, "yes", lambda *_about, **_verbs: True)
    page.import_year()
    assert window.toasts[-1] == "2027 年节假日已导入"
    assert "2027" in page._facts.text()
