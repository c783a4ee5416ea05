"""The rows of an import preview as a table: what will happen to each, which cell is meant, which rows are
ticked.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from anbang_desktop.domain.roster_plan import Level, Verdict
from anbang_desktop.gui.parts.cells import LEFT, STATE, Cell
from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, token
from anbang_desktop.services.roster_import.plan import ImportPlan, PlannedRow
from anbang_desktop.services.roster_import.row_reading import BIRTH_DATE, ID_NO, NAME, RELEASE_DATE, VILLAGE

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HEADS = ("行", "结果", "采用", "姓名", "证件号", "出生日期", "释放日期", "村居", "说明")
CELL_FIELDS = {3: NAME, 4: ID_NO, 5: BIRTH_DATE, 6: RELEASE_DATE, 7: VILLAGE}
RESULT, TICK, REASON = 1, 2, 8
MARKS = {Level.ERROR: "overdue", Level.ASK: "soon"}
CHIPS = {Verdict.ERROR: "overdue", Verdict.ASK: "soon", Verdict.READY: "done"}
GRAVITY = {Verdict.ERROR: 0, Verdict.ASK: 1, Verdict.READY: 2}
TICKED, UNTICKED = "ticked", "open"


def by_gravity(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Errors first, then what asks, then what is ready; inside each as in the file."""
    return sorted(rows, key=lambda row: (GRAVITY[row.verdict], row.number))


def twins(plan: ImportPlan, number: int) -> set[int]:
    """The other rows of the list that stand for the same person: only one of them may come in."""
    mine = _who(plan.row(number))
    return {row.number for row in plan.rows if row.number != number and _who(row) == mine} if mine else set()


def _who(row: PlannedRow) -> object:
    return row.values.get(ID_NO) or (row.values.get(NAME), row.values.get(BIRTH_DATE))


class PreviewRows(QAbstractTableModel):
    """A table model over planned rows; ``accepted`` are the file rows ticked so far."""

    def __init__(self, rows: Sequence[PlannedRow], accepted: set[int]) -> None:
        """``accepted`` is shared with the page and may change."""
        super().__init__()
        self._rows, self.accepted = by_gravity(rows), accepted

    def row_at(self, at: int) -> PlannedRow | None:
        """The planned row shown there."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, number: int) -> int:
        """Where a file row is shown; 0 when it isn't."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), 0)

    def show_rows(self, rows: Sequence[PlannedRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = by_gravity(rows)
        self.endResetModel()

    def repaint(self) -> None:
        """The ticks have changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._rows) - 1, TICK))

    def rowCount(self, _parent: Index = ROOT) -> int:
        """How many rows are shown."""
        return len(self._rows)

    def columnCount(self, _parent: Index = ROOT) -> int:
        """The columns of HEADS."""
        return len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, at the left."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return int(LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, what a screen reader says, the tooltip, the state of a chip or mark."""
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column(), spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == REASON:
            return row.sentence
        return self._state(row, index.column()) if role == STATE else None

    def _words(self, row: PlannedRow, column: int, *, spoken: bool) -> str:
        if column in CELL_FIELDS:
            words = row.shown.get(CELL_FIELDS[column], "")
            return words or ("（空）" if self._state(row, column) else "")
        if column == TICK:
            return (
                ("已采用" if row.number in self.accepted else "未采用")
                if spoken and row.verdict is Verdict.ASK
                else ""
            )
        return {0: str(row.number), RESULT: row.result}.get(column, row.sentence)

    def _state(self, row: PlannedRow, column: int) -> str | None:
        if column == RESULT:
            return CHIPS[row.verdict]
        if column == TICK:
            return (
                (TICKED if row.number in self.accepted else UNTICKED) if row.verdict is Verdict.ASK else None
            )
        levels = {problem.level for problem in row.problems if problem.field == CELL_FIELDS.get(column)}
        return next((mark for level, mark in MARKS.items() if level in levels), None)


class TickCell(Cell):
    """A tick box where the row asks, nothing elsewhere."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """Draw the box, with its tick when the row is accepted."""
        state = index.data(STATE)
        if state is None:
            return
        side = float(token("icon_small"))
        square = QRectF(frame.left(), frame.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary" if state == TICKED else "field_line"), 1))
        painter.setBrush(colour("primary" if state == TICKED else "surface"))
        painter.drawRoundedRect(square, token("r_chip"), token("r_chip"))
        if state == TICKED:
            inset = side * 0.24
            paint_mark(painter, square.adjusted(inset, inset, -inset, -inset), "done", colour("surface"))
