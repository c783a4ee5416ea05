"""An office whose whole past is kept beside it: every row before and after each unit of work, and every case
as it was read at the end of each day. Tests hold undo, history and ``as_of`` against it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select

from anbang_desktop.domain.clock import Clock, FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, history
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.followed import FOLLOWED
from anbang_desktop.storage.audit import audited_tables
from anbang_desktop.storage.history import Unit, unit
from anbang_desktop.storage.queries import card_counts, found_by
from anbang_desktop.storage.tables import agreements, cases
from anbang_desktop.storage.tables_cards import card_words, case_cards
from anbang_desktop.storage.tables_core import units
from anbang_desktop.storage.undo import KEPT, YIELDING

Row = Mapping[str, Any]
Rows = dict[str, Row]  # by ``table/key``


class MovingClock(Clock):
    """Moves on by a minute whenever it is asked the time, and by days when it is told to."""

    def __init__(self, day: date) -> None:
        """Nine in the morning."""
        self._now = datetime.combine(day, time(9))

    def today(self) -> date:
        """The day it has come to."""
        return self._now.date()

    def now(self) -> datetime:
        """A minute later than last time, but never past midnight."""
        later = self._now + timedelta(minutes=1)
        self._now = later if later.date() == self._now.date() else self._now
        return self._now

    def pass_days(self, days: int) -> None:
        """The morning of a later day."""
        self._now = datetime.combine(self._now.date() + timedelta(days=days), time(9))


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of work with every row before and after it."""

    unit: Unit
    before: Rows
    after: Rows

    def taken_from(self, now: Rows) -> Rows:
        """The rows of now with those that the unit made, changed or removed as they were before it."""
        names = self.before.keys() | self.after.keys()
        changed = {name for name in names if self.before.get(name) != self.after.get(name)}
        kept = {name: row for name, row in now.items() if name not in changed}
        return kept | {name: self.before[name] for name in changed if name in self.before}


@dataclass(slots=True)
class Chronicle:
    """Keeps everything that happens on a desk whose clock moves."""

    desk: Desk
    clock: MovingClock
    steps: list[Step] = field(default_factory=list)
    days: dict[date, dict[str, CaseFile]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    cards: dict[int, tuple[Row, date]] = field(default_factory=dict)

    def act(self, verb: Callable[[], object]) -> bool:
        """Do something that may be refused; False when it was, and then nothing may have changed."""
        before, known = rows(self.desk), self._unit_ids()
        try:
            verb()
        except UserError:
            assert rows(self.desk) == before, "what is refused changes nothing"
            assert self._unit_ids() == known, "what is refused is no unit of work"
            return False
        after = rows(self.desk)
        fresh = sorted(self._unit_ids() - known)
        assert len(fresh) <= 1, "one verb is one unit of work"
        if fresh:
            self.steps.append(Step(self.unit(fresh[0]), before, after))
        else:
            assert after == before, "what changes something is a unit of work"
        self._look()
        return True

    def take_back(self, step: Step) -> bool:
        """Try to undo a unit: exactly its former state, or a refusal that names what stands in the way and
        changes nothing (False).
        """
        now = rows(self.desk)
        try:
            history.undo(self.desk, step.unit.id)
        except UserError as refused:
            assert rows(self.desk) == now, "what is refused changes nothing"
            self._hold_refusal(step, refused)
            return False
        after, newest = rows(self.desk), max(self._unit_ids())
        wanted = _but_followed(step.taken_from(now), after)
        assert after == wanted, f"exactly the state before “{step.unit.label}”"
        self.steps.append(Step(self.unit(newest), now, after))
        assert self.unit(step.unit.id).undone_by == newest
        self._look()
        return True

    def _hold_refusal(self, step: Step, refused: UserError) -> None:
        """It names a later unit, or says that the unit is lasting or was taken back already."""
        said = " ".join(getattr(refused, "reasons", [str(refused)]))
        one = self.unit(step.unit.id)
        if one.lasting:
            assert "已经签字或者送出" in said
        elif one.undone_by is not None:
            assert "已经撤销过" in said
        elif "已经打印或者导出过" not in said and "同时有两份未办结的档案" not in said:
            later = {other.unit.label for other in self.steps if other.unit.id > one.id}
            assert any(f"“{label}”" in said for label in later), said

    def hold_the_past(self) -> None:
        """Each case that is there reads as of each day as it was read at the end of that day."""
        for no, _ in list(self._files()):
            for day, files in self.days.items():
                if no in files:
                    assert history.as_of(self.desk, no, day) == files[no], f"{no} as of {day}"
                    continue
                with pytest.raises(UserError, match="还没有"):
                    history.as_of(self.desk, no, day)

    def unit(self, unit_id: int) -> Unit:
        """One unit as it stands now."""
        with self.desk.store.read() as connection:
            found = unit(connection, unit_id)
        assert found is not None
        return found

    def pass_days(self, days: int) -> None:
        """Later days; what is true at the end of each day in between is what is true now."""
        for _ in range(days):
            self.clock.pass_days(1)
            self.days[self.clock.today()] = dict(self._files())

    def _look(self) -> None:
        """Notes each case as it is read now, checks the cards and that no number was given twice."""
        self.days[self.clock.today()] = dict(self._files())
        self._check_cards()
        with self.desk.store.read() as connection:
            given = [(no, id_) for id_, no in connection.execute(select(cases.c.id, cases.c.no))]
            given += [
                (no, id_) for id_, no in connection.execute(select(agreements.c.id, agreements.c.agr_no))
            ]
        for no, id_ in given:
            assert self.numbers.setdefault(no, id_) == id_, f"{no} was given twice"

    def _check_cards(self) -> None:
        """Every case has its card, and each card is the one that its records made on the day it was written
        (what is due next is told in words of that day).
        """
        with self.desk.store.read() as connection:
            ids = connection.execute(select(cases.c.id)).scalars().all()
            kept = {row["case_id"]: dict(row) for row in connection.execute(select(case_cards)).mappings()}
            files = case_file.of_cases(connection, list(ids))
            counted = +card_counts.read(connection)
            words = {tuple(row) for row in connection.execute(select(card_words))}
        assert words == {(word, one) for one, card in kept.items() for word in found_by.words(card)}
        assert counted == Counter(kind for card in kept.values() for kind in card_counts._kinds(card))
        assert kept.keys() == set(ids), "every case has its card, and no other"
        for about in files:
            self._check_followed(about)
            there = kept[about.case_id]
            row, day = self.cards.get(about.case_id, ({}, self.clock.today()))
            self.cards[about.case_id] = there, (day if row == there else self.clock.today())
            made = [self._card(about, on) for on in (self.clock.today(), day)]
            assert {name: there[name] for name in made[0]} in made, f"the card of {about.no}"

    def _check_followed(self, about: CaseFile) -> None:
        """A case never says otherwise than the newest record that says it."""
        for name, source in FOLLOWED.items():
            said = [getattr(one, source.attribute) for one in about.of(source.record)]
            known = [value for value in said if value is not None]
            assert not known or getattr(about.case, name) == known[-1], f"{name} of {about.no}"

    def _card(self, about: CaseFile, day: date) -> Row:
        return case_card.card(replace(self.desk, clock=FixedClock(day)), about)

    def _files(self) -> Iterator[tuple[str, CaseFile]]:
        with self.desk.store.read() as connection:
            for no in connection.execute(select(cases.c.no)).scalars().all():
                yield no, case_file.by_no(connection, no)

    def _unit_ids(self) -> set[int]:
        with self.desk.store.read() as connection:
            return set(connection.execute(select(units.c.id)).scalars())


def _but_followed(wanted: Rows, after: Rows) -> Rows:
    """What a case says of its records follows those that count now; ``_check_followed`` holds it."""
    return {
        name: {**row, **{one: after[name][one] for one in FOLLOWED}}
        if name.startswith("cases/") and name in after
        else row
        for name, row in wanted.items()
    }


def rows(desk: Desk) -> Rows:
    """Every row that a unit can bring back, as the file stores it."""
    found: Rows = {}
    with desk.store.read() as connection:
        for table in audited_tables():
            if table.name not in KEPT | YIELDING:
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings():  # noqa: S608 - our own name
                    found[f"{table.name}/{row[_key(table)]}"] = dict(row)
    return found


def _key(table: Table) -> str:
    (column,) = table.primary_key.columns
    return str(column.name)
