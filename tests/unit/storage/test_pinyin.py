"""storage/pinyin.py: names by sound, with the readings that surnames have."""

import pytest

from anbang_desktop.storage import pinyin


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("王秀兰", " wangxiulan xiulan lan"),
        ("单雄", " shanxiong xiong danxiong"),
        ("仇英", " qiuying ying chouying"),
        ("曾平", " zengping ping cengping"),
        ("解放", " xiefang fang jiefang"),
        ("卜一", " buyi yi"),
        ("阚二", " kaner er"),
        ("贠三", " yunsan san"),
        ("薄四", " bosi si baosi"),
        ("藏五", " zangwu wu cangwu"),
        ("欧阳小", " ouyangxiao yangxiao xiao"),
        ("尉迟恭", " yuchigong chigong gong"),
        ("买买提·艾合买提", " maimaitiaihemaiti maitiaihemaiti tiaihemaiti aihemaiti hemaiti maiti ti"),
    ],
)
def test_every_start_of_a_syllable_is_kept(name: str, spoken: str) -> None:
    assert pinyin.spoken(name) == spoken


def test_a_surname_with_two_readings_is_found_by_both() -> None:
    assert " qinming" in pinyin.spoken("覃明")
    assert " tanming" in pinyin.spoken("覃明")


def test_rare_readings_of_common_signs_do_not_find_everybody() -> None:
    assert pinyin.initials("于兰") == " yl l"


def test_a_sign_without_a_known_reading_is_left_out() -> None:
    assert pinyin.initials("王𬖸龘").startswith(" w")
    assert pinyin.sort_key("") == ""


def test_a_place_is_typed_in_any_reading_from_any_sign() -> None:
    found = pinyin.typed("长乐街1组").split()
    assert {"changlejie1zu", "zhangyuejie1zu", "lejie1zu", "clj1z", "zlj1z", "z"} <= set(found)
    assert pinyin.typed("") == ""


def test_every_reading_of_the_table_is_one() -> None:
    single, compound = pinyin._surnames()
    assert len(single) > 120
    assert all(len(name) == len(said) == 2 for name, said in compound.items())
    for sign, said in single.items():
        assert len(sign) == 1
        assert all(one.isascii() and one.isalpha() for one in said), sign
