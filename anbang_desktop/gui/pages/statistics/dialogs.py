"""What 统计 asks and tells in dialogs: another period, the numbers behind a chart, how the rates are
reckoned.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.gui.parts.cells import StrongCell
from anbang_desktop.gui.parts.compose import Item, column, rule, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.table import Rows, table
from anbang_desktop.gui.theme import token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics.overview import Rate
from anbang_desktop.services.statistics.words import figure_words

HINT = "2026-11、2026Q4、2026H1、2026，或 2026-11-01..2026-11-30"
ROWS_SHOWN = 12


class PeriodDialog(Dialog[Period]):
    """Any period, typed as everywhere."""

    def __init__(self, parent: QWidget | None, desk: Desk, now: Period) -> None:
        """``now`` is the period shown."""
        super().__init__(parent, "统计哪段时间")
        self._desk = desk
        self.entry = QLineEdit(now.text)
        self.row = FormRow("期间", self.entry, hint=HINT, label_wide=48)
        self.lay(
            self.row, buttons=(verb("统计", self._done, "primary"), verb("取消", self.reject)), wide_by=520
        )
        self.entry.selectAll()
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, now: Period) -> Period | None:
        """The period, or None."""
        return cls(parent, desk, now).run()

    def _done(self) -> None:
        try:
            period = parse_period(self.entry.text())
        except ValueError as reason:
            self.row.complain(str(reason))
            return
        if period.start > self._desk.today:
            self.row.complain(f"{period.label}还没有开始，请选已经开始的期间")
            return
        self.finish(period)


class NumbersDialog(Dialog[int]):
    """The numbers of a chart as a table; Enter or 看名单 answers with the row."""

    def __init__(
        self, parent: QWidget | None, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        """The first column stretches."""
        super().__init__(parent, title)
        widths = [160, *(90 for _head in heads[1:])]
        self.list = table(Rows(heads, rows), {0: StrongCell()}, widths, 0, name=title)
        self.list.setMinimumHeight(token("row") * (min(len(rows), ROWS_SHOWN) + 1) + 4)
        self.list.opened.connect(self._open)
        self.list.selectRow(0)
        self.lay(
            self.list, buttons=(verb("看名单", self._open, "primary"), verb("关闭", self.reject)), wide_by=600
        )
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> int | None:
        """The place of the row whose people are wanted; None when it was only looked at."""
        return cls(parent, title, heads, rows).run()

    def _open(self) -> None:
        at = self.list.currentIndex()
        if at.isValid():
            self.finish(at.row())


class RatesDialog(Dialog[bool]):
    """怎么算: every rate with numerator, denominator, how it is reckoned and where it is misread."""

    def __init__(self, parent: QWidget | None, rates: Sequence[Rate]) -> None:
        """``rates`` of the period shown."""
        super().__init__(parent, "各项比率怎么算")
        shown: list[Item] = []
        for one in rates:
            parts = f"{one.words.part} {len(one.part)} ÷ {one.words.whole} {len(one.whole)}"
            made = f"{one.name} {figure_words(one.value)} = {parts}"
            lines = (
                text(made, "strong", wrap=True),
                text(one.words.how, wrap=True),
                text(f"注意：{one.words.mind}", "small", wrap=True),
            )
            shown += [column(*lines, gap=2), rule()]
        shown.append(text("百分比保留两位小数，四舍五入；分母是 0 的写“—”，不写 0%。", "small", wrap=True))
        close = verb("关闭", self.reject, "primary")
        self.lay(*shown, buttons=(close,), wide_by=640)
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, rates: Sequence[Rate]) -> bool | None:
        """Show it until it is left."""
        return cls(parent, rates).run()
