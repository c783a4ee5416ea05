"""Report periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.period import Fixed, Span, fixed, month_of, parse_period, span_words, spanned


@pytest.mark.parametrize(
    ("typed", "start", "end", "label", "kind"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", "month"),
        ("2026-2", date(2026, 2, 1), date(2026, 2, 28), "2026年2月", "month"),
        ("2026年11月", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "month"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度", "quarter"),
        ("2026q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度", "quarter"),
        ("2026年第二季度", date(2026, 4, 1), date(2026, 6, 30), "2026年第二季度", "quarter"),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年", "half"),
        ("2026年下半年", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年", "half"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年", "year"),
        ("２０２６年", date(2026, 1, 1), date(2026, 12, 31), "2026年", "year"),
        (
            "2026-11-01..2026-11-30",
            date(2026, 11, 1),
            date(2026, 11, 30),
            "2026年11月1日至2026年11月30日",
            "range",
        ),
        (
            "2026-11-15..2026-11-15",
            date(2026, 11, 15),
            date(2026, 11, 15),
            "2026年11月15日至2026年11月15日",
            "range",
        ),
    ],
)
def test_spellings(typed: str, start: date, end: date, label: str, kind: str) -> None:
    period = parse_period(typed)
    assert (period.start, period.end, period.label, period.kind) == (start, end, label, kind)


@pytest.mark.parametrize("text", ["2026-11", "2026Q4", "2026H2", "2026", "2026-11-01..2026-11-30"])
def test_the_short_spelling_reads_back(text: str) -> None:
    assert parse_period(text).text == text


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "看不懂"),
        ("上个月", "看不懂"),
        ("2026Q5", "看不懂"),
        ("2026-13", "没有 13 月"),
        ("0000", "0 年不合理"),
        ("1800", "1800 年不合理"),
        ("1800-01-01..1800-02-01", "1800 年不合理"),
        ("2026-11-31..2026-12-01", "不存在的日期"),
        ("2026-12-01..2026-11-01", "晚于结束日期"),
    ],
)
def test_what_is_no_period_says_what_to_write(typed: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse_period(typed)


def test_the_eve_is_the_day_of_the_opening_stock() -> None:
    assert parse_period("2026H1").eve == date(2025, 12, 31)


@given(some.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_month_and_not_in_the_next(day: date) -> None:
    month = month_of(day)
    assert day in month
    assert month.eve not in month
    assert None not in month


@pytest.mark.parametrize(
    ("period", "span", "days"),
    [
        ("2026-11", "period", (date(2026, 11, 1), date(2026, 11, 30))),
        ("2026-11", "before", (date(2026, 10, 1), date(2026, 10, 31))),
        ("2026-01", "before", (date(2025, 12, 1), date(2025, 12, 31))),
        ("2026Q1", "before", (date(2025, 10, 1), date(2025, 12, 31))),
        ("2026H2", "before", (date(2026, 1, 1), date(2026, 6, 30))),
        ("2026", "before", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2026-11-11..2026-11-20", "before", (date(2026, 11, 1), date(2026, 11, 10))),
        ("2026-11", "year", (date(2026, 1, 1), date(2026, 11, 30))),
        ("2026-11", "month", (date(2026, 11, 1), date(2026, 11, 30))),
        ("2026-11", "quarter", (date(2026, 10, 1), date(2026, 11, 30))),
        ("2026Q4", "month", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2026-05", "half", (date(2026, 1, 1), date(2026, 5, 31))),
        ("2026-11", "last_year", (date(2025, 11, 1), date(2025, 11, 30))),
        ("2024-02", "last_year", (date(2023, 2, 1), date(2023, 2, 28))),
        ("2025-02", "last_year", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-02-01..2024-02-28", "last_year", (date(2023, 2, 1), date(2023, 2, 28))),
        ("2026Q3", "last_year_to_date", (date(2025, 1, 1), date(2025, 9, 30))),
        ("2026-11", "first_half", (date(2026, 1, 1), date(2026, 6, 30))),
        ("2026", "second_half", (date(2026, 7, 1), date(2026, 12, 31))),
        ("2026-12", "2026-11", (date(2026, 11, 1), date(2026, 11, 30))),
    ],
)
def test_a_number_may_count_other_days_than_the_period(
    period: str, span: Span, days: tuple[date, date]
) -> None:
    made = spanned(parse_period(period), span)
    assert (made.start, made.end) == days


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("2026年11月", "2026-11"),
        (" 2026年 11月", "2026-11"),
        ("2026年第四季度", "2026Q4"),
        ("2026年上半年", "2026H1"),
        ("2026年", "2026"),
        ("11月", None),
        ("第四季度", None),
        ("上半年", None),
        ("2026年11月30日", None),
        ("2026年13月", None),
        ("2026", None),
        ("", None),
    ],
)
def test_printed_days_are_whole_and_have_their_year(heading: str, text: str | None) -> None:
    assert fixed(heading) == text


def test_a_span_is_said_as_a_sheet_heads_it() -> None:
    told = [span_words(one) for one in ("period", "year", "first_half", Fixed("2026Q4"))]
    assert told == ["", "本年累计", "上半年", "2026年第四季度"]
