"""services/worklist/people.py: the list, the filters and every way to find somebody."""

import pytest

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("沈山", "沈山", "姓名"),
        ("沈", "沈山", "姓名"),
        ("shenshan", "沈山", "拼音"),
        ("shan", "沈山", "拼音"),
        ("SS", "沈山", "首字母"),
        ("9333", "沈山", "身份证号"),
        ("149901199012029333", "沈山", "身份证号"),
        ("王𬖸", "王𬖸龘", "姓名"),
        ("艾合买提", "买买提·艾合买提", "姓名"),
    ],
)
def test_search_finds_and_says_why(desk: Desk, text: str, name: str, why: str) -> None:
    found = {hit.row.name: hit.why for hit in people.search(desk, text)}
    assert found[name] == why


def test_letters_count_only_from_the_start_of_a_syllable(desk: Desk) -> None:
    assert not [hit for hit in people.search(desk, "hen") if hit.row.name == "沈山"]


def test_the_list_is_ordered_and_filtered_in_the_database(desk: Desk) -> None:
    ids = people.list_ids(desk, PeopleFilter(), "release_date")
    days = [row.release_date for row in people.rows(desk, ids)]
    assert len(ids) == 32
    assert days == sorted(days, key=str)
    assert not people.list_ids(desk, PeopleFilter(quick="on_books"))
    assert len(people.list_ids(desk, PeopleFilter(states=frozenset({"S10_NOTICE"})))) == 32
    assert people.first_page(desk, PeopleFilter(), limit=5) == people.rows(desk, ids[:5])


def test_lists_mask_the_id_number(desk: Desk) -> None:
    rows = people.rows(desk, people.list_ids(desk, PeopleFilter()))
    assert all(row.id_no_masked[4:-4] == "*" * 10 for row in rows)


def test_nothing_is_found_for_blanks_and_wildcards(desk: Desk) -> None:
    assert not people.search(desk, "  ")
    assert not people.search(desk, "%")
    assert not people.search(desk, "' OR 1=1 --")
