"""Periods beside a period."""

from datetime import date
from itertools import pairwise

import pytest

from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.period_steps import after, before, span_around, steps_back, year_before


@pytest.mark.parametrize(
    ("text", "earlier", "later", "last_year"),
    [
        ("2026-11", "2026-10", "2026-12", "2025-11"),
        ("2026-01", "2025-12", "2026-02", "2025-01"),
        ("2026Q1", "2025Q4", "2026Q2", "2025Q1"),
        ("2026H2", "2026H1", "2027H1", "2025H2"),
        ("2024", "2023", "2025", "2023"),
        (
            "2026-11-10..2026-11-12",
            "2026-11-07..2026-11-09",
            "2026-11-13..2026-11-15",
            "2025-11-10..2025-11-12",
        ),
    ],
)
def test_each_kind_has_a_period_before_after_and_a_year_earlier(
    text: str, earlier: str, later: str, last_year: str
) -> None:
    period = parse_period(text)
    assert (before(period).text, after(period).text, year_before(period).text) == (earlier, later, last_year)


@pytest.mark.parametrize(
    ("kind", "text"), [("month", "2026-06"), ("quarter", "2026Q2"), ("half", "2026H1"), ("year", "2026")]
)
def test_a_day_lies_in_its_month_quarter_half_and_year(kind: str, text: str) -> None:
    assert span_around(date(2026, 6, 30), kind).text == text


def test_steps_end_with_the_one_that_holds_the_day_and_leave_no_gap() -> None:
    steps = steps_back(date(2026, 2, 28), "month", 14)
    assert (steps[0].text, steps[-1].text, len(steps)) == ("2025-01", "2026-02", 14)
    assert all(one.end == two.eve for one, two in pairwise(steps))
