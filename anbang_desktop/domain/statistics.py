"""统计: the run of the office over months, and who the people on the books are, as far as it is reckoning."""

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from anbang_desktop.domain.head import Stage
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.period_steps import StepKind
from anbang_desktop.domain.states import ON_BOOKS


@dataclass(frozen=True, slots=True)
class RateWords:
    """A rate as it is said: ``line`` is its id in ``numbers.toml``; ``lacks`` is empty where nobody lacks."""

    line: str
    part: str
    whole: str
    lacks: str
    how: str
    mind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``statistics.toml``. ``told`` are the lines printed as a table, ``helps`` those that a text lists as
    help; ``ages`` are numbers, or names of rules of the rule pack; ``least`` is people.
    """

    rates: tuple[RateWords, ...]
    shown: tuple[str, ...]
    back: Mapping[StepKind, int]
    least: int
    broken_down: tuple[str, ...]
    told: tuple[str, ...]
    helps: tuple[str, ...]
    ages: tuple[int | str, ...]


def parse_plan(toml_text: str) -> Plan:
    """The plan as ``statistics.toml`` says it; KeyError and TypeError where it lacks something."""
    raw = tomllib.loads(toml_text)
    return Plan(
        tuple(RateWords(**one) for one in raw["rate"]),
        tuple(raw["shown"]),
        raw["back"],
        raw["least"],
        tuple(raw["broken_down"]),
        tuple(raw["told"]),
        tuple(raw["helps"]),
        tuple(raw["ages"]),
    )


class Passage(NamedTuple):
    """A case came on the books, or left them. ``counts``: an arrival that is 新增 (the opening balance is
    not).
    """

    case: int
    day: date
    came: bool
    counts: bool = True


def passages(case: int, stages: Iterable[Stage], *, opened: bool) -> Iterator[Passage]:
    """Every coming and leaving of a case. ``stages`` count (``head.counted``) and are in the order of their
    days; ``opened``: the case was on the books already when they were opened (建账).
    """
    there, first = False, True
    for stage in stages:
        now = stage.state in ON_BOOKS
        if now != there:
            yield Passage(case, stage.on, now, counts=not (now and first and opened))
            first = first and not now
        there = now


@dataclass(frozen=True, slots=True)
class Step:
    """One month, quarter or year: on the books at its end, come and left during it."""

    period: Period
    stock: int
    came: int
    left: int


def run(found: Iterable[Passage], periods: Sequence[Period]) -> tuple[Step, ...]:
    """The run of the office over periods that follow one another."""
    ends = [one.end for one in periods]
    stock, came, left = ([0] * (len(periods) + 1) for _ in range(3))
    for one in found:
        at = bisect_left(ends, one.day)
        stock[at] += 1 if one.came else -1
        if at < len(periods) and one.day in periods[at] and one.counts:
            (came if one.came else left)[at] += 1
    steps, here = [], 0
    for at, period in enumerate(periods):
        here += stock[at]
        steps.append(Step(period, here, came[at], left[at]))
    return tuple(steps)


_LEAST = 3


def begun(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The run without the steps before anybody came: the books had not begun. A few always stay."""
    first = next((at for at, one in enumerate(steps) if one.stock or one.came or one.left), len(steps))
    return tuple(steps[min(first, max(len(steps) - _LEAST, 0)) :])


class About(NamedTuple):
    """What the structure says of one case on a day; ``way`` is how it is placed ("" where it is not)."""

    case: int
    sex: str
    born: date | None
    village: str
    offence: str
    release: str
    level: str
    way: str


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a structure and the cases behind it."""

    label: str
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """People on the books by one trait; every case stands in exactly one group, none is empty."""

    id: str
    name: str
    groups: tuple[Group, ...]


def structure(
    id_: str, name: str, people: Iterable[About], label: Callable[[About], str], order: Sequence[str] = ()
) -> Structure:
    """People by what ``label`` says. Groups stand in ``order``, or else the largest first; those whom nothing
    is known of (``UNKNOWN``) last.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one in people:
        found[label(one) or UNKNOWN].append(one.case)
    places = {word: at for at, word in enumerate(order)}

    def rank(word: str) -> tuple[bool, int, int, str]:
        return word == UNKNOWN, places.get(word, len(places)), -len(found[word]), word

    return Structure(id_, name, tuple(Group(word, tuple(found[word])) for word in sorted(found, key=rank)))


UNKNOWN = "没有填"


def age_label(age: int | None, edges: Sequence[int]) -> str:
    """18 岁以下, 18–29 岁, 60 岁以上; empty where the birth date is not known."""
    if age is None:
        return ""
    return age_labels(edges)[sum(age >= edge for edge in edges)]


def age_labels(edges: Sequence[int]) -> list[str]:
    """The age groups in their order; ``edges`` ascend, in full years."""
    between = [f"{low}–{high - 1} 岁" for low, high in pairwise(edges)]
    return [f"{edges[0]} 岁以下", *between, f"{edges[-1]} 岁以上"]


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village on paper; ``parts`` are None where so few live there that a part would name somebody."""

    name: str
    people: int
    parts: tuple[int | None, ...]


def villages(
    people: Sequence[About], parts: Sequence[Collection[int]], least: int
) -> tuple[VillageLine, ...]:
    """The villages, the largest first, and how many of each stand in each of ``parts`` (case ids). One with
    fewer than ``least`` people is not broken down; where it is the only one, the next smallest isn't either,
    or its parts would follow from the sums.
    """
    living: defaultdict[str, list[int]] = defaultdict(list)
    for one in people:
        living[one.village or UNKNOWN].append(one.case)
    named = sorted(living.items(), key=lambda item: (-len(item[1]), item[0]))
    few = sum(len(cases) < least for _name, cases in named)
    kept = len(named) - (few + 1 if few == 1 else few)
    members = [frozenset(part) for part in parts]
    return tuple(
        VillageLine(
            name,
            len(cases),
            tuple(len(part.intersection(cases)) if at < kept else None for part in members),
        )
        for at, (name, cases) in enumerate(named)
    )
