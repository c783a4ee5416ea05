"""Several rows of a list at once: boxes that are set with Space, Shift+↓ and Ctrl+A and emptied with Esc.
What is ticked and what is under the cursor are two things.
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF

from anbang_desktop.gui.parts.cells import STATE, Cell, Index
from anbang_desktop.gui.parts.table import List
from anbang_desktop.gui.theme import colour, token

ON = "on"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PLAIN, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class TickCell(Cell):
    """The box of a row."""

    def fill(self, painter: QPainter, frame: QRectF, index: Index) -> None:
        """An empty box, or a full one with its tick."""
        side = token("icon")
        at = QRectF(frame.left(), frame.center().y() - side / 2, side, side)
        on = index.data(STATE) == ON
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary" if on else "field_line"), 1.2))
        painter.setBrush(colour("primary" if on else "surface"))
        painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), 3, 3)
        if on:
            painter.setPen(QPen(colour("surface"), max(1.6, side / 9)))
            points = ((0.28, 0.53), (0.44, 0.68), (0.73, 0.34))
            painter.drawPolyline(QPolygonF([at.topLeft() + QPointF(x, y) * side for x, y in points]))


class Ticks(QObject):
    """The ticked ids of one list; ``ids`` are those of its rows. ``changed`` says that there are others."""

    changed = Signal()

    def __init__(self, view: List, ids: Callable[[], Sequence[int]], column: int = 0) -> None:
        """``column`` is where the boxes stand: a click there sets one."""
        super().__init__(view)
        self._view, self._ids, self._column = view, ids, column
        self._on: set[int] = set()
        view.installEventFilter(self)
        view.clicked.connect(self._clicked)

    def on(self, key: int) -> bool:
        """Whether the row of that id is ticked."""
        return key in self._on

    def chosen(self) -> list[int]:
        """The ticked ids in the order of the list."""
        return [key for key in self._ids() if key in self._on]

    def tick(self, keys: Iterable[int]) -> None:
        """These as well."""
        self._set(self._on | set(keys))

    def clear(self) -> None:
        """Untick all."""
        self._set(set())

    def keep_listed(self) -> None:
        """Whoever left the list is ticked no more."""
        self._set(self._on & set(self._ids()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The keys of the list."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        at = self._view.currentIndex()
        if key is Qt.Key.Key_Space and held == PLAIN and at.isValid():
            self._toggle(at)
        elif key in STEPS and held == SHIFT and at.isValid():
            self._extend(at, STEPS[key])
        elif key is Qt.Key.Key_A and held == CONTROL:
            self.tick(self._ids())
        elif key is Qt.Key.Key_Escape and self._on:
            self.clear()
        else:
            return False
        return True

    def _clicked(self, at: QModelIndex) -> None:
        if at.column() == self._column:
            self._toggle(at)

    def _toggle(self, at: QModelIndex) -> None:
        self._set(self._on ^ {self._ids()[at.row()]})

    def _extend(self, at: QModelIndex, step: int) -> None:
        """This row and the next one."""
        ids, row = self._ids(), at.row()
        there = min(max(row + step, 0), len(ids) - 1)
        self._view.selectRow(there)
        self.tick((ids[row], ids[there]))

    def _set(self, wanted: set[int]) -> None:
        if wanted != self._on:
            self._on = wanted
            self._view.viewport().update()
            self.changed.emit()
