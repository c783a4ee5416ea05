"""The people whom the demo office has helped in the two years before its last list:
``resources/demo/lives``, one file for each, with everything the clerks wrote down on its own day.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from anbang_desktop import paths
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a clerk did on a day: its name in ``years.ACTS`` and what was said."""

    on: date
    do: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """One person: who works with him or her, the registration form by identifier, and the acts in their
    order. ``case`` tells a second case of the same person from the first.
    """

    case: str
    worker: str
    village_worker: str
    form: Mapping[str, Any]
    acts: Sequence[Act]
    officer: str = ""

    @property
    def name(self) -> str:
        """The person's name, as the county's list says it."""
        return str(self.form[name_of(names(Client).name)])


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the county and the day it came."""

    on: date
    file: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A period for which the numbers were handed in, the day, and the way they went."""

    on: date
    period: str
    how: str


@dataclass(frozen=True, slots=True)
class Campaigned:
    """A time of special care: the data of ``fields/campaigns`` and the day it was closed."""

    closed_on: date
    campaign: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Years:
    """Everything that the office did before its last list came."""

    begins: date
    lists: Sequence[Listed]
    reports: Sequence[Reported]
    campaigns: Sequence[Campaigned]
    lives: Sequence[Life]


def load() -> Years:
    """The two years that ship with the program."""
    folder = paths.resources("demo", "lives")
    told = tomllib.loads(paths.resources("demo", "years.toml").read_text("utf-8"))
    tables = names(Years)

    def table(one: object) -> Any:
        return told[name_of(one)]

    return Years(
        begins=table(tables.begins),
        lists=[Listed(**one) for one in table(tables.lists)],
        reports=[Reported(**one) for one in table(tables.reports)],
        campaigns=[Campaigned(**one) for one in table(tables.campaigns)],
        lives=[_life(file.stem, file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))],
    )


def _life(case: str, text: str) -> Life:
    told = tomllib.loads(text)
    acts = list(_acts(told.pop("acts")))
    if acts != sorted(acts, key=lambda one: one.on):
        raise ValueError(f"{case}: the acts do not follow one another")
    return Life(case=case, acts=acts, **told)


def _acts(rows: Sequence[Mapping[str, Any]]) -> Iterator[Act]:
    for row in rows:
        said = dict(row)
        yield Act(said.pop("on"), said.pop("do"), said)
