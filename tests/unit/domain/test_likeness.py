"""Who looks like one: the reasons in their order, and no pair twice however many there are."""

from datetime import date, timedelta

import pytest

from anbang_desktop.domain.likeness import Likeness, Looks, compare, pairs

BORN = date(1980, 3, 4)


def looks(
    client: int = 1, name: str = "王某", no: str | None = None, birth: date | None = BORN, *villages: str
) -> Looks:
    return Looks(client, client, name, no, birth, frozenset(villages))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (looks(1, "王某", "1499"), looks(2, "李某", "1499"), Likeness.NUMBER),
        (looks(1, "王某", "1499"), looks(2, "李某", "1498"), None),
        (looks(1), looks(2), Likeness.NAME_BIRTH),
        (
            looks(1, "王某", None, BORN, "东街"),
            looks(2, "王某", None, BORN, "东街"),
            Likeness.NAME_BIRTH_VILLAGE,
        ),
        (looks(1, "王某", None, None, "东街"), looks(2, "王某", None, BORN, "东街"), Likeness.NAME_VILLAGE),
        (
            looks(1, "王某", None, BORN, "东街"),
            looks(2, "王某", None, BORN.replace(year=1981), "东街"),
            Likeness.NAME_VILLAGE,
        ),
        (looks(1, "王某", None, BORN, "东街"), looks(2, "王某", None, date(1990, 5, 6), "东街"), None),
        (looks(1, "王某", None, None), looks(2, "王某", None, None), None),
    ],
)
def test_the_strongest_reason_counts(one: Looks, other: Looks, why: Likeness | None) -> None:
    assert compare(one, other) is why
    assert compare(other, one) is why


def test_who_was_registered_first_stands_first() -> None:
    (pair,) = pairs([looks(7), looks(3)])
    assert (pair.first.client_id, pair.second.client_id) == (3, 7)


def test_many_of_one_name_are_looked_at_by_birth_and_village() -> None:
    crowd = [looks(at, "王某", None, BORN + timedelta(days=400 * at), f"村{at}") for at in range(60)]
    twin = looks(99, "王某", None, crowd[10].birth, "村10")
    found = list(pairs([*crowd, twin]))
    assert [(one.first.client_id, one.second.client_id) for one in found] == [(10, 99)]


def test_a_crowd_that_is_alike_stays_bounded() -> None:
    assert len(list(pairs([looks(at) for at in range(100)]))) == 99
