"""The work of the day that is kept between saves says at any time what reading everything anew says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, history, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import due, people
from anbang_desktop.services.worklist.kept_work import KeptWork
from anbang_desktop.storage.reading import Connection
from tests.support.sample_records import sample

PHONE = name_of(names(Client).phone)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The cases that were read."""
    found: list[int] = []
    of_cases = case_file.of_cases

    def noted(connection: Connection, case_ids: Sequence[int]) -> list[CaseFile]:
        found.extend(case_ids)
        return of_cases(connection, list(case_ids))

    monkeypatch.setattr(case_file, "of_cases", noted)
    return found


def listed(desk: Desk) -> list[people.PersonRow]:
    return people.first_page(desk, people.PeopleFilter(), "no", limit=200)


def test_after_a_save_only_the_touched_case_is_read(desk: Desk, read: list[int]) -> None:
    kept = KeptWork(desk)
    assert list(kept.items()) == due.work(desk)
    one = next(row for row in listed(desk) if row.id in kept._lines)
    read.clear()
    write.record(desk, one.no, CONTACT.name, sample(CONTACT, desk.codes))
    items = list(kept.items())
    assert read == [one.id]
    assert items == due.work(desk)


def test_it_agrees_after_every_kind_of_change(desk: Desk) -> None:
    kept = KeptWork(desk)
    kept.items()
    first, second = listed(desk)[:2]
    advance.advance(desk, first.no, "S20")
    assert list(kept.items()) == due.work(desk)
    write.record(desk, second.no, REGISTRATION.name, {PHONE: "13900001234"})
    assert list(kept.items()) == due.work(desk)
    history.undo(desk, history.done_with(desk, first.no)[0].id)
    assert list(kept.items()) == due.work(desk)
    with desk.store.work(desk.clock) as work:
        work.set("office phone", "0351-1234567", "电话")
    assert list(kept.items()) == due.work(desk)


def test_an_undone_import_leaves_nothing_to_do(desk: Desk) -> None:
    kept = KeptWork(desk)
    assert kept.items()
    history.undo(desk, history.done_with(desk, listed(desk)[0].no)[-1].id)
    assert list(kept.items()) == due.work(desk)


def test_nothing_is_read_while_nothing_was_written(desk: Desk, read: list[int]) -> None:
    kept = KeptWork(desk)
    kept.items()
    read.clear()
    assert kept.items() is kept.items()
    assert read == []


def test_a_new_day_is_read_anew(desk: Desk) -> None:
    kept = KeptWork(desk)
    kept.items()
    later = replace(desk, clock=FixedClock(desk.today + timedelta(days=40)))
    kept._desk = later
    assert list(kept.items()) == due.work(later)
