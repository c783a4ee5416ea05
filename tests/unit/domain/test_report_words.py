"""What the words of a county's blank mean."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.report_words import (
    ENOUGH,
    NOBODY_KNOWS,
    SURE,
    ReportField,
    ReportLine,
    Words,
    bare,
    parse_fields,
    parse_lines,
    plain,
)


@pytest.fixture(scope="module")
def columns() -> Words:
    return Words(parse_fields(paths.resources("columns.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def lines() -> Words:
    return Words(parse_lines(paths.resources("report", "numbers.toml").read_text("utf-8")))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("  一、在册 人数： ", "在册人数"),
        ("其中：（１）重点＊", "重点"),
        ("①其中:新增", "新增"),
        ("姓　名", "姓名"),
    ],
)
def test_numbering_width_and_blanks_do_not_count(text: str, left: str) -> None:
    assert plain(text) == left


def test_brackets_go_unless_nothing_else_stands_there() -> None:
    assert bare("电话（手机）") == "电话"
    assert bare("（备注）") == "(备注)"


@pytest.mark.parametrize(
    ("path", "field", "sure"),
    [
        ("姓名", "name", True),
        ("基本情况/姓名", "name", True),
        ("姓名（必填）", "name", True),
        ("是否签订安置帮教协议书", "agreement", False),
        ("", "", False),
        ("完全看不懂的栏目", "", False),
    ],
)
def test_headings_of_a_blank(columns: Words, path: str, field: str, sure: bool) -> None:
    guess = columns.guess(path)
    assert guess.field == field
    assert (guess.confidence >= SURE) is sure
    assert (guess.confidence >= ENOUGH) is bool(field)


def test_a_word_almost_right_is_a_weak_guess() -> None:
    words = Words([ReportField("custody", "原服刑监所名称", ())])
    guess = words.guess("原服刑监狱名称")
    assert guess.field == "custody"
    assert ENOUGH <= guess.confidence < SURE
    assert words.guess("原服刑监狱名称") is guess, "asked twice, guessed once"


def test_a_word_under_a_group_means_the_line_of_that_group() -> None:
    words = Words(
        [
            ReportLine("new", "新增", (), set="NEW", group=True),
            ReportLine("left", "减少", (), set="LEFT", group=True),
            ReportLine("new_key", "重点", (), set="NEW", under="new"),
            ReportLine("left_key", "重点", (), set="LEFT", under="left"),
        ]
    )
    assert words.opens("new")
    assert not words.opens("new_key")
    assert words.guess("其中：重点", "new").field == "new_key"
    assert words.guess("其中：重点", "left").field == "left_key"
    assert words.guess("重点") is NOBODY_KNOWS, "outside both groups it may mean either"


def test_without_words_nobody_knows() -> None:
    assert Words([]).guess("姓名") == NOBODY_KNOWS


def test_a_text_too_long_for_a_heading_is_not_compared(columns: Words) -> None:
    assert columns.guess("姓名" * 20_000) == NOBODY_KNOWS


def test_the_shipped_lines_mean_themselves(lines: Words) -> None:
    for line in parse_lines(paths.resources("report", "numbers.toml").read_text("utf-8")):
        assert lines.guess(line.name, line.under).field == line.id, line.name


def test_a_share_is_a_rate() -> None:
    assert ReportLine("share", "率", (), of="part", per="whole").rate
    assert not ReportLine("part", "数", (), set="NEW").rate
