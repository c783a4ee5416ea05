"""评估表: a copy is given out, its faults are listed at once, then who would move; it is taken."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.instruments.columns import AFTER, columns
from anbang_desktop.gui.pages.instruments.dialogs import ITS, TakeFormDialog
from anbang_desktop.gui.pages.instruments.page import (
    CHANGES,
    COUNTS,
    FAULTS,
    IN_USE,
    TAKEN,
    TURNED,
    InstrumentsPage,
)
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import own_instrument
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, press
from tests.support.road import assess


@pytest.fixture
def page(
    painted: QApplication, desk: Desk, window: ToldWindow, registered: str, qtbot: QtBot
) -> InstrumentsPage:
    assess(desk, registered, "INITIAL")
    made = InstrumentsPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    return made


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What both file dialogs give."""
    there = tmp_path / "表.toml"
    monkeypatch.setattr(questions, "save_file", lambda *_about: there)
    monkeypatch.setattr(questions, "open_file", lambda *_about: there)
    return there


def edit(file: Path, old: str, new: str) -> None:
    """In 记事本."""
    text = file.read_bytes().decode("utf-8-sig")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def test_a_form_is_edited_checked_tried_and_taken(
    page: InstrumentsPage, desk: Desk, window: ToldWindow, registered: str, file: Path
) -> None:
    assert page._part == IN_USE
    assert page.list.isColumnHidden(AFTER), "nothing would be otherwise"
    housing = next(one for one in page._lines if one.what == "B1　项目")
    assert "没有住处 8" in housing.before
    assert "H08" not in housing.before, "a need by its name"
    page.take()
    assert window.toasts[-1] == "先点“选改好的表”，选改好的文件"
    page.export_copy("instrument-general-v1")
    assert window.toasts[-1].startswith("已导出“表.toml”")
    edit(file, '["自有或与家人同住，稳定", 0]', '["自有或与家人同住，稳定", 9]')
    edit(file, "limit = 40", "limit = 400")
    page.choose()
    assert page._part == FAULTS
    places = [int(one.what.removeprefix("第 ").removesuffix(" 行")) for one in page._lines]
    assert places == sorted(places)
    assert any("应是 0 分，现在是 9 分" in one.before for one in page._lines)
    assert len(page._lines) == 3
    assert not page._take.isVisible()
    page.take()
    assert window.toasts[-1] == "先改好文件里的错误"
    edit(file, '["自有或与家人同住，稳定", 9]', '["自有或与家人同住，稳定", 0]')
    edit(file, "limit = 400", "limit = 40")
    edit(file, '["不满 12 个月", 4]', '["不满 12 个月", 5]')
    edit(file, "limit = 24", "limit = 25")
    edit(
        file,
        'options = [["没有", 0], ["1 次", 3], ["2 次及以上", 6]]',
        'options = [["没有", 0], ["1 次", 3]]',
    )
    edit(file, "limit = 25", "limit = 20")
    edit(file, "highest = 100", "highest = 96")
    page.refresh()
    assert page._part == CHANGES
    assert page._take.isVisible()
    assert "1 次 3，2 次及以上 6" in next(one.before for one in page._lines if one.what == "A1　项目")
    page._choose_part(TURNED)
    assert not page._body.isVisible(), "nobody would move"
    page._choose_part(COUNTS)
    assert (page._lines[0].what, page._lines[0].after) == ("1 人", "一般")

    def decide(dialog: QWidget) -> None:
        assert isinstance(dialog, TakeFormDialog)
        dialog.form.row(ITS.approver).editor.set_value("张所长")
        dialog.form.row(ITS.effective_from).editor.set_value(date(2026, 11, 1))
        press("换上")(dialog)
        assert dialog.isVisible(), "a day that is past is told in the dialog"
        dialog.form.row(ITS.effective_from).editor.set_value(desk.today)
        press("换上")(dialog)

    with answering((TakeFormDialog, decide)):
        page.take()
    assert window.toasts[-1] == "评估表已换上"
    assert desk.instrument.id == "instrument-general-own-1"
    page._choose_part(TAKEN)
    assert page._lines[0].before == f"{desk.today.isoformat()} 起用"


def test_who_would_move_is_named_on_the_screen_and_by_number_on_paper(
    page: InstrumentsPage, desk: Desk, window: ToldWindow, registered: str, file: Path
) -> None:
    agreed = {item.code: item.options[0].label for item in desk.instrument.items}
    agreed |= {"B1": "没有住处", "B2": "没有，也没找", "B3": "有债或者没有收入", "B4": "疏远"}
    values = {"kind": "EVENT", "present": ["李文静"], "agreed": agreed, "decided": "GENERAL"}
    write.record(desk, registered, "assessment", values)
    page.export_copy("instrument-general-v1")
    edit(file, '["没有住处", 8]', '["没有住处", 13]')
    page.open(path=file)
    page._choose_part(TURNED)
    (line,) = page._lines
    assert line.after == "一般，适当多走访（升）"
    assert line.why == "B1 住房（没有住处）：8 分 → 13 分；总分：25 → 30"
    name = people.show(desk, registered).file.client.name
    assert columns()[0].word(line).startswith(name)
    assert columns()[0].cell(line) == registered
    assert page._why.text() == line.why
    page._open_here()
    assert window.went[-1] == ("person", {"no": registered})


def test_another_is_left(page: InstrumentsPage, desk: Desk, file: Path) -> None:
    page.export_copy("instrument-short-v1")
    page.choose()
    assert page._part == CHANGES
    assert page.keep()["kept"] == (str(file), CHANGES, "")
    page.leave()
    assert (page._edited, page._part) == (None, IN_USE)
    assert own_instrument.history(desk) == ()
    page.open(kept=(str(file), COUNTS, ""))
    assert page._part == COUNTS
