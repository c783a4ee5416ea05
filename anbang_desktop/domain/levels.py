"""Levels of help as data (重点 and 一般, 红黄绿, A B C): a pack says which there are, how often each is seen,
which score or trigger suggests it, and how it looks. No level has a name in the program.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from anbang_desktop.domain.codes import CodeItem, CodeTable
from anbang_desktop.domain.rule_keys import PackKey

Tone = Literal["plain", "overdue", "soon", "doing", "done", "todo", "paused"]  # colours of the theme


@dataclass(frozen=True, slots=True)
class ContactStep:
    """How often somebody is seen; ``within_days`` after registration, None = from then on."""

    rule: PackKey
    within_days: int | None


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the scale, from this score on, that suggests its level in these words."""

    start: int
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Level:
    """A class of help with its intervals; ``urgent`` people come first and have a list of their own,
    ``on_trigger`` is suggested whatever the score, ``replaces`` names levels of earlier packs that it goes
    on.
    """

    code: str
    name: str
    label: str
    assessment: PackKey
    contact: tuple[ContactStep, ...]
    bands: tuple[Band, ...]
    default: bool = False
    urgent: bool = False
    on_trigger: bool = False
    tone: Tone = "plain"
    std: str = ""
    replaces: tuple[str, ...] = ()

    def is_called(self, code: str | None) -> bool:
        """Whether a code, of this pack or of an earlier one, means this level."""
        return code is not None and (code == self.code or code in self.replaces)


@dataclass(frozen=True, slots=True)
class Levels:
    """All levels of a pack, in its order."""

    all: tuple[Level, ...]

    def __iter__(self) -> Iterator[Level]:
        """In the order of the pack."""
        return iter(self.all)

    def find(self, code: str | None) -> Level | None:
        """The level of a code; None where nobody has decided, or for a code that no level goes on."""
        return next((level for level in self.all if level.is_called(code)), None)

    def of(self, code: str | None) -> Level:
        """The level of a code; before anybody decided, the pack's default."""
        return self.find(code) or next(level for level in self.all if level.default)

    def urgent(self, code: str | None) -> bool:
        """Whether somebody was put into a level that comes first."""
        found = self.find(code)
        return found is not None and found.urgent

    @property
    def urgent_codes(self) -> frozenset[str]:
        """Every code, also of earlier packs, that means an urgent level."""
        return frozenset(code for level in self.all if level.urgent for code in (level.code, *level.replaces))

    @property
    def tones(self) -> dict[str, str]:
        """The colours of those codes that have one."""
        return {
            code: level.tone
            for level in self.all
            if level.tone != "plain"
            for code in (level.code, *level.replaces)
        }

    @property
    def bands(self) -> tuple[Band, ...]:
        """The whole scale, from below."""
        return tuple(sorted((band for level in self.all for band in level.bands), key=lambda one: one.start))

    def suggested(self, total: int, *, triggered: bool) -> Level:
        """The level that a score suggests, or a trigger whatever the score; a trigger never takes anybody
        below the level of the score.
        """
        band = self.band(total)
        named = next((level for level in self.all if level.on_trigger), None) if triggered else None
        if named is None or (named.bands and band.start > max(one.start for one in named.bands)):
            return self._of_band(band)
        return named

    def band(self, total: int) -> Band:
        """Where a score lies."""
        return next((band for band in reversed(self.bands) if band.start <= total), self.bands[0])

    def _of_band(self, band: Band) -> Level:
        return next(level for level in self.all if band in level.bands)


def place_in_words(bands: Sequence[Band], total: int) -> str:
    """Where a score lies, as a sentence says it: 达到 55 分 · 在 30–54 分之间 · 低于 30 分."""
    at = max((at for at, band in enumerate(bands) if band.start <= total), default=0)
    if at == 0:
        return f"低于 {bands[1].start} 分" if len(bands) > 1 else f"从 {bands[0].start} 分起"
    if at == len(bands) - 1:
        return f"达到 {bands[at].start} 分"
    return f"在 {bands[at].start}–{bands[at + 1].start - 1} 分之间"


def code_table(shipped: CodeTable, in_force: Levels, others: Iterable[Levels]) -> CodeTable:
    """The levels as a code table: those in force in their order, then those that only other packs or the
    shipped table know, retired: what was decided under them is still read and shown.
    """
    made = {level.code: _item(shipped, level) for level in in_force}
    for level in (level for levels in others for level in levels):
        made.setdefault(level.code, replace(_item(shipped, level), retired=True))
    for item in shipped:
        made.setdefault(item.code, replace(item, retired=True))
    return CodeTable(shipped.name, shipped.label_of_table, tuple(made.values()), shipped.standard)


def _item(shipped: CodeTable, level: Level) -> CodeItem:
    known = shipped.item(level.code)
    words = (*(known.synonyms if known else ()), level.label, f"{level.name}对象")
    std = level.std or (known.std if known else level.code)
    return CodeItem(level.code, level.name, std, tuple(dict.fromkeys(words)))
