"""The invented people are fit to be used: distinct, always the same, valid and nobody's."""

from anbang_desktop.domain.id_number import read_id_number
from tests.support import makers


def test_the_same_seed_makes_the_same_people() -> None:
    assert makers.people(30, seed=7) == makers.people(30, seed=7)
    assert makers.people(30, seed=7) != makers.people(30, seed=8)


def test_numbers_are_valid_distinct_and_of_an_area_that_is_not_in_use() -> None:
    made = makers.people(500)
    readings = [read_id_number(person.id_no, makers.TODAY) for person in made]
    assert all(reading.valid for reading in readings)
    assert [(reading.birth_date, reading.sex) for reading in readings] == [
        (person.birth_date, person.sex) for person in made
    ]
    assert len({person.id_no for person in made}) == 500
    assert all(person.id_no.startswith("1499") for person in made)


def test_some_names_are_rare_compound_or_long() -> None:
    names = {person.name for person in makers.people(500)}
    assert {"王𬖸龘", "买买提·艾合买提"} <= names
    assert any(name.startswith(makers.COMPOUND) for name in names)


def test_a_term_ends_on_the_day_of_release() -> None:
    for person in makers.people(200):
        assert person.term_start < person.term_end == person.release_date


def test_a_field_can_be_chosen() -> None:
    assert makers.person(name="赵㛃").name == "赵㛃"
