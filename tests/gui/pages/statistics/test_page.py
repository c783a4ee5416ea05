"""统计: periods, numbers that open their people, keys, paper and picture; 小结 written on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.statistics.dialogs import NumbersDialog, PeriodDialog, RatesDialog
from anbang_desktop.gui.pages.statistics.page import StatisticsPage
from anbang_desktop.gui.pages.statistics.summary_dialog import SummaryDialog, Written, form_of
from anbang_desktop.gui.parts import counted_people
from anbang_desktop.gui.parts.counted_people import Behind
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.window_test import settle
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import write
from anbang_desktop.services.statistics import summary
from anbang_desktop.services.statistics.overview import Rate
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import button
from tests.support.widgets import words

MONTH = "2026-11"


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> StatisticsPage:
    """The page of this month."""
    made = StatisticsPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1194, 681)
    made.open()
    made.show()
    return made


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[int]]]:
    """What lists of people were opened; the first person is chosen."""
    seen: list[tuple[str, list[int]]] = []

    def ask(_cls: object, _parent: QWidget, title: str, rows: Any, cases: list[int]) -> str | None:
        seen.append((title, list(cases)))
        return rows[0].no if rows else None

    monkeypatch.setattr(Behind, "ask", classmethod(ask))
    return seen


def press(page: StatisticsPage, text: str) -> None:
    settle()  # what was laid out anew is shown by the event loop
    button(page, text).click()


def answer(monkeypatch: pytest.MonkeyPatch, dialog: type, said: object) -> None:
    monkeypatch.setattr(dialog, "ask", classmethod(lambda *_given: said))


def test_it_shows_rates_with_what_they_are_made_of(page: StatisticsPage) -> None:
    shown = words(page)
    for text in ("衔接率", "没衔接", "应衔接", "2026年11月", "在册 1 人"):
        assert text in shown, text
    assert page.first() is page.trend.view if page.trend else False


def test_every_number_opens_its_people(
    page: StatisticsPage, behind: list[tuple[str, list[int]]], window: ToldWindow, registered: str
) -> None:
    assert page.seen is not None
    handed = next(one for one in page.seen.rates if one.words.line == "handover_rate")
    press(page, f"没衔接 {len(handed.lacking)} 人")
    press(page, f"已衔接 {len(handed.part)}")
    assert [cases for _title, cases in behind] == [list(handed.lacking), list(handed.part)]
    assert window.went[-1] == ("person", {"no": registered})


def test_keys_walk_over_the_run_and_open_the_people(
    page: StatisticsPage, behind: list[tuple[str, list[int]]], window: ToldWindow
) -> None:
    assert page.trend is not None
    view = page.trend.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert [title for title, _cases in behind] == ["2026年11月在册 1 人", "2026年11月新增 1 人"]
    assert "2026年11月：新增 1 人" in words(page)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "没有名单" in window.toasts[-1]  # nobody left


def test_keys_walk_over_the_structure(page: StatisticsPage, behind: list[tuple[str, list[int]]]) -> None:
    assert page.trend is not None
    page.trend.view.setFocus()
    page.other_chart()
    assert page.structure is not None
    assert page.structure.view.hasFocus()
    QTest.keyClick(page.structure.view, Qt.Key.Key_Return)
    assert behind[0][0].startswith("等级：")
    page.other_chart()
    assert page.trend.view.hasFocus()


def test_another_tab_and_other_steps(page: StatisticsPage) -> None:
    press(page, "去向")
    assert page.structure is not None
    assert page.structure.view.words().startswith("安置：")
    press(page, "季度")  # the first is the period's
    assert page.period.text == "2026Q4"
    assert page.trend is not None
    quarters = [one for one in page.trend.findChildren(QPushButton) if one.text() == "季度"]
    quarters[0].click()
    assert page.kind == "quarter"
    assert "个季度" in words(page)


def test_periods_step_but_never_into_what_has_not_begun(page: StatisticsPage, window: ToldWindow) -> None:
    page.step(1)
    assert page.period.text == MONTH
    page.step(-1)
    assert page.period.text == "2026-10"
    page.step(1)
    assert page.period.text == MONTH


def test_any_period_can_be_chosen(page: StatisticsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, PeriodDialog, parse_period("2026-11-01..2026-11-15"))
    press(page, "自选")
    assert page.period.text == "2026-11-01..2026-11-15"
    answer(monkeypatch, PeriodDialog, None)
    press(page, "自选")
    assert page.period.text == "2026-11-01..2026-11-15"


@pytest.mark.parametrize(("typed", "complaint"), [("随便", "看不懂"), ("2027", "还没有开始"), ("2026Q1", "")])
def test_a_typed_period_is_read_or_refused_under_its_entry(
    qtbot: QtBot, desk: Desk, typed: str, complaint: str
) -> None:
    dialog = PeriodDialog(None, desk, parse_period(MONTH))
    qtbot.addWidget(dialog)
    dialog.entry.setText(typed)
    button(dialog, "统计").click()
    if complaint:
        assert complaint in words(dialog)
        assert dialog.answer is None
    else:
        assert dialog.answer == parse_period("2026Q1")


def test_numbers_stand_in_a_table_too(
    page: StatisticsPage, monkeypatch: pytest.MonkeyPatch, behind: list[tuple[str, list[int]]]
) -> None:
    told: list[list[tuple[str, ...]]] = []

    def ask(_cls: object, _parent: QWidget, _title: str, _heads: object, rows: list[tuple[str, ...]]) -> int:
        told.append(rows)
        return 0

    monkeypatch.setattr(NumbersDialog, "ask", classmethod(ask))
    for one in [one for one in page.findChildren(QPushButton) if one.text() == "看数"]:
        one.click()
    assert told[0][0] == ("2026年11月", "1", "1", "0")
    assert [row[2] for row in told[1][:2]] == ["100.00%", "100.00%"]
    assert len(behind) == 2


def test_the_table_answers_with_its_row(qtbot: QtBot) -> None:
    dialog = NumbersDialog(None, "数", ("时间", "人数"), [("一月", "1"), ("二月", "2")])
    qtbot.addWidget(dialog)
    dialog.list.selectRow(1)
    button(dialog, "看名单").click()
    assert dialog.answer == 1


def test_how_a_rate_is_reckoned_is_said_with_its_traps(
    page: StatisticsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[Rate]] = []
    monkeypatch.setattr(RatesDialog, "ask", classmethod(lambda _cls, _page, rates: asked.append(rates)))
    assert page.seen is not None
    assert len(page.seen.rates) == len(page.seen.cards), "a look counts what it shows"
    page.how()
    page.how()
    first, second = asked
    assert first is second, "counted once"
    assert len(first) > len(page.seen.rates)
    dialog = RatesDialog(page, first)
    qtbot.addWidget(dialog)
    shown = words(dialog)
    for text in ("核查率 — = 按期核查 0 ÷ 应核查 0", "转入的两边都不算", "不能放在一起比", "不写 0%"):
        assert text in shown, text


def test_what_was_counted_is_shown_again_at_once(
    page: StatisticsPage, window: ToldWindow, monkeypatch: pytest.MonkeyPatch, desk: Desk, registered: str
) -> None:
    jobs: list[str] = []
    run = window.run_job

    def heard(title: str, *more: Any, **rest: Any) -> None:
        jobs.append(title)
        run(title, *more, **rest)

    monkeypatch.setattr(window, "run_job", heard)
    page.refresh()
    assert jobs == []
    write.record(desk, registered, "placement", {"placed": False, "none_reason": "01"})
    page.refresh()
    assert jobs == ["正在统计"]


def test_where_it_was_stopped_it_can_be_begun_again(page: StatisticsPage) -> None:
    page._stopped()
    assert "没有算完" in words(page)
    press(page, "再算一次")
    assert "衔接率" in words(page)


def test_a_page_built_anew_shows_the_same(
    page: StatisticsPage, desk: Desk, window: ToldWindow, qtbot: QtBot
) -> None:
    page.choose(parse_period("2026"))
    kept = page.keep()
    other = StatisticsPage(desk, window)
    qtbot.addWidget(other)
    other.open(**kept)
    assert other.period.text == "2026"
    assert other.seen is page.seen
    third = StatisticsPage(desk, window)
    qtbot.addWidget(third)
    third.open(again=kept["again"])  # over a lock
    assert third.period.text == "2026"


def test_an_empty_office_says_what_to_do(page: StatisticsPage, window: ToldWindow) -> None:
    page.choose(parse_period("2020"))
    assert "还没有可以统计的" in words(page)
    press(page, "导入名单")
    assert window.went[-1][0] == "importing"
    page.choose_summary()
    for act in (page.print_paper, page.save_picture):
        with pytest.raises(UserError, match="还没有可以"):
            act()


def test_the_paper_is_looked_at_before_it_is_printed(
    page: StatisticsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int]] = []

    def ask(_cls: object, _parent: QWidget, name: str, images: list[QImage]) -> bool:
        shown.append((name, len(images)))
        return False

    monkeypatch.setattr(PaperDialog, "ask", classmethod(ask))
    press(page, "打印")
    assert shown[0][0] == "统计"
    assert shown[0][1] >= 2


def test_the_picture_is_a_picture_without_a_name(
    page: StatisticsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: ToldWindow
) -> None:
    file = tmp_path / "统计.png"
    monkeypatch.setattr(questions, "save_file", lambda *_given: file)
    press(page, "存图片")
    image = QImage(str(file))
    assert image.width() == 2400
    assert image.height() > 1000
    assert "没有姓名" in window.toasts[-1]
    monkeypatch.setattr(questions, "save_file", lambda *_given: None)
    toasts = len(window.toasts)
    press(page, "存图片")
    assert len(window.toasts) == toasts


# 小结 -------------------------------------------------------------------------------------------


@pytest.fixture
def filled(desk: Desk) -> summary.Summary:
    """The text of this quarter."""
    return summary.write(desk, "quarter", parse_period("2026Q4"))


@pytest.fixture
def dialog(qtbot: QtBot, page: StatisticsPage, desk: Desk, filled: summary.Summary) -> SummaryDialog:
    """Its dialog over the page."""
    made = SummaryDialog(page, desk, filled)
    qtbot.addWidget(made)
    return made


def at(dialog: SummaryDialog, words_: str, *, end: bool = False) -> QTextCursor:
    """The cursor at words."""
    found = dialog.edit.document().find(words_)
    assert not found.isNull()
    found.setPosition(found.selectionEnd() if end else found.selectionStart())
    return found


def test_our_numbers_are_marked_until_they_are_changed(
    dialog: SummaryDialog, filled: summary.Summary
) -> None:
    whole = [one.text for line in filled.paragraphs for one in line.words if one.ours]
    assert dialog.edit.marked() == whole
    assert not dialog.typed()
    cursor = at(dialog, "人。现将", end=False)
    cursor.insertText("左右")  # right behind a number: it stays ours, the word is the clerk's
    assert dialog.edit.marked() == whole
    cursor = at(dialog, "期初在册", end=True)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("9")
    assert len(dialog.edit.marked()) == len(whole) - 1
    assert dialog.typed()
    assert "期初在册9人" in dialog.written().plain


def test_a_new_paragraph_is_one_of_the_text(dialog: SummaryDialog) -> None:
    cursor = at(dialog, "六、下一步打算", end=True)
    cursor.insertText("\n多走访老人。")
    kinds = {one.text: one.kind for one in dialog.written().paragraphs}
    assert "多走访老人。" in kinds
    assert kinds["六、下一步打算"] == "heading"


def test_what_is_written_waits_as_a_draft(
    dialog: SummaryDialog,
    qtbot: QtBot,
    page: StatisticsPage,
    desk: Desk,
    filled: summary.Summary,
    window: ToldWindow,
) -> None:
    at(dialog, "六、下一步打算", end=True).insertText("和安排")
    dialog.reject()
    assert drafts.find(desk, form_of("quarter", "2026Q4")) is not None
    again = SummaryDialog(page, desk, filled)
    qtbot.addWidget(again)
    assert not again.typed()
    again._drafting.go_on()
    assert "六、下一步打算和安排" in again.written().plain
    assert again.edit.marked()
    again.leave()
    assert drafts.find(desk, form_of("quarter", "2026Q4")) is None


def test_it_is_copied_as_plain_text(dialog: SummaryDialog) -> None:
    dialog.copy()
    copied = QApplication.clipboard().text()
    assert copied == dialog.written().plain
    assert "已复制" in words(dialog)


def test_the_verbs_answer_with_the_text(dialog: SummaryDialog) -> None:
    dialog.save.click()
    assert dialog.answer == Written("save", dialog.written())
    button(dialog, "打印").click()
    assert dialog.answer == Written("print", dialog.written())


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], list[Period]]:
    """Makes the dialog answer at once; what comes back are the periods it was asked about."""

    def prepare(act: Any) -> list[Period]:
        asked: list[Period] = []

        def ask(_cls: object, _parent: QWidget, _desk: Desk, text: summary.Summary) -> Written | None:
            asked.append(text.period)
            return Written(act, text) if act else None

        monkeypatch.setattr(SummaryDialog, "ask", classmethod(ask))
        return asked

    return prepare


def test_a_saved_text_is_a_file_and_waits_no_more(
    page: StatisticsPage,
    answered: Callable[[str | None], list[Period]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    desk: Desk,
    window: ToldWindow,
) -> None:
    answered("save")
    drafts.keep(desk, form_of("quarter", "2026Q4"), {"text": "x"})
    monkeypatch.setattr(questions, "save_file", lambda *_given: tmp_path / "小结.pdf")
    page._out.write("quarter", "2026Q4")
    assert (tmp_path / "小结.pdf").read_bytes().startswith(b"%PDF")
    assert drafts.find(desk, form_of("quarter", "2026Q4")) is None
    assert "已存成文件" in window.toasts[-1]


def test_a_printed_text_is_looked_at_first(
    page: StatisticsPage, answered: Callable[[str | None], list[Period]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered("print")
    shown: list[str] = []

    def ask(_cls: object, _parent: QWidget, name: str, _images: object) -> bool:
        shown.append(name)
        return False

    monkeypatch.setattr(PaperDialog, "ask", classmethod(ask))
    page._out.write("plan", "2027Q1")
    assert shown == ["2027年第一季度工作计划"]


def test_f9_offers_every_text_about_the_period_on_show(
    page: StatisticsPage, answered: Callable[[str | None], list[Period]]
) -> None:
    asked = answered(None)
    page.choose_summary()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    offered = [one.text() for one in menu.actions()]
    assert offered == [
        "季度小结　2026年第四季度",
        "半年小结　2026年下半年",
        "年度小结　2026年",
        "工作计划　2027年第一季度",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert [one.text for one in asked] == ["2026H2"]


def test_what_waits_is_gone_on_with(
    page: StatisticsPage, answered: Callable[[str | None], list[Period]]
) -> None:
    asked = answered(None)
    page.resuming.add(form_of("year", "2026"))
    page.open()
    assert [one.text for one in asked] == ["2026"]


def test_a_long_list_of_people_shows_its_first(
    page: StatisticsPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counted_people, "MOST", 2)
    ids = people.list_ids(desk, people.PeopleFilter(), "no")
    dialog = Behind(page, "在册", people.rows(desk, ids[:2]), list(ids))
    qtbot.addWidget(dialog)
    assert f"共 {len(ids)} 人，下面列出前 2 人" in words(dialog)
