"""交接班: what is told of whom, each line leads there; people handed over in the dialog, undone."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.takeover.hand_over import HandOverDialog, Shared
from anbang_desktop.gui.pages.takeover.page import TakeoverPage
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.takeover import reassign
from anbang_desktop.services.takeover.sheet import EVERYBODY, Part
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, press
from tests.support.makers import TODAY
from tests.support.printer import plug_in
from tests.support.widgets import words

LEAVER, OTHER = "李文静", "王建国"


@pytest.fixture
def team(desk: Desk, registered: str) -> str:
    """The registered one and two others are the leaver's, one is nobody's; the number of the first."""
    ids = list(people.list_ids(desk, people.PeopleFilter(), "no"))
    first = people.show(desk, registered).id
    rest = [one for one in ids if one != first]
    whose = {first: LEAVER, rest[0]: LEAVER, rest[1]: LEAVER, rest[2]: None}
    with begin(desk, "定责任人") as unit:
        for case_id in ids:
            about = unit.about(case_id)
            after = replace(about.case, responsible_worker=whose.get(case_id, OTHER))
            unit.change(about.case, after, "定责任人")
    visit = {
        "at": TODAY,
        "contact_type": "PHONE",
        "workers": [LEAVER],
        "abnormal": False,
        "next_step": "陪同求职",
    }
    write.record(desk, registered, "contact", visit)
    return registered


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot, team: str) -> TakeoverPage:
    """The page on the leaver's people."""
    made = TakeoverPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open(kept=(LEAVER, "all", "2026-10-31"))
    made.show()
    assert team
    return made


def entry(dialog: HandOverDialog) -> QLineEdit:
    found = dialog.line.entry
    assert isinstance(found, QLineEdit)
    return found


@pytest.fixture
def dialog(painted: QApplication, desk: Desk, page: TakeoverPage) -> HandOverDialog:
    """The dialog over the page."""
    made = HandOverDialog(page, desk, LEAVER)
    made.show()
    return made


def test_it_begins_with_the_whole_office_where_the_user_has_nobody(
    painted: QApplication, desk: Desk, team: str, qtbot: QtBot
) -> None:
    page = TakeoverPage(desk, ToldWindow())
    qtbot.addWidget(page)
    page.open()
    assert page._worker == EVERYBODY
    said = words(page)
    assert "全所　32 人" in said
    assert "还有 1 人没有责任人" in said
    assert " 定责任人 1 人" in said
    assert page._day.raw() == "2026-10-31"
    assert team


def test_each_part_is_a_filter_and_a_line_leads_to_its_section(
    page: TakeoverPage, window: ToldWindow, team: str
) -> None:
    page._choose_part(Part.PROMISED.value)
    assert page.model.rowCount() == 1
    assert page.model.index(0, 3).data() == "下一步：陪同求职"
    assert "2026年11月30日走访时约好的" in words(page)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    ((where, target),) = window.went
    assert (where, target["no"], target["section"]) == ("person", team, PersonSection.CONTACT)


def test_another_worker_and_another_day_are_read_anew(page: TakeoverPage) -> None:
    page._choose_worker(OTHER)
    assert f"{OTHER} 名下 28 人" in words(page)
    page._day.set_raw("2026-11-30")
    page._day.left.emit()
    assert page._sheet is not None
    assert page._sheet.since == TODAY
    page._day.set_raw("2026-13-40")
    page._day.left.emit()
    assert "自某日以来" in words(page)
    assert page._sheet.since == TODAY


def test_a_day_to_come_is_said_at_the_entry(page: TakeoverPage, window: ToldWindow) -> None:
    page._refused(UserError("那天还没有到。", field="since"))
    assert "那天还没有到" in words(page)
    assert page._day.entries()[0].property("trouble") == "true"
    assert window.toasts == []


def test_a_name_and_enter_give_all_of_them_away(dialog: HandOverDialog, desk: Desk) -> None:
    assert len(dialog.ticks.chosen()) == 4, "the leaver's three and the one of nobody"
    entry(dialog).setText(OTHER)
    QTest.keyClick(entry(dialog), Qt.Key.Key_Return)
    said = words(dialog)
    assert f"{LEAVER} → {OTHER}　3 人" in said
    assert f"没有责任人 → {OTHER}　1 人" in said
    assert "还有" not in dialog._said.text()
    assert dialog.go.text() == "交接 4 人"
    dialog.go.click()
    assert dialog.answer is not None
    assert reassign.hand_over(desk, dialog.answer.shares) == 5, "the withheld record of nobody goes along"


def test_they_are_split_by_ticks_and_by_village(dialog: HandOverDialog) -> None:
    first = dialog.model.ids()[0]
    village = dialog._people[first].village
    dialog._tick_village(village)
    assert first in dialog.ticks.chosen()
    assert {dialog._people[one].village for one in dialog.ticks.chosen()} == {village}
    entry(dialog).setText("赵敏")
    dialog.give.click()
    assert "“赵敏”名下现在还没有人，请核对姓名" in dialog._said.text()
    left = dialog.ticks.chosen()
    assert first not in left, "what is left is ticked for the next name"
    entry(dialog).setText(OTHER)
    QTest.keyClick(entry(dialog), Qt.Key.Key_Return)
    assert {dialog._to[one] for one in left} == {OTHER}
    assert dialog._to[first] == "赵敏"


def test_nothing_is_handed_over_without_a_name(dialog: HandOverDialog) -> None:
    assert not dialog.go.isEnabled()
    QTest.keyClick(entry(dialog), Qt.Key.Key_Return)
    assert dialog.line.complaint() == "还没有写交给谁。请写接班人的姓名。"
    entry(dialog).setText(OTHER)
    dialog.ticks.clear()
    dialog._give()
    assert dialog.line.complaint() == "还没有勾选要交给他的人。"


def test_handing_over_is_one_unit_and_the_paper_says_who_went_where(
    page: TakeoverPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whom = [row.id for row in (*reassign.held_by(desk, LEAVER), *reassign.held_by(desk, ""))]

    def ask(_cls: object, _parent: QWidget, _desk: Desk, worker: str) -> Shared:
        assert worker == LEAVER
        return Shared(dict.fromkeys(whom, "赵敏"))

    monkeypatch.setattr(HandOverDialog, "ask_for", classmethod(ask))
    page._hand_over()
    assert window.toasts == ["已交接 4 人，另有 1 件封存"]
    assert reassign.workers(desk) == [(OTHER, 28), ("赵敏", 4)]
    assert "人人都有责任人" in words(page)
    assert len(page._standing()) == 4
    monkeypatch.setattr(questions, "save_file", lambda *_asked: tmp_path / "交接班单.pdf")
    page._save()
    assert (tmp_path / "交接班单.pdf").read_bytes().startswith(b"%PDF")
    done = history.last_done(desk, 0)
    assert done is not None
    history.undo(desk, done.id)
    page.refresh()
    assert page._standing() == [], "what was taken back is on no paper"


def test_printing_draws_the_sheet_and_notes_it(
    page: TakeoverPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printer, before = plug_in(monkeypatch, tmp_path), desk.store.head().seq
    with answering((PaperDialog, press("打印"))):
        page.print_paper()
    assert printer.names == ["交接班单"]
    assert desk.store.head().seq == before + 1, "the audit knows that it left"


def test_where_everybody_has_somebody_it_says_so(
    painted: QApplication, desk: Desk, team: str, qtbot: QtBot
) -> None:
    window = ToldWindow()
    (nobody,) = reassign.held_by(desk, "")
    reassign.hand_over(desk, {nobody.id: OTHER})
    page = TakeoverPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    assert "人人都有责任人" in words(page)
    page._hand_over()
    assert window.toasts == ["人人都有责任人；要交接，先在上面选是谁的人"]
    assert team


def test_an_empty_office_has_nothing_to_hand_over(
    painted: QApplication, page: TakeoverPage, desk: Desk
) -> None:
    assert page._sheet is not None
    page._read(replace(page._sheet, lines=(), people=()))
    assert "没有要交代的事" in words(page)
    assert not page._body.isVisibleTo(page)
    assert desk.today == TODAY


def test_the_lines_go_out_as_a_list(
    page: TakeoverPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "交接.xlsx"
    monkeypatch.setattr(questions, "save_file", lambda *_asked: out)
    page.export_list()
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0]]
    at = next(place for place, row in enumerate(rows) if "什么事" in row)
    assert len([row for row in rows[at + 1 :] if row[1]]) == len(page._lines)
    assert f"{LEAVER} 名下" in str(rows)
