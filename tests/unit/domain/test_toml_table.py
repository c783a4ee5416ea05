"""Reading a data file key by key."""

from datetime import date

import pytest

from anbang_desktop.domain.toml_table import Table, TomlFault, read_toml, spell_path
from anbang_desktop.domain.verbs import Verb

TEXT = """id = "x-1"
count = 3
on = 2026-11-30
verb = "登记核查"
[inside]
rows = [["a", 1], ["b", 2]]
"""


def read_all(root: Table) -> tuple[object, ...]:
    return (
        root.text("id"),
        root.number("count"),
        root.day("on"),
        root.member("verb", Verb, "动作"),
        root.table("inside").pairs("rows", str, int),
        root.flag("absent"),
        "absent" in root,
    )


def test_values_come_as_their_kinds() -> None:
    rows = (("a", 1), ("b", 2))
    assert read_toml(TEXT, "表", read_all) == (
        "x-1",
        3,
        date(2026, 11, 30),
        Verb.VERIFY,
        rows,
        False,
        False,
    )


def test_a_key_that_nobody_asks_for_is_refused_however_deep() -> None:
    with pytest.raises(TomlFault, match=r"^表 x-1 第 7 行 inside.row：没有“row”这一项，可用的有：rows。$"):
        read_toml(f"{TEXT}row = []\n", "表", read_all)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\nb = \n", r"^表 第 2 行：第 5 列附近不合 TOML 写法"),
        ('a = 1\nb = """', r"^表 第 2 行：文件没有写完，不合 TOML 写法"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(TomlFault, match=words):
        read_toml(text, "表", read_all)


def test_a_path_in_words() -> None:
    assert spell_path(()) == ""
    assert spell_path(("papers", 3, "verb")) == "papers[3].verb"
    assert spell_path(("rules", "group.min_size", "unit")) == 'rules."group.min_size".unit'
