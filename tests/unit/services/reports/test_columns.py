"""The columns of a roster: each says the same of a row that was read with no more than it asks for."""

from dataclasses import MISSING, fields, replace
from datetime import date, datetime, time
from random import Random
from typing import TypeVar

import pytest

from anbang_desktop.domain.head import Decided, Done, Head, Seen, Stage
from anbang_desktop.domain.named_sets import Part, Reads
from anbang_desktop.domain.numbers import Passage
from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.row_sets import RowKind
from anbang_desktop.fields.client import Case, Child, Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, Stored
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.fields.records import KINDS
from anbang_desktop.services import opening
from anbang_desktop.services.reports import columns, workbook
from anbang_desktop.services.reports.values import Subject
from tests.support.inventor import Inventor

S = TypeVar("S", bound=Stored)
END = date(2026, 11, 30)
PACK, CODES = opening.rules().packs[0], opening.codes()
HEAD = Head(
    id=1,
    source="PRISON",
    stages=[Stage(date(2026, 3, 1), "S60_ACTIVE")],
    birth_date=date(1990, 1, 1),
    release_date=date(2026, 2, 27),
    level="GENERAL",
    contacts=[Seen(date(2026, 11, 12), "visit")],
    levels=[Decided(date(2026, 11, 9), "KEY", date(2026, 11, 9))],
    whereabouts=[Done(date(2026, 11, 20), "MISSING")],
    must_escort=True,
)


def _kinds(field: str) -> list[RowKind]:
    """The kinds of rows that have a column: those of its kind of record, or a person's."""
    return [one for one in RowKind if columns.column(field, one) is not None]


def _invented(seed: int) -> Subject:
    chance = Random(seed)
    some = Inventor(CODES, chance)
    newest: dict[type[Record], Record] = {kind.record: some(kind.record) for kind in KINDS}
    return Subject(
        head=HEAD,
        client=replace(some(Client), birth_date=HEAD.birth_date),
        case=some(Case),
        newest=newest,
        period=parse_period("2026-11"),
        until=END,
        pack=PACK,
        read_context=ReadContext(CODES, END),
        passage=Passage(HEAD, "9", END),
        child=Child(name="小一", sex="2", age=9),
        receiver="河东司法所",
    )


def _slim(one: S, wanted: set[str]) -> S:
    """The same with nothing but what is asked for and what no record is without."""
    kept = {
        part.name: getattr(one, part.name)
        for part in fields(one)
        if part.name in wanted or part.default is part.default_factory is MISSING
    }
    return type(one)(**kept)


FIELDS = [one.id for one in workbook.fields() if one.id != "serial"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_column_of_the_dictionary_can_be_made(field: str) -> None:
    assert _kinds(field)
    assert not isinstance(columns.value(field, _invented(1)), tuple | list | bool)


@pytest.mark.parametrize("field", FIELDS)
def test_a_column_asks_for_everything_that_it_shows(field: str) -> None:
    for seed in range(4):
        whole = _invented(seed)
        for lists in _kinds(field):
            made = columns.column(field, lists)
            assert made is not None
            asked = {kind: set(names) for kind, names in made.attributes.items()}
            slim = replace(
                whole,
                lists=lists,
                client=_slim(whole.client, {*asked.get(Client, ()), "name"}),
                case=_slim(whole.case, {*asked.get(Case, ()), "no", "client_id"}),
                newest={
                    kind: _slim(one, {*asked[kind], "id", "case_id"})
                    for kind, one in whole.newest.items()
                    if kind in asked
                },
                head=_of_head(made.head),
            )
            assert made.make(slim) == made.make(replace(whole, lists=lists)), (field, lists)


def _of_head(reads: Reads) -> Head:
    empty: dict[Part, dict[str, object]] = {
        "contacts": {"contacts": ()},
        "levels": {"levels": ()},
        "whereabouts": {"whereabouts": ()},
        "escorts": {"must_escort": False},
    }
    gone: dict[str, object] = {}
    for part, values in empty.items():
        gone |= {} if part in reads.parts else values
    return HEAD._replace(**gone)  # type: ignore[arg-type]


def test_a_row_about_a_record_shows_that_and_not_the_newest() -> None:
    row = Contact(
        at=datetime.combine(date(2026, 11, 2), time(9)), contact_type="PHONE", abnormal=False, met="SELF"
    )
    subject = replace(_invented(2), lists=RowKind.CONTACT, record=row)
    told = [columns.value(field, subject) for field in ("contact.at", "contact.contact_type", "contact_met")]
    assert told == [date(2026, 11, 2), "电话", "是"]
    assert columns.value("last_contact", subject) == date(2026, 11, 2)
    assert columns.value("contact_met", replace(subject, record=replace(row, met=None))) is None


def test_who_came_and_who_left_say_why() -> None:
    subject = _invented(3)
    came = replace(subject, passage=Passage(HEAD, "REOPENED", END))
    left = replace(subject, passage=Passage(HEAD, "TRANSFER", END))
    assert [columns.value("passage.source", one) for one in (came, left)] == ["恢复帮教", "TRANSFER"]
    assert columns.value("passage.reason", left) == "转出"
    assert [columns.value("passage.to", one) for one in (came, left)] == [None, "河东司法所"]
    assert columns.value("passage.days", came) == (END - date(2026, 2, 27)).days
    assert columns.value("passage.source", replace(subject, passage=None)) is None
    assert columns.value("reoffended_months", replace(subject, passage=None)) is None


def test_the_time_that_somebody_is_away_counts_from_the_release_or_the_last_news() -> None:
    subject = _invented(4)
    assert columns.value("days_waited", subject) == 10
    waiting = HEAD._replace(
        stages=[Stage(date(2026, 11, 20), "S40_AWAIT_HANDOVER")], release_date=date(2026, 11, 20)
    )
    assert columns.value("days_waited", replace(subject, head=waiting)) == 10
    assert columns.value("days_waited", replace(subject, head=HEAD._replace(whereabouts=()))) is None
    assert columns.value("contact_interval", replace(subject, head=waiting)) is None
