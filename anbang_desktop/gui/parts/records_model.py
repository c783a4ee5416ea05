"""The model of a long list: it holds all ids, and reads a block of rows when one of them is painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from anbang_desktop.gui.parts.cells import LEFT, SORT, STATE
from anbang_desktop.gui.parts.table import ROOT, Index

R = TypeVar("R")
BLOCK = 64
KEPT = 40
WAITING = "……"


@dataclass(frozen=True)  # no slots: ``Column[Row](…)`` notes its class on the object, or tries to
class Column(Generic[R]):
    """One column: its head, the word of a row, the raw value under the sort role, the service's sort key, the
    state of its chip. ``goes_out``: it is printed and exported, as ``on_paper`` says it where its word (逾期
    3 天) would be wrong tomorrow; ``extra``: shown only when it was chosen; ``number``: it shows this covered
    number of the person.
    """

    head: str
    word: Callable[[R], str]
    raw: Callable[[R], object]
    sort: str = ""
    state: Callable[[R], str | None] | None = None
    goes_out: bool = True
    on_paper: Callable[[R], str | date] | None = None
    extra: bool = False
    number: str = ""

    def cell(self, row: R) -> str | int | date:
        """What is printed and exported: the word, or the day or number that it says."""
        if self.on_paper is not None:
            return self.on_paper(row)
        word, raw = self.word(row), self.raw(row)
        if isinstance(raw, date) and word == raw.isoformat():
            return raw
        return raw if isinstance(raw, int) and word == str(raw) else word


class SortedBy(Protocol):
    """Asks the service for another order."""

    def __call__(self, key: str, *, descending: bool) -> object:
        """``key`` is the service's sort key."""


class RecordsModel(QAbstractTableModel, Generic[R]):
    """``fetch`` gives the rows of some ids; while ``busy`` nothing is read and rows already known are
    shown.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[int]], Sequence[R]],
        busy: Callable[[], bool],
        parent: QObject | None = None,
        *,
        sorted_by: SortedBy | None = None,
    ) -> None:
        """``sorted_by`` gets the service's key and whether it is descending."""
        super().__init__(parent)
        self.columns, self.fetch, self._busy, self._sorted_by = list(columns), fetch, busy, sorted_by
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._stale: dict[int, R] = {}

    def show_ids(self, ids: "array[int]") -> None:
        """Another list; nothing is fetched until it is painted. During a job the rows known so far stand
        in.
        """
        self.beginResetModel()
        self._stale = dict(self._known()) if self._busy() else {}
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def reload(self) -> None:
        """Forget the rows, keep the ids: something was saved."""
        self._blocks.clear()
        self._stale.clear()
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def ids(self) -> "array[int]":
        """All ids in the order shown."""
        return self._ids

    def row_of(self, at: int) -> R | None:
        """The row at a place, fetched with its block; None while a job runs and it is not known."""
        block = at // BLOCK
        if block in self._blocks:
            self._blocks.move_to_end(block)
        elif self._busy():
            return self._stale.get(self._ids[at])
        else:
            self._blocks[block] = self.fetch(self._ids[block * BLOCK : (block + 1) * BLOCK])
            while len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        rows = self._blocks[block]
        return rows[at % BLOCK] if at % BLOCK < len(rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """All ids."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, _parent: Index = ROOT) -> int:
        """The columns that were given."""
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, at the left."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return int(LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word, the state of the chip or the raw value of a cell; dots while it cannot be read."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, STATE, SORT):
            return None
        row = self.row_of(index.row())
        column = self.columns[index.column()]
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == STATE:
            return column.state(row) if column.state else None
        return column.raw(row) if role == SORT else column.word(row)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The database sorts: only the service's key is handed on."""
        if self._sorted_by and 0 <= column < len(self.columns) and self.columns[column].sort:
            self._sorted_by(self.columns[column].sort, descending=order == Qt.SortOrder.DescendingOrder)

    def _known(self) -> list[tuple[int, R]]:
        return [
            (self._ids[block * BLOCK + at], row)
            for block, rows in self._blocks.items()
            for at, row in enumerate(rows)
            if block * BLOCK + at < len(self._ids)
        ]
