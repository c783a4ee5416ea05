"""The rows with their keys: a digit answers and goes on, Enter confirms what last time said, Ctrl+D takes it
from above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anbang_desktop.gui.pages.visits.answer_strip import AnswerStrip
from anbang_desktop.gui.pages.visits.cells import EntryCell, MarkCell, NameCell
from anbang_desktop.gui.pages.visits.model import FIRST, MARK, NAME, WORDS, VisitRows
from anbang_desktop.gui.parts.cells import Cell
from anbang_desktop.gui.parts.compose import column
from anbang_desktop.gui.parts.form import ENTER
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.theme import grow, token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.visits import ANSWERS, MET, NOBODY, Pasted, Visit, VisitLine

WIDTHS = (26, 84, 92, 72, 80, 72, 72, 72, 72, 56)
LEAVE = (WORDS, FIRST)  # both are entered in the strip as well
LEAST = 24  # of a column: the style asks for more
LOWEST = 1.75  # of the rows with their head, in a low window at 特大
AWAY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class VisitGrid(QWidget):
    """``entered`` says that something was entered, ``pasting`` that Ctrl+V was pressed on the rows."""

    entered = Signal()
    pasting = Signal()

    def __init__(self, desk: Desk) -> None:
        """Nobody yet."""
        super().__init__()
        self.model = VisitRows(desk, self)
        answers: dict[int, Cell] = {at: EntryCell() for at in range(FIRST, WORDS + 1)}
        cells = {MARK: MarkCell(), NAME: NameCell(), **answers}
        self.list = table(self.model, cells, WIDTHS, WORDS, LEAVE, name="走访补录")
        self.list.horizontalHeader().setMinimumSectionSize(LEAST)
        self.list.setColumnWidth(MARK, round(WIDTHS[MARK] * grow()))
        self.list.setMinimumHeight(round(LOWEST * token("row")))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.strip = AnswerStrip(desk, self.model, self._choose_code)
        self.list.selectionModel().currentChanged.connect(lambda *_at: self._show_cell())
        self.list.clicked.connect(self._clicked)
        self.list.installEventFilter(self)
        self.strip.wrote.connect(self._write)
        self.strip.gone.connect(self._leave_words)
        self.model.entered.connect(self._show_cell)
        self.model.entered.connect(self.entered)
        self.setLayout(column((self.list, 1), self.strip, gap=12))

    def show_lines(self, lines: Sequence[VisitLine], visits: Mapping[str, Visit]) -> None:
        """Other people; the keyboard begins with who isn't finished."""
        self.model.show_lines(lines, visits)
        self.list.clearSpans()
        for at in self.model.heads():
            self.list.setSpan(at, 0, 1, WORDS + 1)
        open_ = (line for line in lines if not self.model.visit(line).finished)
        first = next(open_, lines[0] if lines else None)
        if first is not None:
            self._go(self.model.place_of(first.row.no), FIRST)
        self._show_cell()

    def here(self) -> tuple[VisitLine | None, int]:
        """Who and which column the keyboard is on."""
        at = self.list.currentIndex()
        return self.model.line_at(at.row()) if at.isValid() else None, max(at.column(), FIRST)

    # keys ---------------------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Digits, Enter and the deleting keys of the list."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        line, at = self.here()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_V and held == Qt.KeyboardModifier.ControlModifier:
            self.pasting.emit()
            return True
        if line is None or held:
            return False
        if event.key() in ENTER:
            self._enter(line, at)
        elif event.key() in AWAY and at < WORDS:
            self.model.answer(line, ANSWERS[at - FIRST], None)
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and at < WORDS:
            self._choose(line, at, event.key() - Qt.Key.Key_1)
        else:
            return False
        return True

    def _enter(self, line: VisitLine, at: int) -> None:
        """What last time said counts now too; then the next cell."""
        if at < WORDS and (before := self._before(line, at)):
            self.model.answer(line, ANSWERS[at - FIRST], before)
        self._go_on(line, at)

    def _before(self, line: VisitLine, at: int) -> str | None:
        """What stands there of last time and is not confirmed."""
        visit, name = self.model.visit(line), ANSWERS[at - FIRST]
        open_ = name not in visit.answers and (name == MET or visit.answers.get(MET) != NOBODY)
        return line.before(name) if open_ else None

    def _choose(self, line: VisitLine, at: int, place: int) -> None:
        codes = self.model.codes(ANSWERS[at - FIRST])
        if place < len(codes):
            self.model.answer(line, ANSWERS[at - FIRST], codes[place])
            self._go_on(line, at)

    def _choose_code(self, code: str) -> None:
        line, at = self.here()
        if line is not None and at < WORDS:
            self.model.answer(line, ANSWERS[at - FIRST], code)
            self._go_on(line, at)
        self.list.setFocus()

    def _go_on(self, line: VisitLine, at: int) -> None:
        """The next cell; where nobody was met, only the words are left."""
        if at >= WORDS:
            self._go_down(FIRST)
            return
        nobody = self.model.visit(line).answers.get(MET) == NOBODY
        there = WORDS if nobody else at + 1
        self._go(self.list.currentIndex().row(), there)
        if there == WORDS:
            self.write_words()

    def _go_down(self, at: int, step: int = 1) -> bool:
        there = self.model.following(self.list.currentIndex().row(), step)
        if there >= 0:
            self._go(there, at)
        return there >= 0

    def _go(self, row: int, at: int) -> None:
        index = self.model.index(row, at)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    # words --------------------------------------------------------------------------------------

    def write_words(self) -> None:
        """F2: the words of this person."""
        line, _at = self.here()
        if line is not None:
            self._go(self.list.currentIndex().row(), WORDS)
            self.strip.entry.setFocus()
            self.strip.entry.deselect()

    def _write(self) -> None:
        line, at = self.here()
        wrote = self.strip.take_words()
        if line is not None and at == WORDS and wrote is not None:
            self.model.put(line, replace(wrote, answers=self.model.visit(line).answers))

    def _leave_words(self, step: int) -> None:
        """Enter and the arrows begin another person; Esc stays."""
        self.list.setFocus()
        if step:
            self._go_down(FIRST, step)

    # from above, from a sheet, by the mouse -----------------------------------------------------

    def copy_above(self) -> None:
        """Ctrl+D: what stands above, in this cell."""
        line, at = self.here()
        above = self.model.line_at(self.model.following(self.list.currentIndex().row(), -1))
        if line is None or above is None:
            return
        known, own = self.model.visit(above), self.model.visit(line)
        if at == WORDS:
            self.model.put(line, replace(own, words=known.words or own.words))
        elif code := known.answers.get(ANSWERS[at - FIRST]):
            self.model.answer(line, ANSWERS[at - FIRST], code)
        self._go_on(line, at)
        if at == WORDS:
            self.list.setFocus()

    def paste(self, pasted: Pasted) -> None:
        """Rows of a sheet over what stands there; an empty cell leaves what there is."""
        for line in self.model.lines():
            new, old = pasted.visits.get(line.row.no), self.model.visit(line)
            if new is not None:
                answers = {**old.answers, **new.answers}
                self.model.put(line, replace(old, answers=answers, words=new.words or old.words))

    def _clicked(self, at: QModelIndex) -> None:
        """A click: as last time; another one: the next answer. The words are written in the strip."""
        line = self.model.line_at(at.row())
        if line is None or at.column() < FIRST:
            return
        if at.column() == WORDS:
            self.write_words()
            return
        name = ANSWERS[at.column() - FIRST]
        now = self.model.visit(line).answers.get(name)
        codes = self.model.codes(name)
        following = codes[(codes.index(now) + 1) % len(codes)] if now in codes else line.before(name)
        if following:
            self.model.answer(line, name, following)

    def _show_cell(self) -> None:
        line, at = self.here()
        self.strip.show_cell(line, at)
        self.list.viewport().update()
