"""The assessments of one person as shapes: a row for each level, a step where it changed, a mark with words
for each assessment. Told apart by place, form and words, so it reads in grey too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.chart import Box, Chart, Dot, Fill, Look, Shape, Stroke, Words

SHOWN = 8  # assessments side by side at most, the newest


@dataclass(frozen=True, slots=True)
class Past:
    """One assessment: its day, the level decided, its score (None: the form gives none, or only a roster
    named it) and what the mark says.
    """

    on: date
    level: str
    score: int | None
    kind: str

    @property
    def mark(self) -> str:
        """Beside the mark: 42 分 or 简表."""
        return "不计分" if self.score is None else f"{self.score} 分"

    def said(self) -> str:
        """As a screen reader says it."""
        return f"{self.on.isoformat()} {self.kind}：{self.level}，{self.mark}"


def levels(past: Sequence[Past], ranked: Sequence[str], wide: float, look: Look) -> Chart:
    """``ranked`` are the levels' names, the highest first; a name of an earlier pack stands below. The newest
    ``SHOWN`` assessments are drawn.
    """
    shown = past[-SHOWN:]
    used = {one.level for one in shown}
    names = [name for name in ranked if name in used] + sorted(used - set(ranked))
    high_of_row, left = look.line * 2.4, max(map(look.measure, names), default=0.0) + look.line
    step = (wide - left) / max(len(shown), 1)
    shapes: list[Shape] = []
    middle = {name: (at + 0.5) * high_of_row + look.line * 0.3 for at, name in enumerate(names)}
    for name, y in middle.items():
        shapes += [Words(0, y, name, "ink_2"), Stroke(((left, y), (wide, y)), "line")]
    foot = len(names) * high_of_row + look.line
    spots: list[Box] = []
    before: tuple[float, float] | None = None
    for at, one in enumerate(shown):
        x, y = left + (at + 0.5) * step, middle[one.level]
        if before is not None:
            half = x - step / 2  # between two marks: no words stand there
            bends = (before, (half, before[1]), (half, y), (x, y)) if before[1] != y else (before, (x, y))
            shapes.append(Stroke(bends, "primary", look.line * 0.1))
        before = (x, y)
        spots.append(Box(left + at * step, 0, step, foot + look.line / 2))
    for at, one in enumerate(shown):
        x, y = left + (at + 0.5) * step, middle[one.level]
        shapes.append(_sign(x, y, look.line * 0.3, one))
        shapes.append(Words(x, y - look.line * 0.75, one.mark, "ink", "middle", bold=at == len(shown) - 1))
        day = f"{one.on:%y-%m-%d}" if look.measure("00-00-00") < step else f"{one.on:%m-%d}"
        shapes.append(Words(x, foot, day, "ink_3", "middle"))
    return Chart(tuple(shapes), tuple(spots), foot + look.line)


def _sign(x: float, y: float, half: float, one: Past) -> Shape:
    """A disc where there is a score; a hatched square where the form gives none."""
    if one.score is not None:
        return Dot(x, y, half, "primary")
    return Fill(Box(x - half, y - half, half * 2, half * 2), "primary", hatched=True)
