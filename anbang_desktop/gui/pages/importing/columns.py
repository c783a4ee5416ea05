"""Import, step two: what each column of the list means; guessed, shown with examples, corrected by
choosing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from anbang_desktop.domain.column_guess import IGNORED, shortened
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.roster_columns import IN_REMARK
from anbang_desktop.gui.parts.cells import LEFT
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, column, row, rule, scroll, text, wide
from anbang_desktop.gui.parts.matching import Guess, Matching
from anbang_desktop.gui.theme import beside
from anbang_desktop.services.roster_import.plan import ImportPlan, PlannedColumn

LEAVE_OUT, KEEP = "不导入", "记入备注"
NAMED = 4  # columns told by name in one line
OUT = "out"  # in the choice: not even into the remark
HEAD_WIDE, CHOICE_WIDE, MARK_WIDE = 200, 240, 150


class Samples(QLabel):
    """Examples in one line, cut with an ellipsis where room is short: they are only a reminder."""

    def __init__(self, words: str) -> None:
        """All examples; the tooltip shows them uncut."""
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "small")
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """Examples may shrink to little."""
        return QSize(80, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, cut with an ellipsis."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(LEFT), words)
        painter.end()


def some(names: Sequence[str]) -> str:
    """The first few names; the rest is only counted: 责任人电话、星座 等 7 列."""
    return "、".join(names) if len(names) <= NAMED else f"{'、'.join(names[:NAMED])} 等 {len(names)} 列"


class ColumnsStep(QWidget):
    """One line per column; ``mapping`` says what was changed by hand."""

    def __init__(
        self, plan: ImportPlan, targets: list[tuple[str, str]], choose_sheet: Callable[[str], object]
    ) -> None:
        """``targets`` are the fields a column can stand for, with their Chinese names."""
        super().__init__()
        self._plan, self._targets = plan, targets
        self.matching: Matching[str] = Matching(self, (KEEP, "不认识"))
        lines: list[Item] = []
        for one in plan.columns:
            lines += [self._line(one), rule()]
        ends = (wide(text("是什么", "hint"), CHOICE_WIDE), wide(text("", "hint"), MARK_WIDE))
        if beside():
            heads: list[Item] = [wide(text("表里的列", "hint"), HEAD_WIDE), (text("例子", "hint"), 1)]
        else:
            heads = [(text("表里的列，例子", "hint"), 1)]
        title = row(*heads, *ends, gap=16, pad=(16, 8, 16, 8))
        body = scroll(column(*lines, None, gap=0, pad=(16, 4, 16, 8)))
        self.setLayout(
            column(self._about(choose_sheet), (box(column(title, rule(), (body, 1), gap=0)), 1), gap=12)
        )

    def mapping(self) -> dict[str, str | None]:
        """Heading keys that the clerk gave another meaning."""
        meant: dict[str, str | None] = {"": IN_REMARK, OUT: None}
        return {key: meant.get(field, field) for key, field in self.matching.told().items()}

    def first(self) -> QWidget | None:
        """Where the keyboard starts: the first column that asks, else the first that isn't known."""
        choices = self.matching.choices()
        order = (Certainty.SUGGESTED, Certainty.UNKNOWN)
        unsure = [
            one.key
            for certainty in order
            for one in self._plan.columns
            if one.key in choices and one.certainty is certainty
        ]
        return choices[unsure[0]] if unsure else next(iter(choices.values()), None)

    def _about(self, choose_sheet: Callable[[str], object]) -> Item:
        first, last = self._plan.header_rows
        rows = f"第 {first} 行" if first == last else f"第 {first}–{last} 行"
        words = f"表头在{rows}。{self._counted()}"
        names = [sheet.name for sheet in self._plan.book.sheets]
        if len(names) < 2:
            return row((text(words, "small", wrap=True), 1), self.matching.back)
        sheets = QComboBox()
        sheets.addItems(names)
        sheets.setCurrentText(self._plan.sheet)
        sheets.setAccessibleName("哪一张表")
        sheets.textActivated.connect(choose_sheet)
        told = text(words, "small", wrap=True)
        return row((told, 1), self.matching.back, text("表", "label"), wide(sheets, 220))

    def _counted(self) -> str:
        """How many columns are known, how many ask, and which go to the remark."""
        columns = [one for one in self._plan.columns if one.field not in IGNORED]
        asked = sum(1 for one in columns if one.offered)
        kept = [one.header or f"第 {one.index + 1} 列" for one in self._plan.unplaced if not one.offered]
        words = f"认出 {sum(1 for one in columns if one.field)} 列"
        words += f"，{asked} 列请确认：看例子，是的按“采用”" if asked else ""
        words += f"；{len(kept)} 列按原文记入备注：{some(kept)}" if kept else ""
        return words + ("。各列按上次核对过的认。" if self._plan.remembered else "。导入后下次就照这样认。")

    def _line(self, one: PlannedColumn) -> Item:
        samples = Samples("　".join(shortened(sample) for sample in one.samples))
        choice, mark = self._choice(one)
        name = text(one.header or "（没有列名）", "strong", wrap=not beside())
        ends = (wide(choice, CHOICE_WIDE), wide(mark, MARK_WIDE))
        asks = one.certainty is not Certainty.KNOWN and not one.told
        about = [samples, text(one.why, "hint", wrap=True)] if asks else [samples]
        if beside():
            return row(wide(name, HEAD_WIDE), (column(*about, gap=0), 1), *ends, gap=16, pad=(0, 4, 0, 4))
        return row((column(name, *about, gap=0), 1), *ends, gap=16, pad=(0, 4, 0, 4))

    def _choice(self, one: PlannedColumn) -> tuple[QWidget, QWidget]:
        if one.field in IGNORED:
            return text(one.label, "small"), Chip("todo", LEAVE_OUT)
        own = "" if one.guess in IGNORED or one.guess_certainty is not Certainty.KNOWN else one.guess or ""
        now = OUT if one.told and not one.field and not one.kept else one.field or ""
        fillable = {field for field, _label in self._targets}
        guess = Guess(
            own if own in fillable else "", sure=True, offered=_offered(one, fillable), suits=one.suits
        )
        options = [(OUT, LEAVE_OUT), *self._targets]
        return self.matching.line(one.key, f"列“{one.header}”是什么", options, now, guess)


def _offered(one: PlannedColumn, fillable: set[str]) -> str:
    offered = one.guess if one.guess_certainty is Certainty.SUGGESTED else ""
    return offered if offered and offered in fillable else ""
