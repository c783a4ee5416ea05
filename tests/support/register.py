"""A big register for measuring: 100,000 invented people in every state of the road, each with what an office
records of them (2.4 million rows, 3.3 million of the audit).

Written through the units of work of the program itself, so every row is audited, every card derived, every
number counted, and every page opens every case.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.cases.advance import next_nos
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import instruments
from anbang_desktop.storage.queries import series as numbers
from tests.support import makers
from tests.support.lives import Lives, Way, by_kind
from tests.support.makers import Invented

BATCH = 1000
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Person:
    one: Invented
    way: Way


class Register:
    """Grows an office step by step; the same people for the same seed."""

    def __init__(self, desk: Desk, seed: int = 1) -> None:
        """``desk`` is of an empty office."""
        self.desk, self.people, self.rows = desk, 0, 0
        self._invented = makers.stream(MOST, seed)
        with begin(desk, "评估表") as unit:
            text = instruments.keep(unit.work, desk.instrument.text)
        self._lives = Lives(desk, Random(seed), text)

    def move_to(self, desk: Desk) -> None:
        """The same office, opened again."""
        self.desk = self._lives.desk = desk

    def grow(self, count: int) -> None:
        """Write people until there are ``count``."""
        while self.people < count:
            wanted = min(BATCH, count - self.people)
            batch = [_Person(one, self._lives.way()) for one in islice(self._invented, wanted)]
            with begin(self.desk, "登记人员") as unit:
                self.rows += _write(unit, self._lives, batch)
            self.people += len(batch)


def _write(unit: Unit, lives: Lives, batch: Sequence[_Person]) -> int:
    clients = unit.add_many([lives.client(person.one) for person in batch], "登记人员")
    case_nos = _case_numbers(unit, batch)
    made = [
        lives.case(person.one, client.id, no, person.way)
        for person, client, no in zip(batch, clients, case_nos, strict=True)
    ]
    cases = unit.add_many(made, "新建案件")
    ways = [person.way for person in batch]
    stages = unit.add_many(
        [stage for case, way in zip(cases, ways, strict=True) for stage in lives.stages(case.id, way)], "状态"
    )
    signed = _agreement_numbers(unit, batch)
    records = [
        record
        for case, way, no in zip(cases, ways, signed, strict=True)
        for record in lives.records(case, way, no)
    ]
    kept = [unit.add_many(of_kind, "记录") for of_kind in by_kind(records).values()]
    files = _files(clients, cases, stages, [one for of_kind in kept for one in of_kind])
    unit.hold(files)
    for about, way in zip(files, ways, strict=True):
        if way.state.ended:
            query.keep_snapshot(unit.work, about.case_id, about.client, way.ended)
    return len(clients) + len(cases) + len(stages) + len(records)


def _files(
    clients: Sequence[Any], cases: Sequence[Case], stages: Sequence[Stage], records: Sequence[Record]
) -> list[CaseFile]:
    states: defaultdict[int, list[Stage]] = defaultdict(list)
    for stage in stages:
        states[stage.case_id].append(stage)
    owned: defaultdict[int, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: (one.on, one.id)):
        owned[record.case_id].append(record)
    return [
        CaseFile(
            client,
            case,
            tuple(sorted(states[case.id], key=lambda one: (one.on, one.id))),
            {kind: tuple(found) for kind, found in by_kind(owned[case.id]).items()},
        )
        for client, case in zip(clients, cases, strict=True)
    ]


def _case_numbers(unit: Unit, batch: Sequence[_Person]) -> list[str]:
    """The number of each case in the series of the year in which its list came."""
    years = [person.way.listed.year for person in batch]
    given = {year: iter(next_nos(unit.desk, unit.work, year, years.count(year))) for year in set(years)}
    return [next(given[year]) for year in years]


def _agreement_numbers(unit: Unit, batch: Sequence[_Person]) -> list[str]:
    """The number of each agreement in the series of its year; none for who was never registered."""
    pack, office = unit.desk.pack, unit.desk.office.code
    years = [person.way.registered.year if person.way.seen else 0 for person in batch]
    last: dict[int, int] = {}
    for year in set(years) - {0}:
        count = years.count(year)
        last[year] = numbers.take(unit.work, f"agreement {pack.agreement_no(office, year, 0)}", count) - count
    made = []
    for year in years:
        if year:
            last[year] += 1
        made.append(pack.agreement_no(office, year, last[year]) if year else "")
    return made
