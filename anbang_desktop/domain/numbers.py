"""The number sheet: lines counted over dated history in one pass over the cases, each with the people
behind it.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from anbang_desktop.domain.head import Head
from anbang_desktop.domain.named_sets import SETS, Hit, Look, NamedSet, Reads, Scope, Terms, reads_of
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.report_words import ReportLine
from anbang_desktop.domain.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class Number:
    """What stands in a line: people, a rate between 0 and 1, or None for a rate without people; ``cases``
    are behind it.
    """

    line: str
    value: int | Decimal | None
    cases: tuple[int, ...] = ()


class Passage(NamedTuple):
    """A case in a set that a roster lists: as what, and on which day."""

    head: Head
    source: str
    on: date | None


def parse_terms(toml_text: str) -> Terms:
    """The lists of ``numbers.toml``."""
    raw: dict[str, Any] = tomllib.loads(toml_text)
    walk_in = {code: source for source, codes in raw["walk_in"].items() for code in codes}
    lists = dict(raw["not_to_place"])
    retired = lists.pop("retired")
    return Terms(
        walk_in,
        {name: tuple(codes) for name, codes in lists.items()},
        retired,
        {k: tuple(v) for k, v in raw["kinds"].items()},
        **raw["spans"],
    )


@dataclass(frozen=True, slots=True)
class Sets:
    """The cases and the period that is counted; nothing later than ``today`` counts. Intervals come from
    ``pack``; ``fold`` counts walk-ins under their release type, for sheets without a line for them.
    """

    heads: Iterable[Head]
    period: Period
    today: date
    pack: RulePack
    terms: Terms
    fold: bool = False

    def scope(self) -> Scope:
        """The period as the named sets see it."""
        return Scope(self.period, min(self.period.end, self.today), self.pack, self.terms, self.fold)


@dataclass(slots=True)
class _Tally:
    """A line while it is counted."""

    line: ReportLine
    cases: list[int] = field(default_factory=list)

    def take(self, look: Look, hits: Sequence[Hit]) -> None:
        """Add a case as often as it counts."""
        line = self.line
        if line.where and not look.fits(line.where):
            return
        if line.source:
            hits = [one for one in hits if one.source in line.source]
        if line.between:
            low, high = line.between
            hits = [one for one in hits if one.source and low <= int(one.source) < high]
        times = min(len(hits), 1) if line.people else len(hits)
        self.cases.extend([look.head.id] * times)


def counted_lines(lines: Iterable[ReportLine]) -> list[ReportLine]:
    """The lines that count a set: no rates, and none that we keep no records for."""
    return [one for one in lines if one.set]


def needed(lines: Collection[ReportLine], wanted: Collection[str]) -> list[ReportLine]:
    """Of all lines, those of ``wanted`` and those their rates are made of, in their order."""
    known = {one.id: one for one in lines}
    keep = {name for name in wanted if name in known}
    keep |= {part for name in keep for part in _parts(known[name])}
    return [one for one in lines if one.id in keep]


def _parts(line: ReportLine) -> tuple[str, ...]:
    return tuple(part for part in (line.of, line.per, line.less) if part)


def reads(lines: Iterable[ReportLine], listed: Iterable[str] = ()) -> Reads:
    """What has to be read of every case to count these lines and to list these sets."""
    made = Reads()
    for line in counted_lines(lines):
        made |= reads_of(line.set, line.where)
    for name in listed:
        made |= reads_of(name)
    return made


def count(
    lines: Iterable[ReportLine],
    sets: Sets,
    listed: Mapping[str, list[Passage]] | None = None,
) -> dict[str, Number]:
    """Every line's number by its id, in one pass over the cases; a line that we keep no records for has
    none. ``listed`` takes whoever belongs to the named sets that are its keys.
    """
    every, scope = list(lines), sets.scope()
    tallies: dict[str, list[_Tally]] = {}
    for line in counted_lines(every):
        tallies.setdefault(line.set, []).append(_Tally(line))
    rosters = listed or {}
    plan = [(SETS[name], tallies.get(name, ()), rosters.get(name)) for name in {**tallies, **rosters}]
    for head in sets.heads:
        _take(Look(head, scope), plan)
    made = {
        one.line.id: Number(one.line.id, len(one.cases), tuple(one.cases))
        for of_set in tallies.values()
        for one in of_set
    }
    made |= {line.id: _rate(line, made) for line in every if line.rate}
    return {line.id: made[line.id] for line in every if line.id in made}


_Planned = tuple[NamedSet, Sequence[_Tally], list[Passage] | None]


def _take(look: Look, plan: Iterable[_Planned]) -> None:
    for named, tallies, roster in plan:
        if named.held and not look.held:
            continue
        hits = named.hits(look)
        if not hits:
            continue
        for tally in tallies:
            tally.take(look, hits)
        if roster is not None:
            roster.extend(Passage(look.head, one.source, one.on) for one in hits)


def _rate(line: ReportLine, made: Mapping[str, Number]) -> Number:
    part, whole = made[line.of], len(made[line.per].cases)
    whole -= len(made[line.less].cases) if line.less else 0
    return Number(line.id, Decimal(len(part.cases)) / whole if whole > 0 else None, part.cases)
