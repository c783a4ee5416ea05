"""domain/copying.py: the order of another system's screen is read from a file, refused with its line where
it is wrong, and brought into the office's own order.
"""

from datetime import date

import pytest

from anbang_desktop.domain.copying import (
    CopyDatum,
    CopyOrder,
    CopySystem,
    DayStyle,
    Written,
    code_words,
    day_words,
    in_order,
    parse_system,
    spell_system,
)
from anbang_desktop.domain.toml_table import TomlFault

DATA = {
    "name": CopyDatum(),
    "released": CopyDatum(day=True),
    "recidivist": CopyDatum(answer=True),
    "way": CopyDatum(table="placement_way"),
}
GOOD = """
id = "county"
name = "县局平台"
told = "县局给的次序"

[[codes]]
table = "placement_way"
by = "own"
names = [["A", "务农"], ["Z", "其他"]]
pairs = [["A", "01"], ["Z", "99"]]

[[sections]]
title = "人员"
lines = [
    { label = "姓名", field = "name" },
    { label = "释放日", field = "released", days = "20260305" },
]

[[sections]]
title = "安置"
lines = [
    { label = "姓名", field = "name" },
    { label = "累犯", field = "recidivist", written = "code" },
    { label = "安置方式", field = "way", written = "both" },
]
"""


def good() -> CopySystem:
    return parse_system(GOOD, DATA)


def test_a_system_is_read_whole() -> None:
    made = good()
    assert (made.id, made.name, made.told) == ("county", "县局平台", "县局给的次序")
    assert [one.key for one in made.lines] == [
        "人员/姓名",
        "人员/释放日",
        "安置/姓名",
        "安置/累犯",
        "安置/安置方式",
    ]
    assert made.lines[1].days is DayStyle.DIGITS
    assert [one.written for one in made.lines[3:]] == [Written.CODE, Written.BOTH]
    assert made.codes["placement_way"].pairs == {"01": "A", "99": "Z"}
    assert made.codes["placement_way"].names == {"A": "务农", "Z": "其他"}
    assert made.shown == made.lines


def test_codes_and_told_may_be_left_out() -> None:
    made = parse_system('id="a"\nname="b"\n[[sections]]\ntitle="t"\nlines=[{label="l",field="name"}]', DATA)
    assert (made.told, made.codes) == ("", {})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('field = "released"', 'field = "relaesed"', "没有“relaesed”这一项，是不是“released”"),
        (
            '"name" },\n    { label = "释放日"',
            '"name", written = "code" },\n    { label = "释放日"',
            "没有代码",
        ),
        ('field = "recidivist"', 'field = "recidivist", days = "20260305"', "不是日期"),
        ('days = "20260305"', 'days = "5.3.2026"', "日期写法"),
        ('written = "both"', 'written = "all"', "写法"),
        ('title = "安置"', 'title = "人员"', "写了两次"),
        ('label = "释放日"', 'label = "姓名"', "写了两次"),
        ('table = "placement_way"', 'table = "places"', "代码表"),
        ('by = "own"', 'by = "theirs"', "对照"),
        ('name = "县局平台"', 'name = " "', "不能空着"),
        ('id = "county"', 'id = ""', "不能空着"),
        ('told = "县局给的次序"', "order = 3", "没有“order”这一项"),
        ('id = "county"', "", "缺少“id”"),
        ('id = "county"', 'id = "county', "不合 TOML 写法"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(TomlFault, match=said) as refused:
        parse_system(GOOD.replace(old, new, 1), DATA)
    assert "第 " in str(refused.value)


def test_the_offices_order_moves_and_hides_and_what_is_new_comes_last() -> None:
    order = CopyOrder(("安置/累犯", "gone/line", "人员/姓名"), frozenset({"人员/姓名", "gone/line"}))
    made = in_order(good(), order)
    assert [one.key for one in made.lines[:2]] == ["安置/累犯", "人员/姓名"]
    assert len(made.lines) == len(good().lines)
    assert made.hidden == {"人员/姓名"}
    assert "人员/姓名" not in [one.key for one in made.shown]
    assert in_order(good(), None) == good()


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (DayStyle.ISO, "2026-03-05"),
        (DayStyle.SLASHES, "2026/03/05"),
        (DayStyle.DOTS, "2026.03.05"),
        (DayStyle.DIGITS, "20260305"),
        (DayStyle.CHINESE, "2026年3月5日"),
        (DayStyle.MONTH, "2026-03"),
    ],
)
def test_each_style_of_day_is_spelled_as_it_is_named(style: DayStyle, words: str) -> None:
    assert day_words(date(2026, 3, 5), style) == words == style.value


def test_a_code_is_written_as_words_as_code_or_both() -> None:
    assert code_words("01", "落实责任田", Written.WORDS) == "落实责任田"
    assert code_words("01", "", Written.WORDS) == "01"
    assert code_words("01", "落实责任田", Written.CODE) == "01"
    assert code_words("", "落实责任田", Written.CODE) == ""
    assert code_words("01", "落实责任田", Written.BOTH) == "01 落实责任田"
    assert code_words("", "落实责任田", Written.BOTH) == "落实责任田"


def test_a_system_is_spelled_as_it_is_read() -> None:
    assert parse_system(spell_system(good()), DATA) == good()
    shown = in_order(good(), CopyOrder(("安置/累犯",), frozenset({"人员/姓名"})))
    again = parse_system(spell_system(shown), DATA)
    assert {one.key for one in again.lines} == {one.key for one in shown.shown}
    assert again.lines[0].key == "安置/累犯"


def test_a_datum_like_nothing_is_only_said() -> None:
    with pytest.raises(TomlFault, match="没有“xyz”这一项。"):
        parse_system(GOOD.replace('field = "name"', 'field = "xyz"', 1), DATA)
