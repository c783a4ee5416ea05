"""worklist/queries.py: every query of the office, where it stands, and no sealed record by its number."""

import pytest

from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing
from anbang_desktop.services.records import gate, write
from anbang_desktop.services.worklist import queries
from tests.integration.services.cases.test_sealing import CHILD, form
from tests.integration.services.records.test_outside_query import ASKED, NO, YES


def _lock(desk: Desk) -> None:
    with desk.store.read() as connection:
        connection.info.clear()


@pytest.fixture
def both(empty_desk: Desk) -> tuple[str, str]:
    """A sealed record and another, each asked about."""
    sealed = advance.register_walk_in(empty_desk, form(5, CHILD))
    other = advance.register_walk_in(empty_desk, form(6, {**CHILD, "birth_date": "1988-03-04"}))
    write.record(empty_desk, sealed, "query", ASKED)
    write.record(empty_desk, other, "query", {**ASKED, **YES, "received_on": "2026-11-26"})
    return sealed, other


def test_the_newest_stands_first_and_a_sealed_record_has_no_number(
    empty_desk: Desk, both: tuple[str, str]
) -> None:
    sealed, other = both
    assert [one.about for one in queries.lines(empty_desk)] == [other, sealed], "it was just opened"
    _lock(empty_desk)
    newest, oldest = queries.lines(empty_desk)
    assert (newest.about, newest.stands, newest.kind) == (other, "提供", "人民检察院")
    assert (oldest.about, oldest.no, oldest.stands) == (gate.SEALED_FILE, "", "等审批")
    assert queries.number_of(empty_desk, oldest) == sealed


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"unit_kind": "EMPLOYER"}, "不能提供，等答复"),
        ({**YES, "answered_on": None}, "提供，没有答复"),
        (NO, "不予提供"),
    ],
)
def test_it_says_how_far_it_is(empty_desk: Desk, said: dict[str, object], stands: str) -> None:
    no = advance.register_walk_in(empty_desk, form(5, CHILD))
    write.record(empty_desk, no, "query", {**ASKED, **said})
    assert [one.stands for one in queries.lines(empty_desk)] == [stands]


def test_on_paper_no_sealed_record_is_named_whoever_has_it_open(
    empty_desk: Desk, both: tuple[str, str]
) -> None:
    sealed, other = both
    seen = queries.seen(empty_desk)
    said = str(seen.lines)
    assert sealed not in said
    assert other in said
    assert gate.SEALED_FILE in said
    assert listing.lay_out(empty_desk, seen).startswith(b"%PDF")


def test_what_was_voided_is_no_query(empty_desk: Desk, both: tuple[str, str]) -> None:
    for one in queries.lines(empty_desk):
        write.void(empty_desk, one.no, "query", one.query.id, "登记错了人")
    assert queries.lines(empty_desk) == []
