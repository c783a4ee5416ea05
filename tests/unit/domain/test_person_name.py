"""Names of people."""

import pytest

from anbang_desktop.domain.person_name import NameReading, clean_name, mask_name, question_name, read_name


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


@pytest.mark.parametrize(
    ("written", "name", "former"),
    [
        ("1.张三", "张三", ""),
        ("（1）张三", "张三", ""),
        ("5 张三", "张三", ""),
        ("张三（女）", "张三", ""),
        ("卓玛 (措姆)", "卓玛", ""),
        ("张一\n（曾用名张二）", "张一", "张二"),
        ("司马光；又名司马十二", "司马光", "司马十二"),
        ("李一、李二", "", ""),
        ("张三和李四", "", ""),
        ("李?强", "", ""),
        ("王某某", "", ""),
        ("张*", "", ""),
        ("多杰-才让", "", ""),
        ("同上", "", ""),
        ("赵", "", ""),
        ("不详", "", ""),
        ("是", "", ""),
        (" 无名氏 ", "", ""),
    ],
)
def test_what_is_perhaps_no_name_is_questioned(written: str, name: str, former: str) -> None:
    doubt = question_name(written)
    assert doubt is not None
    assert (doubt.name, doubt.former) == (name, former)


@pytest.mark.parametrize(
    "written",
    ["王 强", "欧阳小花", "买买提•艾力", "JOHN SMITH", "吴〇", "张和平", "王𬭚", "张三2", "张与之", "甲"],
)
def test_a_name_like_any_other_is_not_questioned(written: str) -> None:
    assert question_name(written) is None


def test_a_number_at_the_end_of_a_name_and_a_single_sign_are_told() -> None:
    assert read_name("甲").changed == ("只有一个字，请与身份证核对",)
    assert read_name("张三2").changed == ("末尾有数字，请与身份证核对",)


def test_a_radical_is_told_as_the_sign_it_stands_for() -> None:
    assert read_name("⾼强") == NameReading("高强", ("换成通用的字形",))
