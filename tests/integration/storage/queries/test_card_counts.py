"""The kept counts are at any time what counting the cards would say."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from anbang_desktop.domain.states import State, state
from anbang_desktop.storage.queries import card_counts, people
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables_cards import card_counts as kept_counts
from anbang_desktop.storage.tables_cards import case_cards

CARDS = st.fixed_dictionaries(
    {
        "state": st.sampled_from([one.code for one in State]),
        "level": st.sampled_from(["KEY", "GENERAL", None]),
        "completeness": st.sampled_from([60, 100]),
    }
)
STEPS = st.lists(st.tuples(st.integers(1, 6), st.none() | CARDS), max_size=12)


def counted(connection: Connection) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in connection.execute(select(case_cards)):
        kinds = {"all": True, "on_books": row.on_books, "gaps": row.gaps, f"level {row.level}": row.level}
        found.update([f"state {row.state}", *(kind for kind, holds in kinds.items() if holds)])
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_written_and_dropped(
    store: Store, steps: list[tuple[int, dict[str, object] | None]]
) -> None:
    with store.raw():
        connection = store._writer
        connection.execute(delete(case_cards))
        connection.execute(delete(kept_counts))
        for case_id, values in steps:
            if values is None:
                people.drop_card(connection, case_id)
            else:
                people.write_cards(connection, [(case_id, _whole(case_id, values))])
            kept = Counter({kind: cards for kind, cards in card_counts.read(connection).items() if cards})
            assert kept == counted(connection)
        connection.rollback()


def _whole(case_id: int, values: dict[str, object]) -> dict[str, object]:
    books = state(str(values["state"])).on_books
    gaps = books and values["completeness"] != 100
    return {"no": f"X-{case_id}", "name": "张试", "on_books": books, "gaps": gaps, **values}
