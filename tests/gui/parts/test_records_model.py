"""records_model: ten thousand ids, but only the blocks that are painted; stale rows during a job; raw
values for sorting.
"""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.cells import SORT, STATE
from anbang_desktop.gui.parts.records_model import BLOCK, KEPT, WAITING, Column, RecordsModel
from anbang_desktop.gui.parts.table import table

COLUMNS: list[Column[int]] = [
    Column("号", str, lambda row: row, "no"),
    Column("状态", lambda row: f"第{row}", lambda row: -row, "", lambda row: "done" if row % 2 else None),
]


class Source:
    """Counts what is fetched."""

    def __init__(self) -> None:
        self.fetched: list[Sequence[int]] = []
        self.busy = False

    def rows(self, ids: Sequence[int]) -> list[int]:
        self.fetched.append(ids)
        return list(ids)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(source: Source, painted: QApplication) -> RecordsModel[int]:
    made = RecordsModel(COLUMNS, source.rows, lambda: source.busy)
    made.show_ids(array("q", range(10_000)))
    return made


def test_it_is_a_sound_model(source: Source, painted: QApplication, qtmodeltester: ModelTester) -> None:
    made = RecordsModel(COLUMNS, source.rows, lambda: False)
    made.show_ids(array("q", range(200)))
    qtmodeltester.check(made)


def test_nothing_is_fetched_before_it_is_painted(model: RecordsModel[int], source: Source) -> None:
    assert model.rowCount() == 10_000
    assert source.fetched == []


def test_a_painted_list_fetches_a_block_or_two(
    model: RecordsModel[int], source: Source, qtbot: QtBot
) -> None:
    view = table(model, {}, [100, 200], 1)
    qtbot.addWidget(view)
    view.resize(400, 700)
    view.show()
    view.grab()
    assert 1 <= len(source.fetched) <= 2
    view.scrollToBottom()
    view.grab()
    assert len(source.fetched) <= 4
    assert all(len(ids) <= BLOCK for ids in source.fetched)


def test_a_block_is_fetched_once(model: RecordsModel[int], source: Source) -> None:
    for at in range(BLOCK):
        model.index(at, 0).data()
    assert len(source.fetched) == 1


def test_old_blocks_are_let_go(model: RecordsModel[int], source: Source) -> None:
    for block in range(KEPT + 1):
        model.index(block * BLOCK, 0).data()
    model.index(0, 0).data()
    assert len(source.fetched) == KEPT + 2


def test_during_a_job_nothing_is_fetched(model: RecordsModel[int], source: Source) -> None:
    model.index(5, 0).data()
    source.busy = True
    assert model.index(6, 0).data() == "6"
    assert model.index(9_000, 0).data() == WAITING
    model.show_ids(array("q", range(9_999, -1, -1)))
    assert model.index(9_999 - 5, 0).data() == "5"
    assert len(source.fetched) == 1


def test_roles(model: RecordsModel[int]) -> None:
    cell = model.index(3, 1)
    assert (cell.data(), cell.data(SORT), cell.data(STATE)) == ("第3", -3, "done")
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None


def test_the_database_sorts(source: Source, painted: QApplication) -> None:
    asked: list[tuple[str, bool]] = []

    def sort(key: str, *, descending: bool) -> None:
        asked.append((key, descending))

    made = RecordsModel(COLUMNS, source.rows, lambda: False, sorted_by=sort)
    made.sort(0, Qt.SortOrder.DescendingOrder)
    made.sort(1)
    assert asked == [("no", True)]


def test_a_reload_keeps_the_ids_and_forgets_the_rows(model: RecordsModel[int], source: Source) -> None:
    model.index(0, 0).data()
    model.reload()
    model.index(0, 0).data()
    assert len(source.fetched) == 2
    assert len(model.ids()) == 10_000
