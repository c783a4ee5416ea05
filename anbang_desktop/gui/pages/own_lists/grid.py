"""The grid of one list: the cell in hand is always open for typing; Enter begins the next line, Tab the next
cell.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from anbang_desktop.gui.entry.offers import Offers, Source
from anbang_desktop.gui.pages.own_lists.model import ABOUT, NAME, STANDS, TYPED, USED, WITHIN, NameRows
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell
from anbang_desktop.gui.parts.compose import column
from anbang_desktop.gui.parts.form import ENTER
from anbang_desktop.gui.parts.table import Index, table

WIDTHS = (220, 180, 90, 140, 180, 80, 110, 100, 80)
NEXT, BEFORE = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


class TypedCell(Cell):
    """``went`` says a key that leaves the cell, ``pasting`` rows that were copied in a spreadsheet,
    ``typing`` that a letter was typed.
    """

    went = Signal(int)
    typing = Signal()
    pasting = Signal(str)

    def __init__(self, offers: Callable[[], Source | None] = lambda: None) -> None:
        """``offers`` says what is offered in this column; asked when the cell is opened."""
        super().__init__()
        self._offers = offers

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line; it says where it is to a screen reader."""
        line = QLineEdit(parent)
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        line.textEdited.connect(lambda _words: self.typing.emit())
        if (source := self._offers()) is not None:
            Offers(line, source)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands there, ready to be gone on with."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """In the middle of the row: an entry is lower than a row."""
        frame = getattr(option, "rect", editor.geometry())
        high = min(editor.sizeHint().height(), frame.height() - 1)
        editor.setGeometry(frame.x(), frame.y() + (frame.height() - high) // 2, frame.width(), high)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The keys that leave the cell, and rows that are pasted."""
        key = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if key is not None and isinstance(editor, QLineEdit) and self._pressed(editor, key):
            return True
        return super().eventFilter(editor, event)

    def _pressed(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_V and held == Qt.KeyboardModifier.ControlModifier:
            copied = QApplication.clipboard().text()
            if "\n" not in copied.strip() and "\t" not in copied:
                return False
            self.pasting.emit(copied)
            return True
        keys = (*ENTER, NEXT, BEFORE, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if held or event.key() not in keys or not editor.isVisible():  # the view has let it go already
            return False
        self.commitData.emit(editor)
        self.went.emit(Qt.Key.Key_Return if event.key() in ENTER else event.key())
        return True


class NameGrid(QWidget):
    """``pasting`` carries rows of a spreadsheet, ``moved`` says that another line is in hand."""

    pasting = Signal(str)
    moved = Signal()

    def __init__(self, within: Callable[[], Source | None]) -> None:
        """``within`` says what is offered for what a name belongs to."""
        super().__init__()
        self.model = NameRows(self)
        typed = {place: TypedCell(within) if place == WITHIN else TypedCell() for place in TYPED}
        for cell in typed.values():
            cell.went.connect(self._go_on)
            cell.pasting.connect(self.pasting)
            cell.typing.connect(self.model.typed)
        cells = {**typed, USED: QuietCell(), STANDS: ChipCell()}
        self.list = table(self.model, cells, WIDTHS, NAME, (USED, ABOUT, STANDS), name="名单")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.list.selectionModel().currentChanged.connect(lambda *_at: self.moved.emit())
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)
        self.setLayout(column((self.list, 1), gap=0))

    def show_columns(self) -> None:
        """Only those that this list has."""
        self.list.set_absent(set(TYPED) - set(self.model.columns()))

    def here(self) -> int:
        """The row in hand; the empty line where there is none."""
        at = self.list.currentIndex().row()
        return at if at >= 0 else self.model.rowCount() - 1

    def go(self, row: int, at: int = NAME) -> None:
        """Put the keyboard there."""
        there = self.model.index(max(0, min(row, self.model.rowCount() - 1)), at)
        self.list.setCurrentIndex(there)
        self._open()

    def commit(self, *, close: bool = False) -> None:
        """What stands in the open cell counts as typed; closed, before lines come and go beneath it."""
        editor = self._editor()
        if editor is not None:
            self.list.commitData(editor)
        if editor is not None and close:
            self.list.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def changed(self) -> bool:
        """Whether something differs from what is saved, the open cell included."""
        editor = self._editor()
        there = self.list.currentIndex().data(Qt.ItemDataRole.EditRole)
        return self.model.changed() or (isinstance(editor, QLineEdit) and editor.text() != str(there or ""))

    def _editor(self) -> QWidget | None:
        found: QWidget | None = self.list.indexWidget(self.list.currentIndex())  # the stubs know no None
        return found

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whoever comes here can type at once."""
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self.list, self._open)
        return False

    def _open(self) -> None:
        at = self.list.currentIndex()
        if not at.isValid():
            at = self.model.index(self.model.rowCount() - 1, NAME)
            self.list.setCurrentIndex(at)
        if not self.list.hasFocus() or at.column() not in TYPED:
            return
        if (editor := self._editor()) is not None:
            editor.setFocus()
        else:
            self.list.edit(at)

    def _go_on(self, key: int) -> None:
        at = self.list.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = -1 if key == Qt.Key.Key_Up else 1
            self.go(at.row() + step, NAME if key == Qt.Key.Key_Return else at.column())
            return
        there = self._beside(at, 1 if key == NEXT else -1)
        if there is not None:
            self.go(*there)
        else:  # out of the grid: Tab is never caught
            self.list.setFocus()
            (self.list.focusNextChild if key == NEXT else self.list.focusPreviousChild)()

    def _beside(self, at: QModelIndex, step: int) -> tuple[int, int] | None:
        columns = [place for place in self.model.columns() if not self.list.isColumnHidden(place)]
        place = columns.index(at.column()) + step
        row = at.row() + (place >= len(columns)) - (place < 0)
        if not 0 <= row < self.model.rowCount():
            return None
        return row, columns[place % len(columns)]
