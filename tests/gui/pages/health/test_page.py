"""数据体检: the checks with their counts, the queue by keyboard; mended, explained, reported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.health.columns import WHY
from anbang_desktop.gui.pages.health.dialogs import PurposeDialog
from anbang_desktop.gui.pages.health.page import HealthPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.opener import Records
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import examine
from anbang_desktop.services.health.checks import CHECKS, CheckId
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import button
from tests.support.dialogs import filled
from tests.support.makers import TODAY
from tests.support.widgets import words

WORDS = "到家中看望，情况稳定，没有困难。"
VISIT = {
    "at": TODAY,
    "contact_type": "HOME_VISIT",
    "workers": ["李文静"],
    "abnormal": False,
    "content": WORDS,
}


@pytest.fixture
def alike(desk: Desk, registered: str) -> str:
    """One person with the same words in two visits."""
    for _time in range(2):
        write.record(desk, registered, "contact", VISIT)
    return registered


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot, alike: str) -> HealthPage:
    """The page, examined."""
    made = HealthPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    assert alike
    return made


def choose(page: HealthPage, check: CheckId) -> None:
    page._check = check.value
    page._show()


def press(
    page: HealthPage, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        QTest.keyClick(page.list, key, held)


def answer(monkeypatch: pytest.MonkeyPatch, said: str | None) -> None:
    def ask(_cls: object, _parent: QWidget, _asking: object) -> str | None:
        return said

    monkeypatch.setattr(ReasonDialog, "ask", classmethod(ask))


def test_each_check_that_found_something_is_listed_with_its_count(page: HealthPage, desk: Desk) -> None:
    health = examine.examine(desk)
    shown = page.checks.shown()
    assert shown["没有帮教责任人"] == str(sum(one.check is CheckId.OWNER for one in health.open))
    assert shown["几次走访的内容一字不差"] == "1"
    assert "身份证号的地区码没有发过" not in shown
    assert f"看了 {health.files} 份档案，查出 {len(health.findings)} 处" in words(page)
    assert f"待处理 {len(health.open)}" in words(page)


def test_going_down_the_checks_changes_the_queue_and_says_why(page: HealthPage) -> None:
    page.checks.view.setFocus()
    page.checks.view.selectRow(0)
    before = words(page)
    QTest.keyClick(page.checks.view, Qt.Key.Key_Down)
    assert words(page) != before
    choose(page, CheckId.OWNER)
    said = words(page)
    assert "没有人记着，就会落下" in said
    assert "依据：《山西省安置帮教工作办法》第十二条第二款第三项" in said
    assert page.model.index(0, 3).data() == "帮教责任人空着"


def test_enter_leads_to_the_field_on_the_person_s_page(page: HealthPage, window: ToldWindow) -> None:
    choose(page, CheckId.OWNER)
    page.list.setFocus()
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    ((where, target),) = window.went
    assert where == "person"
    assert target["field"] == "responsible_worker"
    assert target["no"] == page._lines[1].finding.no
    assert target["among"][target["at"]] == page._lines[1].finding.case_id


def test_a_record_is_opened_over_the_queue_and_what_was_mended_is_gone(
    page: HealthPage, desk: Desk, alike: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, CheckId.SAME_TEXT)
    assert page.model.rowCount() == 1

    def mend(self: Records, no: str, record: object) -> None:
        newest = people.show(desk, no).file.contacts[-1]
        assert record == newest
        write.correct(desk, no, "contact", newest.id, {"content": "找到活了，在砖厂。"})
        self._done("已更正")

    monkeypatch.setattr(Records, "open", mend)
    press(page, Qt.Key.Key_Return)
    assert not any(one.check is CheckId.SAME_TEXT for one in page._of_quick())
    assert page._check != CheckId.SAME_TEXT
    assert people.show(desk, alike).file.contacts[-1].content == "找到活了，在砖厂。"


def test_what_is_mended_on_another_page_is_gone_when_one_comes_back(page: HealthPage, desk: Desk) -> None:
    choose(page, CheckId.OWNER)
    one = page._lines[0].finding
    count = page.model.rowCount()
    write.correct(desk, one.no, "registration", one.case_id, {"responsible_worker": "李文静"})
    page.open()
    assert page._check == CheckId.OWNER
    assert page.model.rowCount() == count - 1
    assert one.no not in {line.finding.no for line in page._lines}


def test_several_are_explained_at_once_and_the_reason_is_shown(
    page: HealthPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, CheckId.OWNER)
    count = page.model.rowCount()
    page.list.setFocus()
    page.list.selectRow(0)
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert page._tell.text() == "不是错误 2 处"
    answer(monkeypatch, None)
    page._explain()
    assert page.model.rowCount() == count, "left without a reason"
    answer(monkeypatch, "名单刚到，还没有分")
    page._explain()
    assert page.model.rowCount() == count - 2
    assert window.toasts == ["已说明 2 处"]
    page._choose("settled")
    assert not page.list.isColumnHidden(WHY)
    assert str(page.model.index(0, WHY).data()).startswith("名单刚到，还没有分（王所长")
    page._explain()
    assert window.toasts[-1] == "已收回说明 1 处"
    assert len(examine.examine(desk).settled) == 1


def test_an_explanation_that_was_undone_is_to_be_done_again(
    page: HealthPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, CheckId.SAME_TEXT)
    answer(monkeypatch, "本人口述一样")
    page._explain()
    assert page._health is not None
    assert len(page._health.settled) == 1
    done = history.last_done(desk, 0)
    assert done is not None
    history.undo(desk, done.id)
    page.refresh()
    assert len(page._health.settled) == 0


def test_f6_changes_the_side(page: HealthPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.list.setFocus()
    page.checks.view.show()
    page._other_pane()
    qtbot.waitUntil(page.checks.view.hasFocus)
    page._other_pane()
    qtbot.waitUntil(page.list.hasFocus)


def test_the_state_comes_back_on_a_new_page(page: HealthPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, CheckId.OWNER)
    again = HealthPage(desk, ToldWindow())
    qtbot.addWidget(again)
    again.open(**page.keep())
    assert again._check == CheckId.OWNER
    assert again.model.rowCount() == page.model.rowCount()


def test_the_report_is_saved_for_a_purpose(
    page: HealthPage, desk: Desk, window: ToldWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "台账检查.pdf"
    met = filled(monkeypatch, PurposeDialog, lambda dialog: dialog.form.suggest({"purpose": "县司法局检查"}))
    asked: list[str] = []

    def save_file(_parent: QWidget, _title: str, name: str, *_more: object) -> object:
        asked.append(name)
        return file

    monkeypatch.setattr(questions, "save_file", save_file)
    page._out.save(page._health)
    assert len(met) == 1
    assert asked == ["台账检查_2026-11-30.pdf"]
    assert file.read_bytes().startswith(b"%PDF")
    assert window.toasts == ["已存成文件：台账检查.pdf"]


def test_without_a_purpose_the_dialog_stays(page: HealthPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    filled(monkeypatch, PurposeDialog, lambda dialog: said.append(words(dialog)))
    assert PurposeDialog.ask_for(page, page.desk, "看样张") is None
    assert "不写身份证号、电话和地址" in said[0]


def test_where_it_was_stopped_it_says_so_and_begins_again_on_demand(
    painted: QApplication, desk: Desk, qtbot: QtBot
) -> None:
    class Stopping(ToldWindow):
        stops = True

        def run_job(
            self, title: str, job: Callable[..., object], done: Callable[..., object], **more: object
        ) -> None:
            if self.stops:
                stopped = more["stopped"]
                assert callable(stopped)
                stopped()
            else:
                super().run_job(title, job, done)

    window = Stopping()
    page = HealthPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    assert window.toasts == ["体检停下了，还没有看完"]
    assert "还没有体检" in words(page)
    with pytest.raises(UserError, match="还没有体检"):
        page.print_paper()
    assert not page._body.isVisibleTo(page)
    window.stops = False
    page._start()
    assert page._body.isVisibleTo(page)


def test_an_office_where_everything_agrees_says_so(painted: QApplication, desk: Desk, qtbot: QtBot) -> None:
    page = HealthPage(desk, ToldWindow())
    qtbot.addWidget(page)
    page._examined(examine.Health((), {}, 33, desk.today, desk.store.head().seq))
    assert "没有对不上的地方" in words(page)
    assert f"看了 33 份档案，{len(CHECKS)} 项检查" in words(page)


def test_from_today_to_the_field_and_back_without_the_mouse(shell: Shell, qtbot: QtBot) -> None:
    """The real window: the queue has the keyboard, Enter opens the entry, what was saved is gone from it."""
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    shell.go("today")
    today = shell.page()
    assert today is not None
    button(today, "数据体检").setFocus()
    QTest.keyClick(button(today, "数据体检"), Qt.Key.Key_Return)
    queue = shell.page()
    assert isinstance(queue, HealthPage)
    qtbot.waitUntil(queue.list.hasFocus)
    queue._check_chosen(CheckId.OWNER.value)
    queue._show()
    count, first = queue.model.rowCount(), queue._lines[0].finding
    QTest.keyClick(queue.list, Qt.Key.Key_Return)
    person = shell.page()
    assert isinstance(person, PersonPage)
    entry = QApplication.focusWidget()
    assert isinstance(entry, QLineEdit)
    assert entry.accessibleName() == "帮教责任人"
    entry.setText("李文静")
    entry.textEdited.emit("李文静")
    person.save_now()
    shell.back()
    assert shell.page() is queue
    assert queue._check == CheckId.OWNER
    assert queue.model.rowCount() == count - 1
    assert first.no not in {line.finding.no for line in queue._lines}


def test_the_queue_goes_out_as_a_list_and_ctrl_p_stays_the_report(
    page: HealthPage, window: ToldWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "体检.xlsx"
    monkeypatch.setattr(questions, "save_file", lambda *_asked: out)
    page._check_chosen("same_text")
    page.export_list()
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0]]
    heads = next(row for row in rows if "查到什么" in row)
    assert heads[:4] == ["序号", "姓名", "村居", "查到什么"], "the box of a row does not go out"
    assert window.toasts[-1] == f"已导出体检事项 {len(page._lines)} 处：体检.xlsx"
    page.ticks.tick([0])
    assert "只列勾选的 1 处" in page.acts.listed.filter_words()
    assert "待处理" in page.acts.listed.filter_words()


def test_an_empty_side_says_what_belongs_there(page: HealthPage) -> None:
    page.show()
    page._choose("settled")
    assert not page.list.isVisible()
    assert "按 F9 写一句为什么" in words(page)
    page._choose("open")
    assert page.list.isVisible()
    assert page._nobody.count() == 0
