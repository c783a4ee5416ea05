"""扫描件归位: a folder is read, what is whole is confirmed at once, the rest one by one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.fields.field import names
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.returns.dialogs import FileDialog, PlaceDialog, Signed
from anbang_desktop.gui.pages.returns.page import ReturnsPage
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, issued, papers, returns
from anbang_desktop.services.worklist import due, people
from anbang_desktop.storage.queries import withheld
from tests.gui.pages.conftest import ToldWindow
from tests.support import scanner
from tests.support.at_once import read_at_once
from tests.support.clerk import answering, button
from tests.support.scanner import Way
from tests.support.widgets import words


@pytest.fixture
def page(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch
) -> ReturnsPage:
    read_at_once(monkeypatch)
    made = ReturnsPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1194, 680)
    made.show()
    made.open()
    return made


def printed(desk: Desk, no: str, kind: str) -> tuple[str, bytes]:
    """Code and pages of a paper that went out."""
    if kind == "agreement":
        agreements.draw(desk, no)
        agreements.mark_printed(desk, no)
    else:
        papers.note_print(desk, no, kind)
    with desk.store.read() as connection:
        listed = issued.of_case(connection, people.show(desk, no).file.case_id)
    one = [paper for paper in listed if paper.kind == kind][-1]
    return one.code, desk.store.attachment(one.attachment_id).data


def scan(folder: Path, name: str, pdf: bytes, *pages: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(
        scanner.pdf_of([scanner.scanned(pdf, at - 1, Way(100, 180)) for at in pages])
    )


def cells(page: ReturnsPage) -> list[list[str]]:
    rows = range(page.model.rowCount())
    return [[str(page.model.index(row, at).data()) for at in range(4)] for row in rows]


def test_an_empty_page_says_what_it_is_for(page: ReturnsPage) -> None:
    assert "没有等着归位的扫描件" in words(page)
    assert page.first() is not None


def test_a_folder_is_read_and_what_is_whole_is_filed_at_once(
    page: ReturnsPage,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _agreed, agreed = printed(desk, registered, "agreement")
    _code, form = printed(desk, registered, papers.REGISTRATION_FORM)
    count = papers.page_count(agreed)
    scan(tmp_path / "in", "a", agreed, *range(1, count + 1))
    scan(tmp_path / "in", "b", form, 1)
    (tmp_path / "in" / "坏.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(questions, "save_folder", lambda *_told: tmp_path / "in")
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert window.toasts == [f"认出 {count + 1} 页"]
    assert "1 个文件没有读成" in words(page)
    name = people.show(desk, registered).row.name
    assert sorted(cells(page)) == sorted(
        [
            [name, "安置帮教协议书", "齐", f"齐，{count} 页"],
            [name, "安置帮教对象登记表", "缺页", "缺第 2 页"],
        ]
    )
    assert any(line.page == "returns" for line in due.work(desk)), "今天要办 says so"

    def whole(dialog: FileDialog) -> None:
        assert "登记为已签订" in words(dialog)
        dialog.form.row(names(Signed).on).editor.set_value(desk.today)
        button(dialog, "归位 1 份").click()

    QApplication.processEvents()  # the head was drawn anew
    with answering((FileDialog, whole)):
        button(page, "归位齐的 1 份").click()
    assert people.show(desk, registered).file.agreement_state == "SIGNED"
    assert [row[1:3] for row in cells(page)] == [["安置帮教对象登记表", "缺页"]]

    def leave(dialog: FileDialog) -> None:
        assert dialog.focusWidget() is not None
        button(dialog, "先不归位").click()

    def insist(dialog: FileDialog) -> None:
        button(dialog, "仍然归位这 1 份").click()

    with answering((FileDialog, leave)):
        button(page, "归位这一份").click()
    assert page.model.rowCount() == 1
    with answering((FileDialog, insist)):
        button(page, "归位这一份").click()
    assert "没有等着归位的扫描件" in words(page)


def test_what_is_dropped_is_read_and_a_lost_page_is_placed_or_thrown_away(
    page: ReturnsPage, desk: Desk, registered: str, tmp_path: Path
) -> None:
    _code, pdf = printed(desk, registered, papers.NOTICE)
    sheets = [scanner.smeared(scanner.scanned(pdf, 0, Way(150))) for _ in range(2)]
    sheets[1] = sheets[1].rotate(1, fillcolor="white")
    (tmp_path / "脏.pdf").write_bytes(scanner.pdf_of(sheets))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "脏.pdf"))])
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    assert [row[:3] for row in cells(page)] == [
        ["脏.pdf", "文件第 1 页", "认不出"],
        ["脏.pdf", "文件第 2 页", "认不出"],
    ]
    name = people.show(desk, registered).row.name

    def place(dialog: PlaceDialog) -> None:
        dialog.search.entry.setText(name)
        assert dialog.papers.count() == 1
        dialog.page.setText("99")
        button(dialog, "就是这一页").click()
        assert "请填 1 到" in words(dialog)
        dialog.page.setText("1")
        button(dialog, "就是这一页").click()

    with answering((PlaceDialog, place)):
        QTest.keyClick(page, Qt.Key.Key_F9)
    assert page.model.rowCount() == 1

    def away(dialog: ReasonDialog) -> None:
        dialog.entry.setText("扫糊了")
        dialog.go.click()

    with answering((ReasonDialog, away)):
        button(page, "不要…").click()
    assert "没有认不出的页" in words(page)
    assert returns.count_waiting(desk) == 1, "the one that was placed waits for its paper to be confirmed"


def test_a_withheld_paper_is_looked_at_and_filed_for_a_reason_only(
    page: ReturnsPage, desk: Desk, registered: str, tmp_path: Path
) -> None:
    _code, pdf = printed(desk, registered, papers.NOTICE)
    sealing.decide(desk, registered, Sealing.SEALED, "王所长", "作案时未满十八周岁")
    with desk.store.read() as connection:
        withheld.opened(connection).clear()  # as a lock does
    scan(tmp_path / "in", "a", pdf, *range(1, papers.page_count(pdf) + 1))
    page.read([tmp_path / "in"])
    assert [row[0] for row in cells(page)] == ["封存的档案"]
    QApplication.processEvents()
    assert "先写明事由才能看" in words(page)

    def reason(dialog: ReasonDialog) -> None:
        dialog.entry.setText("归入签字的告知书")
        dialog.go.click()

    with answering((ReasonDialog, reason), (FileDialog, lambda dialog: button(dialog, "归位 1 份").click())):
        button(page, "归位这一份").click()
    assert page.model.rowCount() == 0
