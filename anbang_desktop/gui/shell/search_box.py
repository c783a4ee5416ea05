"""The hits under the search entry: who, and why each one matched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from anbang_desktop.gui.parts.cells import LEFT, Index
from anbang_desktop.gui.parts.table import ROOT, Rows
from anbang_desktop.gui.theme import colour, grow, token

WAIT_MS = 120
MOST = 12
ENTER, CONTROL = (Qt.Key.Key_Return, Qt.Key.Key_Enter), Qt.KeyboardModifier.ControlModifier
KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the number of the case, the name, more words, and why it matched."""

    no: str
    name: str
    about: str
    why: str


class _Line(QStyledItemDelegate):
    """Name bold, facts quiet, the reason at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option
        frame = QRectF(given.rect)
        name, about, why = (str(index.sibling(index.row(), place).data() or "") for place in (0, 1, 2))
        painter.save()
        chosen = bool(given.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(frame, colour("primary_soft" if chosen else "surface"))
        font = given.font
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        painter.drawText(frame.adjusted(12, 0, 0, 0), LEFT, name)
        left = 24 + max(painter.fontMetrics().horizontalAdvance(name), round(72 * grow()))
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(token("t_small"))
        painter.setFont(font)
        right = painter.fontMetrics().horizontalAdvance(why) + 24
        painter.setPen(colour("ink_2"))
        room = int(frame.width() - left - right)
        painter.drawText(
            frame.adjusted(left, 0, 0, 0),
            LEFT,
            painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, room),
        )
        painter.setPen(colour("primary"))
        painter.drawText(
            frame.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, why
        )
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, token("row"))


class SearchBox(QObject):
    """Ties the entry of the top bar to a list of hits that lies over the page."""

    def __init__(
        self,
        entry: QLineEdit,
        over: QWidget,
        find: Callable[[str, int], Sequence[Found]],
        opened: Callable[[str], object],
        visit: Callable[[str], object],
        trouble: Callable[[BaseException], object],
        left: Callable[[], object],
    ) -> None:
        """``find`` gets the words and how many hits at most; ``opened`` gets the number of the case,
        ``visit`` too (Ctrl+Enter), ``left`` is called when Esc is pressed in the empty entry.
        """
        super().__init__(over)
        self._entry, self._over, self._find, self._opened, self._trouble = entry, over, find, opened, trouble
        self._visit, self._left = visit, left
        self._rows = Rows(["姓名", "资料", "因为"], [])
        self._found: list[Found] = []
        self.view = QListView(over)
        self.view.setProperty("look", "hits")
        self.view.setAccessibleName("查找结果")
        self.view.setModel(self._rows)
        self.view.setItemDelegate(_Line(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self._open(index.row(), self._opened))
        self.view.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_up)
        entry.textEdited.connect(lambda _words: self._timer.start(WAIT_MS))
        entry.installEventFilter(self)

    def start(self) -> None:
        """Ctrl+F: go to the entry, everything in it chosen."""
        self._entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._entry.selectAll()

    def look_up(self) -> None:
        """Search for what stands in the entry now."""
        words = self._entry.text().strip()
        if not words:
            self.leave()
            return
        try:
            self._found = list(self._find(words, MOST))
        except Exception as error:  # noqa: BLE001 - shown by trouble, the entry stays usable
            self._trouble(error)
            return
        rows = [(one.name, one.about, one.why) for one in self._found]
        self._rows.set_rows(rows or [("没有找到", "可以只输入姓，或身份证后四位、拼音首字母", "")])
        self.view.setCurrentIndex(self._rows.index(0, 0, ROOT))
        self._place(max(len(rows), 1))

    def leave(self) -> None:
        """Put the hits away."""
        self._timer.stop()
        self.view.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the entry move in the hits; losing the focus puts them away."""
        if watched is self._entry and event.type() == QEvent.Type.ShortcutOverride and _to_visit(event):
            event.accept()  # before a page that has this key of its own
            return True
        if watched is self._entry and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            if not self._entry.text():
                self._left()
            self._entry.clear()
            return True
        if event.key() in ENTER:
            if self._timer.isActive() or not self.view.isVisible():
                self._timer.stop()
                self.look_up()
            if self.view.isVisible():
                act = self._visit if _to_visit(event) else self._opened
                self._open(self.view.currentIndex().row(), act)
            return True
        if event.key() in KEYS and self.view.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}[
                Qt.Key(event.key())
            ]
            at = max(0, min(self.view.currentIndex().row() + step, self._rows.rowCount() - 1))
            self.view.setCurrentIndex(self._rows.index(at, 0, ROOT))
            return True
        return False

    def _open(self, at: int, act: Callable[[str], object]) -> None:
        if 0 <= at < len(self._found):
            no = self._found[at].no
            self.leave()
            self._entry.clear()
            act(no)

    def _place(self, rows: int) -> None:
        corner = self._entry.mapTo(self._over, QPoint(0, self._entry.height() + 2))
        self.view.setGeometry(
            corner.x(),
            corner.y(),
            max(self._entry.width(), round(520 * grow())),
            rows * token("row") + 12,
        )
        self.view.show()
        self.view.raise_()


def _to_visit(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in ENTER and event.modifiers() == CONTROL
