"""Break glyphs into lines and place them: no forbidden line starts or ends, both margins straight, Latin
words whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from anbang_desktop.pdf import signs

_TOLERANCE = 0.01
_ALIKE = ("han", "latin")  # two of these stand as they are
_MOST_SQUEEZE = 1.05  # em of overhang that the marks of a line may take up


@dataclass(slots=True)
class Glyph:
    """One character with its font; ``advance`` is the width it has now, ``natural`` without squeezing,
    ``shift`` moves the ink.
    """

    char: str
    font: str
    natural: float
    span: int
    ink_shift: float = 0.0
    advance: float = 0.0
    shift: float = 0.0
    gap: float = 0.0
    kind: str = field(init=False)  # its class for the neighbours

    def __post_init__(self) -> None:
        """What is asked of every pair."""
        self.kind = signs.kind(self.char)


@dataclass(slots=True)
class Line:
    """A line of glyphs; ``last`` of its paragraph is not justified, ``first`` is indented; ``drawn`` keeps
    what its paragraph made of it.
    """

    glyphs: list[Glyph]
    room: float
    first: bool
    last: bool
    drawn: Any = None

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph, where its ink begins, and the cell it takes (for underlines)."""

    glyph: Glyph
    x: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Measure:
    """What breaking has to know of the paragraph, in points."""

    size: float
    width: float
    first_indent: float
    next_indent: float
    autospace: float  # em between Han and Latin

    def room(self, *, first: bool) -> float:
        """The width that a line may take."""
        return self.width - (self.first_indent if first else self.next_indent)


def units(glyphs: Sequence[Glyph | None]) -> list[list[Glyph] | None]:
    """Groups that no line end may cut; None is an ordered line end."""
    found: list[list[Glyph] | None] = []
    for glyph in glyphs:
        last = found[-1] if found else None
        if glyph is None:
            found.append(None)
        elif last and _stuck(last[-1], glyph):
            last.append(glyph)
        else:
            found.append([glyph])
    return found


def _stuck(before: Glyph, after: Glyph) -> bool:
    """Whether no line may end between the two."""
    if before.char in signs.TIGHT and after.char in signs.TIGHT:
        return True
    return (
        (before.char, after.char) in signs.PAIRS
        or after.char in signs.NO_LINE_START
        or before.char in signs.NO_LINE_END
    )


def spread(line: Sequence[Glyph], measure: Measure) -> float:
    """Give the glyphs their natural advances (neighbouring marks squeezed, Han and Latin apart) and return
    the sum.
    """
    half = measure.size / 2
    for glyph in line:
        glyph.advance, glyph.gap, glyph.shift = glyph.natural, 0.0, glyph.ink_shift
    for before, after in pairwise(line):
        if before.kind == after.kind and before.kind in _ALIKE:
            continue  # most of all pairs
        if before.char in signs.SQUEEZABLE and after.kind in ("open", "close"):
            before.advance -= half
        elif before.kind == "open" and after.char in signs.OPENING:
            after.advance -= half
            after.shift -= half
        if _apart(before, after):
            before.gap = measure.autospace * measure.size
    return sum(glyph.advance + glyph.gap for glyph in line)


def _apart(before: Glyph, after: Glyph) -> bool:
    """Whether a quarter em belongs between the two."""
    if "·" in (before.char, after.char) or " " in (before.char, after.char):
        return False
    return {before.kind, after.kind} == {"han", "latin"}


def _squeezable(line: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The closing and the opening marks that still have their blank half."""
    whole = [glyph for glyph in line if glyph.advance >= glyph.natural - _TOLERANCE]
    return [g for g in whole if g.char in signs.SQUEEZABLE], [g for g in whole if g.char in signs.OPENING]


def _fits(trial: Sequence[Glyph], measure: Measure, room: float) -> bool:
    """Whether a line can hold ``trial``, squeezing its marks by up to a third of an em, or the last one by
    half.
    """
    need = spread(trial, measure) - room
    if need <= _TOLERANCE:
        return True
    marks = sum(len(found) for found in _squeezable(trial))
    if marks * measure.size / 3 >= need and need <= measure.size * _MOST_SQUEEZE:
        return True
    return trial[-1].char in signs.SQUEEZABLE and need <= measure.size / 2 + _TOLERANCE


def break_lines(glyphs: Sequence[Glyph | None], measure: Measure) -> list[Line]:
    """All lines of a paragraph."""
    return _Breaker(measure).run(units(glyphs))


class _Breaker:
    """Fills lines unit by unit."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._lines: list[Line] = []
        self._now: list[Glyph] = []
        self._first = True
        self._counted, self._widest = 0, 0.0  # glyphs of the line whose widest is summed up, and the sum

    def run(self, found: Sequence[list[Glyph] | None]) -> list[Line]:
        """The lines of these units."""
        for unit in found:
            if unit is None:
                self._flush(last=True)
                self._first = True
            else:
                self._add(unit)
        if self._now or not self._lines:
            self._flush(last=True)
        return self._lines

    def _room(self) -> float:
        return self._measure.room(first=self._first)

    def _flush(self, *, last: bool) -> None:
        while self._now and self._now[-1].char in signs.BLANKS:
            self._now.pop()
        self._lines.append(Line(self._now, self._room(), self._first, last))
        self._now, self._first = [], False
        self._counted, self._widest = 0, 0.0

    def _add(self, unit: list[Glyph]) -> None:
        if not self._now and not self._first and unit[0].char in signs.BLANKS:
            return
        if self._now:
            if self._surely_fits(unit) or _fits([*self._now, *unit], self._measure, self._room()):
                self._now += unit
                return
            unit = self._part_of_address(unit)
            self._flush(last=False)
            if unit[0].char in signs.BLANKS:
                return
        self._now = self._cut(unit)

    def _surely_fits(self, unit: list[Glyph]) -> bool:
        """Without measuring neighbours: every glyph at its widest (most of a line is filled that way)."""
        most = self._measure.autospace * self._measure.size
        self._widest += sum(glyph.natural + most for glyph in self._now[self._counted :])
        self._counted = len(self._now)
        return self._widest + sum(glyph.natural + most for glyph in unit) <= self._room()

    def _part_of_address(self, unit: list[Glyph]) -> list[Glyph]:
        """Fill the line with the front of an address that would leave it very loose; returns what is left
        of the unit.
        """
        gap = self._room() - spread(self._now, self._measure)
        if gap < self._measure.size * 6:
            return unit
        for end in range(len(unit) - 1, 1, -1):
            breakable = unit[end - 1].char in signs.BREAK_AFTER and unit[end].char not in signs.NO_LINE_START
            if breakable and spread([*self._now, *unit[:end]], self._measure) <= self._room():
                self._now += unit[:end]
                return unit[end:]
        return unit

    def _cut(self, unit: list[Glyph]) -> list[Glyph]:
        """Cut a unit longer than a line; the rest begins the next one."""
        while len(unit) > 1 and not _fits(unit, self._measure, self._room()):
            end = len(unit) - 1
            while end > 1 and spread(unit[:end], self._measure) > self._room():
                end -= 1
            end = _good_cut(unit, end)
            self._now = unit[:end]
            unit = unit[end:]
            self._flush(last=False)
        return list(unit)


def _good_cut(unit: Sequence[Glyph], end: int) -> int:
    """The nearest place at or before ``end`` where cutting breaks no rule; ``end`` itself where there is
    none.
    """
    for place in range(end, 1, -1):
        if unit[place].char not in signs.NO_LINE_START and unit[place - 1].char not in signs.NO_LINE_END:
            return place
    return end


def fuller_end(lines: Sequence[Line], least: int) -> list[Line]:
    """The lines, each last one of a paragraph with at least ``least`` characters: what it lacks comes down
    from the line before, as long as that keeps half of its own and no blank stands there.
    """
    found: list[Line] = []
    for line in lines:
        end = line
        while end.last and found and not found[-1].last and _characters(end.glyphs) < least:
            above = found[-1].glyphs
            moved = (units(above) or [[]])[-1] or []
            kept = above[: len(above) - len(moved)]
            if len(kept) <= len(above) / 2 or {kept[-1].char, moved[0].char} & signs.BLANKS:
                break
            found[-1] = replace(found[-1], glyphs=kept)
            end = replace(end, glyphs=[*moved, *end.glyphs])
        found.append(end)
    return found


def _characters(glyphs: Sequence[Glyph]) -> int:
    return sum(glyph.kind in ("han", "latin") for glyph in glyphs)


def place(line: Line, measure: Measure, align: str) -> list[Placed]:
    """Positions of a line's glyphs from the paragraph's left edge."""
    taken = spread(line.glyphs, measure)
    extra = line.room - taken
    gaps = [0.0] * len(line.glyphs)
    if extra < -_TOLERANCE:
        _squeeze(line.glyphs, -extra, measure.size)
        extra = 0.0
    elif align == "justify" and not line.last:
        extra = _stretch(line.glyphs, gaps, extra)
    x = measure.first_indent if line.first else measure.next_indent
    x += {"center": extra / 2, "right": extra}.get(align, 0.0)
    found = []
    for glyph, gap in zip(line.glyphs, gaps, strict=True):
        right = x + glyph.advance + glyph.gap + gap
        found.append(Placed(glyph, x + glyph.shift, x, right))
        x = right
    return found


def _squeeze(glyphs: Sequence[Glyph], need: float, size: float) -> None:
    """Take ``need`` points out of the marks of a line."""
    closing, opening = _squeezable(glyphs)
    if (
        closing
        and glyphs[-1] is closing[-1]
        and need <= size / 2 + _TOLERANCE
        and len(closing) + len(opening) == 1
    ):
        glyphs[-1].advance -= need
        return
    share = need / max(1, len(closing) + len(opening))
    for glyph in closing:
        glyph.advance -= share
    for glyph in opening:
        glyph.advance -= share
        glyph.shift -= share


def _stretch(glyphs: Sequence[Glyph], gaps: list[float], extra: float) -> float:
    """Spread ``extra`` between the glyphs, not inside Latin words; returns what could not be spread."""
    places = [index for index in range(len(glyphs) - 1) if _stretches(glyphs[index], glyphs[index + 1])]
    for index in places:
        gaps[index] = extra / len(places)
    return 0.0 if places else extra


def _stretches(before: Glyph, after: Glyph) -> bool:
    """Whether room may be added between the two."""
    if (before.char, after.char) in signs.PAIRS:
        return False
    return not (before.kind == after.kind == "latin" and " " not in (before.char, after.char))
