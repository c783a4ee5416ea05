"""Charts as shapes: one geometry for the window and for paper. Lengths are in the units of whoever draws, y
runs downwards; what a shape is painted with is named by the colours of the theme, told apart by form.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Literal, NamedTuple

from anbang_desktop.domain.period import Period
from anbang_desktop.domain.statistics import Step, Structure

Ink = Literal["primary", "ink", "ink_2", "ink_3", "line", "field_line", "quiet", "surface"]
Align = Literal["left", "right", "middle"]


class Box(NamedTuple):
    """A rectangle by its top left corner."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle; ``hatched``: slanting lines on white with an edge, another thing also in grey."""

    box: Box
    ink: Ink
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    wide: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled disc round a point."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; ``x`` is where they begin, end or have their middle, ``y`` their middle."""

    x: float
    y: float
    text: str
    ink: Ink
    align: Align = "left"
    bold: bool = False


Shape = Fill | Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of a chart: the height of a line of words, and how wide words are in that size."""

    line: float
    measure: Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and the spot of each value in its order: where it is pointed at."""

    shapes: tuple[Shape, ...]
    spots: tuple[Box, ...]
    high: float


@dataclass(slots=True)
class _Pen:
    """Shapes as they come."""

    shapes: list[Shape] = field(default_factory=list)

    def words(
        self, x: float, y: float, text: str, ink: Ink, align: Align = "left", *, bold: bool = False
    ) -> None:
        self.shapes.append(Words(x, y, text, ink, align, bold))

    def fill(self, box: Box, ink: Ink, *, hatched: bool = False) -> None:
        if box.wide > 0 and box.high > 0:
            self.shapes.append(Fill(box, ink, hatched))

    def across(self, left: float, right: float, y: float, ink: Ink) -> None:
        self.shapes.append(Stroke(((left, y), (right, y)), ink))


_MARKS = 5  # lines of the scale at most
_NICE = (1, 2, 5)
_UPPER = 0.54  # the part of the height that the stock takes
_BAR = 0.62  # of a step
_SPARSE = 3  # steps between the last two captions at least


def trend(steps: Sequence[Step], chosen: Period, wide: float, high: float, look: Look) -> Chart:
    """The run of the office: on the books as a line with a scale of its own, which may begin above 0; below,
    on one time axis and one unit, who came (filled, up) and who left (hatched, down). The steps of the
    ``chosen`` period lie on quiet ground.
    """
    pen, line = _Pen(), look.line
    low, top, mark = scale([one.stock for one in steps])
    most_came, most_left = max(one.came for one in steps), max(one.left for one in steps)
    numbers = [*(str(at) for at in range(low, top + 1, mark)), f"{top} 人"]
    left = max(map(look.measure, numbers)) + line * 0.5
    last = steps[-1]
    ends = (f"在册 {last.stock}", f"新增 {last.came}", f"减少 {last.left}")
    right = wide - max(map(look.measure, ends)) * 1.1 - line
    step = (right - left) / len(steps)
    upper = Box(left, line / 2, right - left, (high - line * 3.4) * _UPPER)
    below = upper.y + upper.high + line * 1.4
    lower = Box(left, below, right - left, high - line * 1.3 - below)
    floor_ = lower.y + lower.high
    inside = [
        at
        for at, one in enumerate(steps)
        if one.period.end >= chosen.start and one.period.start <= chosen.end
    ]
    if inside and len(inside) < len(steps):
        start = left + inside[0] * step
        pen.fill(Box(start, 0, (inside[-1] - inside[0] + 1) * step, floor_), "quiet")
    _stock(pen, steps, upper, (low, top, mark), look)
    _flow(pen, steps, lower, (most_came, most_left), look)
    _axis(pen, steps, left, step, floor_ + line * 0.75)
    pen.words(right + line * 0.5, _at(last.stock, upper, low, top), ends[0], "primary", bold=True)
    zero = _zero(lower, most_came, most_left)
    pen.words(right + line * 0.5, zero - line * 0.6, ends[1], "primary", bold=True)
    pen.words(right + line * 0.5, zero + line * 0.6, ends[2], "ink_2", bold=True)
    spots = tuple(Box(left + at * step, 0, step, floor_) for at in range(len(steps)))
    return Chart(tuple(pen.shapes), spots, high)


def scale(values: Sequence[int]) -> tuple[int, int, int]:
    """Where a scale begins and ends, and how far apart its marks are: few, round, round all values."""
    least, most = min(values), max(values)
    unit = 1
    while True:
        for nice in _NICE:
            mark = nice * unit
            low, top = floor(least / mark) * mark, max(ceil(most / mark), floor(least / mark) + 1) * mark
            if (top - low) // mark < _MARKS:
                return low, top, mark
        unit *= 10


def _at(value: int, frame: Box, low: int, top: int) -> float:
    return frame.y + frame.high - (value - low) / (top - low) * frame.high


def _stock(pen: _Pen, steps: Sequence[Step], frame: Box, marks: tuple[int, int, int], look: Look) -> None:
    low, top, mark = marks
    for value in range(low, top + 1, mark):
        y = _at(value, frame, low, top)
        pen.across(frame.x, frame.x + frame.wide, y, "line")
        pen.words(
            frame.x - look.line * 0.4, y, f"{value} 人" if value == top else str(value), "ink_3", "right"
        )
    step = frame.wide / len(steps)
    points = [(frame.x + (at + 0.5) * step, _at(one.stock, frame, low, top)) for at, one in enumerate(steps)]
    pen.shapes.append(Stroke(tuple(points), "primary", look.line * 0.11))
    pen.shapes.append(Dot(*points[-1], look.line * 0.2, "primary"))
    x, y = points[0]
    if steps[0].stock != top:
        pen.words(x, y - look.line * 0.7, str(steps[0].stock), "ink_2", "middle")


def _zero(frame: Box, most_came: int, most_left: int) -> float:
    return frame.y + frame.high * (most_came / (most_came + most_left) if most_came + most_left else 0.5)


def _flow(pen: _Pen, steps: Sequence[Step], frame: Box, most: tuple[int, int], look: Look) -> None:
    most_came, most_left = most
    zero = _zero(frame, most_came, most_left)
    unit = frame.high / (most_came + most_left) if most_came + most_left else 0
    step = frame.wide / len(steps)
    wide = min(step * _BAR, look.line)
    for at, one in enumerate(steps):
        x = frame.x + (at + 0.5) * step - wide / 2
        pen.fill(Box(x, zero - one.came * unit, wide, one.came * unit), "primary")
        pen.fill(Box(x, zero, wide, one.left * unit), "ink_2", hatched=True)
    pen.across(frame.x, frame.x + frame.wide, zero, "field_line")
    x = frame.x - look.line * 0.4
    pen.words(x, zero, "0", "ink_3", "right")
    if (zero - frame.y) > look.line:
        pen.words(x, frame.y, str(most_came), "ink_3", "right")
    if (frame.y + frame.high - zero) > look.line:
        pen.words(x, frame.y + frame.high, str(most_left), "ink_3", "right")


def _axis(pen: _Pen, steps: Sequence[Step], left: float, step: float, y: float) -> None:
    """Where a year begins, and the last step."""
    years = [at for at, one in enumerate(steps) if one.period.start.month == 1]
    last = len(steps) - 1
    for at in [
        *(one for one in years if one == last or last - one >= _SPARSE),
        *([last] if last not in years else []),
    ]:
        period = steps[at].period
        year = f"{period.start.year}年"
        words = (
            year if period.kind == "year" else caption(period) if at == last else f"{year}{caption(period)}"
        )
        pen.words(left + (at + 0.5) * step, y, words, "ink_3", "middle")


def caption(period: Period) -> str:
    """11月, 四季度, 2026年: a step without the year where it has one beside it."""
    if period.kind == "month":
        return f"{period.start.month}月"
    if period.kind == "quarter":
        return f"{'一二三四'[period.start.month // 3]}季度"
    return f"{period.start.year}年"


_LABEL = 0.42  # of the width at most, beside its bar; longer labels stand above theirs


def bars(structures: Sequence[Structure], wide: float, look: Look) -> Chart:
    """Structures one below the other: a bar for each group with its number, one scale for each structure."""
    pen, line = _Pen(), look.line
    spots: list[Box] = []
    y = 0.0
    numbers = [f"{len(group.cases)} 人" for one in structures for group in one.groups]
    end = wide - max(map(look.measure, numbers), default=0) - line * 0.5
    longest = [max((look.measure(group.label) for group in one.groups), default=0) for one in structures]
    beside = max((one for one in longest if one <= wide * _LABEL), default=0) + line * 0.5
    for one, labels in zip(structures, longest, strict=True):
        pen.words(0, y + line / 2, one.name, "ink", bold=True)
        y += line * 1.15
        above = labels > wide * _LABEL
        begin = 0 if above else beside
        most = max((len(group.cases) for group in one.groups), default=1)
        for group in one.groups:
            top = y
            pen.words(0, y + line / 2, group.label, "ink_2")
            y += line if above else 0
            long = max(line * 0.1, (end - begin) * len(group.cases) / most)
            pen.fill(Box(begin, y + line * 0.26, long, line * 0.5), "primary")
            pen.words(end + line * 0.4, y + line / 2, f"{len(group.cases)} 人", "primary")
            y += line * 1.1
            spots.append(Box(0, top, wide, y - top))
        y += line * 0.6
    return Chart(tuple(pen.shapes), tuple(spots), max(y - line * 0.6, 0))


def hatches(box: Box, apart: float) -> list[float]:
    """Where slanting lines begin at the foot of a box, ``apart`` from one another, to end at its head."""
    count = int((box.wide + box.high) / apart) + 1
    return [box.x - box.high + at * apart for at in range(count)]
