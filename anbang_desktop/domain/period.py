"""Report periods as clerks and the command line write them."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NewType

from anbang_desktop.domain.half_width import half_width

Kind = Literal["month", "quarter", "half", "year", "range"]
Fixed = NewType("Fixed", str)
"""The text of a period that a sheet prints over a column of numbers, whichever period it is made for."""
Relative = Literal[
    "period", "month", "quarter", "half", "year", "before", "last_year", "last_year_to_date",
    "first_half", "second_half",
]  # fmt: skip
Span = Relative | Fixed
"""Which days a number counts: the period; the month, quarter, half-year or year of its end up to that (本月
and 本季 on one sheet, 本年累计); the period before it (上期), the same days a year before (上年同期), the
year before up to that day; the halves of its year (上半年 beside 下半年); printed days."""
SPAN_WORDS: Mapping[Span, str] = {  # as a sheet heads a column of numbers; the sheet's own period needs none
    "month": "本月",
    "quarter": "本季",
    "half": "本半年",
    "year": "本年累计",
    "before": "上期",
    "last_year": "上年同期",
    "last_year_to_date": "上年累计",
    "first_half": "上半年",
    "second_half": "下半年",
}
_MONTHS_OF: dict[Span, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "last_year_to_date": 12}

_MONTH = re.compile(r"(\d{4})[-.年](\d{1,2})月?")
_QUARTER = re.compile(r"(\d{4})年?(?:Q|第)([1-4一二三四])(?:季度)?", re.IGNORECASE)
_HALF = re.compile(r"(\d{4})(?:H([12])|年([上下])半年)", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})(?:年(?:度)?)?")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.|至|~)(\d{4}-\d{2}-\d{2})")
_CHINESE = "一二三四"
_MONTHS = 12
_OLDEST = 1900
_HELP = "请写成 2026-11、2026Q4、2026H1、2026 或 2026-11-01..2026-11-30。"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both days included; ``text`` is the short spelling for commands and file
    names.
    """

    start: date
    end: date
    label: str
    kind: Kind
    text: str

    @property
    def eve(self) -> date:
        """The day before it begins: the stock at the start is counted at the end of this day."""
        return self.start - timedelta(days=1)

    def __contains__(self, day: date | None) -> bool:
        """Whether a day lies in the period; None lies in none."""
        return day is not None and self.start <= day <= self.end


def parse_period(text: str) -> Period:
    """Read a period; ValueError says in Chinese what to write instead."""
    tidy = re.sub(r"\s", "", half_width(text))
    for pattern, make in (
        (_RANGE, _range),
        (_QUARTER, _quarter),
        (_HALF, _half),
        (_MONTH, _month),
        (_YEAR, _year),
    ):
        if match := pattern.fullmatch(tidy):
            return make(match)
    raise ValueError(f"期间“{text}”看不懂，{_HELP}")


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return parse_period(f"{day:%Y-%m}")


def fixed(text: str) -> Fixed | None:
    """The period that a heading is, whole and with its year (2026年11月, 2026年第四季度); None for others."""
    tidy = re.sub(r"\s", "", half_width(text))
    try:
        found = parse_period(tidy) if "年" in tidy else None
    except ValueError:
        return None
    return Fixed(found.text) if found else None


def span_words(span: Span) -> str:
    """How a sheet heads a column of that span; empty for the sheet's own period."""
    if span == "period":
        return ""
    return SPAN_WORDS[span] if span in SPAN_WORDS else parse_period(span).label


def spanned(period: Period, span: Span) -> Period:
    """The days that a number of that span counts on a sheet of ``period``."""
    if span == "period":
        return period
    if span == "before":
        return _before(period)
    if span in ("first_half", "second_half"):
        return parse_period(f"{period.end.year}H{1 if span == 'first_half' else 2}")
    if span not in SPAN_WORDS:
        return parse_period(span)
    start, end = period.start, period.end
    if span in _MONTHS_OF:
        months = _MONTHS_OF[span]
        start = date(end.year, (end.month - 1) // months * months + 1, 1)
    if span in ("last_year", "last_year_to_date"):
        start, end = _year_back(start), _year_back(end)
    return _range_of(start, end)


def _before(period: Period) -> Period:
    """As many months before as it has, where it is whole months; else as many days."""
    start, end = period.start, period.end
    first = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if not first:
        return _range_of(start - (end - start) - timedelta(days=1), period.eve)
    months = (
        start.year * _MONTHS
        + start.month
        - 1
        - ((end.year - start.year) * _MONTHS + end.month - start.month + 1)
    )
    return _range_of(date(months // _MONTHS, months % _MONTHS + 1, 1), period.eve)


def _year_back(day: date) -> date:
    """The same day a year before; the last of a month stays the last."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    whole = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if whole else min(day.day, last))


def _range_of(start: date, end: date) -> Period:
    return Period(start, end, f"{_chinese(start)}至{_chinese(end)}", "range", f"{start}..{end}")


def _whole_months(year: int, first: int, last: int) -> tuple[date, date]:
    try:
        return _plausible(date(year, first, 1)), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        raise ValueError(f"{year} 年不合理，{_HELP}") from None


def _plausible(start: date) -> date:
    if start.year < _OLDEST:
        raise ValueError(f"{start.year} 年不合理，{_HELP}")
    return start


def _month(match: re.Match[str]) -> Period:
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"没有 {month} 月，{_HELP}")
    start, end = _whole_months(year, month, month)
    return Period(start, end, f"{year}年{month}月", "month", f"{year}-{month:02}")


def _quarter(match: re.Match[str]) -> Period:
    year = int(match[1])
    number = _CHINESE.index(match[2]) + 1 if match[2] in _CHINESE else int(match[2])
    start, end = _whole_months(year, number * 3 - 2, number * 3)
    return Period(start, end, f"{year}年第{_CHINESE[number - 1]}季度", "quarter", f"{year}Q{number}")


def _half(match: re.Match[str]) -> Period:
    year, first = int(match[1]), (match[2] or match[3]) in {"1", "上"}
    start, end = _whole_months(year, 1 if first else 7, 6 if first else _MONTHS)
    return Period(start, end, f"{year}年{'上' if first else '下'}半年", "half", f"{year}H{1 if first else 2}")


def _year(match: re.Match[str]) -> Period:
    year = int(match[1])
    start, end = _whole_months(year, 1, _MONTHS)
    return Period(start, end, f"{year}年", "year", str(year))


def _range(match: re.Match[str]) -> Period:
    try:
        start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError:
        raise ValueError(f"期间里有不存在的日期，{_HELP}") from None
    _plausible(start)
    if start > end:
        raise ValueError("期间的开始日期晚于结束日期，请调换。")
    return _range_of(start, end)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
