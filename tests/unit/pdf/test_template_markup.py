"""pdf/template_markup.py: tables, blocks, headings and characters, each fault with its line; and texts of any
kind are told or printed, never a crash.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, find_faults
from anbang_desktop.pdf.template_markup import find_markup_faults

SLOTS = (
    Slot("姓名", person=True),
    Slot("住址", required=False),
    Slot("成员", required=False, parts=(Slot("名"),)),
)
VALUES = {"姓名": "# 王|{{", "住址": "", "成员": [{"名": "甲"}, {"名": "[[签名]]"}]}
FIXED = frozenset({"签名"})


def text(source: str) -> Text:
    return Text("t", "1", "试用", source, offset=5)


def told(source: str) -> list[str]:
    return [one.sentence for one in find_markup_faults(text(source), FIXED)]


@pytest.mark.parametrize(
    "source",
    [
        "# 题\n|= 9 4\n| 甲 | {{ 姓名 | 横线 }} |\n{% if 住址 %}\n| 乙 | {{ 住址 }} |\n{% endif %}\n[[签名]]",
        "# 题\n### 三级\n-> 右\n:: \n:: 左\n| 一 | 二 |\n| 三 | 四 |\n正文\n| 五 |",
    ],
)
def test_what_can_be_laid_out_is_clean(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("正文", "第 6 行：还没有标题"),
        ("# 题\n|= 一 二", "第 7 行：表格的列宽"),
        ("# 题\n|= 0 nan", "第 7 行：表格的列宽"),
        ("# 题\n|=", "第 7 行：表格的列宽"),
        ("# 题\n|= 1 2\n| 甲 |", "第 8 行：表格这一行有 1 格，应当是 2 格"),
        ("# 题\n| 甲 | 乙 |\n| 甲 |", "第 8 行：表格这一行有 1 格，应当是 2 格"),
        ("# 题\n" + "| 甲 " * 13 + "|", "第 7 行：表格一行最多 12 格"),
        ("# 题\n[[印章]]", "第 7 行：这份文书没有“印章”这一块（可用的：签名）"),
        ("# 题\n##", "第 7 行：标题没有文字"),
        ("# 题\n##一", "第 7 行：标题的“#”后面要空一格"),
        ("# 题\n｛姓名", "第 7 行：花括号“｛｝”没有配对"),
        ("# 题\n甲\U000f0000", "没有可用的字体"),
        ("# 题\n甲\x07", "“□”（U+0007）"),
    ],
)
def test_each_fault_has_its_line(source: str, said: str) -> None:
    assert any(said in one for one in told(source))


PIECES = some.sampled_from(
    [
        *(
            "{{ 姓名 }}",
            "{{ 住址 | 横线 }}",
            "{{ 年龄 }}",
            "{{ 人.名 }}",
            "{{ 人 }}",
            "{{ (not 姓名) | 横线 }}",
        ),
        *(
            "{% if 住址 %}",
            "{% if not 住址 and 姓名 %}",
            "{% elif 姓名 %}",
            "{% else %}",
            "{% endif %}",
            "{{ 1 }}",
        ),
        *(
            "{% for 人 in 成员 %}",
            "{% for loop in 成员 %}",
            "{{ loop.index }}",
            "{% endfor %}",
            "{% if 成员 %}",
        ),
        *("{{", "}}", "{%", "{#", "{% raw %}", "{% set a = 1 %}", "｛姓名｝", "\ue000", "\x00", "　", "正文"),
        *("|= 1 2", "|=", "| 甲 | 乙 |", "| 甲 |", "|", "# 题", "#", "##", "-> ", "-> 右", "::", ":: 左"),
        *("[[签名]]", "[[x]]", "[[", "]]", "\n", "\n", "\n"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_told_or_printed(source: str) -> None:
    """A text without faults becomes a paper with values that look like markup; none crashes."""
    tried = text(source)
    if [*find_faults(tried, SLOTS), *find_markup_faults(tried, FIXED)]:
        return
    blocks = fill(tried, SLOTS, VALUES)
    story = flowables(blocks, {"签名": Signatures((Signer("甲"),))})
    assert page.build(story, page.Edges("试用", "青山司法所", "1", "ABCDEFGH")).startswith(b"%PDF")


@settings(max_examples=100, deadline=None)
@given(some.text(max_size=200))
def test_no_words_crash_the_check(source: str) -> None:
    tried = text(source)
    for fault in [*find_faults(tried, SLOTS), *find_markup_faults(tried, FIXED)]:
        assert 6 <= fault.line <= 6 + source.count("\n") + 1
