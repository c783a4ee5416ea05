"""worklist/lists.py: a block of rows asks as much as a few rows do."""

from collections.abc import Callable, Sequence

import pytest

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import lists, people
from anbang_desktop.storage.question import driver_of


def asked(desk: Desk, read: Callable[[Desk, Sequence[int]], object], ids: Sequence[int]) -> int:
    """How many statements a block takes."""
    with desk.store.read() as connection:
        raw, said = driver_of(connection), list[str]()
    raw.set_trace_callback(said.append)
    read(desk, ids)
    raw.set_trace_callback(None)
    return sum(one.lstrip().startswith("SELECT") for one in said)


@pytest.mark.parametrize("read", [lists.file_rows, lists.assess_rows, lists.agreement_rows, people.rows])
def test_a_block_asks_no_more_than_one_row(desk: Desk, read: Callable[[Desk, Sequence[int]], object]) -> None:
    ids = list(people.list_ids(desk, people.PeopleFilter()))
    assert len(ids) > 30
    for one in (lists.file_rows, read):
        one(desk, ids[:2])  # what is prepared once
    few = asked(desk, read, ids[:1])
    assert few > 0
    assert asked(desk, read, ids) == few


def test_the_squares_of_a_block_are_those_of_each_alone(desk: Desk) -> None:
    ids = list(people.list_ids(desk, people.PeopleFilter()))[:9]
    block = lists.file_rows(desk, ids)
    assert [line.row.id for line in block] == ids
    assert [line.cells for line in block] == [lists.file_rows(desk, [one])[0].cells for one in ids]
    assert all(len(line.cells) == len(lists.papers(desk)) for line in block)
