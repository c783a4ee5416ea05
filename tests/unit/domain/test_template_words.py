"""domain/template_words.py: what a clerk sees of a text, and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.template_words import as_data, field_words, to_source, to_words

TEXTS = sorted(
    [
        *(Path(__file__).parents[3] / "resources" / "agreements").glob("*.txt"),
        *(Path(__file__).parents[3] / "resources" / "letters").glob("*.txt"),
    ]
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda one: one.stem)
def test_every_text_that_ships_comes_back_as_it_was(path: Path) -> None:
    source = path.read_text("utf-8").split("+++\n", 2)[2]
    words = to_words(source)
    assert "{" not in words, "a clerk sees no braces of ours"
    assert to_source(words) == source
    assert words.count("\n") == source.count("\n")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ 姓名 }}", "｛姓名｝"),
        ("{{姓名|横线}}", "｛姓名｜留线｝"),
        ("{% if not 有亲属 and 姓名 %}", "｛如果 没有 有亲属 并且 姓名｝"),
        ("{% elif 姓名 %}", "｛否则如果 姓名｝"),
        ("{% else %}{% endif %}", "｛否则｝｛如果结束｝"),
        ("{% for 人 in 名单 %}{{ 人.序号 }}{% endfor %}", "｛逐项 名单 作 人｝｛人.序号｝｛逐项结束｝"),
        ("{{ 姓名() }}", "{{ 姓名() }}"),
        ("{% for x in y if z %}", "{% for x in y if z %}"),
        ("{% if %}", "{% if %}"),
        ("{% else 姓名 %}", "{% else 姓名 %}"),
    ],
)
def test_fields_and_conditions_are_said_in_words(source: str, words: str) -> None:
    assert to_words(source) == words


def test_a_field_is_put_in_as_it_is_read() -> None:
    assert to_source(field_words("姓名")) == "{{ 姓名 }}"
    assert to_source(field_words("姓名", line=True)) == "{{ 姓名 | 横线 }}"


@given(some.text())
def test_any_wording_keeps_its_lines(words: str) -> None:
    assert to_source(words).count("\n") == words.count("\n")
    assert to_words(words).count("\n") == words.count("\n")


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("# 一", "＃ 一"),
        ("| 甲 |", "｜ 甲 |"),
        ("-> 右", "→ 右"),
        (":: 左", "：： 左"),
        ("[[签名]]", "［［签名]]"),
        ("{{ 姓名 }}", "〔〔 姓名 〕〕"),
        ("{% if x %}", "〔% if x %〕"),
        ("甲\ue000乙", "甲乙"),
        ("｛姓名｝", "〔姓名〕"),
    ],
)
def test_a_foreign_line_is_nothing_but_words(line: str, plain: str) -> None:
    assert as_data(line) == plain


@given(some.text())
def test_no_foreign_line_becomes_a_field(line: str) -> None:
    assert to_source(as_data(line)) == as_data(line)
    assert to_words(as_data(line)) == as_data(line)
