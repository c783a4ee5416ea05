"""What is left of a label without period, unit and the words that say nothing."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.label_words import LabelWords, declared, parse_label_words
from anbang_desktop.domain.report_words import ReportLine


@pytest.fixture(scope="module")
def words() -> LabelWords:
    return parse_label_words(paths.resources("report", "labels.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "core", "moment", "unit"),
    [
        ("一、在册 人数：", "在册", "", "count"),
        ("３.1监狱释放", "监狱释放", "", ""),
        ("（三）期末在册人数（人）", "在册", "end", "count"),
        ("①其中:新增", "新增", "", ""),
        ("60岁以上", "60岁以上", "", ""),
        ("衔接率（%）", "衔接", "", "rate"),
        ("走访(人次)", "走访", "", "times"),
        ("新增（本年累计）", "新增", "year", ""),
        ("本期期末在册", "在册", "end", ""),
        ("本期在册（期末）", "在册", "end", ""),
        ("上年同期累计走访人次", "走访", "last_year_to_date", "times"),
        ("本年上期新增", "新增", "unsure", ""),
        ("改造表现", "改造表现", "", ""),
        ("期末数", "", "end", "count"),
        ("在册人数（不含双列管）", "在册人数不含双列管", "", ""),
    ],
)
def test_days_unit_and_numbering_come_off(
    words: LabelWords, text: str, core: str, moment: str, unit: str
) -> None:
    label = words.read(text)
    assert (label.core, label.moment, label.unit) == (core, moment, unit)


def test_no_modifier_comes_off(words: LabelWords) -> None:
    for text in ("未签订协议人数", "非重点对象", "不在册", "无业", "60岁以下"):
        assert words.read(text).core[0] == text[0]
    assert words.read("安置率增减").foreign == "增减"
    assert words.read("其中：女性").marked
    assert not words.read("女性").marked


def test_a_heading_that_says_only_days(words: LabelWords) -> None:
    assert [words.moment_of(text) for text in ("本月数", "本年累计", "上年同期", "数量", "累计", "女性")] == [
        "month", "year", "last_year", "", "", "",
    ]  # fmt: skip


def test_a_cell_that_says_only_a_unit(words: LabelWords) -> None:
    assert [words.unit_of(text) for text in ("人", " 人次 ", "（%）", "万元", "——", "柳湾村")] == [
        "count", "times", "rate", "money", "", None,
    ]  # fmt: skip


def test_a_line_is_called_by_its_name_first(words: LabelWords) -> None:
    line = ReportLine("new", "本期新增", ("新增",), set="NEW")
    assert declared(line, words)[:2] == ("本期新增", "新增")
