"""Names of people."""

import pytest

from anbang_desktop.domain.person_name import clean_name, mask_name, read_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("陈丽华", "陈丽华"),
        (" 陈丽华　", "陈丽华"),
        ("王 五", "王五"),
        ("王　五", "王五"),
        ("王𬖸龘", "王𬖸龘"),
        ("王 𬖸 龘", "王𬖸龘"),
        ("买买提・艾合买提", "买买提·艾合买提"),
        ("买买提•艾合买提", "买买提·艾合买提"),
        ("买买提 · 艾合买提", "买买提·艾合买提"),
        ("买买提.艾合买提", "买买提·艾合买提"),
        ("买买提。艾合买提", "买买提·艾合买提"),
        ("John  Smith", "John Smith"),
        ("陈\u200b丽华\ufeff", "陈丽华"),
    ],
)
def test_names_are_tidied(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_what_was_tidied_is_noted() -> None:
    assert read_name("买买提・艾合买提").changed == ("间隔号统一为“·”",)
    assert read_name("王 五").changed == ("去掉姓名里的空格",)
    assert read_name("买买提·艾合买提").changed == ()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "为空"),
        (None, "为空"),
        ("　", "为空"),
        ("张\ue000", "自造字"),
        ("张\U000f0000", "自造字"),
        ("张\ufffd", "乱码"),
        ("张\x07", "控制字符"),
        ("张" * 51, "51 个字"),
    ],
)
def test_unreadable_names_are_refused(typed: object, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        clean_name(typed)


def test_length_counts_characters_not_code_units() -> None:
    assert clean_name("𬖸" * 50) == "𬖸" * 50


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王五", "王某"), ("王𬖸龘", "王某某"), ("买买提·艾合买提", "买某某"), ("王", "某"), ("", "某")],
)
def test_a_name_that_does_not_belong_on_a_paper_keeps_its_first_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked
