"""Every filter in every order gives what Python would pick out and sort, and is read from one index."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import listing
from anbang_desktop.storage.queries.listing import SORTS, Wanted
from anbang_desktop.storage.tables_cards import case_cards

Row = Any
DAY = date(2026, 11, 30)
ACTIVE, RARE = frozenset({"S60_ACTIVE"}), frozenset({"S20_VERIFYING", "S70_TRANSFER_PENDING"})
HERE = frozenset({"东河镇东街", "西坡乡南村"})
FILTERS: dict[str, tuple[Wanted, Callable[[Row], bool]]] = {
    "everybody": (Wanted(), lambda _row: True),
    "nobody": (Wanted(states=frozenset()), lambda _row: False),
    "a common state": (Wanted(states=ACTIVE), lambda row: row.state in ACTIVE),
    "rare states": (Wanted(states=RARE), lambda row: row.state in RARE),
    "villages": (Wanted(villages=HERE), lambda row: row.village in HERE),
    "a worker": (Wanted(workers=frozenset({"赵敏"})), lambda row: row.worker == "赵敏"),
    "a level": (Wanted(levels=frozenset({"KEY"})), lambda row: row.level == "KEY"),
    "overdue": (Wanted(overdue_on=DAY), lambda row: row.next_on is not None and row.next_on < DAY),
    "gaps": (Wanted(gaps=True), lambda row: row.on_books and row.completeness < 100),
    "words": (Wanted(text="东街"), lambda row: "东街" in row.name or "东街" in row.village),
    "letters": (Wanted(text="wang"), lambda row: " wang" in row.pinyin or " wang" in row.initials),
    "digits": (Wanted(text="1990"), lambda row: "1990" in row.id_no or "1990" in row.no),
    "all at once": (
        Wanted(states=ACTIVE, villages=HERE, levels=frozenset({"GENERAL"}), overdue_on=date(2027, 2, 1)),
        lambda row: (
            row.state in ACTIVE
            and row.village in HERE
            and row.level == "GENERAL"
            and row.next_on is not None
            and row.next_on < date(2027, 2, 1)
        ),
    ),
}


@pytest.mark.parametrize("chosen", FILTERS)
def test_every_order_of_a_filter_is_right(crowd: Desk, chosen: str) -> None:
    wanted, holds = FILTERS[chosen]
    with crowd.store.read() as connection:
        rows = [row for row in connection.execute(select(case_cards)) if holds(row)]
        for sort, (column, _index) in SORTS.items():
            # an empty value stands first, as the database has it
            key = sorted(rows, key=lambda row: (_low(getattr(row, column.name)), row.case_id))
            ordered = [row.case_id for row in key]
            assert list(listing.ids(connection, wanted, sort)) == ordered, sort
            assert list(listing.ids(connection, wanted, sort, descending=True)) == ordered[::-1], sort
            page = listing.first_page(connection, wanted, sort, 7)
            assert [card.case_id for card in page] == ordered[:7], sort
        assert listing.count(connection, wanted) == len(rows)


def _low(value: object) -> tuple[bool, object]:
    return (value is not None, value)


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_is_read_from_its_own_index_without_sorting(crowd: Desk, sort: str) -> None:
    with crowd.store.read() as connection:
        for wanted in (
            Wanted(),
            Wanted(states=ACTIVE),
            Wanted(workers=frozenset({"赵敏"})),
            Wanted(gaps=True),
        ):
            asked = listing._ids(tuple(wanted.values), sort, SORTS[sort][1], descending=False)
            (plan,) = asked.explain(connection, **wanted.values)
            assert f"COVERING INDEX {SORTS[sort][1]}" in plan


def test_what_is_rare_is_looked_up_and_sorted(crowd: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_EVERY", 20)
    with crowd.store.read() as connection:
        rare = Wanted(states=RARE, workers=frozenset({"赵敏"}))
        plan = listing.question(connection, rare, "name").explain(connection, **rare.values)
        assert "ix_cards_state (state=?)" in plan[0]
        common = Wanted(states=ACTIVE)
        plan = listing.question(connection, common, "name").explain(connection, **common.values)
        assert "ix_cards_name" in plan[0]
        late = Wanted(states=ACTIVE, overdue_on=date(2030, 1, 1))
        plan = listing.question(connection, late, "name").explain(connection, **late.values)
        assert "ix_cards_next (next_on<?)" in plan[0]
