"""The file with its gaps: a paper is added, the whole is bound."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog
from anbang_desktop.gui.pages.archives.moves_dialog import MovesDialog
from anbang_desktop.gui.pages.archives.page import ArchivesPage
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import file_moves
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import ArchiveRules
from tests.gui.pages.conftest import ToldWindow
from tests.support.widgets import pressed, words


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
    desk: Desk,
    registered: str,
    tmp_path: Path,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def yes(_parent: object, _title: str, said: str, **_verbs: str) -> bool:
        asked.append(said)
        return True

    archive_rules.change(desk, ArchiveRules())
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


Fill = Callable[[RecordDialog], object]


def filled(**given: str) -> Fill:
    """Stands in for the clerk: types these and presses the verb."""

    def run(dialog: RecordDialog) -> object:
        dialog.form.suggest(given)
        dialog.save()
        return dialog.answer

    return run


def push(over: QWidget, verb: str) -> None:
    next(one for one in over.findChildren(QPushButton) if one.text() == verb).click()


def test_how_the_office_files_is_asked_before_the_first_file_is_bound(
    archives: ArchivesPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(RecordDialog, "run", lambda dialog: asked.append(dialog.windowTitle()))
    archives.open(no=registered)
    assert archives.one is not None
    archives.one.bind()
    assert asked == ["归档设置"]
    assert not archive_rules.said(desk), "left without an answer: nothing is bound"


def test_a_file_is_lent_and_brought_back_on_its_page(
    archives: ArchivesPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = (desk.today + timedelta(days=7)).isoformat()
    monkeypatch.setattr(RecordDialog, "run", filled(borrower="赵兰", reason="核对", due_on=due))
    archives.open(no=registered)
    one = archives.one
    assert one is not None
    push(one, "借出")
    assert file_moves.lent(desk, registered) is not None
    assert "借给赵兰" in words(one)
    push(one, "归还")
    assert file_moves.lent(desk, registered) is None


def test_what_is_out_and_which_lists_there_are_stand_in_one_place(
    archives: ArchivesPage,
    qtbot: QtBot,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_moves.lend(desk, registered, "赵兰", "核对", desk.today)
    shown = MovesDialog(archives, desk, window)
    qtbot.addWidget(shown)
    assert "赵兰" in words(shown)
    push(shown, "归还")
    assert "没有借出的档案" in words(shown)
    advance.advance(desk, registered, "S86", said=ENDED, approved_by="县司法局")
    monkeypatch.setattr(RecordDialog, "run", filled(receiver="县档案馆"))
    push(shown, "列档案移交清单")
    for caption, who in (("移交人", "李文静"), ("接收人", "赵兰")):
        monkeypatch.setattr(RecordDialog, "run", filled(who=who))
        push(shown, f"登记{caption}签字")
    monkeypatch.setattr(questions, "sure", lambda *_, **__: True)
    push(shown, "办结")
    (made,) = file_moves.lists(desk)
    assert (made.list.receiver, made.list.second_by, made.list.done_on) == ("县档案馆", "赵兰", desk.today)
    assert "已办结" in words(shown)


ENDED = StepFacts(cause="DEATH", reason="死亡", proof="死亡证明复印件", left_open="不再办")
