"""The import page, walked through its four steps by keyboard over a real office."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.roster_columns import IN_REMARK
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import names
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.importing import preview as import_preview
from anbang_desktop.gui.pages.importing.columns import ColumnsStep
from anbang_desktop.gui.pages.importing.ends import ChooseStep, DoneStep
from anbang_desktop.gui.pages.importing.model import REASON, TICK, TICKED, UNTICKED
from anbang_desktop.gui.pages.importing.opening import Answer, OpeningDialog, OpeningForm
from anbang_desktop.gui.pages.importing.page import CHOOSE, COLUMNS, DONE, PREVIEW, ImportPage
from anbang_desktop.gui.pages.importing.preview import Correction, EditCell, PreviewStep
from anbang_desktop.gui.parts.cells import STATE
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.theme import dress
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.cases.on_books import Opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from tests.support import hostile
from tests.support.desks import Template, empty_office
from tests.support.makers import TODAY

FIRST, SECOND = "预释放人员名单_2026年11月.xlsx", "拟释放人员衔接名册.xlsx"


@dataclass
class ToldWindow:
    """The window as pages see it: jobs run at once, errors are kept."""

    went: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    troubles: list[BaseException] = field(default_factory=list)
    saves: int = 0

    def go(self, page: str, **_target: object) -> None:
        self.went.append(page)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)

    def saved(self) -> None:
        self.saves += 1

    def run_job(
        self,
        title: str,
        job: Callable[[Progress], Any],
        done: Callable[[Any], object],
        *,
        unit: str = "步",
        failed: Callable[[BaseException], object] | None = None,
        **_more: object,
    ) -> None:
        try:
            result = job(Progress())
        except UserError as error:
            (failed or self.trouble)(error)
        else:
            done(result)

    def trouble(self, error: BaseException) -> None:
        self.troubles.append(error)

    def busy(self) -> bool:
        return False


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture
def desk(template: Template, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    made = template.desk(tmp_path / "office", clock)
    yield made
    opening.close(made)


@pytest.fixture
def window() -> ToldWindow:
    return ToldWindow()


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, shipped_fonts: list[str], desk: Desk, window: ToldWindow
) -> Iterator[ImportPage]:
    dress(qapp, "标准", shipped=True)
    made = ImportPage(desk, window)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1194, 680)
    made.open()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.hide()


def preview(page: ImportPage) -> PreviewStep:
    # what was just put into a layout becomes visible, and hears keys, on the next turn
    QApplication.processEvents()
    assert isinstance(page.body, PreviewStep)
    return page.body


def words_of(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QPushButton))


def shown(page: ImportPage, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    model = preview(page).model
    return model.data(model.index(row, column), role)


def test_the_page_begins_with_choosing_a_file(
    page: ImportPage, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    assert isinstance(page.body, ChooseStep)
    assert page.first() is page.body.pick
    monkeypatch.setattr(questions, "open_file", lambda *_given: data / FIRST)
    page.body.pick.click()
    assert page.step == COLUMNS


def test_a_file_can_be_dropped(page: ImportPage, data: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(data / FIRST))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert isinstance(page.body, ChooseStep)
    page.body.dropEvent(drop)
    assert page.step == COLUMNS


def test_a_file_that_cannot_be_read_leaves_the_page_where_it_was(
    page: ImportPage, window: ToldWindow, tmp_path: Path
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"no workbook")
    page.read(file)
    assert page.step == CHOOSE
    assert "不是 Excel 工作簿" in str(window.troubles[0])


def test_every_column_has_a_choice_that_can_be_corrected(page: ImportPage, data: Path) -> None:
    page.read(data / SECOND)
    assert isinstance(page.body, ColumnsStep)
    choices = page.body.matching.choices()
    assert [choice.currentText() for choice in choices.values()][:3] == ["姓名", "公民身份号码", "性别"]
    living = choices["居住情况/现住址"]
    living.setCurrentIndex(living.findData("village"))
    living.activated.emit(living.currentIndex())
    assert page.main is not None
    page.main.click()
    assert page.step == PREVIEW
    assert page.plan is not None
    assert page.plan.row(5).values["village"] == "西坡乡西村165号"
    assert "live_addr" not in page.plan.row(5).values


def test_one_meaning_cannot_stand_twice(page: ImportPage, data: Path) -> None:
    page.read(data / SECOND)
    assert isinstance(page.body, ColumnsStep)
    choices = page.body.matching.choices()
    phone, remark = choices["联系人/手机"], choices["说明"]
    remark.setCurrentIndex(remark.findData("emergency_phone"))
    remark.activated.emit(remark.currentIndex())
    assert phone.currentData() == ""
    assert page.body.mapping() == {"说明": "emergency_phone", "联系人/手机": IN_REMARK}


def marks(page: ImportPage) -> list[str]:
    """What stands behind each column."""
    return [one.accessibleName() for one in page.body.findChildren(Chip) if not one.isHidden()]


def test_a_column_changed_by_hand_says_so_until_it_is_recognised_again(page: ImportPage, data: Path) -> None:
    page.read(data / SECOND)
    assert isinstance(page.body, ColumnsStep)
    matching, at_first = page.body.matching, marks(page)
    assert "手改" not in at_first
    assert matching.back.isHidden()
    born = matching.choices()["居住情况/现住址"]
    born.setCurrentIndex(born.findData("village"))
    born.activated.emit(born.currentIndex())
    assert marks(page).count("手改") == 1
    assert not matching.back.isHidden()
    matching.back.click()
    assert marks(page) == at_first
    assert matching.back.isHidden()
    page.main.click()  # type: ignore[union-attr]
    assert page.plan is not None
    assert page.plan.row(5).values["live_addr"] == "西坡乡西村165号"


def test_a_remembered_column_that_the_program_would_not_recognise_so_is_marked(
    page: ImportPage, data: Path
) -> None:
    page.read(data / SECOND)
    page._revise(PREVIEW, mapping={"居住情况/现住址": "village"})
    page._go(COLUMNS)
    assert "手改" in marks(page)


def test_another_sheet_without_a_list_is_refused_and_nothing_is_lost(
    page: ImportPage, window: ToldWindow, data: Path
) -> None:
    page.read(data / SECOND)
    page._revise(COLUMNS, sheet="说明")
    assert "找不到名单的表头" in str(window.troubles[0])
    assert page.plan is not None
    assert page.plan.sheet == "名册(11月)"


def test_the_preview_shows_the_gravest_first_with_marked_cells(page: ImportPage, data: Path) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    assert [shown(page, row, 0) for row in range(8)] == ["7", "9", "14", "4", "6", "8", "12", "5"]
    assert (shown(page, 0, 3), shown(page, 0, 3, STATE)) == ("（空）", "overdue")
    assert (shown(page, 1, 4), shown(page, 1, 4, STATE)) == ("1499**********9104", "overdue")
    assert (shown(page, 6, 5), shown(page, 6, 5, STATE)) == ("1970-01-01", "soon")
    assert "2026-13-45" in shown(page, 2, REASON)
    assert page.main is not None
    assert page.main.text() == "导入 33 人"


def test_no_full_number_is_shown(page: ImportPage, data: Path) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    numbers = [shown(page, row, 4) for row in range(40)]
    assert all("*" in number for number in numbers)


def test_the_keyboard_goes_from_problem_to_problem_and_ticks(
    qtbot: QtBot, page: ImportPage, data: Path
) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    step = preview(page)
    step.list.setFocus()
    for _ in range(3):
        qtbot.keyClick(step.list, Qt.Key.Key_F3)
    assert step.chosen().number == 4  # type: ignore[union-attr]
    qtbot.keyClick(step.list, Qt.Key.Key_Space)
    assert (page.accepted, shown(page, 3, TICK, STATE), page.main.text()) == ({4}, TICKED, "导入 34 人")  # type: ignore[union-attr]
    step.select(8)
    qtbot.keyClick(step.list, Qt.Key.Key_Space)
    assert (page.accepted, shown(page, 3, TICK, STATE)) == ({8}, UNTICKED)
    qtbot.keyClick(step.list, Qt.Key.Key_Space)
    assert page.accepted == set()


def test_an_error_cannot_be_ticked(qtbot: QtBot, page: ImportPage, data: Path) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    qtbot.keyClick(preview(page).list, Qt.Key.Key_Space)
    assert page.accepted == set()


def test_only_these_narrows_the_table_and_says_so(page: ImportPage, data: Path) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    step = preview(page)
    step.show_only(Verdict.ASK)
    assert step.model.rowCount() == 4
    assert "看全部" in words_of(step)
    step.show_only(None)
    assert step.model.rowCount() == 40


def test_a_cell_is_corrected_with_f2(
    qtbot: QtBot, page: ImportPage, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    asked: list[tuple[int, str]] = []

    def answer(_parent: QWidget, row: Any, fields: list[tuple[str, str]]) -> Correction:
        asked.append((row.number, fields[0][0]))
        return Correction(fields[0][0], "张三")

    monkeypatch.setattr(import_preview.EditCell, "ask", answer)
    page.accepted.add(6)
    qtbot.keyClick(preview(page).list, Qt.Key.Key_F2)
    assert asked == [(7, "name")]
    assert page.plan is not None
    assert (page.plan.error, page.plan.row(7).name) == (2, "张三")
    assert preview(page).chosen().number == 7  # type: ignore[union-attr]
    assert page.accepted == {6}


def test_the_dialog_for_a_cell_says_what_is_wrong_there(qtbot: QtBot, desk: Desk, data: Path) -> None:
    plan = roster.plan(desk, data / FIRST)
    dialog = EditCell(None, plan.row(14), [("release_date", "释放日期"), ("name", "姓名")])
    qtbot.addWidget(dialog)
    assert dialog._entry.text() == "2026-13-45"
    assert "没有 13 月" in dialog._line.complaint()
    dialog._entry.setText("2026-11-09")
    qtbot.keyClick(dialog._entry, Qt.Key.Key_Return)
    assert dialog.answer == Correction("release_date", "2026-11-09")


def test_what_was_previewed_is_imported_and_can_be_taken_back(
    page: ImportPage, window: ToldWindow, desk: Desk, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    page.main.click()  # type: ignore[union-attr]
    assert page.step == DONE
    assert isinstance(page.body, DoneStep)
    assert people.counts(desk)["all"] == 32
    assert window.saves == 1
    page.main.click()  # type: ignore[union-attr]
    assert window.went == ["verification"], "the next act: they are to be verified"
    asked: list[str] = []

    def sure(_parent: QWidget, _title: str, _words: str, *, danger: str, keep: str) -> bool:
        asked.append(danger)
        return True

    monkeypatch.setattr(questions, "sure", sure)
    next(verb for verb in page.body.verbs if verb.text() == "撤销本次导入").click()
    assert asked == ["撤销 33 人的导入"]
    assert people.counts(desk)["all"] == 0
    assert window.toasts == ["已撤销 33 人的导入"]
    assert page.step == CHOOSE


def test_keeping_is_the_safe_answer(
    page: ImportPage, desk: Desk, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.read(data / SECOND)
    page.main.click()  # type: ignore[union-attr]
    page.commit()
    monkeypatch.setattr(questions, "sure", lambda *_given, **_named: False)
    page.take_back(1, 25)
    assert people.counts(desk)["all"] == 25


def test_a_known_list_goes_straight_to_the_preview(page: ImportPage, data: Path) -> None:
    page.read(data / SECOND)
    page.main.click()  # type: ignore[union-attr]
    page.commit()
    page.open()
    assert page.step == CHOOSE
    page.read(data / SECOND)
    assert page.step == PREVIEW


def test_problem_rows_and_returned_lists_are_written_where_asked(
    page: ImportPage, window: ToldWindow, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def where(_parent: QWidget, _title: str, name: str, *_more: object) -> Path:
        names.append(name)
        return tmp_path / name

    monkeypatch.setattr(questions, "save_file", where)
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    page.export_problems()
    page.commit()
    page.give_back(roster.history(page.desk)[0])
    assert names == ["预释放人员名单_2026年11月_问题行.xlsx", "预释放人员名单_2026年11月_核查回执.xlsx"]
    assert load_workbook(tmp_path / names[0]).worksheets[0]["U3"].value == "问题"
    assert load_workbook(tmp_path / names[1]).worksheets[0]["U3"].value == "核查结果"
    assert window.toasts[0] == "已导出 7 行"


def test_the_page_comes_back_as_it_was_after_a_new_text_size(
    qtbot: QtBot, page: ImportPage, window: ToldWindow, data: Path
) -> None:
    page.read(data / FIRST)
    page.main.click()  # type: ignore[union-attr]
    page.accepted.add(6)
    again = ImportPage(page.desk, window)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    again.open(**page.keep())
    assert (again.step, again.accepted, again.main.text()) == (PREVIEW, {6}, "导入 34 人")  # type: ignore[union-attr]


def test_the_page_fits_a_small_screen_at_every_text_size(
    qtbot: QtBot, qapp: QApplication, page: ImportPage, window: ToldWindow, data: Path
) -> None:
    page.read(data / SECOND)
    kept = page.keep()
    dress(qapp, "特大", shipped=True)
    for step in (CHOOSE, COLUMNS, PREVIEW):
        big = ImportPage(page.desk, window)  # type: ignore[arg-type]
        qtbot.addWidget(big)
        big.open(kept=(step, *kept["kept"][1:]))
        assert big.minimumSizeHint().width() <= 1366 - 216
    dress(qapp, "标准", shipped=True)


# ---------------------------------------------------------------- 建账
def roster_file(folder: Path) -> Path:
    file = folder / "花名册.xlsx"
    heads = ("姓名", "身份证号", "释放日期", "帮教类别", "责任人", "是否签订协议", "帮教起止时间", "小组")
    one = ("傅霞", "149901198311210525", "2025-03-08", "一般", "李文静", "是", "2025-03-08 至 2030-03-08")
    other = ("李四", "149901196504133512", *one[2:])
    file.write_bytes(hostile.workbook(heads, (*one, "李文静、王建国、赵兰"), (*other, "")))
    return file


def answering(answer: Answer | None, asked: list[bool]) -> Callable[..., Answer | None]:
    def ask(_parent: QWidget, _desk: Desk, *, likely: bool, inside: bool) -> Answer | None:
        asked.append(likely)
        return answer

    return ask


def test_a_roster_is_asked_about_and_opens_the_books(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(OpeningDialog, "ask", answering(Answer(Opening(TODAY)), asked))
    page.read(roster_file(tmp_path))
    assert (asked, page.step) == ([True], COLUMNS)
    page._forward()
    assert page.plan is not None
    assert sorted(row.result for row in page.plan.rows) == ["在册帮教", "已登记"]
    assert page.main is not None
    assert page.main.text() == "建账 2 人"
    monkeypatch.setattr(OpeningDialog, "ask", answering(None, asked))
    page.ask_opening()  # left: nothing changes
    assert page.plan.opening == Opening(TODAY)
    page.commit()
    assert page.step == DONE
    assert "算进期初" in " ".join(label.text() for label in page.findChildren(QLabel))
    assert people.states_counted(desk) == {"S60_ACTIVE": 1, "S50_REGISTERED": 1}


def test_a_list_stays_a_list(page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpeningDialog, "ask", answering(Answer(None), []))
    page.read(roster_file(tmp_path))
    assert page.plan is not None
    assert page.plan.opening is None


def test_a_list_of_people_inside_is_asked_about_and_goes_into_their_register(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "西坡乡服刑人员名册.xlsx"
    row = ("傅霞", "149901198311210525", "示范监狱", "2031-03-08")
    file.write_bytes(hostile.workbook(("姓名", "身份证号", "服刑监所", "刑期止日"), row))
    asked: list[bool] = []
    monkeypatch.setattr(OpeningDialog, "ask", answering(Answer(None, inside=True), asked))
    page.read(file)
    assert (asked, page.step) == ([True], COLUMNS)
    page._forward()
    page.commit()
    assert page.step == DONE
    assert people.states_counted(desk) == {"S05_INSIDE": 1}
    again = page.keep()
    page.open(**again)
    assert page.plan is not None
    assert page.plan.inside


def test_the_question_says_why_it_is_asked_and_takes_either_answer(qtbot: QtBot, desk: Desk) -> None:
    dialog = OpeningDialog(None, desk, likely=True, inside=True)
    qtbot.addWidget(dialog)
    (still,) = (one for one in dialog.findChildren(QPushButton) if "还在服刑" in one.text())
    still.click()
    assert dialog.answer == Answer(None, inside=True)


def test_the_question_takes_the_day_of_the_roster(qtbot: QtBot, desk: Desk) -> None:
    dialog = OpeningDialog(None, desk, likely=True)
    qtbot.addWidget(dialog)
    its = names(OpeningForm)
    dialog.form.load({its.on: TODAY + timedelta(days=1)})
    dialog._open()
    assert dialog.answer is None
    dialog.form.load({its.on: TODAY, its.reason: "换用本程序"})
    dialog._open()
    assert dialog.answer == Answer(Opening(TODAY, "换用本程序"))
