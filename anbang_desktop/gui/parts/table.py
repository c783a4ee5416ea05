"""A list of whole rows without a grid; columns leave when room is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from anbang_desktop.gui.parts.cells import LEFT, STATE, Cell
from anbang_desktop.gui.parts.clipboard import copy_out
from anbang_desktop.gui.theme import grow, token

ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Value = str | tuple[str, str | None]
MENU_KEYS = (
    (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
)
COPY_KEYS = (
    (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier),
)


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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the clerk made of the columns: their places in the order shown, those put away, their widths."""

    order: tuple[int, ...]
    away: frozenset[int]
    widths: tuple[int, ...]


class List(QTableView):
    """Columns named in ``leave`` go, in that order, until the rest fits. Enter and a double click emit
    ``opened``, the right button and the menu key ``asked``; ``arranged``: a column was dragged.
    """

    opened = Signal(QModelIndex)
    asked = Signal(QModelIndex, QPoint)
    arranged = Signal()

    def __init__(self, widths: list[int], leave: tuple[int, ...]) -> None:
        """``widths`` in pixels; ``leave`` names columns by their place."""
        super().__init__()
        self._widths, self._leave = widths, leave
        self._absent: frozenset[int] = frozenset()
        self._away: frozenset[int] = frozenset()
        self._ours = False
        self.doubleClicked.connect(self.opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide or bring back columns for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        there = set(range(len(self._widths))) - self._absent - self._away
        room = self.viewport().width() - sum(self._widths[place] for place in there)
        for place in self._leave:
            if place in there and room < 0:
                there.remove(place)
                room += self._widths[place]
        ours, self._ours = self._ours, True
        for place in range(len(self._widths)):
            self.setColumnHidden(place, place not in there)
        head = self.horizontalHeader()
        stretches = (place for place in range(head.count()) if _stretches(head, place))
        head.setStretchLastSection(any(self.isColumnHidden(place) for place in stretches))
        self._ours = ours

    def set_absent(self, places: Iterable[int]) -> None:
        """Columns that there are not now, whatever was chosen: the page has another form, or none to tick."""
        self._absent = frozenset(places)
        self._fit()

    def left_out(self) -> frozenset[int]:
        """Columns that were chosen and have no room now."""
        wanted = frozenset(range(len(self._widths))) - self._absent - self._away
        return frozenset(place for place in wanted if self.isColumnHidden(place))

    # how the clerk wants the columns -------------------------------------------------------------

    def let_arrange(self) -> None:
        """From now on columns can be dragged, but for the first."""
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.sectionMoved.connect(self._on_moved)
        head.sectionResized.connect(self._on_resized)

    def arrangement(self) -> Arrangement:
        """As the columns are now."""
        head = self.horizontalHeader()
        order = tuple(head.logicalIndex(place) for place in range(head.count()))
        return Arrangement(order, self._away, tuple(self._widths))

    def arrange(self, wanted: Arrangement) -> None:
        """Bring the columns into this order and width."""
        head = self.horizontalHeader()
        self._ours = True
        for place, column in enumerate(wanted.order):
            head.moveSection(head.visualIndex(column), place)
        self._away, self._widths = wanted.away, list(wanted.widths)
        for place, width in enumerate(self._widths):
            if not _stretches(head, place):
                self.setColumnWidth(place, width)
        self._ours = False
        self._fit()

    def _on_moved(self) -> None:
        if not self._ours:
            self.arranged.emit()

    def _on_resized(self, place: int, before: int, now: int) -> None:
        head = self.horizontalHeader()
        last = head.stretchLastSection() and head.visualIndex(place) == self._last_shown()
        if self._ours or not before or not now or _stretches(head, place) or last:
            return
        self._widths[place] = now
        self.arranged.emit()

    def _last_shown(self) -> int:
        head = self.horizontalHeader()
        shown = (head.visualIndex(place) for place in range(head.count()) if not self.isColumnHidden(place))
        return max(shown, default=-1)

    # keys and the menu of a row ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the first and last row, the menu key asks for the row's menu; a
        cell is copied as everything about somebody is.
        """
        if (event.key(), event.modifiers()) in COPY_KEYS:
            if words := str(self.currentIndex().data() or ""):
                copy_out(words)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home and self.model() and self.model().rowCount():
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and self.model() and self.model().rowCount():
            self.selectRow(self.model().rowCount() - 1)
        elif (event.key(), event.modifiers()) in MENU_KEYS:
            self._ask_at_row()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row under the pointer; by the keyboard the one that is chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_at_row()
        elif (at := self.indexAt(event.pos())).isValid():
            self.setCurrentIndex(at)
            self.asked.emit(at, event.globalPos())
        event.accept()

    def _ask_at_row(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            here = self.visualRect(at)
            self.asked.emit(at, self.viewport().mapToGlobal(QPoint(token("row"), here.bottom())))


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
