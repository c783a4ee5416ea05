"""The rows of 走访补录: a quiet head for each village, under it a line a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from anbang_desktop.gui.parts.cells import LEFT, STATE
from anbang_desktop.gui.parts.table import ROOT, Index
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.visits import (
    ANSWERS,
    CONTENT,
    HEADS,
    NOBODY,
    Visit,
    VisitLine,
    answers_of,
)

MARK, NAME, FIRST = range(3)
WORDS = FIRST + len(ANSWERS)  # the column of the words
COLUMNS = ("", "姓名", *HEADS, CONTENT)
NOTHING = Visit()
NOWHERE = "没写村居"
BEFORE, HINT, GROUP = "last", "hint", "group"


class VisitRows(QAbstractTableModel):
    """``entered`` says that something was entered."""

    entered = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Nobody yet."""
        super().__init__(parent)
        self._labels = {name: {item.code: item.name for item in answers_of(desk, name)} for name in ANSWERS}
        self._rows: list[VisitLine | str] = []
        self._day: date | None = None
        self.visits: dict[str, Visit] = {}

    def show_lines(self, lines: Sequence[VisitLine], visits: Mapping[str, Visit]) -> None:
        """Other people, in village order, and what was entered of them."""
        self.beginResetModel()
        self._rows = []
        for village, those in groupby(lines, lambda line: line.row.village):
            together = list(those)
            self._rows += [f"{village or NOWHERE}　{len(together)} 人", *together]
        known = {line.row.no for line in lines}
        self.visits = {no: one for no, one in visits.items() if no in known}
        self.endResetModel()

    def show_day(self, day: date | None) -> None:
        """Who has a visit of this day already is told so."""
        self._day = day
        if self._rows:
            self.dataChanged.emit(self.index(0, WORDS), self.index(len(self._rows) - 1, WORDS))

    def lines(self) -> list[VisitLine]:
        """The people in their order."""
        return [row for row in self._rows if isinstance(row, VisitLine)]

    def heads(self) -> list[int]:
        """The places of the villages."""
        return [at for at, row in enumerate(self._rows) if isinstance(row, str)]

    def line_at(self, at: int) -> VisitLine | None:
        """The person of a row; None on a village."""
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return row if isinstance(row, VisitLine) else None

    def place_of(self, no: str) -> int:
        """The row of a person; -1 where there is none."""
        places = (at for at, row in enumerate(self._rows) if isinstance(row, VisitLine) and row.row.no == no)
        return next(places, -1)

    def following(self, at: int, step: int = 1) -> int:
        """The next person's row, or the one before; -1 beyond the ends."""
        at += step
        while 0 <= at < len(self._rows) and isinstance(self._rows[at], str):
            at += step
        return at if 0 <= at < len(self._rows) else -1

    def visit(self, line: VisitLine) -> Visit:
        """What was entered of one person."""
        return self.visits.get(line.row.no, NOTHING)

    def put(self, line: VisitLine, visit: Visit) -> None:
        """Enter it."""
        if visit == self.visit(line):
            return
        self.visits = {**self.visits, line.row.no: visit}
        if not visit.begun:
            del self.visits[line.row.no]
        at = self.place_of(line.row.no)
        self.dataChanged.emit(self.index(at, 0), self.index(at, WORDS))
        self.entered.emit()

    def answer(self, line: VisitLine, name: str, code: str | None) -> None:
        """One answer; None takes it back."""
        one = self.visit(line)
        others = {known: value for known, value in one.answers.items() if known != name}
        self.put(line, replace(one, answers={**others, name: code} if code else others))

    def label(self, name: str, code: str | None) -> str:
        """The word of an answer."""
        return self._labels[name].get(code or "", code or "")

    def codes(self, name: str) -> list[str]:
        """What can be answered, in the order of the digits."""
        return list(self._labels[name])

    def finished(self) -> int:
        """How many are finished."""
        return sum(one.finished for one in self.visits.values())

    # what Qt asks -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """Villages and people."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: Index = ROOT) -> int:
        """Those of COLUMNS."""
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, at the left."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return int(LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The keyboard passes over the villages."""
        return Qt.ItemFlag.NoItemFlags if index.row() in self.heads() else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word of a cell, and what it is: entered, of last time, a hint, or the mark of the row."""
        row = self._rows[index.row()]
        if isinstance(row, str):
            word, kind = (row if index.column() == 0 else ""), GROUP
        else:
            word, kind = self._cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{word}，上次的" if kind == BEFORE else word
        return {Qt.ItemDataRole.DisplayRole: word, STATE: kind}.get(role)

    def _cell(self, line: VisitLine, column: int) -> tuple[str, str]:
        visit = self.visit(line)
        if column == MARK:
            return "", "done" if visit.finished else "soon" if visit.begun else "todo"
        if column == NAME:
            return line.row.name, ""
        if column == WORDS:
            return (visit.words, "") if visit.words else (self._hint(line, visit), HINT)
        name = ANSWERS[column - FIRST]
        if (code := visit.answers.get(name)) is not None:
            return self.label(name, code), ""
        if visit.answers.get(ANSWERS[0]) == NOBODY:
            return "", ""
        return self.label(name, line.before(name)), BEFORE

    def _hint(self, line: VisitLine, visit: Visit) -> str:
        if visit.care:
            return "需要特别关心，写明是什么情况"
        if line.last is None:
            return "第一次走访，没有上次"
        return "这一天已经登记过" if line.last.on == self._day else ""
