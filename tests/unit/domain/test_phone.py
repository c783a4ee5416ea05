"""Telephone numbers are tidied, checked and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.phone import judge_phone, mask_phone, read_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        ("１７７００００１５９６", "17700001596"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        (13812345678.0, "13812345678"),
        ("0351-1234567", "0351-1234567"),
        ("（0351）1234567", "0351-1234567"),
        ("03511234567", "0351-1234567"),
        ("010-12345678", "010-12345678"),
        ("0351-1234567转801", "0351-1234567转801"),
        ("4001234567", "4001234567"),
        ("13812345678/0351-1234567", "13812345678、0351-1234567"),
        ("", ""),
        (None, ""),
    ],
)
def test_numbers_are_tidied(typed: object, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1380000123", "手机号只有 10 位，请核对后补全；座机请加区号。"),
        ("138000012345", "手机号有 12 位，请核对后改正；座机请加区号。"),
        ("2345678", "座机没有区号，请在前面加上区号，例如 0351-1234567。"),
        ("13812345678、1380000123", "手机号只有 10 位，请核对后补全；座机请加区号。"),
        ("王某的手机", "电话里有数字以外的字符，请只填号码。"),
        ("12012345678", "不像手机号，也不像带区号的座机号，请核对。"),
    ],
)
def test_what_cannot_be_dialled_is_explained(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="请") as trouble:
        read_phone(typed)
    assert str(trouble.value) == sentence


def test_an_import_keeps_what_cannot_be_dialled() -> None:
    reading = judge_phone("１３８００００１２３")
    assert (reading.number, reading.valid, reading.changed) == ("1380000123", False, ("全角转半角",))


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("13812345678", "138****5678"),
        ("0351-1234567", "0351-****567"),
        ("13812345678、0351-1234567", "138****5678、0351-****567"),
        ("1380000123", "*******123"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_masks(number: str, mask: str) -> None:
    assert mask_phone(number) == mask


@given(some.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mask_never_shows_the_middle_of_a_mobile(number: str) -> None:
    assert read_phone(number) == number
    assert mask_phone(number)[3:7] == "****"
