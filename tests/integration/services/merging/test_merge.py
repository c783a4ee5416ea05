"""Two who are one: everything of both is there afterwards, under both numbers, and an undo gives back two."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import Contact
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.merging import compare
from anbang_desktop.services.merging.merge import merge
from anbang_desktop.services.records import history, undoing, write
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from tests.support import desks
from tests.support.makers import person
from tests.support.sample_records import sample
from anbang_desktop.fields.contact import CONTACT


def _walk_in(desk: Desk, seed: int = 5, **changes: object) -> str:
    values = {
        **person(seed).values(),
        "release_date": desk.today - timedelta(days=20),
        "release_cert_no": "（2026）释字第 23 号",
        **changes,
    }
    return advance.register_walk_in(desk, values)


def _visit(desk: Desk, no: str, content: str) -> int:
    return write.record(desk, no, "contact", {**sample(CONTACT, desk.codes), "at": f"{desk.today}T09:00", "content": content})


def _everything(desk: Desk) -> dict[str, object]:
    return {no: people.show(desk, no).file for no in _numbers(desk)}


def _numbers(desk: Desk) -> list[str]:
    return sorted(one.no for one in people.rows(desk, people.list_ids(desk, people.PeopleFilter())))


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    """The same man twice: once by himself with his papers, once by name and another number."""
    first = _walk_in(desk, phone=None, outer_numbers=[{"system": "省安帮系统", "number": "A1"}])
    second = _walk_in(
        desk,
        id_no=None,
        family=[{"name": "赵兰"}],
        outer_numbers=[{"system": "网格系统", "number": "7"}],
        remark="网格员报来",
    )
    _visit(desk, second, "问了住处和身体，说还住在老屋里，身体好。")
    return first, second


def test_the_two_stand_side_by_side_with_what_differs(desk: Desk, two: tuple[str, str]) -> None:
    both = compare.side_by_side(desk, *two)
    assert (both.kept.no, both.gone.no, both.joined) == (*two, True)
    lines = {line.name: line for line in both.lines}
    assert lines["phone"].takes
    assert not lines["phone"].kept
    assert not lines["name"].differs
    assert lines["outer_numbers"].both
    assert {line.name for line in both.differing} >= {"id_no", "phone", "family", "remark"}


def test_one_person_is_made_of_both(desk: Desk, two: tuple[str, str]) -> None:
    first, second = two
    assert merge(desk, first, second) == first
    assert second not in _numbers(desk)
    file = people.show(desk, first).file
    assert people.show(desk, second).file == file, "the old number leads here"
    assert [one.content for one in file.of(Contact)] == ["问了住处和身体，说还住在老屋里，身体好。"]
    assert file.client.phone == person(5).phone
    assert [one.name for one in file.client.family] == ["赵兰"]
    assert [one.number for one in file.client.outer_numbers] == ["A1", "7"]
    assert file.case.remark == "网格员报来"
    assert [hit.row.no for hit in people.search(desk, second)] == [first]
    assert desk.store.check().ok if hasattr(desk.store.check(), "ok") else True


def test_it_is_undone_whole_and_done_again(desk: Desk, two: tuple[str, str]) -> None:
    before = _everything(desk)
    merge(desk, *two, take=["family", "live_addr"])
    after = _everything(desk)
    done = undoing.last_acts(desk)[0]
    assert done.label == "合并重复登记"
    undone = undoing.undo(desk, done.id)
    assert _everything(desk) == before
    assert undone.undone_by is not None
    undoing.undo(desk, undone.undone_by)
    assert _everything(desk) == after
