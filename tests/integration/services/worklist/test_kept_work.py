"""The work of the day that is kept between saves says at any time what reading everything anew says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, history, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import due, people
from anbang_desktop.services.worklist.kept_work import KeptWork
from anbang_desktop.storage.reading import Connection
from tests.support.sample_records import sample

NOT_OURS = {"methods": ["POLICE"], "result": "04", "checker": "李文静", "replied_on": "2026-12-01"}
PHONE = name_of(names(Client).phone)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """The county's list three weeks later: all of it is due."""
    return replace(desk, clock=FixedClock(desk.today + timedelta(days=21)))


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


def test_after_a_save_only_the_touched_case_is_read(busy: Desk, read: list[int]) -> None:
    for row in listed(busy)[:2]:  # so few are named, the others are one line
        write.record(busy, row.no, VERIFICATION.name, NOT_OURS)
    kept = KeptWork(busy)
    assert list(kept.items()) == due.work(busy)
    one = next(row for row in listed(busy) if row.id in kept._lines)
    read.clear()
    write.record(busy, one.no, CONTACT.name, sample(CONTACT, busy.codes))
    items = list(kept.items())
    assert read == [one.id]
    assert items == due.work(busy)


def test_it_agrees_after_every_kind_of_change(busy: Desk) -> None:
    kept = KeptWork(busy)
    kept.items()
    first, second = listed(busy)[:2]
    advance.advance(busy, first.no, "S20")
    assert list(kept.items()) == due.work(busy)
    write.record(busy, second.no, REGISTRATION.name, {PHONE: "13900001234"})
    assert list(kept.items()) == due.work(busy)
    history.undo(busy, history.done_with(busy, first.no)[0].id)
    assert list(kept.items()) == due.work(busy)
    check = write.record(busy, second.no, VERIFICATION.name, {**NOT_OURS, "result": "01"})
    assert list(kept.items()) == due.work(busy)
    write.void(busy, second.no, VERIFICATION.name, check, "登记错了人")
    assert list(kept.items()) == due.work(busy)
    assert any("重新核查" in item.what for item in kept.items())
    write.record(busy, first.no, VERIFICATION.name, NOT_OURS)
    assert list(kept.items()) == due.work(busy)
    with busy.store.work(busy.clock) as work:
        work.set("office phone", "0351-1234567", "电话")
    assert list(kept.items()) == due.work(busy)


def test_an_undone_import_leaves_nothing_to_do(busy: Desk) -> None:
    kept = KeptWork(busy)
    assert kept.items()
    history.undo(busy, history.done_with(busy, listed(busy)[0].no)[-1].id)
    assert list(kept.items()) == due.work(busy)


def test_nothing_is_read_while_nothing_was_written(busy: Desk, read: list[int]) -> None:
    kept = KeptWork(busy)
    kept.items()
    read.clear()
    assert kept.items() is kept.items()
    assert read == []


def test_a_new_day_is_read_anew(busy: Desk) -> None:
    kept = KeptWork(busy)
    kept.items()
    later = replace(busy, clock=FixedClock(busy.today + timedelta(days=40)))
    kept._desk = later
    assert list(kept.items()) == due.work(later)
