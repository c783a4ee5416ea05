"""统计: a period with its rates, the run of the office, who its people are. Every number opens its people;
counting is a job, and what was counted stays until the data change.
"""

from collections.abc import Sequence
from functools import partial
from typing import TypedDict, Unpack, cast

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from anbang_desktop.domain.period import Period, month_of, parse_period
from anbang_desktop.domain.period_steps import StepKind, after, before, span_around
from anbang_desktop.domain.statistics import Step
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.statistics import picture
from anbang_desktop.gui.pages.statistics.cards import (
    NAMES,
    TABS,
    WHICH,
    StructureCard,
    TrendCard,
    note,
    rate_card,
    shown,
)
from anbang_desktop.gui.pages.statistics.dialogs import NumbersDialog, PeriodDialog, RatesDialog
from anbang_desktop.gui.pages.statistics.summary_dialog import FORM
from anbang_desktop.gui.pages.statistics.summary_out import SummaryOut
from anbang_desktop.gui.parts.chart import ChartView
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.counted_people import MOST, Behind
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.segments import Segments
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import outgoing, overview
from anbang_desktop.services.statistics.overview import Kept, Statistics
from anbang_desktop.services.statistics.words import STEP_NAMES, percent
from anbang_desktop.services.worklist import people

SPANS = {"月": "month", "季度": "quarter", "半年": "half", "年": "year"}
FREE = "自选"
KIND_OF_STEP = {word: kind for kind, word in STEP_NAMES.items()}
PICTURE = "PNG 图片 (*.png)"


class Again(TypedDict):
    """What stands in the vault over a lock."""

    period: str
    kind: StepKind
    tab: str


class StatisticsPage(Page):
    """One period; another one is counted as a job and kept."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Begin with this month."""
        super().__init__(desk, window)
        self.period, self.kind, self.tab = month_of(desk.today), "month", next(iter(TABS))
        self.seen: Statistics | None = None
        self.kept = Kept(desk)
        self._out = SummaryOut(self, desk, window)
        self.trend: TrendCard | None = None
        self.structure: StructureCard | None = None
        self._page = column(gap=0)
        self.setLayout(self._page)
        bind(
            self,
            Where.STATISTICS,
            {
                "Alt+Left": lambda: self.step(-1),
                "Alt+Right": lambda: self.step(1),
                "F6": self.other_chart,
                "F9": self.choose_summary,
            },
        )

    kind: StepKind

    def open(self, **target: Unpack[Target]) -> None:
        """``kept`` and ``again`` bring back the period, the steps, the traits."""
        if "kept" in target:
            self.period, self.kind, self.tab, self.kept = target["kept"]
        elif "again" in target:
            again = cast("Again", target["again"])
            self.period, self.kind, self.tab = parse_period(again["period"]), again["kind"], again["tab"]
        self.refresh()
        if begun := next((form for form in self.resuming if form.startswith(FORM)), ""):
            kind, period = begun.split(":")[-2:]
            self._out.write(kind, period)

    def keep(self) -> Target:
        """Period, steps, traits, and what was counted."""
        again: Again = {"period": self.period.text, "kind": self.kind, "tab": self.tab}
        return {"kept": (self.period, self.kind, self.tab, self.kept), "again": again}

    def first(self) -> QWidget | None:
        """The run of the office."""
        return self.trend.view if self.trend else None

    def refresh(self) -> None:
        """Count anew what has changed; what is known is shown at once."""
        if self.window_.busy():
            return
        known = self.kept.find(self.period.text, self.kind, look=True)
        if known is not None:
            self._show(known)
            return
        if self.seen is None:
            self._lay(self._waiting("正在计算", "人数多时要等一会儿。"))
        job = partial(_count, self.kept, self.period.text, self.kind)
        self.window_.run_job("正在统计", job, self._show, stopped=self._stopped)

    # what is shown ------------------------------------------------------------------------------

    def _show(self, seen: Statistics) -> None:
        focus = self.trend is not None and self.trend.view.hasFocus()
        self.seen = seen
        if not seen.anything:
            self._lay(
                self._waiting(
                    "还没有可以统计的",
                    "导入名单、登记衔接以后，这里有各项比率、人数变化和人员结构。",
                    ("导入名单", lambda: self.window_.go("importing")),
                )
            )
            return
        self._lay(self._body(seen))
        if focus and self.trend is not None:
            self.trend.view.setFocus()

    def _stopped(self) -> None:
        self._lay(self._waiting("停下了，没有算完", "再算一次，或者换一段时间。", ("再算一次", self.refresh)))

    def _waiting(self, title: str, advice: str, act: tuple[str, object] | None = None) -> QWidget:
        verb, do = act or ("", None)
        self.trend = self.structure = None
        face = empty(title, advice, verb, do if callable(do) else None, sign="stats")
        return box(column(face, None, pad=(24, 0, 24, 24)), "scroll")

    def _lay(self, body: QWidget) -> None:
        clear(self._page)
        self._page.addLayout(self._head())
        self._page.addWidget(body, 1)

    def _head(self) -> QLayout:
        now = next((word for word, kind in SPANS.items() if kind == self.period.kind), FREE)
        picker = Segments([*SPANS, FREE], now, self._choose_span)
        ahead = button("下一期", "link", tip="Alt+→", act=lambda: self.step(1))
        ahead.setEnabled(after(self.period).start <= self.desk.today)
        move: list[Item] = [
            button("上一期", "link", tip="Alt+←", act=lambda: self.step(-1)),
            text(self.period.label, "strong"),
            ahead,
        ]
        out = self.seen is not None and self.seen.anything
        self._summary = button("写小结", sign="assess", tip="F9", act=self.choose_summary)
        verbs = [
            self._summary,
            button("存图片", sign="report", act=self.save_picture),
            button("打印", sign="print", tip="Ctrl+P", act=self.print_paper),
        ]
        for one in verbs:
            one.setEnabled(out)
        if roomy():
            return row(text("统计", "title"), 8, picker, 4, *move, None, *verbs, gap=8, pad=(24, 16, 24, 16))
        first = row(text("统计", "title"), None, *verbs, gap=8)
        return column(first, row(picker, 8, *move, None, gap=4), gap=12, pad=(24, 16, 24, 16))

    def _body(self, seen: Statistics) -> QWidget:
        rates = [rate_card(one, self.people) for one in seen.cards]
        if roomy():
            top: Item = row(*((one, 1) for one in rates), gap=16)
        else:
            pairs = [rates[at : at + 2] for at in range(0, len(rates), 2)]
            top = column(*(row(*((one, 1) for one in pair), gap=16) for pair in pairs), gap=16)
        self.trend = TrendCard(seen, self._choose_steps, self._people_of_step, self._trend_numbers)
        self.structure = StructureCard(seen, self.tab, self._choose_tab, self.people, self._structure_numbers)
        if roomy():
            low: Item = row((self.trend, 17), (self.structure, 10), gap=16)
        else:
            low = column(self.trend, self.structure, gap=16)
        return scroll(column(top, self._notes(seen), (low, 1), gap=12, pad=(24, 0, 24, 24)))

    def _notes(self, seen: Statistics) -> QFrame:
        words = []
        if seen.until != seen.period.end:
            words.append(f"{seen.period.label}还没有结束，数字只算到今天（{seen.until.isoformat()}）。")
        words.append("每个数都能点开看是哪些人；封存的案件只计人数。")
        how = button("各项比率怎么算", "textlink", act=self.how)
        return box(row((note("".join(words)), 1), how, gap=8), "scroll")

    # acts ---------------------------------------------------------------------------------------

    def step(self, way: int) -> None:
        """The period before or after; none that has not begun."""
        period = after(self.period) if way > 0 else before(self.period)
        if period.start <= self.desk.today:
            self.choose(period)

    def choose(self, period: Period) -> None:
        """Another period."""
        self.period = period
        self.refresh()

    def _choose_span(self, word: str) -> None:
        if word != FREE:
            day = min(self.period.end, self.desk.today)
            self.choose(span_around(day, SPANS[word]))
            return
        period = PeriodDialog.ask(self, self.desk, self.period)
        if period is not None:
            self.choose(period)
        else:
            self.refresh()  # the buttons say again which it is

    def _choose_steps(self, word: str) -> None:
        self.kind = KIND_OF_STEP[word]
        self.refresh()

    def _choose_tab(self, tab: str) -> None:
        self.tab = tab
        self.refresh()
        if self.structure is not None:
            self.structure.view.setFocus()

    def other_chart(self) -> None:
        """F6: between the run and the structure."""
        if self.trend is not None and self.structure is not None:
            views: tuple[ChartView, ChartView] = (self.trend.view, self.structure.view)
            views[views[0].hasFocus()].setFocus()

    def how(self) -> None:
        """How each rate is reckoned."""
        if self.seen is None:
            return
        known = self.kept.find(self.period.text, self.kind)
        if known is not None:
            self._tell_rates(known)
            return
        job = partial(_count_whole, self.kept, self.period.text, self.kind)
        self.window_.run_job("正在统计", job, self._tell_rates)

    def _tell_rates(self, whole: Statistics) -> None:
        RatesDialog.ask(self, whole.rates)

    def people(self, title: str, cases: Sequence[int]) -> None:
        """Who is behind a number; the chosen one is opened."""
        different = list(dict.fromkeys(cases))
        if not different:
            self.window_.toast("这个数是 0，没有名单")
            return
        rows = people.rows(self.desk, different[:MOST])
        no = Behind.ask(self, title, rows, cases)
        if no:
            self.window_.go("person", no=no)

    def _people_of_step(self, step: Step, which: str) -> None:
        name = NAMES[WHICH.index(which)]
        cases = overview.members(self.desk, step, which)
        self.people(f"{step.period.label}{name} {len(cases)} 人", cases)

    def _trend_numbers(self) -> None:
        if self.seen is None:
            return
        steps = tuple(reversed(self.seen.steps))
        rows = [(one.period.label, str(one.stock), str(one.came), str(one.left)) for one in steps]
        at = NumbersDialog.ask(self, "在册人数和进出", ("时间", "期末在册", "新增", "减少"), rows)
        if at is not None:
            self._people_of_step(steps[at], "stock")

    def _structure_numbers(self) -> None:
        seen = self.seen
        if seen is None:
            return
        groups = [(one, group) for one in shown(seen, self.tab) for group in one.groups]
        whole = len(seen.on_books)
        rows = [
            (f"{one.name}：{group.label}", str(len(group.cases)), f"{percent(overview.share(group, whole))}%")
            for one, group in groups
        ]
        at = NumbersDialog.ask(self, f"期末在册 {whole} 人的结构", ("分组", "人数", "占在册"), rows)
        if at is not None:
            self.people(rows[at][0], groups[at][1].cases)

    def print_paper(self) -> None:
        """Ctrl+P: a look at it, then the printer; UserError where nothing is counted."""
        seen = self._whole("打印")
        note_print = partial(outgoing.note_print, self.desk, seen)

        def make(progress: Progress) -> bytes:
            return outgoing.lay_out(self.desk, _count_whole(self.kept, seen.period.text, seen.kind, progress))

        print_pdf(self, self.window_, outgoing.NAME, make, note_print)

    def save_picture(self) -> None:
        """What is shown, as a picture for a report or a slide; UserError where nothing is counted."""
        seen = self._whole("存成图片")
        name = outgoing.file_name(self.desk, seen, ".png")
        file = questions.save_file(self, "统计存成图片", name, PICTURE, questions.Folder.PAPERS_OUT)
        if file is not None:
            data = picture.png(seen, self.desk.office.name, outgoing.TITLE, self.font())
            outgoing.save(self.desk, seen, data, file)
            self.window_.saved()
            self.window_.toast(f"已存成图片：{file.name}，只有人数，没有姓名")

    def choose_summary(self) -> None:
        """F9: which text, about which period."""
        if self.seen is not None and self.seen.anything:
            self._out.choose(self.period, self._summary)

    def _whole(self, act: str) -> Statistics:
        if self.seen is None or not self.seen.anything:
            raise UserError(f"还没有可以{act}的统计。", "请先选一段有人在册的时间，等数字算出来。")
        return self.seen


def _count(kept: Kept, text: str, kind: StepKind, progress: Progress) -> Statistics:
    return kept.read(text, kind, progress, look=True)


def _count_whole(kept: Kept, text: str, kind: StepKind, progress: Progress) -> Statistics:
    return kept.read(text, kind, progress)


PLACE = Place("statistics", "统计", "stats", StatisticsPage)
