"""Cards: only what differs is written, and the sound of a name is worked out when the name changes."""

from sqlalchemy import select

from anbang_desktop.storage.queries import people
from anbang_desktop.storage.question import driver_of
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables_cards import case_cards

CARD: dict[str, object] = {
    "no": "X-1",
    "name": "单立人",
    "state": "S60_ACTIVE",
    "on_books": True,
    "level": None,
    "completeness": 60,
    "gaps": True,
}


def test_a_card_that_is_the_same_is_not_written_again(store: Store) -> None:
    with store.work() as work:
        people.write_cards(work.connection, [(1, CARD)])
        raw, said = driver_of(work.connection), list[str]()
        raw.set_trace_callback(said.append)
        people.write_cards(work.connection, [(1, CARD)])
        people.write_cards(work.connection, [(1, {**CARD, "completeness": 80})])
        raw.set_trace_callback(None)
        written = [one for one in said if not one.startswith("SELECT")]
    assert [one.split(" WHERE ")[0] for one in written] == ["UPDATE case_cards SET completeness=80"]


def test_a_new_name_brings_its_sound(store: Store) -> None:
    with store.work() as work:
        people.write_cards(work.connection, [(1, CARD), (2, {**CARD, "no": "X-2"})])
        people.write_cards(work.connection, [(1, {**CARD, "name": "仇和平"})])
        wanted = select(case_cards.c.case_id, case_cards.c.initials)
        found = {row[0]: row[1] for row in work.connection.execute(wanted)}
    assert found[1].startswith(" qhp")
    assert found[2].startswith(" slr")


def test_cards_that_are_gone_are_left_out(store: Store) -> None:
    with store.work() as work:
        people.write_cards(work.connection, [(1, CARD), (2, {**CARD, "no": "X-2"})])
        people.drop_card(work.connection, 1)
        assert [one.no for one in people.lines(work.connection, [2, 1])] == ["X-2"]
        assert people.card(work.connection, 2).no == "X-2"
