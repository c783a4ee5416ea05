"""The cards of 统计: a rate with what it is made of, the run of the office, the structure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from anbang_desktop.domain import chart
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.statistics import Step, Structure
from anbang_desktop.gui.parts.chart import ChartView, Share
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.segments import Segments
from anbang_desktop.gui.theme import grow
from anbang_desktop.services.statistics.overview import Rate, Statistics
from anbang_desktop.services.statistics.words import STEP_NAMES, figure_words, step_name

People = Callable[[str, Sequence[int]], object]
NOBODY = "没有这样的人"
TREND_LOW, TREND_HIGH = 240, 420  # pixels at 标准: at least, at most
WHICH = ("stock", "came", "left")
NAMES = ("在册", "新增", "减少")
TABS = {"人员": ("level", "sex", "age"), "来源": ("release", "offence"), "去向": ("way", "village")}


def rate_card(rate: Rate, people: People) -> QFrame:
    """Name, per cent, bar, numerator and denominator as words; every number opens its people."""
    name = rate.name
    value = figure_words(rate.value).removesuffix("%")
    number: list[Item] = [text(value, "number")]
    if rate.value is not None:
        number.append(column(None, text("%", "small"), 5, gap=0))
    lack: list[Item] = []
    if rate.lacking:
        words = f"{rate.words.lacks} {len(rate.lacking)} 人"
        lack = [button(words, "link", act=lambda: people(f"{name}：{words}", rate.lacking))]
    bar: Item = row(Share(len(rate.part), len(rate.whole)), 8, gap=0) if rate.whole else 10
    made = row(
        _count(f"{rate.words.whole} {len(rate.whole)}", name, rate.whole, people),
        _count(f"{rate.words.part} {len(rate.part)}", name, rate.part, people),
        None,
        gap=12,
    )
    said = column(
        text(name, "strong"), row(*number, None, *lack, gap=3), bar, made, gap=4, pad=(16, 12, 8, 6)
    )
    card = box(said)
    card.setAccessibleName(f"{name} {figure_words(rate.value)}")
    return card


def _count(words: str, name: str, cases: Sequence[int], people: People) -> Item:
    if not cases:
        return text(words, "hint")
    return button(words, "textlink", act=lambda: people(f"{name}：{words}", cases))


class TrendCard(QFrame):
    """The run of the office; the number where the arrows are stands under it in words."""

    def __init__(
        self,
        seen: Statistics,
        kind: Callable[[str], object],
        opened: Callable[[Step, str], object],
        table: Callable[[], object],
    ) -> None:
        """``kind`` changes the steps, ``opened`` shows the people of a step, ``table`` the numbers."""
        super().__init__()
        self.setProperty("look", "card")
        steps = seen.steps
        said = [[f"{one.period.label}：{name} {count} 人" for name, count in _three(one)] for one in steps]
        self.view = ChartView(
            "在册人数和进出",
            lambda wide, high, look: chart.trend(steps, seen.period, wide, high, look),
            said,
            len(steps) - 1,
        )
        self.view.setMinimumHeight(round(TREND_LOW * grow()))
        self.view.setMaximumHeight(round(TREND_HIGH * grow()))
        self.view.moved.connect(self._say)
        self.view.opened.connect(lambda at, which: opened(steps[at], WHICH[which]))
        self._words = text("", "small")
        self._whole = (
            f"{steps[0].period.label}到{steps[-1].period.label}：新增 {sum(one.came for one in steps)} 人，"
            f"减少 {sum(one.left for one in steps)} 人"
        )
        self._words.setText(self._whole)
        kinds = Segments(list(STEP_NAMES.values()), step_name(seen.kind), kind, tip="按")
        title = (
            f"在册人数，{len(steps)} 个{step_name(seen.kind)}"
            if seen.kind != "year"
            else f"在册人数，{len(steps)} 年"
        )
        head = row(text(title, "strong"), None, kinds, button("看数", "link", act=table), gap=8)
        hint = text(
            "上面是期末在册；下面是新增（实心）、减少（斜线）。方向键看每一个数，回车看这些人",
            "hint",
            wrap=True,
        )
        self.setLayout(column(head, hint, (self.view, 100), self._words, None, gap=4, pad=(16, 8, 8, 10)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _say(self, _at: int, _which: int) -> None:
        self._words.setText(self.view.words())


def _three(one: Step) -> list[tuple[str, int]]:
    return list(zip(NAMES, (one.stock, one.came, one.left), strict=True))


class StructureCard(QFrame):
    """Who is on the books, by a few traits at a time."""

    def __init__(
        self,
        seen: Statistics,
        tab: str,
        chosen: Callable[[str], object],
        people: People,
        table: Callable[[], object],
    ) -> None:
        """``tab`` is one of TABS, ``chosen`` another one."""
        super().__init__()
        self.setProperty("look", "card")
        self._shown = shown(seen, tab)
        self._groups = [(one, group) for one in self._shown for group in one.groups]
        said = [[f"{one.name}：{group.label} {len(group.cases)} 人"] for one, group in self._groups]
        self.view = ChartView("期末在册人员的结构", self._make, said)
        self.view.opened.connect(lambda at, _which: people(said[at][0], self._groups[at][1].cases))
        self.view.setMinimumHeight(1)
        head = row(
            text(f"在册 {len(seen.on_books)} 人，{_day(seen)}", "strong"),
            None,
            button("看数", "link", act=table),
            gap=8,
        )
        tabs = row(Segments(list(TABS), tab, chosen), None)
        self.setLayout(column(head, tabs, 4, self.view, None, gap=4, pad=(16, 8, 12, 12)))

    def _make(self, wide: float, _high: float, look: chart.Look) -> chart.Chart:
        made = chart.bars(self._shown, wide, look)
        self.view.setFixedHeight(max(1, round(made.high)))
        return made


def shown(seen: Statistics, tab: str) -> list[Structure]:
    """The structures of a tab."""
    return [one for one in seen.structures if one.id in TABS[tab]]


def _day(seen: Statistics) -> str:
    return chinese(seen.until)


def note(words: str) -> QLabel:
    """One quiet line under the cards."""
    made = text(words, "hint", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return made
