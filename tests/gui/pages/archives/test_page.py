"""The file with its gaps: a paper is added, the whole is bound."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog
from anbang_desktop.gui.pages.archives.page import ArchivesPage
from anbang_desktop.services.desk import Desk
from tests.gui.pages.conftest import ToldWindow
from tests.support.widgets import pressed


@pytest.fixture
def archives(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> ArchivesPage:
    page = ArchivesPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


def test_a_missing_paper_is_added(
    archives: ArchivesPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives.open()
    assert archives.model.rowCount() == 1
    archives.open(no=registered)
    one = archives.one
    assert one is not None
    missing = next(line for line in one.gaps() if line.section == "archive")
    before = len(one.gaps())
    monkeypatch.setattr(AddPaperDialog, "run", pressed)
    one._add(missing)
    assert len(one.gaps()) == before - 1


def test_binding_names_what_is_missing_first(
    archives: ArchivesPage,
    registered: str,
    tmp_path: Path,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def yes(_parent: object, _title: str, said: str, **_verbs: str) -> bool:
        asked.append(said)
        return True

    target = tmp_path / "档案.pdf"
    monkeypatch.setattr(questions, "yes", yes)
    monkeypatch.setattr(questions, "save_file", lambda *_: target)
    archives.open(no=registered)
    one = archives.one
    assert one is not None
    one.bind()
    assert "还缺" in asked[0]
    assert target.read_bytes().startswith(b"%PDF")
    assert "合订成册" in window.toasts[-1]
