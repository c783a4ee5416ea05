"""The words by which cards are found: whatever is written, changed and dropped, a search finds what reading
every card would find.
"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from anbang_desktop.storage.pinyin import typed
from anbang_desktop.storage.queries import found_by, listing, people
from anbang_desktop.storage.queries.listing import Wanted
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables_cards import card_words, case_cards

NAMES = ("欧阳立", "单立人", "欧阳", "阳立", "乐乐", "John 李")
VILLAGES = (None, "欧阳庄", "东庄村", "东庄3组")
IDS = (None, "14998119760101001X", "149981199001010028")
TEXTS = (
    "欧阳",
    "阳",
    "阳立",
    "庄",
    "东庄3",
    "oy",
    "yl",
    "l",
    "shan",
    "dan",
    "john",
    "1976",
    "001x",
    "X-",
    "3",
    "%",
    "_",
)
CARDS = st.tuples(st.sampled_from(NAMES), st.sampled_from(VILLAGES), st.sampled_from(IDS))
WRITTEN = st.lists(st.tuples(st.integers(1, 6), st.none() | CARDS), max_size=12)


def card(case_id: int, name: str, village: str | None, id_no: str | None) -> dict[str, object]:
    return {
        "no": f"X-2026-{case_id:04}",
        "name": name,
        "village": village,
        "id_no": id_no,
        "state": "S60_ACTIVE",
        "on_books": True,
        "level": None,
        "completeness": 60,
        "gaps": True,
    }


def read_all(connection: Connection, text: str) -> set[int]:
    """What ``found_by`` means, by reading every card."""
    wanted, low = text.strip(), text.strip().lower()
    found = set()
    for row in connection.execute(select(case_cards)):
        if any(ord(sign) > 0x2E7F for sign in wanted):
            hit = wanted in row.name or wanted in (row.village or "")
        elif low.isalpha():
            hit = any(f" {low}" in sounds for sounds in (row.pinyin, row.initials, typed(row.village or "")))
        else:
            hit = wanted.upper() in (row.id_no or "") or wanted.upper() in row.no
        if hit:
            found.add(row.case_id)
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=WRITTEN)
def test_a_search_finds_what_reading_every_card_would_find(
    store: Store, written: list[tuple[int, tuple[str, str | None, str | None] | None]]
) -> None:
    with store.raw():
        connection = store._writer
        for case_id, values in written:
            if values is None:
                people.drop_card(connection, case_id)
            else:
                people.write_cards(connection, [(case_id, card(case_id, *values))])
        for text in TEXTS:
            expected = read_all(connection, text)
            assert set(found_by.cases(connection, text, 50)) == expected, text
            assert set(listing.ids(connection, Wanted(text=text))) == expected, text
            assert listing.count(connection, Wanted(text=text)) == len(expected), text
        words = {tuple(row) for row in connection.execute(select(card_words))}
        cards = connection.execute(select(case_cards)).mappings()
        assert words == {(word, row["case_id"]) for row in cards for word in found_by.words(dict(row))}
        connection.rollback()


def test_a_search_reads_one_range(store: Store) -> None:
    with store.read() as connection:
        said = found_by._FOUND.explain(connection, **found_by.range_of("欧阳"), most=50)
    assert said == ["SEARCH card_words USING PRIMARY KEY (word>? AND word<?)", "USE TEMP B-TREE FOR DISTINCT"]


def test_what_a_text_finds_in_few_cards_is_read_by_the_cards_numbers(store: Store) -> None:
    wanted = Wanted(text="欧阳")
    with store.read() as connection:
        said = listing.question(connection, wanted, "name").explain(connection, **wanted.values)
    assert "SEARCH case_cards USING INTEGER PRIMARY KEY (rowid=?)" in said
