"""When the county wants a sheet: as notices say it, and the days that follow."""

from datetime import date

import pytest

from anbang_desktop.domain.due_rule import DueRule, owed, read_due, reckoned
from anbang_desktop.domain.period import parse_period

SPELLED = [
    ("每月25日前", DueRule("month", 0, 25)),
    ("每月２５日前报送", DueRule("month", 0, 25)),
    ("每个月 25 号之前", DueRule("month", 0, 25)),
    ("每月5日前", DueRule("month", 1, 5)),
    ("次月5日前", DueRule("month", 1, 5)),
    ("每月次月3日前上报", DueRule("month", 1, 3)),
    ("下个月3号前", DueRule("month", 1, 3)),
    ("月末后5日内", DueRule("month", 1, 5)),
    ("每月底前", DueRule("month", 0, 31)),
    ("季末后5日", DueRule("quarter", 1, 5)),
    ("每季度末后5个工作日内", DueRule("quarter", 1, 5)),
    ("季度结束后10天内", DueRule("quarter", 1, 10)),
    ("每季首月5日前", DueRule("quarter", 1, 5)),
    ("季末月25日前", DueRule("quarter", 0, 25)),
    ("每季度最后一个月20日前", DueRule("quarter", 0, 20)),
    ("每季末前", DueRule("quarter", 0, 31)),
    ("半年后10日内", DueRule("half", 1, 10)),
    ("每半年末月20日前", DueRule("half", 0, 20)),
    ("半年末前", DueRule("half", 0, 31)),
    ("每年12月20日前", DueRule("year", 0, 20)),
    ("每年1月10日前", DueRule("year", 1, 10)),
    ("次年1月10日前。", DueRule("year", 1, 10)),
    ("次年12月1日前", DueRule("year", 12, 1)),
    ("年终后15日内", DueRule("year", 1, 15)),
    ("年底前", DueRule("year", 0, 31)),
]


@pytest.mark.parametrize(("text", "rule"), SPELLED)
def test_a_notice_is_read_and_written_so_that_it_is_read_again(text: str, rule: DueRule) -> None:
    assert read_due(text) == rule
    assert read_due(rule.text) == rule


@pytest.mark.parametrize("text", ["随时", "每月0日前", "每月32日前", "每年13月1日前", "25日前", "每周五前"])
def test_what_is_no_rule_is_told_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="看不懂，请写成例如 每月25日前"):
        read_due(text)


def test_an_empty_rule_is_none() -> None:
    assert read_due("  ") is None


@pytest.mark.parametrize(
    ("text", "period", "until"),
    [
        ("每月25日前", "2026-11", date(2026, 11, 25)),
        ("次月5日前", "2026-12", date(2027, 1, 5)),
        ("每月底前", "2027-02", date(2027, 2, 28)),
        ("季末后5日内", "2026Q4", date(2027, 1, 5)),
        ("季末月25日前", "2026Q3", date(2026, 9, 25)),
        ("半年后10日内", "2026H1", date(2026, 7, 10)),
        ("每年12月20日前", "2026", date(2026, 12, 20)),
        ("每年1月10日前", "2026", date(2027, 1, 10)),
        ("次年3月1日前", "2026", date(2027, 3, 1)),
    ],
)
def test_the_last_day_that_is_in_time(text: str, period: str, until: date) -> None:
    rule = read_due(text)
    assert rule is not None
    assert rule.due(parse_period(period)) == until


@pytest.mark.parametrize(
    ("text", "since", "made", "period", "until"),
    [
        ("每月25日前", date(2026, 11, 10), set(), "2026-11", date(2026, 11, 25)),
        ("每月25日前", date(2026, 11, 30), set(), "2026-12", date(2026, 12, 25)),
        ("每月25日前", date(2026, 9, 10), {"2026-09"}, "2026-10", date(2026, 10, 25)),
        ("每月25日前", date(2026, 9, 10), {"2026-09", "2026-10", "2026-11"}, "2026-12", date(2026, 12, 25)),
        ("次月5日前", date(2026, 11, 30), set(), "2026-11", date(2026, 12, 5)),
        ("次月5日前", date(2026, 11, 3), set(), "2026-10", date(2026, 11, 5)),
        ("次年3月1日前", date(2026, 2, 1), set(), "2025", date(2026, 3, 1)),
        ("季末后5日内", date(2026, 11, 30), {"2026Q4"}, "2027Q1", date(2027, 4, 5)),
        ("半年后10日内", date(2026, 8, 1), set(), "2026H2", date(2027, 1, 10)),
        ("半年后10日内", date(2026, 7, 1), set(), "2026H1", date(2026, 7, 10)),
    ],
)
def test_the_period_that_is_owed(text: str, since: date, made: set[str], period: str, until: date) -> None:
    rule = read_due(text)
    assert rule is not None
    found = owed(rule, date(2026, 11, 30), since, made)
    assert (found.period.text, found.until) == (period, until)
    why = reckoned(rule, found)
    assert why.result == until
    assert rule.text in why.rule
    assert found.period.label in why.sum
