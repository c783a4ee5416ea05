"""报送, first view: the period, the sheets to make, and 报送台账."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.gui.pages.reports.month import Month
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, scroll, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.segments import Segments
from anbang_desktop.gui.parts.table import List, Rows, Value, table
from anbang_desktop.gui.theme import roomy, token
from anbang_desktop.services.reports import learning
from anbang_desktop.services.reports.calendar import DueSheet
from anbang_desktop.services.reports.learning import Profile
from anbang_desktop.services.reports.ledger import Run

HEADS = ("报表", "期间", "版本", "人数", "状态", "时间", "经办", "县局意见", "")
WIDTHS = (148, 140, 72, 56, 96, 140, 84, 150, 84)
CELLS: dict[int, type[Cell]] = {0: StrongCell, 4: ChipCell, 5: QuietCell, 7: QuietCell, 8: LinkCell}
STRETCH, LEAVE = 7, (6, 5, 3, 2)
KINDS = ("月", "季度", "半年", "年")
HINT = "2026-11、2026Q4、2026H1、2026，或 2026-11-01..2026-11-30"
LEDGER_ROWS = 5


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the page does for the first view."""

    period: Callable[[Period], object]
    look: Callable[[str], object]
    learn: Callable[[], object]
    run: Callable[[Run], object]
    due: Callable[[DueSheet], object]
    changes: Callable[[str], object]
    lists: Callable[[str, dict[str, str]], object]
    own: Callable[[], object]
    columns: Callable[[str], object]


def span_around(day: date, kind: str) -> Period:
    """The month, quarter, half or whole year a day lies in."""
    spelled = {
        "月": f"{day:%Y-%m}",
        "季度": f"{day.year}Q{(day.month + 2) // 3}",
        "半年": f"{day.year}H{1 if day.month < 7 else 2}",
        "年": f"{day.year}",
    }
    return parse_period(spelled[kind])


def kind_of(period: Period) -> str:
    """Which of KINDS a period is; empty for a free range."""
    return {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}.get(period.kind, "")


class Home(QWidget):
    """Two cards and, under them, the ledger."""

    def __init__(
        self,
        today: date,
        period: Period,
        profiles: Sequence[Profile],
        runs: Sequence[Run],
        due: Sequence[DueSheet],
        verbs: Verbs,
        told: Sequence[BannerLine] = (),
        own: int = 0,
    ) -> None:
        """``due`` is the calendar; ``verbs`` are what the buttons do; ``told`` says what became of the sheets
        just made; ``own`` is how many of the blanks that ship the office hasn't.
        """
        super().__init__()
        self._due, self._own = {one.name: one for one in due}, own
        self._today, self._period, self._verbs, self._runs = today, period, verbs, list(runs)
        self.entry = QLineEdit(period.text)
        self.verbs: dict[str, QPushButton] = {}
        self.asked: dict[str, dict[str, QComboBox]] = {}  # whom a roster lists, where nobody said
        self.add: QPushButton | None = None  # while there is no sheet
        tops: Item = row((self._span(), 6), (self._sheets(profiles), 5), gap=16)
        if not roomy():
            tops = column(self._span(), self._sheets(profiles), gap=16)
        self.ledger = self._table() if self._runs else None
        said: list[Item] = [banner(told, "infobanner")] if told else []
        body = column(*said, tops, (self._book(), 1), gap=16, pad=(24, 0, 24, 16))
        self.setLayout(column((scroll(body), 1), gap=0))

    def first(self) -> QWidget:
        """The first question of the sheets, else the first verb, else what adds a sheet, else the period."""
        asked = (choice for choices in self.asked.values() for choice in choices.values())
        ready = (verb for verb in self.verbs.values() if verb.isEnabled())
        return next(asked, None) or next(ready, self.add or self.entry)

    def complain(self, sentence: str) -> None:
        """The typed period is no period."""
        self._row.complain(sentence)

    # the period ---------------------------------------------------------------------------------

    def _span(self) -> QFrame:
        before, after = (
            button("上一期", "link", act=lambda: self._step(-1)),
            button("下一期", "link", act=lambda: self._step(1)),
        )
        head = row(text(self._period.label, "strong"), None, before, after, gap=0)
        kinds = Segments(
            KINDS,
            kind_of(self._period),
            lambda kind: self._verbs.period(span_around(self._period.start, kind)),
        )
        self._row = FormRow("期间", self.entry, label_wide=36)
        self.entry.returnPressed.connect(self._typed)
        self.entry.setToolTip(HINT)
        shown: list[Item] = [Month(self._shown_month(), self._today, self._marks())] if roomy() else []
        return box(
            column(head, *shown, row(column(kinds, None), (self._row, 1), gap=16), gap=8, pad=(16, 8, 12, 12))
        )

    def _step(self, way: int) -> None:
        edge = date.fromordinal((self._period.end if way > 0 else self._period.start).toordinal() + way)
        self._verbs.period(span_around(edge, kind_of(self._period) or "月"))

    def _typed(self) -> None:
        try:
            period = parse_period(self.entry.text())
        except ValueError as reason:
            self.complain(str(reason))
        else:
            self._verbs.period(period)

    def _shown_month(self) -> date:
        inside = self._period.start <= self._today <= self._period.end
        return self._today if inside else self._period.end

    def _marks(self) -> dict[int, tuple[str, str]]:
        month = self._shown_month()
        made = [
            one for one in self._runs if (one.made_at.year, one.made_at.month) == (month.year, month.month)
        ]
        by_day: dict[int, list[Run]] = {}
        for one in made:
            by_day.setdefault(one.made_at.day, []).append(one)
        due = {
            one.until.day: ("overdue" if one.until < self._today else "soon", f"报{_short(one.name)}")
            for one in self._due.values()
            if one.until is not None and (one.until.year, one.until.month) == (month.year, month.month)
        }
        return due | {
            day: (runs[0].mark, _short(runs[0].name) if len(runs) == 1 else f"{len(runs)} 张")
            for day, runs in by_day.items()
        }

    # the sheets ---------------------------------------------------------------------------------

    def _sheets(self, profiles: Sequence[Profile]) -> QFrame:
        if not profiles:
            told = "选县局发的空白表，确认一次各列的意思，以后每期一键填好。"
            face = empty(
                "还没有县局的表", told, "添加县局表", self._verbs.learn, sign="report", look="scroll"
            )
            self.add = next(iter(face.findChildren(QPushButton)))
            return box(column((face, 1), *self._ours(), gap=0))
        head = row(
            text("要报的表", "strong"), text(f"{len(profiles)} 张", "small"), None, pad=(16, 12, 16, 10)
        )
        lines = [self._sheet(one) for one in profiles]
        return box(column(head, *lines, *self._ours(), None, gap=0))

    def _ours(self) -> list[Item]:
        """The blanks that ship, while some are left to take."""
        if not self._own:
            return []
        told = text(f"县局没有发的，用程序自带的：还有 {self._own} 张", "small", wrap=True)
        take = button("添加自带的表", "textlink", act=self._verbs.own)
        return [row((told, 1), take, gap=16, pad=(16, 8, 16, 8))]

    def _sheet(self, one: Profile) -> QFrame:
        made = next(
            (run for run in self._runs if run.name == one.name and run.period == self._period.label), None
        )
        kinds = "、".join(word for kind, word in (("rows", "名册"), ("numbers", "统计")) if kind in one.kinds)
        chip = Chip(made.mark, f"第 {made.version} 版{made.state}") if made else Chip("todo", "本期未报")
        verb = button("核对", "plain" if made else "soft", act=lambda: self._verbs.look(one.name))
        verb.setAccessibleName(f"{one.name}：核对、导出")
        self.verbs[one.name] = verb
        links = row(*self._links(one), None, gap=12)
        name = text(one.name, "strong", wrap=True)
        verb.setEnabled(not one.open_sets)
        asked = [column(*self._asked(one), gap=4)] if one.open_sets else []
        about = column(name, text(f"{kinds}　{self._when(one)}", "small", wrap=True), *asked, links, gap=1)
        return box(row((about, 1), chip, wide(verb, 88), gap=16, pad=(16, 8, 16, 8)), "rowline")

    def _asked(self, one: Profile) -> list[Item]:
        """Whom a roster lists that an older version kept without asking: chosen once, then it is kept."""
        choices: dict[str, QComboBox] = {}

        def told() -> None:
            said = {sheet: str(choice.currentData()) for sheet, choice in choices.items()}
            if all(said.values()):
                self._verbs.lists(one.name, said)

        lines: list[Item] = [text("以前添加时没有问这张表列谁，请选一次：", "error", wrap=True)]
        for sheet in one.open_sets:
            choice = choices[sheet] = QComboBox()
            choice.addItem("请选定", "")
            for value, label in learning.sets():
                choice.addItem(label, value)
            choice.setAccessibleName(f"{one.name}，工作表“{sheet}”列谁")
            choice.activated.connect(told)
            lines.append(row(*([text(sheet, "small")] if len(one.open_sets) > 1 else []), (choice, 1), gap=8))
        self.asked[one.name] = choices
        return lines

    def _when(self, one: Profile) -> str:
        """Until when which period is to be sent."""
        due = self._due.get(one.name)
        if due is None or due.until is None:
            day = month_day(one.learned_at.date(), self._today)
            return f"空表第 {one.version} 版，{day}添加"
        return (
            f"{due.period.label}的，{left_until(due.until, self._today, owed=not due.done).words}　{due.rule}"
        )

    def _links(self, one: Profile) -> list[Item]:
        links: list[Item] = []
        if any(run.name == one.name for run in self._runs):
            tip = "自上次报送以来谁变了"
            links.append(button("看变化", "textlink", tip=tip, act=lambda: self._verbs.changes(one.name)))
        due = self._due.get(one.name)
        if due is not None:
            words = "改报送时间" if due.rule else "定报送时间"
            links.append(button(words, "textlink", act=lambda: self._verbs.due(due)))
        tip = "每一列填什么、列谁，不对可以改"
        links.append(button("看怎么填", "textlink", tip=tip, act=lambda: self._verbs.columns(one.name)))
        return links

    # the ledger ---------------------------------------------------------------------------------

    def _table(self) -> List:
        model = Rows(HEADS, [self._line(one) for one in self._runs])
        view = table(
            model, {at: kind() for at, kind in CELLS.items()}, WIDTHS, STRETCH, LEAVE, name="报送台账"
        )
        view.setProperty("look", "bare")
        view.setMinimumHeight(token("row") * (LEDGER_ROWS + 1))
        view.opened.connect(self._open)
        view.clicked.connect(lambda at: self._open(at) if at.column() == len(HEADS) - 1 else None)
        return view

    def _line(self, one: Run) -> Sequence[Value]:
        verb = "登记送达" if one.may_deliver and not one.may_export else "查看"
        made = f"{month_day(one.made_at.date(), self._today)} {one.made_at:%H:%M}"
        return (
            one.name,
            one.period,
            f"第 {one.version} 版",
            str(one.people),
            (one.state, one.mark),
            made,
            one.made_by,
            one.opinion,
            verb,
        )

    def _open(self, at: QModelIndex) -> None:
        self._verbs.run(self._runs[at.row()])

    def _book(self) -> QFrame:
        if self.ledger is None:
            return empty(
                "还没有报送过",
                "先核对，再导出；导出的表都记在这里，数据以后再变，这里的底稿不变。",
                sign="report",
            )
        head = row(
            text("报送台账", "strong"),
            text("选中一行按回车：经过、送达、县局意见", "hint"),
            None,
            pad=(12, 10, 12, 10),
        )
        return box(column(head, (self.ledger, 1), gap=0, pad=(1, 0, 1, 1)))


def _short(name: str) -> str:
    """名册 of 花名册, 统计 of 统计表: what fits into a day of the month."""
    return name.removesuffix("表")[-2:]
