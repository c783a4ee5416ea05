"""A list of whole rows without a grid; columns leave when room is short."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from anbang_desktop.gui.parts.cells import LEFT, STATE, Cell
from anbang_desktop.gui.theme import grow, token

ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Value = str | tuple[str, str | None]


class Rows(QAbstractTableModel):
    """Rows of plain tuples, for short lists. A cell is a word, or (word, state)."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """``heads`` name the columns; each row has one cell for each of them."""
        super().__init__()
        self._heads, self._rows = list(heads), list(rows)

    def set_rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: Index = ROOT) -> int:
        """How many heads there are."""
        return len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, at the left."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return int(LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word of a cell, or its state."""
        cell = self._rows[index.row()][index.column()]
        word, state = cell if isinstance(cell, tuple) else (cell, None)
        return {
            Qt.ItemDataRole.DisplayRole: word,
            STATE: state,
            Qt.ItemDataRole.AccessibleTextRole: word,
        }.get(role)


class List(QTableView):
    """Columns named in ``leave`` go, in that order, until the rest fits. Enter and a double click emit
    ``opened``.
    """

    opened = Signal(QModelIndex)

    def __init__(self, widths: list[int], leave: tuple[int, ...]) -> None:
        """``widths`` in pixels; ``leave`` names columns by their place."""
        super().__init__()
        self._widths, self._leave = widths, leave
        self.doubleClicked.connect(self.opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide or bring back columns for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() - sum(self._widths)
        for place in self._leave:
            self.setColumnHidden(place, room < 0)
            room += self._widths[place] if room < 0 else 0
        head = self.horizontalHeader()
        stretches = (place for place in range(head.count()) if _stretches(head, place))
        head.setStretchLastSection(any(self.isColumnHidden(place) for place in stretches))

    def make_room(self, widths: list[int]) -> None:
        """Other widths, as after a change of which columns there are."""
        self._widths = widths
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the first and last row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home and self.model() and self.model().rowCount():
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and self.model() and self.model().rowCount():
            self.selectRow(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)


def _stretches(head: QHeaderView, place: int) -> bool:
    return head.sectionResizeMode(place) == QHeaderView.ResizeMode.Stretch


def table(
    model: QAbstractItemModel,
    cells: dict[int, Cell],
    widths: Sequence[int],
    stretch: int,
    leave: tuple[int, ...] = (),
    *,
    name: str = "",
) -> List:
    """Build the list; widths are pixels at 标准; cells gives a delegate to some columns; name is said to a
    screen reader.
    """
    grown = [round(width * grow()) for width in widths]
    view = List(grown, leave)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setMinimumSectionSize(token("row"))
    view.verticalHeader().setDefaultSectionSize(token("row"))
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(LEFT)
    head.setFixedHeight(token("row"))
    plain = Cell(view)
    for place, width in enumerate(grown):
        cell = cells.get(place, plain)
        cell.setParent(view)
        view.setItemDelegateForColumn(place, cell)
        view.setColumnWidth(place, width)
    head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return view
