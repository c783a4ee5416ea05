"""统计 of a period as the page shows it: rates, the run of the office, who the people on the books are. Kept
until the data change.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.period_steps import StepKind
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.statistics import (
    About,
    Group,
    RateWords,
    Step,
    Structure,
    VillageLine,
    age_label,
    age_labels,
    structure,
    villages,
)
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.asked import period_of
from anbang_desktop.services.statistics import figures as counting
from anbang_desktop.services.statistics.figures import Figures
from anbang_desktop.storage.queries import statistics as query

NOT_PLACED = "没有安置"
BOOK_END = "book_end"
_KEPT = 12
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with what it is made of; ``value`` lies between 0 and 1, None where nobody is in the whole.
    ``lacking`` are in the whole and not in the part.
    """

    name: str
    value: Decimal | None
    part: tuple[int, ...]
    whole: tuple[int, ...]
    lacking: tuple[int, ...]
    words: RateWords


@dataclass(frozen=True, slots=True)
class Statistics:
    """One period. ``until`` is its last day, or today; ``numbers`` are the lines of the number sheet: all, or
    of a look only those of its cards.
    """

    period: Period
    until: date
    kind: StepKind
    numbers: Figures
    rates: tuple[Rate, ...]
    steps: tuple[Step, ...]
    structures: tuple[Structure, ...]
    villages: tuple[VillageLine, ...]

    @property
    def on_books(self) -> tuple[int, ...]:
        """The cases on the books at the end."""
        return self.numbers[BOOK_END].cases

    @property
    def cards(self) -> tuple[Rate, ...]:
        """The rates that have a card of their own."""
        return tuple(one for one in self.rates if one.words.line in counting.plan().shown)

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell: somebody on the books, come or left in the whole run."""
        return any(one.stock or one.came or one.left for one in self.steps) or any(
            one.cases for one in self.numbers.values()
        )


class Kept:
    """What was counted, until something is saved or a day passes. One for each open office."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is counted before it is asked for."""
        self._desk = desk
        self._seen = (-1, date.min)
        self._known: OrderedDict[tuple[str, StepKind, bool], Statistics] = OrderedDict()

    def find(self, text: str, kind: StepKind, *, look: bool = False) -> Statistics | None:
        """What is known of a period and still holds; for a ``look`` the cards are enough."""
        self._forget_old()
        whole = self._known.get((text, kind, False))
        return whole or (self._known.get((text, kind, True)) if look else None)

    def read(
        self, text: str, kind: StepKind, progress: Progress | None = None, *, look: bool = False
    ) -> Statistics:
        """The statistics of a period, counted where they are not known; UserError for no period. A ``look``
        counts only what has a card or a chart: a third of the lines.
        """
        found = self.find(text, kind, look=look)
        if found is None:
            found = statistics(self._desk, text, kind, progress or Progress(), look=look)
            self._known[text, kind, look] = found
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found

    def _forget_old(self) -> None:
        now = (self._desk.store.head().seq, self._desk.today)
        if now != self._seen:
            self._known.clear()
            self._seen = now


def statistics(
    desk: Desk, text: str, kind: StepKind, progress: Progress, *, look: bool = False
) -> Statistics:
    """Count everything of a period, or what a ``look`` shows; UserError for a period that isn't one or hasn't
    begun.
    """
    period = period_of(desk, text)
    until = min(period.end, desk.today)
    plan = counting.plan()
    rates = [one for one in plan.rates if not look or one.line in plan.shown]
    wanted = {*(one.line for one in rates), BOOK_END}
    wanted |= set() if look else {*plan.told, *plan.broken_down}
    numbers = counting.figures(
        desk, period, wanted, lambda read: progress.step(0, _STEPS, f"计算数字，已看 {read} 人")
    )
    progress.step(1, _STEPS, "看历年变化")
    steps = counting.series(desk, period, kind)
    progress.step(2, _STEPS, "看人员结构")
    listed = frozenset(numbers[BOOK_END].cases)
    with desk.store.read() as connection:
        people = [one for one in query.traits(connection, until) if one.case in listed]
    broken = [] if look else [numbers[line].cases for line in plan.broken_down]
    made = Statistics(
        period,
        until,
        kind,
        numbers,
        tuple(_rate(numbers, words) for words in rates),
        steps,
        _structures(desk, people, until),
        () if look else villages(people, broken, plan.least),
    )
    progress.step(_STEPS, _STEPS)
    return made


def _rate(numbers: Figures, words: RateWords) -> Rate:
    line = counting.lines()[words.line]
    part, whole = numbers[line.of].cases, numbers[line.per].cases
    value = numbers[line.id].value
    lacking = _without(whole, part) if words.lacks else ()
    return Rate(line.name, None if value is None else Decimal(value), part, whole, lacking, words)


def _without(whole: tuple[int, ...], part: tuple[int, ...]) -> tuple[int, ...]:
    """The whole less the part; who is in it twice and in the part once still lacks once."""
    left = list(part)
    counted: dict[int, int] = {}
    for one in left:
        counted[one] = counted.get(one, 0) + 1
    found = []
    for one in whole:
        if counted.get(one, 0):
            counted[one] -= 1
        else:
            found.append(one)
    return tuple(found)


def _structures(desk: Desk, people: list[About], until: date) -> tuple[Structure, ...]:
    pack, codes = desk.rules.on(until), desk.codes
    edges = [one if isinstance(one, int) else int(pack.number(PackKey(one))) for one in counting.plan().ages]

    def age(one: About) -> str:
        return age_label(age_on(one.born, until) if one.born else None, edges)

    def way(one: About) -> str:
        return codes.label("placement_way", one.way) if one.way else NOT_PLACED

    named: list[tuple[str, str, Callable[[About], str], list[str]]] = [
        ("level", "等级", lambda one: pack.level(one.level or None).name, [one.name for one in pack.levels]),
        ("sex", "性别", lambda one: codes.label("sex", one.sex), []),
        ("age", "年龄", age, age_labels(edges)),
        ("release", "释放类别", lambda one: codes.label("release_type", one.release), []),
        ("offence", "罪名类别", lambda one: codes.label("offence_class", one.offence), []),
        ("way", "安置", way, []),
        ("village", "村居", lambda one: one.village, []),
    ]
    return tuple(structure(id_, name, people, label, order) for id_, name, label, order in named)


def members(desk: Desk, step: Step, what: str) -> list[int]:
    """Who is behind a number of the run: ``stock``, ``came`` or ``left`` of a step."""
    if what == "stock":
        return counting.on_books(desk, step.period)
    return counting.moved(desk, step.period, came=what == "came")


def share(group: Group, whole: int) -> Decimal:
    """A group's part of all, between 0 and 1; 0 of nobody."""
    return Decimal(len(group.cases)) / whole if whole else Decimal(0)
