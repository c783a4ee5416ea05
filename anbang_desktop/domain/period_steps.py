"""Periods beside a period: the one before and after, the same a year earlier, the months up to a day."""

from datetime import date, timedelta
from typing import Literal

from anbang_desktop.domain.period import Period, parse_period, spanned

StepKind = Literal["month", "quarter", "year"]
_MONTHS = 12


def span_around(day: date, kind: str) -> Period:
    """The month, quarter, half or year a day lies in."""
    spelled = {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}Q{(day.month + 2) // 3}",
        "half": f"{day.year}H{1 if day.month <= _MONTHS // 2 else 2}",
        "year": f"{day.year}",
    }
    return parse_period(spelled[kind])


def before(period: Period) -> Period:
    """The period just before: of a free range as many months or days."""
    return spanned(period, "before") if period.kind == "range" else span_around(period.eve, period.kind)


def after(period: Period) -> Period:
    """The period that follows: of a free range as many days."""
    first = period.end + timedelta(days=1)
    if period.kind != "range":
        return span_around(first, period.kind)
    return parse_period(f"{first}..{first + (period.end - period.start)}")


def year_before(period: Period) -> Period:
    """The same period of the year before (上年同期)."""
    earlier = spanned(period, "last_year")
    return earlier if period.kind == "range" else span_around(earlier.start, period.kind)


def steps_back(last: date, kind: StepKind, count: int) -> tuple[Period, ...]:
    """That many whole steps, the oldest first; the newest holds ``last``."""
    found = [span_around(last, kind)]
    while len(found) < count:
        found.append(before(found[-1]))
    return tuple(reversed(found))
