"""报送: learn a blank, look, open the people behind a number, export, note the delivery: by keyboard."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop import paths
from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Layout, from_plain, to_plain
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.reports import sending
from anbang_desktop.gui.pages.reports.changes import ChangesView
from anbang_desktop.gui.pages.reports.deliver_dialog import DeliverDialog
from anbang_desktop.gui.pages.reports.due_dialog import DueDialog
from anbang_desktop.gui.pages.reports.home import Home, span_around
from anbang_desktop.gui.pages.reports.learn import Learn
from anbang_desktop.gui.pages.reports.leaving_dialog import LeavingDialog
from anbang_desktop.gui.pages.reports.look import Look
from anbang_desktop.gui.pages.reports.own_dialog import OwnDialog
from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.gui.pages.reports.run import RunView
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.counted_people import Behind
from anbang_desktop.gui.records.go_on import way_to
from anbang_desktop.gui.shell.shell import PUT_BY
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.reports import calendar, learning, ledger, making
from anbang_desktop.services.reports.checks import Check
from anbang_desktop.services.reports.leaving import Asking, Leaving, Settled
from anbang_desktop.services.reports.ledger import Delivered
from anbang_desktop.services.worklist import begun, people
from anbang_desktop.storage.queries import reports as query
from tests.gui.pages.reports.conftest import Told
from tests.support.blanks import blank, put
from tests.support.clerk import press

BLANKS = paths.resources("report", "blanks")


@pytest.fixture
def learned(page: ReportsPage, desk: Desk) -> ReportsPage:
    """Both blanks are known."""
    for name in ("花名册", "统计表"):
        learning.learn(desk, BLANKS / f"{name}.xlsx", name)
    page.refresh()
    return page


def _words(page: ReportsPage) -> str:
    return "\n".join(label.text() for label in page.body.findChildren(QLabel))


def _press(page: ReportsPage, words: str) -> None:
    next(one for one in page.body.findChildren(QPushButton) if one.text() == words).click()


def _press_foot(page: ReportsPage, words: str) -> None:
    [one for one in page.findChildren(QPushButton) if one.text() == words][-1].click()  # the newest foot


def test_an_office_without_blanks_is_told_what_to_do(page: ReportsPage) -> None:
    assert "还没有县局的表" in _words(page)
    assert "还没有报送过" in _words(page)


def test_an_office_whose_county_sent_nothing_takes_our_blanks(
    page: ReportsPage, desk: Desk, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[OwnDialog] = []

    def run(dialog: OwnDialog) -> tuple[str, ...] | None:
        asked.append(dialog)
        dialog.go.click()
        return dialog.answer

    monkeypatch.setattr(OwnDialog, "run", run)
    _press(page, "添加自带的表")
    assert [one.name for one in learning.profiles(desk)] == ["在册人员花名册", "安置帮教情况统计表"]
    assert told.toasts == ["已添加 2 张：在册人员花名册、安置帮教情况统计表"]
    assert isinstance(page.body, Home)
    page.body.verbs["在册人员花名册"].click()
    assert isinstance(page.body, Look), "filled without another question"
    page.home()
    _press(page, "添加自带的表")
    assert "R01" not in asked[-1].boxes, "what is there isn't offered again"
    assert not asked[-1].go.isEnabled(), "nothing is ticked"
    for box in asked[-1].boxes.values():
        box.setChecked(True)
    assert asked[-1].go.text() == "添加 15 张"


def test_a_kept_blank_is_put_right_without_its_file(
    learned: ReportsPage, desk: Desk, told: Told, qtbot: QtBot
) -> None:
    _press(learned, "看怎么填")
    studied = learned.body
    assert isinstance(studied, Learn)
    assert studied.name.text() == "花名册"
    remark = studied.matching.choices()["Sheet", 18, 0]
    remark.setCurrentIndex(remark.findData("state"))
    remark.activated.emit(remark.currentIndex())
    learned.home()
    assert told.toasts == [PUT_BY], "it waits as a draft"
    later = ReportsPage(desk, told)
    qtbot.addWidget(later)
    later.resuming = {"learn::花名册.xlsx"}
    later.open()
    assert isinstance(later.body, Learn)
    assert later.body.corrections() == {("Sheet", 18, 0): "state"}
    later.keep_blank()
    kept = next(one for one in learning.profiles(desk) if one.name == "花名册")
    assert (kept.version, kept.layout.sheets[0].columns[17].field) == (2, "state")
    assert told.toasts[-1] == "已改好“花名册”，以后每期一键填好"


def test_a_sheet_of_which_nobody_said_whom_it_lists_is_asked_about(
    learned: ReportsPage, desk: Desk, told: Told
) -> None:
    """As an office has it that learned its blanks before this was asked."""
    with desk.store.work(desk.clock, "如旧版") as work:
        row = query.profile(work.connection, "花名册")
        assert row is not None
        sheets = [{**one, "row_set": ""} for one in row.layout["sheets"]]
        work.change(row, replace(row, layout={**row.layout, "sheets": sheets}), "如旧版")
    learned.look("花名册")
    assert isinstance(learned.body, Learn)
    assert told.errors == []
    learned.keep_blank()
    learned.look("花名册")
    assert isinstance(learned.body, Look)


def test_a_blank_is_learned_confirmed_and_kept(
    page: ReportsPage, desk: Desk, told: Told, qtbot: QtBot
) -> None:
    page.study(BLANKS / "花名册.xlsx")
    studied = page.body
    assert isinstance(studied, Learn)
    remark = studied.matching.choices()["Sheet", 18, 0]
    remark.setCurrentIndex(remark.findData("state"))
    remark.activated.emit(remark.currentIndex())
    studied.name.setText("第四季度花名册")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = learning.profiles(desk)
    assert (kept.name, kept.layout.sheets[0].columns[17].field) == ("第四季度花名册", "state")
    assert told.toasts == ["已添加“第四季度花名册”，以后每期一键填好"]
    assert isinstance(page.body, Home)


def test_a_meaning_chosen_twice_leaves_the_first_place(page: ReportsPage) -> None:
    page.study(BLANKS / "花名册.xlsx")
    assert isinstance(page.body, Learn)
    remark = page.body.matching.choices()["Sheet", 18, 0]
    remark.setCurrentIndex(remark.findData("name"))
    remark.activated.emit(remark.currentIndex())
    assert page.body.corrections() == {("Sheet", 18, 0): "name", ("Sheet", 2, 0): ""}
    chips = [one.accessibleName() for one in page.body.findChildren(Chip) if not one.isHidden()]
    assert chips.count("手改") == 2
    page.body.matching.back.click()
    assert (page.body.matching.by_hand(), remark.currentData()) == ([], page.body._asked[17].field)


def test_what_was_told_of_a_blank_waits_as_a_draft(
    page: ReportsPage, told: Told, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    blank = Path(shutil.copy(BLANKS / "花名册.xlsx", tmp_path))
    page.study(blank)
    assert not page.set_aside(), "nothing was told yet"
    assert isinstance(page.body, Learn)
    remark = page.body.matching.choices()["Sheet", 18, 0]
    remark.setCurrentIndex(remark.findData("state"))
    remark.activated.emit(remark.currentIndex())
    page.body.name.setText("第四季度花名册")
    page.open()
    assert isinstance(page.body, Learn)
    assert page.body.corrections() == {("Sheet", 18, 0): "state"}, "drawn anew it stands there"
    QApplication.processEvents()
    press("暂存")(page)
    assert not page.unsaved()
    assert told.toasts == [PUT_BY]
    form = "learn::花名册.xlsx"
    later = ReportsPage(desk, told)
    qtbot.addWidget(later)
    later.resuming = {form}
    later.open()
    assert isinstance(later.body, Learn)
    assert (later.body.name.text(), later.body.corrections()) == (
        "第四季度花名册",
        {("Sheet", 18, 0): "state"},
    )
    blank.unlink()
    later = ReportsPage(desk, told)
    qtbot.addWidget(later)
    later.resuming = {form}
    with pytest.raises(UserError, match="不在原来的地方了"):
        later.open()


def test_a_blank_without_a_name_is_not_kept(page: ReportsPage, desk: Desk) -> None:
    page.study(BLANKS / "花名册.xlsx")
    assert isinstance(page.body, Learn)
    page.body.name.setText(" ")
    page.keep_blank()
    assert "还没有给这张表起名" in page.body.name.accessibleDescription()
    assert learning.profiles(desk) == ()


def test_what_is_no_blank_is_told_as_trouble(page: ReportsPage, told: Told, data: Path) -> None:
    page.study(data / "拟释放人员衔接名册.xls")
    assert "旧格式" in str(told.errors[0])


def test_numbers_open_their_people(
    learned: ReportsPage, desk: Desk, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned.look("统计表")
    assert isinstance(learned.body, Look)
    assert learned.body.numbers is not None
    seen: list[tuple[str, list[str]]] = []

    def choose(_parent: object, title: str, rows: list[people.PersonRow], _cases: object) -> str:
        seen.append((title, [row.name for row in rows]))
        return rows[0].no

    monkeypatch.setattr(Behind, "ask", choose)
    learned.body.numbers.opened.emit(learned.body.numbers.model().index(11, 0))
    assert seen[0][0] == "期末在册人数 2"
    assert len(seen[0][1]) == 2
    assert told.went[0][0] == "person"
    assert people.show(desk, told.went[0][1]["no"]).row.name == seen[0][1][0]


def test_a_number_without_people_opens_nothing(learned: ReportsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    learned.look("统计表")
    assert isinstance(learned.body, Look)
    assert learned.body.numbers is not None
    monkeypatch.setattr(Behind, "ask", lambda *_given: pytest.fail("nobody is behind a zero"))
    learned.body.numbers.opened.emit(learned.body.numbers.model().index(9, 0))


def test_gaps_lead_to_the_person_and_numbers_of_identity_are_masked(learned: ReportsPage, told: Told) -> None:
    learned.look("花名册")
    assert isinstance(learned.body, Look)
    assert learned.body.missing is not None
    assert learned.body.rows is not None
    learned.body.missing.opened.emit(learned.body.missing.model().index(0, 0))
    assert told.went[0][0] == "person"
    assert str(learned.body.rows.model().index(0, 3).data())[4:14] == "*" * 10


def test_an_export_says_where_the_file_went(
    learned: ReportsPage, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(questions, "save_folder", lambda *_given: tmp_path / "out")
    monkeypatch.setattr(sending, "open_folder", opened.append)
    monkeypatch.setattr(LeavingDialog, "ask", lambda *_given: Leaving(recipient="县局矫正科"))
    learned.look("统计表")
    learned.make()
    (file,) = (tmp_path / "out").iterdir()
    assert file.name in _words(learned)
    assert told.toasts == [f"已导出 {file.name}"]
    _press(learned, "打开文件夹")
    assert opened == [tmp_path / "out"]
    learned.home()
    assert "第 1 版已导出" in [chip.accessibleName() for chip in learned.body.findChildren(Chip)]


def test_a_failing_check_asks_first_and_the_safe_answer_writes_nothing(
    learned: ReportsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned.look("统计表")
    assert learned.seen is not None
    wrong = Check("期末在册 3 = 期初 0 + 新增 2 − 减少 0", ok=False)
    learned._counted(replace(learned.seen, checks=(wrong,)))
    asked: list[str] = []

    def safe(_parent: object, title: str, _words: str, *, danger: str, keep: str) -> bool:
        asked.append(f"{title}{danger}{keep}")
        return False

    monkeypatch.setattr(questions, "sure", safe)
    learned.make()
    assert asked == ["有 1 项核对不符，还要导出吗？仍然导出先不导出"]
    assert ledger.history(desk) == ()


def test_a_version_is_noted_as_delivered_saved_again_and_comes_back_with_the_countys_words(
    learned: ReportsPage, desk: Desk, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(making.make(desk, "花名册", "2026-11", tmp_path, leaving=Leaving(whole_ids=True)).files[0])
    learned.refresh()
    home = learned.body
    assert isinstance(home, Home)
    _open_first(home)
    chips = " ".join(chip.accessibleName() for chip in learned.body.findChildren(Chip))
    assert "草稿 已核对 已定稿 已导出" in chips
    monkeypatch.setattr(DeliverDialog, "ask", lambda *_given: Delivered(desk.today, "专人送达"))
    _press_foot(learned, "登记送达")
    assert ledger.history(desk)[0].state == "已送达"
    monkeypatch.setattr(LeavingDialog, "ask", lambda *_given: Leaving())
    monkeypatch.setattr(questions, "save_folder", lambda *_given: tmp_path / "again")
    _press_foot(learned, "再存一份")
    assert len(list((tmp_path / "again").iterdir())) == 1
    book = load_workbook(file)
    book.worksheets[0]["B5"].comment = Comment("同音字，请核对", "刘科长")
    book.worksheets[0]["O6"].comment = Comment("安置方式不对", "刘科长")
    book.save(tmp_path / "退回.xlsx")
    monkeypatch.setattr(questions, "open_file", lambda *_given: tmp_path / "退回.xlsx")
    _press_foot(learned, "县局退回")
    assert isinstance(learned.body, RunView)
    assert "县局写了、改了 2 处" in _words(learned)
    assert learned.body.remarks is not None
    for row in (0, 1):
        learned.body.remarks.opened.emit(learned.body.remarks.model().index(row, 0))
    targets = [target for place, target in told.went if place == "person"]
    assert [target.get("field") or target.get("section") for target in targets] == ["name", "placement"]
    _press_foot(learned, "核对、更正再报")
    assert isinstance(learned.body, Look)
    asked: list[bool] = []

    def ask(_parent: object, asking: Asking) -> Leaving:
        asked.append(asking.reason)
        return Leaving(reason="县局退回：同音字")

    monkeypatch.setattr(LeavingDialog, "ask", ask)
    learned.make()
    assert asked == [True]
    second, first = ledger.history(desk)
    assert (second.version, second.reason, first.state) == (2, "县局退回：同音字", "已更正")


def test_changes_since_the_last_sending_are_shown_and_exported(
    learned: ReportsPage, desk: Desk, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.make(desk, "花名册", "2026-11", tmp_path)
    learned.look("花名册")
    assert "以来没有变化" in _words(learned)
    no = people.rows(desk, people.list_ids(desk, people.PeopleFilter(states=frozenset(ON_BOOKS))))[0].no
    write.record(desk, no, "registration", {"live_addr": "柳湾村新居 8 号"})
    learned.look("花名册")
    assert "以来变化 1 人" in _words(learned)
    _press(learned, "看变化")
    assert isinstance(learned.body, ChangesView)
    assert learned.body.people is not None
    assert "柳湾村新居 8 号" in str(learned.body.people.model().index(0, 4).data())
    learned.body.people.opened.emit(learned.body.people.model().index(0, 0))
    assert told.went == [("person", {"no": no})]
    monkeypatch.setattr(LeavingDialog, "ask", lambda *_given: Leaving(encrypt=True))
    monkeypatch.setattr(questions, "save_folder", lambda *_given: tmp_path / "变化")
    _press_foot(learned, "导出变化表")
    (file,) = (tmp_path / "变化").iterdir()
    assert file.name.endswith("变化1人.xlsx")
    assert "打开密码" in _words(learned)


def test_a_version_is_frozen_and_leaves_later(
    learned: ReportsPage,
    desk: Desk,
    told: Told,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    learned.look("统计表")
    asked: list[Asking] = []

    def ask(_parent: object, asking: Asking) -> Leaving:
        asked.append(asking)
        return Leaving(recipient="县局矫正科")

    monkeypatch.setattr(LeavingDialog, "ask", ask)
    _press_foot(learned, "定稿")
    assert asked[0].freeze
    assert (ledger.history(desk)[0].state, ledger.history(desk)[0].recipient) == ("已定稿", "县局矫正科")
    assert isinstance(learned.body, RunView)
    assert "已定稿：数据以后再变" in _words(learned)
    dialog = LeavingDialog(learned, asked[0])
    qtbot.addWidget(dialog)
    assert {"定稿", "先不定稿"} <= {one.text() for one in dialog.findChildren(QPushButton)}
    monkeypatch.setattr(questions, "save_folder", lambda *_given: tmp_path / "out")
    _press_foot(learned, "导出报表")
    assert told.errors == []
    assert ledger.history(desk)[0].state == "已导出"


def test_when_the_county_wants_a_sheet_is_said_once(
    learned: ReportsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def ask(_parent: object, _name: str, rule: str, keep: Callable[[str], str]) -> str:
        kept.append(rule)
        return keep("每月25日前")

    monkeypatch.setattr(DueDialog, "ask", ask)
    _press(learned, "定报送时间")
    assert kept == [""]
    assert "每月25日前" in _words(learned)
    assert "改报送时间" in [one.text() for one in learned.body.findChildren(QPushButton)]


def test_the_period_is_chosen_by_word_by_step_and_by_hand(learned: ReportsPage, desk: Desk) -> None:
    _press(learned, "季度")
    assert learned.period.text == "2026Q4"
    _press(learned, "上一期")
    assert learned.period.text == "2026Q3"
    assert isinstance(learned.body, Home)
    learned.body.entry.setText("2026-11-01..2026-11-30")
    learned.body.entry.returnPressed.emit()
    assert learned.period.kind == "range"
    learned.body.entry.setText("去年")
    learned.body.entry.returnPressed.emit()
    assert "看不懂" in learned.body.entry.accessibleDescription()
    learned.body.entry.setText("2027")
    learned.body.entry.returnPressed.emit()
    assert "还没有开始" in learned.body.entry.accessibleDescription()
    assert learned.period.kind == "range"


@pytest.mark.parametrize(
    ("kind", "text"), [("月", "2026-07"), ("季度", "2026Q3"), ("半年", "2026H2"), ("年", "2026")]
)
def test_the_span_around_a_day(kind: str, text: str, desk: Desk) -> None:
    assert span_around(desk.today.replace(month=7), kind).text == text


def test_escape_goes_back_and_the_view_is_kept_for_another_text_size(
    learned: ReportsPage, desk: Desk, told: Told, qtbot: QtBot
) -> None:
    learned.look("统计表")
    other = ReportsPage(desk, told)
    qtbot.addWidget(other)
    other.open(**learned.keep())
    assert isinstance(other.body, Look)
    qtbot.keyClick(learned, Qt.Key.Key_Escape)
    assert isinstance(learned.body, Home)


def test_the_dialogs_show_people_and_delivery(
    learned: ReportsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    ids = people.list_ids(desk, people.PeopleFilter())
    rows = people.rows(desk, ids[:3])
    behind = Behind(learned, "走访（人次） 4", rows, [rows[0].id, rows[0].id, rows[1].id, rows[2].id])
    qtbot.addWidget(behind)
    assert "共 3 人，4 人次" in [label.text() for label in behind.findChildren(QLabel)]
    behind.list.opened.emit(behind.list.model().index(0, 0))
    assert behind.answer == rows[0].no
    making.make(desk, "统计表", "2026-11", tmp_path)
    sent = DeliverDialog(learned, desk, ledger.history(desk)[0])
    qtbot.addWidget(sent)
    sent.on.setText("明天")
    sent._deliver()
    assert sent.on.accessibleDescription()
    sent.on.setText("今天")
    sent.how.setText("内网上传")
    sent.receipt.setText("回〔2026〕3号")
    sent.receipt_on.setText("没有")
    sent._deliver()
    assert sent.receipt_on.accessibleDescription()
    sent.receipt_on.setText("今天")
    sent._deliver()
    assert sent.answer == Delivered(desk.today, "内网上传", "县司法局", "回〔2026〕3号", desk.today)


def test_a_delivery_that_is_left_half_typed_waits_and_goes_on(
    learned: ReportsPage, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.make(desk, "统计表", "2026-11", tmp_path)
    (run,) = ledger.history(desk)
    sent = DeliverDialog(learned, desk, run)
    qtbot.addWidget(sent)
    sent.receipt.setText("回〔2026〕3号")
    sent.reject()
    (waiting,) = begun.listed(desk)
    assert waiting.what == "登记送达"
    asked: list[str] = []

    def run_dialog(dialog: DeliverDialog) -> Delivered | None:
        asked.append(dialog.receipt.text())
        dialog._deliver()
        return dialog.answer

    monkeypatch.setattr(DeliverDialog, "run", run_dialog)
    page, target = way_to(waiting.form)
    assert page == "reports"
    resuming = target.pop("resuming")
    learned.resuming = set(resuming)
    learned.open(**target)
    assert asked == ["回〔2026〕3号"]
    assert ledger.history(desk)[0].state == "已送达"
    assert begun.listed(desk) == []
    learned.open(**target)
    assert asked == ["回〔2026〕3号"], "what was noted isn't asked again"


def test_the_dialogs_of_leaving_and_of_the_calendar_say_what_is_wrong(
    learned: ReportsPage, desk: Desk, qtbot: QtBot
) -> None:
    before = Settled("按县局要求报送", "县司法局", whole_ids=False, encrypt=False)
    leaving = LeavingDialog(learned, Asking("导出", numbered=True, reason=True, before=before))
    qtbot.addWidget(leaving)
    leaving._done()
    assert "为什么更正" in leaving.reason.accessibleDescription()
    leaving.reason.setText("两人写错")
    leaving.purpose.setText(" ")
    leaving._done()
    assert "不能空着" in leaving.purpose.accessibleDescription()
    leaving.purpose.setText("核对")
    leaving.whole.setChecked(True)
    leaving.sealed.setChecked(True)
    leaving._done()
    assert leaving.answer == Leaving("核对", "县司法局", True, True, "两人写错")
    due = DueDialog(learned, "花名册", "", lambda rule: calendar.set_due(desk, "花名册", rule))
    qtbot.addWidget(due)
    due.entry.setText("随时")
    due._save()
    assert "看不懂" in due.entry.accessibleDescription()
    press("季末后5日内")(due)
    due._save()
    assert due.answer == "季末后5日内"


def _open_first(home: Home) -> None:
    assert home.ledger is not None
    home.ledger.opened.emit(home.ledger.model().index(0, 0))


def test_whom_an_old_blank_lists_is_asked_on_the_first_view(
    page: ReportsPage, desk: Desk, tmp_path: Path
) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.title = "表一"
        sheet["A1"] = "转出人员名册"
        put(sheet, 2, ["序号", "姓名", "身份证号"])
        put(sheet, 3, [None] * 3)

    file = tmp_path / "转出.xlsx"
    file.write_bytes(blank(draw))
    learning.learn(desk, file, "转出")
    with desk.store.work(desk.clock, "旧版") as work:
        kept = query.profile(work.connection, "转出")
        assert kept is not None
        sheets = tuple(replace(one, row_set="") for one in from_plain(kept.layout).sheets)
        work.add(replace(kept, id=0, version=2, layout=to_plain(Layout(sheets))), "旧版")
    page.refresh()
    assert isinstance(page.body, Home)
    assert not page.body.verbs["转出"].isEnabled()
    choice = page.body.asked["转出"]["表一"]
    assert page.first() is choice
    choice.setCurrentIndex(choice.findData("R03.3"))
    choice.activated.emit(choice.currentIndex())
    (after,) = (one for one in learning.profiles(desk) if one.name == "转出")
    assert after.layout.sheets[0].row_set == "R03.3"
    assert isinstance(page.body, Home)
    assert page.body.verbs["转出"].isEnabled()
    assert page.body.asked == {}
