"""The tables of ``resources/demo/story.toml``: who works at the demo office, how its people live, and what
became of each.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from anbang_desktop import paths
from anbang_desktop.fields.field import name_of, names

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Office:
    """The office and its days."""

    name: str
    code: str
    county: str
    head: str
    phone: str
    county_phone: str
    today: date
    received_on: date
    checked_on: date
    replied_on: date


@dataclass(frozen=True, slots=True)
class Crew:
    """Who helps; and codes that are taken in turn."""

    workers: Sequence[str]
    village_workers: Sequence[str]
    officers: Sequence[str]
    volunteers: Sequence[str]
    marital: Sequence[str]
    education: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fates:
    """The rows of the list of those to whom something other than the whole way happened."""

    not_ours: Sequence[int]
    waiting_release: Sequence[int]
    not_seen: Sequence[int]
    only_registered: Sequence[int]
    refused: Sequence[int]
    unable: Sequence[int]
    unplaced: Sequence[int]
    escorted: Sequence[int]
    not_met: Sequence[int]


@dataclass(frozen=True, slots=True)
class Check:
    """How a notice is checked and what comes of it."""

    methods: Sequence[str]
    conditions: str


@dataclass(frozen=True, slots=True)
class Life:
    """How somebody lives; ``home``, ``contact`` and ``placement`` are data of the person, of a visit and of a
    placement by identifier.
    """

    who: str
    housing_state: str
    home: Mapping[str, Any]
    wish: str
    statement: str
    needs: Mapping[str, str]
    answers: Mapping[str, int]
    contact: Mapping[str, Any]
    placement: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What was said with one person; what is empty is told by the life that he or she lives."""

    visit: str = ""
    again: str = ""
    not_met: str = ""
    statement: str = ""
    aim: str = ""
    wish: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What is done for a need of one type."""

    item: str
    department: str
    result: str
    aim: str


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody asked for: the place among those whose set-up was finished, first released first; data of
    the wish, of each step (``on`` among them), and of the answer and the clue where there are any.
    """

    place: int
    wish: Mapping[str, Any]
    steps: Sequence[Mapping[str, Any]] = ()
    clue: Mapping[str, Any] | None = None
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the file tells; ``accept`` are rows of the list that are taken after looking at the
    papers, ``not_met`` and ``again`` data of a visit.
    """

    accept: Sequence[int]
    office: Office
    people: Crew
    fate: Fates
    checks: Sequence[Check]
    lives: Sequence[Life]
    not_met: Mapping[str, Any]
    again: Mapping[str, Any]
    aid: Mapping[str, Help]  # by type of help
    relief: Mapping[str, Any]
    stay: Mapping[str, Any]
    wishes: Sequence[Wished]
    usual_answer: Mapping[str, Any]
    incident: Mapping[str, Any]
    said: Mapping[int, Words]  # by row of the list


def turn(listed: Sequence[One], place: int) -> One:
    """One of several, by a person's place on the list: the same demo comes out every time."""
    return listed[place % len(listed)]


def load() -> Story:
    """The story that ships with the program."""
    told = tomllib.loads(paths.resources("demo", "story.toml").read_text(encoding="utf-8"))
    tables = names(Story)

    def table(one: object) -> Any:
        return told[name_of(one)]

    return Story(
        accept=table(tables.accept),
        office=Office(**table(tables.office)),
        people=Crew(**table(tables.people)),
        fate=Fates(**table(tables.fate)),
        checks=tuple(Check(**one) for one in table(tables.checks)),
        lives=tuple(Life(**one) for one in table(tables.lives)),
        not_met=table(tables.not_met),
        again=table(tables.again),
        aid={code: Help(**one) for code, one in table(tables.aid).items()},
        relief=table(tables.relief),
        stay=table(tables.stay),
        wishes=tuple(Wished(**one) for one in table(tables.wishes)),
        usual_answer=table(tables.usual_answer),
        incident=table(tables.incident),
        said={int(row): Words(**one) for row, one in table(tables.said).items()},
    )
