"""Days as clerks write them are read, and impossible ones are refused."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.day_text import chinese, iso, month_day, read_day, read_month, span_words

TODAY = date(2026, 11, 30)
DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-05",
        "2026-3-5",
        "2026.3.5",
        "2026/3/5",
        "20260305",
        "260305",
        "2026年3月5日",
        "2026年03月05日",
        "2026 年 3 月 5 日",
        "2026年3月5号",
        "3-5",
        "3.5",
        "3月5日",
        "3月5号",
        "26.3.5",
        "２０２６－０３－０５",
        "２０２６．３．５",
        "二〇二六年三月五日",
        "二零二六年三月五日",
        "2026-03-05 00:00:00",
        "2026-03-05T08:30",
        "2026.03.05.",
        "2026、3、5",
        "\u200b2026-03-05",
        20260305,
        260305,
        20260305.0,
        46086,
        46086.75,
        DAY,
        datetime(2026, 3, 5, 13, 0),  # noqa: DTZ001 - cells have no zone
    ],
)
def test_every_spelling_of_one_day(typed: object) -> None:
    assert read_day(typed, TODAY) == DAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", TODAY),
        ("昨天", date(2026, 11, 29)),
        ("前天", date(2026, 11, 28)),
        ("明天", date(2026, 12, 1)),
        ("十一月二十一日", date(2026, 11, 21)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("1983年2月6日", date(1983, 2, 6)),
        ("650413", date(1965, 4, 13)),
        ("460413", date(2046, 4, 13)),
        ("470413", date(1947, 4, 13)),
        (61, date(1900, 3, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_words_and_centuries(typed: object, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-13-45", "没有 13 月，请核对。"),
        ("2026-00-05", "没有 0 月，请核对。"),
        ("2026-02-30", "2026 年 2 月没有 30 日，请核对。"),
        ("2025年2月29日", "2025 年 2 月没有 29 日，请核对。"),
        ("2-30", "2026 年 2 月没有 30 日，请核对。"),
        ("0026-03-05", "26 年不合理，请核对。"),
        ("2026年3月", "只有年和月，缺哪一日，请写成 2026-03-05 这样的日期。"),
        ("下个月", "“下个月”看不出是哪一天，请写成 2026-03-05 这样的日期。"),
        ("46086", "“46086”看不出是哪一天，请写成 2026-03-05 这样的日期。"),
        ("", "日期为空，请填写。"),
        (None, "日期为空，请填写。"),
        (3.5, "“3.5”不是日期，请写成 2026-03-05 这样的日期。"),
        (20261345, "没有 13 月，请核对。"),
    ],
)
def test_what_is_no_day_says_why(typed: object, sentence: str) -> None:
    with pytest.raises(ValueError, match="请") as trouble:
        read_day(typed, TODAY)
    assert str(trouble.value) == sentence


@given(some.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_is_written_reads_back(day: date) -> None:
    assert read_day(iso(day), TODAY) == day
    assert read_day(chinese(day), TODAY) == day
    assert read_day(f"{day:%Y%m%d}", TODAY) == day


def test_forms_for_paper_and_window() -> None:
    assert (iso(DAY), chinese(DAY), month_day(DAY, DAY)) == ("2026-03-05", "2026年3月5日", "3月5日")


def test_a_day_read_beside_one_of_another_year_says_its_own() -> None:
    assert month_day(DAY, date(2027, 1, 4)) == "2026年3月5日"


@pytest.mark.parametrize(
    "typed", ["2026-11", "2026.11", "2026年11月", "202611", "２０２６年１１月", "2026-11-17"]
)
def test_months(typed: str) -> None:
    assert read_month(typed, TODAY) == date(2026, 11, 1)


def test_a_month_that_is_none() -> None:
    with pytest.raises(ValueError, match="没有 13 月"):
        read_month("2026-13", TODAY)


def test_a_span_is_told_once_both_of_its_days_are_known() -> None:
    assert span_words(date(2026, 3, 1), date(2029, 3, 1)) == "2026-03-01 至 2029-03-01"
    assert span_words(date(2026, 3, 1), None) == span_words(None, None) == ""
