"""The lines of one list as they are typed; under the last one there is always an empty one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from anbang_desktop.fields.field import name_of
from anbang_desktop.fields.own_lists import LISTS, OwnList
from anbang_desktop.gui.parts.cells import LEFT, STATE
from anbang_desktop.gui.parts.table import ROOT, Index
from anbang_desktop.services.office.own_lists import ITS, Line

NAME, WITHIN, CONTACT, PHONE, ABOUT, NUMBER, UNTIL, USED, STANDS = range(9)
TYPED = (NAME, WITHIN, CONTACT, PHONE, ABOUT, NUMBER, UNTIL)
DATA = dict(
    zip(
        TYPED,
        map(name_of, (ITS.name, ITS.within, ITS.contact, ITS.phone, ITS.about, ITS.number, ITS.until)),
        strict=True,
    )
)
OUT = "已停用"


class NameRows(QAbstractTableModel):
    """``typed`` says that something differs from what is saved, or does no more."""

    typed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """No list yet."""
        super().__init__(parent)
        self.kind = OwnList.VILLAGE
        self._lines: list[Line] = []
        self._saved: tuple[Line, ...] = ()

    def show_lines(self, kind: OwnList, saved: Sequence[Line], lines: Sequence[Line] | None = None) -> None:
        """Another list, or the same after a save; ``lines`` is what was typed over it."""
        self.beginResetModel()
        self.kind, self._saved = kind, tuple(saved)
        self._lines = list(saved if lines is None else lines)
        self.endResetModel()
        self.typed.emit()

    def lines(self) -> list[Line]:
        """What stands there, without the empty lines."""
        return [one for one in self._lines if not one.empty]

    def changed(self) -> bool:
        """Whether it differs from what is saved."""
        return tuple(self.lines()) != self._saved

    def line_at(self, at: int) -> Line:
        """The line of a row; an empty one under the last."""
        return self._lines[at] if 0 <= at < len(self._lines) else Line()

    def columns(self) -> tuple[int, ...]:
        """Which of the typed columns this list has."""
        heads = self._heads()
        return tuple(place for place in TYPED if heads[place])

    def _heads(self) -> dict[int, str]:
        words = LISTS[self.kind]
        return {
            NAME: f"{words.title}{words.name}",
            WITHIN: words.within if words.of else "",
            CONTACT: "联系人" if words.contact else "",
            PHONE: "电话" if words.phone else "",
            ABOUT: words.about,
            NUMBER: words.number,
            UNTIL: words.until,
            USED: "记录里用到",
            STANDS: "",
        }

    def merge(self, lines: Sequence[Line]) -> int:
        """Put lines of a sheet under what stands there; one that is there gets what it lacks. How many are
        new.
        """
        there = {one.key(self.kind): at for at, one in enumerate(self._lines) if one.name.strip()}
        new = [one for one in lines if one.key(self.kind) not in there]
        self.beginResetModel()
        for one in lines:
            if (at := there.get(one.key(self.kind))) is not None:
                known = self._lines[at]
                lacks = {name: one.said[name] for name, words in known.said.items() if not words}
                self._lines[at] = replace(known, active=True, **lacks)  # type: ignore[arg-type]
        self._lines = [*self.lines(), *new]
        self.endResetModel()
        self.typed.emit()
        return len(new)

    def move(self, at: int, step: int) -> int:
        """A line one place up or down; where it stands then."""
        to = at + step
        if not (0 <= at < len(self._lines) and 0 <= to < len(self._lines)):
            return at
        self._lines[at], self._lines[to] = self._lines[to], self._lines[at]
        self._told(min(at, to), max(at, to))
        return to

    def drop(self, at: int) -> None:
        """A line that no record uses goes; one in use is put out of use, or in use again."""
        line = self.line_at(at)
        if at >= len(self._lines):
            return
        if line.used:
            self._lines[at] = replace(line, active=not line.active)
            self._told(at, at)
            return
        self.beginRemoveRows(ROOT, at, at)
        del self._lines[at]
        self.endRemoveRows()
        self.typed.emit()

    # what Qt asks -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """The lines and the empty one."""
        return 0 if parent.isValid() else len(self._lines) + 1

    def columnCount(self, _parent: Index = ROOT) -> int:
        """All columns; the page hides those that a list doesn't have."""
        return STANDS + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, at the left."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads()[section]
        return int(LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All but how often it is used, and whether it is in use, is typed."""
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsEditable if index.column() in TYPED else known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; a line out of use has a chip."""
        line, column = self.line_at(index.row()), index.column()
        if role == STATE:
            return "paused" if column == STANDS and not line.active else None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if column in TYPED:
            return line.said[DATA[column]]
        if column == USED:
            return f"{line.used} 处" if line.used else ""
        return "" if line.active else OUT

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed; the first letters in the empty line make it one more."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in TYPED:
            return False
        at, line = index.row(), self.line_at(index.row())
        said = str(value).strip()
        after = replace(line, **{DATA[index.column()]: said})  # type: ignore[arg-type]
        if after == line:
            return False
        if at >= len(self._lines):
            self.beginInsertRows(ROOT, len(self._lines) + 1, len(self._lines) + 1)
            self._lines.append(after)
            self.endInsertRows()
        else:
            self._lines[at] = after
        self._told(at, at)
        return True

    def _told(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, STANDS))
        self.typed.emit()
