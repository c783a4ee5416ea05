"""How the labels of number lines are spelled (``resources/report/labels.toml``), and what is left of one
without its period, its unit and the words that say nothing.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from anbang_desktop.domain.report_words import ReportLine

Unit = Literal["rate", "times", "money", "count", ""]
# when a stock is meant, or which days: see [periods]
Moment = Literal[
    "start",
    "year_start",
    "end",
    "year",
    "period",
    "month",
    "quarter",
    "half",
    "before",
    "last_year",
    "last_year_to_date",
    "unsure",
    "",
]
NOW: tuple[Moment, ...] = ("period", "month", "quarter", "half")  # the sheet's own days, or a part of them
LONGEST = 60  # signs of a label; what is longer is a sentence
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_CIRCLED = re.compile(r"^\s*[①-⑳]")  # before NFKC, which makes plain digits of them
_NUMBERING = re.compile(
    r"^(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、]|\d{1,2}(?:[.．-]\d{1,2})*[.．、]?(?=[^\d周岁以年月日至.．-])"
    r"|[一二三四五六七八九十]{1,3}[.．])"
)
_DROPPED = re.compile(r"[\s:：*＊#★※·。、,，;；?？!！\"“”'《》_~～|]+")
_MARKED = re.compile(r"^(?:其中|含|包括)[:：,，、]?")


@dataclass(frozen=True, slots=True)
class Label:
    """What is left of a label: ``core`` is the measure, ``moment`` its days, ``unit`` what it is counted in.

    ``marked``: it says itself that it is part of what stands above; ``foreign`` is a word that makes another
    number of it.
    """

    plain: str
    core: str
    moment: Moment = ""
    unit: Unit = ""
    marked: bool = False
    foreign: str = ""

    @property
    def bare(self) -> bool:
        """Nothing but days, a unit or a total: it names no measure of its own."""
        return not self.core


@dataclass(frozen=True, slots=True, eq=False)
class LabelWords:
    """The vocabulary of labels as read."""

    people: tuple[str, ...]
    neutral: tuple[str, ...]
    blank_uppers: frozenset[str]
    topics: frozenset[str]
    totals: frozenset[str]
    foreign: tuple[str, ...]
    never: frozenset[str]
    stocks: frozenset[str]
    done: frozenset[str]
    repeated: frozenset[str]
    units: tuple[tuple[str, Unit], ...]
    unit_cells: Mapping[str, Unit]
    periods: tuple[tuple[str, Moment], ...]
    words: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, frozenset[str]]

    def read(self, text: str) -> Label:
        """A label without what does not say what is counted."""
        tight = unicodedata.normalize("NFKC", _CIRCLED.sub("", text[:LONGEST])).replace("\n", "")
        tight = re.sub(r"\s+", "", tight)
        opened = _MARKED.sub("", tight)
        numbered = _NUMBERING.sub("", opened)
        unmarked = _MARKED.sub("", numbered)
        marked = unmarked != numbered or opened != tight
        unit, moment, kept = self._brackets(unmarked)
        plain = _DROPPED.sub("", kept).lower()
        core, found = self._without_periods(_cut(plain, self.neutral))
        foreign = next((word for word in self.foreign if word in core), "")
        core, ending = self._without_unit(core)
        core, more = self._without_periods(_cut(core, self.people))
        return Label(plain, core, _one((moment, found, more)), unit or ending, marked, foreign)

    def unit_of(self, text: str) -> Unit | None:
        """The unit that a cell of its own says; None where it says none."""
        tight = re.sub(r"[\s()]+", "", unicodedata.normalize("NFKC", text))
        return self.unit_cells.get(tight)

    def moment_of(self, text: str) -> Moment:
        """The days of a heading that says nothing else: 本月数, 本年累计; empty where it says more."""
        label = self.read(text)
        return label.moment if label.bare and not label.foreign else ""

    def _brackets(self, text: str) -> tuple[Unit, Moment, str]:
        unit: Unit = ""
        moment: Moment = ""
        kept = text
        for found in _BRACKETS.finditer(text):
            inside = found[1]
            said = dict(self.periods).get(_DROPPED.sub("", inside))
            if inside in self.unit_cells:
                unit = self.unit_cells[inside]
            elif said:
                moment = said
            elif inside:
                continue
            kept = kept.replace(found[0], "", 1)
        return unit, moment, re.sub(r"[()\[\]【】〔〕]", "", kept)

    def _without_periods(self, text: str) -> tuple[str, Moment]:
        said: list[Moment] = []
        while True:
            hit = next(((word, moment) for word, moment in self.periods if _stands(word, text)), None)
            if hit is None:
                return text, _one(said)
            text = text.replace(hit[0], "", 1)
            said.append(hit[1])

    def _without_unit(self, text: str) -> tuple[str, Unit]:
        hit = next(((word, unit) for word, unit in self.units if text.endswith(word)), None)
        return (text.removesuffix(hit[0]), hit[1]) if hit else (text, "")


def _stands(word: str, text: str) -> bool:
    """A word of one sign says the days at the beginning only: 现 in 表现 is none."""
    return word in text if len(word) > 1 else text.startswith(word)


def _one(said: Iterable[Moment]) -> Moment:
    """What several words of days say together; ``unsure`` where they don't agree."""
    listed = [one for one in dict.fromkeys(said) if one]
    while len(listed) > 1 and (now := next((one for one in listed if one in NOW), None)):  # 本期期末
        listed.remove(now)
    return listed[0] if len(listed) == 1 else "unsure" if listed else ""


def _cut(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def parse_label_words(toml: str) -> LabelWords:
    """Read ``labels.toml``; KeyError or tomllib's error when it is not complete."""
    data = tomllib.loads(toml)
    units: list[tuple[str, Unit]] = [(word, unit) for unit, words in data["units"].items() for word in words]
    periods: list[tuple[str, Moment]] = [
        (word, moment) for moment, words in data["periods"].items() for word in words
    ]
    cells: dict[str, Unit] = {
        word: "" if unit == "none" else unit for unit, words in data["unit_cells"].items() for word in words
    }
    return LabelWords(
        people=tuple(sorted(data["people"], key=len, reverse=True)),
        neutral=tuple(sorted(data["neutral"], key=len, reverse=True)),
        blank_uppers=frozenset(data["blank_uppers"]),
        topics=frozenset(data["topics"]),
        totals=frozenset(data["totals"]),
        foreign=tuple(data["foreign"]),
        never=frozenset(data["never"]),
        stocks=frozenset(data["stocks"]),
        done=frozenset(data["done"]),
        repeated=frozenset(data["repeated"]),
        units=tuple(sorted(units, key=lambda one: len(one[0]), reverse=True)),
        unit_cells=cells,
        periods=tuple(sorted(periods, key=lambda one: len(one[0]), reverse=True)),
        words={line: tuple(words) for line, words in data["words"].items()},
        inside={group: frozenset(lines) for group, lines in data["inside"].items()},
    )


def declared(line: ReportLine, words: LabelWords) -> tuple[str, ...]:
    """Every label declared for a line, its name first."""
    return tuple(dict.fromkeys((line.name, *line.words, *words.words.get(line.id, ()))))
