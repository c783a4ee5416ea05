"""pdf/template.py: what a text may not contain, and that a value is never markup."""

from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.errors import UserError
from anbang_desktop.pdf.forms import agreement
from anbang_desktop.pdf.template import Slot, TemplateRefused, Text, fill, find_faults, lint, parse_text

SLOTS = (
    Slot("姓名", person=True),
    Slot("住址", required=False),
    Slot("成员", required=False, parts=(Slot("名"),)),
)


def text(source: str) -> Text:
    return Text("t", "1", "试用", source, offset=5)


@pytest.mark.parametrize(
    "file", sorted(paths.resources("agreements").glob("*.txt")), ids=lambda one: one.stem
)
def test_no_clause_ends_in_a_tag_that_would_swallow_the_line_end(file: Path) -> None:
    """``trim_blocks`` takes the line end after a tag: the next heading would be part of the clause."""
    for line in file.read_text("utf-8").splitlines():
        alone = line.startswith("{%") and line.count("{%") == 1
        assert alone or not line.endswith("%}"), line


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 年龄 }}", "没有名为“年龄”的字段"),
        ("第一行\n{{ 姓名 | upper }}", "没有名为“upper”的转换"),
        ("{{ 姓名 ", "占位符写法有误"),
        ("{{ 姓名() }}", "双花括号里只能写字段名"),
        ("{{ 姓名.__class__ }}", "没有名为“姓名.__class__”的字段"),
        ("{{ 姓名[0] }}", "双花括号里只能写字段名"),
        ("{{ 1 + 1 }}", "双花括号里只能写字段名"),
        ("{{ '字' }}", "双花括号里只能写字段名"),
        ("{% set x = 姓名 %}", "不允许的写法"),
        ("{% import 'x' as x %}", "不允许的写法"),
        ("{% include 'x' %}", "不允许的写法"),
        ("{% macro x() %}{% endmacro %}", "不允许的写法"),
        ("{% for 人 in 姓名 %}{% endfor %}", "循环只能写成"),
        ("{% for 人 in 成员 %}{{ 人.电话 }}{% endfor %}", "没有名为“人.电话”的字段"),
        ("{% for 人 in 成员 %}{{ 人 }}{% endfor %}", "没有名为“人”的字段"),
        ("{{ 成员 }}", "“成员”是列表"),
        ("{% if 姓名 == '王' %}{% endif %}", "不允许的写法"),
        ("\ue000", "私用区"),
    ],
)
def test_what_is_not_on_the_list_is_refused(source: str, said: str) -> None:
    problems = lint(text(source), SLOTS)
    assert len(problems) >= 1
    assert said in problems[0]
    with pytest.raises(TemplateRefused, match="不能使用"):
        fill(text(source), SLOTS, {"姓名": "王"})


def test_the_line_is_that_of_the_file() -> None:
    assert lint(text("一\n二\n{{ 年龄 }}"), SLOTS) == ["第 8 行：没有名为“年龄”的字段"]


def test_all_problems_are_told_together() -> None:
    assert len(lint(text("{{ 年龄 }}\n{{ 性别 }}"), SLOTS)) == 2


@pytest.mark.parametrize(
    "value",
    ["# 王", "## 王", "| 王 | 李 |", "[[签名]]", "-> 王", "{{ 住址 }}", "{% if %}", "::", "<b>王</b>"],
)
def test_a_value_is_never_markup(value: str) -> None:
    (block,) = fill(text("{{ 姓名 }}"), SLOTS, {"姓名": value})
    assert block.kind == "body"
    assert [(piece.text, piece.person, piece.where) for piece in block.pieces] == [(value, True, "姓名")]


def test_a_value_with_a_bar_stays_in_its_cell() -> None:
    (block,) = fill(text("| 姓名 | {{ 姓名 }} |"), SLOTS, {"姓名": "王|李"})
    assert [[piece.text for piece in cell] for cell in block.rows[0]] == [["姓名"], ["王|李"]]


def test_a_value_of_two_lines_stays_in_its_block() -> None:
    blocks = fill(text("甲{{ 住址 }}乙"), SLOTS, {"姓名": "王", "住址": "一\n# 二"})
    assert [block.kind for block in blocks] == ["body"]


def test_loops_conditions_and_lines_to_write_on() -> None:
    source = "{% for 人 in 成员 %}\n::  {{ 人.名 }}\n{% endfor %}\n"
    source += "{% if 住址 %}\n住在{{ 住址 }}\n{% else %}\n住址：{{ 住址 | 横线 }}\n{% endif %}"
    blocks = fill(text(source), SLOTS, {"姓名": "王", "成员": [{"名": "甲"}, {"名": "乙"}]})
    assert [block.kind for block in blocks] == ["flush", "flush", "body"]
    assert blocks[-1].pieces[-1].blank


def test_a_missing_value_is_named() -> None:
    with pytest.raises(UserError, match="“姓名”还没有填写，不能出具试用"):
        fill(text("{{ 姓名 }}"), SLOTS, {})


def test_a_value_without_a_slot_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        fill(text(""), SLOTS, {"姓名": "王", "年龄": "3"})


def test_the_front_part_is_read() -> None:
    read = parse_text('+++\nid = "a"\nversion = "2"\ntitle = "题"\n+++\n# 题\n')
    assert (read.id, read.version, read.title, read.source, read.offset) == ("a", "2", "题", "# 题\n", 5)


def test_the_agreement_that_ships_is_clean() -> None:
    assert lint(agreement.text(), agreement.SLOTS) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "{{ 年龄 }}\n{% if 住址 %}\n甲{{ 姓名\n{{ x + }}\n{% for 项 in 成员 %}\n{{ 项.y }}\n",
            [6, 8, 9, 11, 11, 12],
        ),
        ("{% if 住址 and %}\n{{ 年龄 }}\n{% endif %}\n{% endif %}", [6, 7, 9]),
        ("{% for x y %}{{ x.y }}{% endfor %}\n{{ 年龄 }}", [6, 7]),
        ("{% for 项 in 成员 %}{% endfor %}\n{{ 项.名 }}", [7]),
        ("{{ (not 姓名) | 横线 }}", [6]),
        ("{{ 姓名 | 横线(1) }}", [6]),
        ("{% for loop in 成员 %}{{ loop.名 }}{% endfor %}", [6]),
        ("{% for 项 in 成员 %}{% else %}没有{% endfor %}", [6]),
        ("{% if 住址 %}" * 400 + "{% endif %}" * 400, [6]),
        ("字" * 60_001, [6]),
    ],
)
def test_every_fault_is_told_at_once_with_its_line(source: str, lines: list[int]) -> None:
    assert [fault.line for fault in find_faults(text(source), SLOTS)] == lines


def test_a_text_names_its_wording() -> None:
    assert text("").key == "t-1"
