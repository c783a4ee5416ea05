"""Two who are one: everything of both is there afterwards, under both numbers, and an undo gives back two."""

from datetime import timedelta

import pytest

from anbang_desktop.domain.likeness import Likeness
from anbang_desktop.domain.roster_plan import Action
from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import alike, examine
from anbang_desktop.services.merging import already_here, compare
from anbang_desktop.services.merging.merge import merge
from anbang_desktop.services.records import history, undoing, write
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.past import Past, up_to
from anbang_desktop.storage.queries import imports
from tests.support.desks import LIST
from tests.support.makers import person
from tests.support.road import SAID
from tests.support.sample_records import sample


def _walk_in(desk: Desk, seed: int = 5, **changes: object) -> str:
    values = {
        **person(seed).values(),
        "release_date": desk.today - timedelta(days=20),
        "release_cert_no": "（2026）释字第 23 号",
        **changes,
    }
    return advance.register_walk_in(desk, values)


def _visit(desk: Desk, no: str, content: str) -> int:
    return write.record(
        desk, no, "contact", {**sample(CONTACT, desk.codes), "at": f"{desk.today}T09:00", "content": content}
    )


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


def test_what_was_changed_of_the_other_before_is_in_the_history_of_both_as_one(
    desk: Desk, two: tuple[str, str]
) -> None:
    first, second = two
    write.correct(
        desk, second, "registration", people.show(desk, second).file.case_id, {"phone": "13800138001"}
    )
    before = history.changes(desk, second, field="phone")
    assert [one.new_value for one in before] == ["13800138001"]
    assert history.changes(desk, first, field="phone") == []
    merge(desk, first, second)
    told = history.changes(desk, first, field="phone")
    assert [(one.old_value, one.new_value) for one in told][-1] == (person(5).phone, "13800138001")
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)
    undoing.undo(desk, undoing.last_acts(desk)[0].id)
    left = history.changes(desk, first, field="phone")
    assert person(5).phone not in [one.old_value for one in left], "of the other again"


def test_it_is_undone_whole_and_done_again(desk: Desk, two: tuple[str, str]) -> None:
    before = _everything(desk)
    merge(desk, *two, take=["family", "live_addr"])
    after = _everything(desk)
    done = undoing.last_acts(desk)[0]
    assert done.title == f"合并重复登记（{person(5).name}）"
    undone = undoing.undo(desk, done.id)
    assert _everything(desk) == before
    assert undone.undone_by is not None
    undoing.undo(desk, undone.undone_by)
    assert _everything(desk) == after


def test_a_doubtful_number_stays_doubtful(desk: Desk) -> None:
    first = _walk_in(desk, id_no=None, id_unverified=None)
    wrong = person(5).id_no[:-1] + ("0" if person(5).id_no[-1] != "0" else "1")
    second = _walk_in(desk, id_no=wrong)
    merge(desk, first, second)
    client = people.show(desk, first).file.client
    assert (client.id_no, client.id_unverified) == (wrong, True)


def test_a_closed_case_moves_whole_with_its_number(desk: Desk, two: tuple[str, str]) -> None:
    first, second = two
    advance.advance(desk, second, "S86", said=SAID, approved_by="县司法局")
    merge(desk, first, second)
    assert {first, second} <= set(_numbers(desk))
    one, other = (people.show(desk, no).file for no in two)
    assert one.case.client_id == other.case.client_id
    assert other.client.id == one.client.id, "what was kept of the person at the end is the same person's"
    write.correct(desk, second, "registration", other.case_id, {"nickname": "老王"}, "当时漏写")
    with pytest.raises(UserError, match="同一个人"):
        merge(desk, first, second)


def test_the_rows_of_a_list_follow_and_so_does_an_id_number_that_comes_again(desk: Desk) -> None:
    listed = people.rows(desk, people.list_ids(desk, people.PeopleFilter()))[0]
    number = people.show(desk, listed.no).file.client.id_no or ""
    here = _walk_in(desk, name=listed.name, id_no=None)
    merge(desk, here, listed.no, take=())
    again = roster.plan(desk, LIST)
    assert {row.action for row in again.rows if row.name == listed.name} == {Action.SAME}
    with desk.store.read() as connection:
        mine = imports.clients_by_number(connection, [number])
    assert mine[number].id == people.show(desk, here).file.client.id


def test_what_was_known_before_is_read_as_it_was(desk: Desk, two: tuple[str, str]) -> None:
    first, second = two
    visit = people.show(desk, second).file.of(Contact)[0]
    write.correct(desk, second, "contact", visit.id, {"content": "后来改过"}, "写错")
    merge(desk, first, second)
    file = people.show(desk, first).file
    with desk.store.read() as connection:
        before = Past(connection, file.case_id, file.client.id)
        name = f"contacts/{visit.id}"
        rows = [before.row(name, up_to(seq)) for seq in before.seqs(name)]
    assert [row["content"] for row in rows if row] == [visit.content, "后来改过", "后来改过"]


def test_who_looks_like_one_is_queued_until_somebody_says_otherwise(desk: Desk, two: tuple[str, str]) -> None:
    first, second = two
    looked = examine.examine(desk)
    (found,) = alike.queue(desk)
    assert (found.no, found.other) == (second, first)
    assert found.words.endswith("姓名、出生日期、村（居）相同")
    assert found.key in {one.key for one in looked.open}
    alike.not_same(desk, first, second)
    assert not alike.queue(desk)
    with pytest.raises(UserError, match="不在疑似重复"):
        alike.not_same(desk, first, second)
    write.record(desk, second, "registration", {"id_no": None, "birth_date": "1970-01-01"})
    assert examine.again(desk, looked) is not None


def test_somebody_who_is_typed_again_is_named(desk: Desk, two: tuple[str, str]) -> None:
    one = person(5)
    known = already_here.find(desk, one.name, one.id_no)
    assert [(hit.no, hit.likeness) for hit in known] == [
        (two[0], Likeness.NUMBER),
        (two[1], Likeness.NAME_BIRTH),
    ]
    assert "不要再登记" in known[0].sentence
    assert not already_here.find(desk, one.name), "a name alone says too little"
    merge(desk, two[1], two[0], take=["phone"])
    assert [hit.no for hit in already_here.find(desk, "张三", one.id_no)] == [two[1]]
