"""Columns of a foreign list in the window: what is offered is taken by keyboard, what is kept is named, and
what is said of people whom the office has is decided column by column.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.roster_plan import Treatment
from anbang_desktop.gui.pages.importing.changes import KnownChanges, notice
from anbang_desktop.gui.pages.importing.columns import KEEP, LEAVE_OUT, OUT, ColumnsStep
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import columns, roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from tests.support import hostile

POLICE = Path("lists") / "a11_police.xlsx"
HEADS = ("姓名", "身份证号码", "释放日期", "现住址", "落脚")
NUMBER = "149901198311210525"


def columns_of(qtbot: QtBot, plan: ImportPlan) -> ColumnsStep:
    step = ColumnsStep(plan, columns.FROM_ABOVE.targets(), lambda _name: None)
    qtbot.addWidget(step)
    return step


def words(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def choose(step: ColumnsStep, key: str, field: str) -> None:
    choice = step.matching.choices()[key]
    choice.setCurrentIndex(choice.findData(field))
    choice.activated.emit(choice.currentIndex())


def mark(step: ColumnsStep, key: str) -> list[str]:
    line = step.matching._lines[key].mark
    return [one.accessibleName() for one in line.findChildren(Chip) if not one.isHidden()]


@pytest.fixture
def police(desk: Desk, data: Path) -> ImportPlan:
    return roster.plan(desk, data / POLICE)


def test_what_is_offered_is_told_with_its_reason_and_taken_by_one_key(
    qtbot: QtBot, police: ImportPlan
) -> None:
    step = columns_of(qtbot, police)
    choice = step.matching.choices()["户籍地派出所"]
    assert step.first() is choice
    assert (choice.currentText(), mark(step, "户籍地派出所")) == (KEEP, ["请确认"])
    assert "多半是“户籍派出所”，请看例子确认" in words(step)
    assert "现居住地派出所" not in step.mapping()
    take = next(
        one for one in step.findChildren(QPushButton) if one.accessibleName().endswith("采用“户籍派出所”")
    )
    qtbot.keyClick(take, Qt.Key.Key_Space)
    assert step.mapping() == {"户籍地派出所": "hukou_police"}
    assert mark(step, "户籍地派出所") == ["手改"]


def test_what_is_known_kept_and_left_out_is_told_in_words(qtbot: QtBot, police: ImportPlan) -> None:
    step = columns_of(qtbot, police)
    assert "认出 9 列，2 列请确认" in words(step)
    assert "2 列按原文记入备注：帮教责任人、责任人电话" in words(step)
    assert mark(step, "姓名") == ["已认出"]
    assert mark(step, "责任人电话") == ["不认识"]
    assert "“责任人”说的是另一件事" in words(step)
    choose(step, "责任人电话", OUT)
    assert step.matching.choices()["责任人电话"].currentText() == LEAVE_OUT
    assert step.mapping() == {"责任人电话": None}


def test_a_choice_that_does_not_suit_the_cells_says_so_at_once(qtbot: QtBot, police: ImportPlan) -> None:
    step = columns_of(qtbot, police)
    choose(step, "责任人电话", "hukou_addr")
    assert mark(step, "责任人电话") == ["内容不像"]
    choose(step, "责任人电话", "emergency_phone")
    assert mark(step, "责任人电话") == ["手改"]


def test_many_columns_are_told_by_the_first_few(qtbot: QtBot, desk: Desk, data: Path) -> None:
    step = columns_of(qtbot, roster.plan(desk, data / "lists" / "a17_othertemplate.xlsx"))
    assert "6 列按原文记入备注：帮教起始日期、帮教截止日期、帮教责任人、状态 等 6 列" in words(step)


def test_the_preview_names_what_is_not_taken_before_anything_is_written(
    qtbot: QtBot, police: ImportPlan
) -> None:
    told = notice(police, lambda: None, lambda: None)
    assert told is not None
    qtbot.addWidget(told)
    assert "2 列没有采用：户籍地派出所、现居住地派出所" in words(told)
    assert "2 列按原文记入备注：帮教责任人、责任人电话" in words(told)


def test_old_and_new_are_shown_for_each_column_and_decided(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    def plan_of(name: str, live: str) -> ImportPlan:
        file = tmp_path / name
        file.write_bytes(hostile.workbook(HEADS, ("傅霞", NUMBER, "2026-11-08", live, "")))
        return roster.plan(desk, file)

    first = plan_of("一.xlsx", "西坡乡东庄79号")
    assert notice(first, lambda: None, lambda: None) is None
    roster.commit(desk, first)
    plan = plan_of("二.xlsx", "北庄镇西街1号")
    told = notice(plan, lambda: None, lambda: None)
    assert told is not None
    qtbot.addWidget(told)
    assert "本所已有的 1 人与名单不同" in words(told)
    dialog = KnownChanges(None, plan)
    qtbot.addWidget(dialog)
    assert "傅霞：西坡乡东庄79号 → 北庄镇西街1号" in words(dialog)
    choice = dialog.choices["live_addr"]
    assert choice.currentText() == "更新"
    choice.setCurrentIndex(choice.findText("跳过"))
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "照这样预览").click()
    assert dialog.answer == {"live_addr": Treatment.SKIP}
