"""The printed recovery key: spelling, folding, and which group holds a typing mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anbang_desktop.errors import UserError
from anbang_desktop.storage import recovery_code
from anbang_desktop.storage.recovery_code import ALPHABET

SECRET = bytes(range(20))
secrets = st.binary(min_size=20, max_size=20)


def test_known_answer() -> None:
    assert recovery_code.spell(SECRET) == "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-MQ98"


@given(secrets)
def test_reads_what_it_spelled(secret: bytes) -> None:
    assert recovery_code.read(recovery_code.spell(secret)) == secret


@given(secrets)
def test_folds_what_people_write(secret: bytes) -> None:
    untidy = recovery_code.spell(secret).replace("0", "O").replace("1", "l").replace("-", " ").lower()
    assert recovery_code.read(untidy) == secret


@given(secrets, st.integers(0, 31), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found_in_its_pair_of_groups(secret: bytes, at: int, wrong: str) -> None:
    groups = recovery_code.spell(secret).split("-")
    group, place = divmod(at, 4)
    if groups[group][place] == wrong:
        return
    groups[group] = groups[group][:place] + wrong + groups[group][place + 1 :]
    told = recovery_code.check(groups)
    assert [number for number, good in enumerate(told) if good is False] == [
        group // 2 * 2,
        group // 2 * 2 + 1,
    ]


@given(secrets, st.integers(0, 30))
def test_swapped_neighbours_are_found(secret: bytes, at: int) -> None:
    text = recovery_code.spell(secret).replace("-", "")
    if at % 8 == 7 or text[at] == text[at + 1]:
        return
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    with pytest.raises(UserError, match="组里有输错的字符"):
        recovery_code.read(swapped)


def test_tells_each_group_as_soon_as_it_can() -> None:
    groups = recovery_code.spell(SECRET).split("-")
    assert recovery_code.check(groups[:3]) == [None, None, None, None, None, None, None, None, None]
    assert recovery_code.check(["U000"])[0] is False
    assert recovery_code.check([groups[0], groups[1], "", "", "", "", "", "", groups[8]])[:3] == [
        True,
        True,
        None,
    ]
    assert recovery_code.check(groups) == [True] * 9


def test_too_short_says_how_long_it_is() -> None:
    with pytest.raises(UserError, match="现在是 8 个字符"):
        recovery_code.read("0000-0000")
