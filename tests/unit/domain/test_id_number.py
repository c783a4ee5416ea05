"""Resident identity numbers: reading, checking, masking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.id_number import age_on, check_character, mask_id, mask_phone, read_id_number

GOOD = "14990119720711407X"


def made(birth: date, serial: int) -> str:
    first = f"149901{birth:%Y%m%d}{serial:03}"
    return first + check_character(first)


def test_a_good_number_gives_birth_and_sex() -> None:
    reading = read_id_number(GOOD)
    assert (reading.valid, reading.problem, reading.fault) == (True, "", "")
    assert (reading.birth_date, reading.sex) == (date(1972, 7, 11), "1")
    assert read_id_number("149901198311210525").sex == "2"


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("１４９９０１１９７２０７１１４０７Ｘ", ("全角转半角",)),
        ("14990119720711407x", ("小写 x 改为大写 X",)),
        ("149901 19720711 407X", ("去掉空格或符号",)),
        ("'14990119720711407X", ("去掉空格或符号",)),
        ("\u200b14990119720711407X\ufeff", ()),
        ("１４９９０１１９７２０７１１４０７ｘ　", ("全角转半角", "去掉空格或符号", "小写 x 改为大写 X")),
    ],
)
def test_ways_of_writing_are_tidied_and_noted(typed: str, changed: tuple[str, ...]) -> None:
    reading = read_id_number(typed)
    assert (reading.number, reading.valid, reading.changed) == (GOOD, True, changed)


@pytest.mark.parametrize(
    ("typed", "fault", "word"),
    [
        ("", "empty", "为空"),
        (None, "empty", "为空"),
        ("　", "empty", "为空"),
        (1.499011976010791e17, "lost", "Excel 已丢掉后几位"),
        (149901197601079000, "lost", "Excel 已丢掉后几位"),
        (float("nan"), "lost", "Excel"),
        ("1.49901E+17", "lost", "Excel"),
        ("149901720711407", "old", "15 位的旧号码"),
        (149901720711407.0, "old", "15 位的旧号码"),
        ("149901197504083", "length", "只有 15 位"),
        ("1499011972071140", "length", "只有 16 位"),
        ("14990119720711407X9", "length", "有 19 位"),
        ("149901197207114O71", "characters", "“O”"),
        ("14990119720711407A", "characters", "“A”"),
        ("X49901197207114071", "characters", "“X”"),
        (1.5, "characters", "不是整数"),
        ("149901197213114071", "birth", "19721311 不存在"),
        ("149901197302294071", "birth", "19730229 不存在"),
        ("149901182302214071", "birth", "1823 太早"),
        ("149901197207114071", "check", "第 18 位应为 X"),
    ],
)
def test_each_fault_is_told_apart_and_says_what_to_do(typed: object, fault: str, word: str) -> None:
    reading = read_id_number(typed)
    assert (reading.valid, reading.fault) == (False, fault)
    assert word in reading.problem
    assert "请" in reading.problem


def test_a_wrong_check_character_keeps_number_birth_and_sex() -> None:
    reading = read_id_number("149901197207114071")
    assert (reading.number, reading.birth_date, reading.sex) == ("149901197207114071", date(1972, 7, 11), "1")


def test_a_number_that_lost_digits_is_not_kept() -> None:
    assert read_id_number(1.499011976010791e17).number == ""


def test_nobody_is_born_tomorrow() -> None:
    number = made(date(2026, 12, 1), 1)
    assert read_id_number(number).valid
    assert read_id_number(number, today=date(2026, 11, 30)).fault == "birth"


@given(some.dates(date(1900, 1, 1), date(2099, 12, 31)), some.integers(0, 999))
def test_every_made_number_reads_back(birth: date, serial: int) -> None:
    reading = read_id_number(made(birth, serial))
    assert (reading.valid, reading.birth_date, reading.sex) == (True, birth, "1" if serial % 2 else "2")


@given(some.integers(0, 16), some.integers(1, 9))
def test_every_single_wrong_digit_is_found(place: int, shift: int) -> None:
    wrong = GOOD[:place] + str((int(GOOD[place]) + shift) % 10) + GOOD[place + 1 :]
    assert not read_id_number(wrong).valid


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        (GOOD, "1499**********407X"),
        ("149901720711407", "1499*******1407"),
        ("12345678", "********"),
        ("", ""),
    ],
)
def test_masks_show_four_and_four(number: str, mask: str) -> None:
    assert mask_id(number) == mask


def test_the_phone_mask_is_at_hand_here_too() -> None:
    assert mask_phone("13812345678") == "138****5678"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2008, 11, 30), date(2026, 11, 29), 17),
        (date(2008, 11, 30), date(2026, 11, 30), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_is_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
