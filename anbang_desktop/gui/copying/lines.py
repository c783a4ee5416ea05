"""The lines of 照录 as a list: sections, and under each what stands in the other system, what it says here,
and whether it was copied.
"""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from anbang_desktop.gui.parts.cells import STATE, Cell, ChipCell, QuietCell
from anbang_desktop.gui.parts.cells import Index as AnyIndex
from anbang_desktop.gui.parts.table import ROOT
from anbang_desktop.gui.records.cover import covered
from anbang_desktop.gui.theme import colour
from anbang_desktop.services.worklist.copying import CopyValue, Since

EMPTY, DONE, CHANGED, NEW = "没有填", "已录", "变了", "新填"
HEADS = ("对方的项目", "内容", "")
WIDTHS = (112, 120, 90)
LABEL, VALUE, MARK = range(3)
Line = CopyValue | str  # a section is its title


class CopyModel(QAbstractTableModel):
    """What the window shows; it says by keys what was copied and what was uncovered."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.lines: list[Line] = []
        self._copied: Collection[str] = ()
        self._shown: Collection[str] = ()
        self._known = False

    def show(
        self, values: Sequence[CopyValue], copied: Collection[str], shown: Collection[str], *, known: bool
    ) -> None:
        """``known``: something of this person was copied before, so what wasn't is new."""
        self.beginResetModel()
        self._copied, self._shown, self._known = copied, shown, known
        self.lines = list(_with_sections(values))
        self.endResetModel()

    def mark(self) -> None:
        """What was copied or uncovered has changed."""
        last = self.index(max(len(self.lines) - 1, 0), MARK)
        self.dataChanged.emit(self.index(0, LABEL), last)

    def value(self, at: int) -> CopyValue | None:
        """The value of a line; None for a section, or where there is none."""
        line = self.lines[at] if 0 <= at < len(self.lines) else None
        return line if isinstance(line, CopyValue) else None

    def sections(self) -> Iterator[int]:
        """The places of the titles."""
        return (at for at, line in enumerate(self.lines) if isinstance(line, str))

    def words(self, value: CopyValue) -> str:
        """What may be read of it now."""
        hidden = value.covered and value.key not in self._shown
        return (covered(value.source.field, value.words, 0) or value.words) if hidden else value.words

    def state(self, value: CopyValue) -> tuple[str, str | None]:
        """Its mark: copied just now, changed since the last time, new since then."""
        if value.key in self._copied:
            return DONE, "done"
        if value.since is Since.CHANGED:
            return CHANGED, "soon"
        return (NEW, "soon") if self._known and value.since is Since.NEW and value.words else ("", None)

    # what Qt asks -------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Lines and sections."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, _parent: AnyIndex = ROOT) -> int:
        """Label, value, mark."""
        return len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads."""
        here = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADS[section] if here else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The cursor passes over a section."""
        if self.value(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word of a cell, or its state; a screen reader hears the whole line at its label."""
        line = self.lines[index.row()]
        if isinstance(line, str):
            return line if index.column() == LABEL and role == Qt.ItemDataRole.DisplayRole else None
        mark, state = self.state(line)
        words = self.words(line) or EMPTY
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.line.label, words, mark)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (line.line.label, words, mark)))
        return (None, None if line.words else "todo", state)[index.column()] if role == STATE else None


class LabelCell(QuietCell):
    """A label, or the bold title of a section across the list."""

    def fill(self, painter: QPainter, frame: QRectF, index: AnyIndex) -> None:
        """A section has no flags."""
        if index.flags() == Qt.ItemFlag.NoItemFlags:
            font = painter.font()
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(colour("ink"))
        super().fill(painter, frame, index)


class ValueCell(Cell):
    """A value; 没有填 is quiet."""

    def fill(self, painter: QPainter, frame: QRectF, index: AnyIndex) -> None:
        """By its state."""
        if index.data(STATE):
            painter.setPen(colour("ink_3"))
        super().fill(painter, frame, index)


CELLS: dict[int, type[Cell]] = {LABEL: LabelCell, VALUE: ValueCell, MARK: ChipCell}


def _with_sections(values: Sequence[CopyValue]) -> Iterator[Line]:
    before = ""
    for value in values:
        if value.line.section != before:
            before = value.line.section
            yield before
        yield value
