"""Import, step three: what will happen to every row, before anything happens."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from anbang_desktop.domain.column_guess import IGNORED
from anbang_desktop.domain.roster_plan import Level, Verdict
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.importing.model import (
    MARKS,
    REASON,
    RESULT,
    TICK,
    PreviewRows,
    TickCell,
    twins,
)
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, MarkedCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, text, wide
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.roster_import.plan import ACTION_WORDS, ImportPlan, PlannedRow
from anbang_desktop.services.roster_import.row_reading import ID_NO, NAME, RELEASE_DATE

WIDTHS = (44, 108, 54, 148, 160, 102, 102, 76, 230)
LEAVE = (7, 5, 0, 6)
DIGIT = 17  # width of one digit of the number on a card
BANNERS = {
    Verdict.ERROR: ("errorbanner", "warn", "error"),
    Verdict.ASK: ("warnbanner", "warn", "soon"),
    Verdict.READY: ("infobanner", "info", "primary"),
}
CARDS: tuple[tuple[Verdict, str, str, str], ...] = (
    (Verdict.READY, "done", "done", "可导入"),
    (Verdict.ASK, "soon", "soon", "需确认"),
    (Verdict.ERROR, "overdue", "error", "有错误"),
)


class Reason(LinkCell):
    """The last column, in plain words."""

    look = "ink"
    bold = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What the clerk typed instead of a cell."""

    field: str
    text: str


class EditCell(Dialog[Correction]):
    """Which cell of the row, and what should stand there."""

    def __init__(self, parent: QWidget | None, planned: PlannedRow, fields: list[tuple[str, str]]) -> None:
        """``fields`` are the cells that can be corrected, the likeliest first."""
        super().__init__(parent, f"改第 {planned.number} 行")
        self._row, self._names = planned, fields
        self._field = QComboBox()
        for field, label in fields:
            self._field.addItem(label, field)
        self._entry = QLineEdit()
        self._line = FormRow("应为", self._entry)
        self._field.currentIndexChanged.connect(self._show)
        put = verb("改好", self._done, "primary")
        note = text("只改这次的预览，原来的文件不变。", "small")
        self.lay(FormRow("哪一格", self._field), self._line, note, buttons=(put, verb("取消", self.reject)))
        self.save_by(put)
        EnterMoves([self._entry], self._done, self)
        self._show()
        self._entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, planned: PlannedRow, fields: list[tuple[str, str]]) -> Correction | None:
        """The correction, or None when left."""
        return cls(parent, planned, fields).run()

    def _show(self) -> None:
        field = str(self._field.currentData())
        number = str(self._row.values.get(ID_NO) or "") if field == ID_NO else ""
        self._entry.setText(number or ("" if field == ID_NO else self._row.shown.get(field, "")))
        self._entry.selectAll()
        said = [
            problem.what
            for problem in self._row.problems
            if problem.field == field and problem.level in MARKS
        ]
        if said:
            self._line.complain("；".join(said))
        else:
            self._line.clear()

    def _done(self) -> None:
        self.finish(Correction(str(self._field.currentData()), self._entry.text()))


class PreviewStep(QWidget):
    """Cards with the counts, the table, and under it the whole sentence of the chosen row."""

    def __init__(
        self,
        plan: ImportPlan,
        accepted: set[int],
        edit: Callable[[PlannedRow, Correction], object],
        ticked: Callable[[], object],
    ) -> None:
        """``accepted`` is shared with the page; ``edit`` gets a correction, ``ticked`` is called after a
        tick.
        """
        super().__init__()
        self._plan, self._accepted, self._edit, self._ticked = plan, accepted, edit, ticked
        self.only: Verdict | None = None
        self.model = PreviewRows(plan.rows, accepted)
        marked: dict[int, Cell] = {at: MarkedCell() for at in range(4, 8)}
        cells: dict[int, Cell] = {
            0: QuietCell(),
            RESULT: ChipCell(),
            TICK: TickCell(),
            3: _BoldMarked(),
            REASON: Reason(),
            **marked,
        }
        self.list = table(self.model, cells, WIDTHS, REASON, LEAVE, name="导入预览")
        self.list.set_absent(() if plan.ask else (TICK,))
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now))
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(lambda _at: self.edit_cell())
        self._cards, self._line = row(gap=16), column(gap=0)
        self.setLayout(column(self._cards, (column((self.list, 1), self._line, gap=8), 1), gap=16))
        bind(self.list, Where.PREVIEW, {"F2": self.edit_cell, "F3": self.next_problem, "Space": self.tick})
        self._show_cards()
        self.list.selectRow(0)
        self._choose(self.list.currentIndex())

    def chosen(self) -> PlannedRow | None:
        """The row the keyboard is on."""
        return self.model.row_at(self.list.currentIndex().row())

    def select(self, number: int) -> None:
        """Put the keyboard on a file row."""
        self.list.selectRow(self.model.place_of(number))

    def show_only(self, verdict: Verdict | None) -> None:
        """The rows of one verdict, or all."""
        self.only = verdict
        self.model.show_rows(self._plan.rows if verdict is None else self._plan.with_verdict(verdict))
        self._show_cards()
        self.list.selectRow(0)
        self._choose(self.list.currentIndex())
        self.list.setFocus()

    def tick(self) -> None:
        """Accept the chosen row that asks, or take that back; of two rows for one person only one can be
        accepted.
        """
        chosen = self.chosen()
        if chosen is None or chosen.verdict is not Verdict.ASK:
            return
        if chosen.number in self._accepted:
            self._accepted.discard(chosen.number)
        else:
            self._accepted.add(chosen.number)
            self._accepted.difference_update(twins(self._plan, chosen.number))
        self.model.repaint()
        self._show_cards()
        self._choose(self.list.currentIndex())
        self._ticked()

    def edit_cell(self) -> None:
        """Correct a cell of the chosen row."""
        chosen = self.chosen()
        if chosen is None:
            return
        first = [problem.field for problem in chosen.problems if problem.level in MARKS] or [NAME]
        known = {
            one.field: one.header or one.label
            for one in self._plan.columns
            if one.field and one.field not in IGNORED
        }
        known.setdefault(
            first[0],
            next((problem.column for problem in chosen.problems if problem.field == first[0]), first[0]),
        )
        fields = sorted(known.items(), key=lambda one: (one[0] != first[0], one[0] not in first))
        answer = EditCell.ask(self, chosen, fields)
        if answer is not None:
            self._edit(chosen, answer)

    def next_problem(self) -> None:
        """The next row that isn't ready, from the top again after the last."""
        count, now = self.model.rowCount(), self.list.currentIndex().row()
        for step in range(1, count + 1):
            found = self.model.row_at((now + step) % count)
            if found is not None and found.verdict is not Verdict.READY:
                self.list.selectRow((now + step) % count)
                return

    def _clicked(self, at: QModelIndex) -> None:
        if at.column() == TICK:
            self.tick()

    def _show_cards(self) -> None:
        clear(self._cards)
        for verdict, state, tint, name in CARDS:
            self._cards.addWidget(self._card(verdict, Mark(state, tint), name), 1)

    def _card(self, verdict: Verdict, mark: Mark, name: str) -> QFrame:
        number = len(self._plan.with_verdict(verdict))
        about: list[Item] = [text(self._about(verdict), "small", wrap=True)] if roomy() else []
        words = column(None, row(mark, text(name, "strong"), None, gap=6), *about, None, gap=2)
        here = self.only is verdict
        link = button(
            "看全部" if here else "只看这些",
            "textlink",
            act=lambda: self.show_only(None if here else verdict),
        )
        link.setAccessibleName(f"{link.text()}：{name}")
        if not number:
            link.hide()
        return box(
            row(
                wide(text(str(number), "number"), DIGIT * len(str(number)) + 8),
                (words, 1),
                link,
                gap=16,
                pad=(16, 10, 16, 10),
            ),
            "chosen" if here else "card",
        )

    def _about(self, verdict: Verdict) -> str:
        if verdict is Verdict.READY:
            words = [(name, self._plan.action_count(action)) for action, name in ACTION_WORDS.items()]
            told = [f"{name} {count}" for name, count in words if name and count]
            guessed = sum(
                one.field == RELEASE_DATE and one.level is Level.SAID
                for found in self._plan.with_verdict(Verdict.READY)
                for one in found.problems
            )
            told += [f"释放日期待核实 {guessed}"] if guessed else []
            return "，".join(told) or "没有"
        if verdict is Verdict.ASK:
            if not self._plan.ask:
                return "没有"
            return f"{self._columns()}；已采用 {len(self._accepted)}"
        return "改好或导出后才能导入" if self._plan.error else "没有"

    def _columns(self) -> str:
        firsts = [
            next(one.column for one in found.problems if one.level is Level.ASK)
            for found in self._plan.with_verdict(Verdict.ASK)
        ]
        return "，".join(f"{name} {count}" for name, count in Counter(firsts).most_common(3))

    def _choose(self, at: QModelIndex) -> None:
        clear(self._line)
        chosen = self.model.row_at(at.row())
        if chosen is None:
            return
        look, sign, tint = BANNERS[chosen.verdict]
        words = text(f"第 {chosen.number} 行　{chosen.sentence or '没有问题'}", wrap=True)
        self._line.addWidget(
            box(
                row(
                    glyph(sign, tint, "icon_small"),
                    (words, 1),
                    *self._verbs(chosen),
                    gap=8,
                    pad=(16, 2, 8, 2),
                ),
                look,
            )
        )

    def _verbs(self, chosen: PlannedRow) -> list[Item]:
        verbs: list[Item] = []
        if chosen.verdict is Verdict.ASK:
            verbs.append(
                button(
                    "不采用" if chosen.number in self._accepted else "采用这一行",
                    "link",
                    tip="空格",
                    act=self.tick,
                )
            )
        return [*verbs, button("改这一行", "link", tip="F2", act=self.edit_cell)]


class _BoldMarked(MarkedCell, StrongCell):
    """The name: bold, and marked where it must be looked at."""
