"""Days as they stand in the cells of a list: whole, to the month only, two in one cell, or in doubt."""

import re
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.day_text import excel_day, read_day, read_month, tidy

_MONTHS, _DIGITS_OF_MONTH = 12, 6
_OLDEST, _LATEST = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = (
    18_264,
    73_050,
)  # 1950 to 2099 as Excel counts: below it a number is no day of ours
_OLDEST_AGE, _YOUNGEST_AGE = 110, 12  # of anybody a list may name
_LUNAR = re.compile(r"[正冬腊闰]\d*月|月初|初[一二三四五六七八九十\d]|廿")
_BESIDE = re.compile(r"\([^()]*\)")
_BEFORE = re.compile(r"^(?:自|于|从|至|到)")
_AFTER = re.compile(r"(?:刑满释放|刑满|释放|出监|出所|期满|满期|解除|解矫|起|止)+$")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_DAY_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})月-(\d{4}|\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR = re.compile(r"\d{4}年?")
_ONE_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{8}")
_BETWEEN = re.compile(r"[-~.,;:至到自从起止日期为]*")
_WRITE = "请写成 2026-03-05 这样的日期"


@dataclass(frozen=True, slots=True)
class CellDay:
    """What a cell says: a ``day``, or only a ``month`` (its first day). ``doubt`` tells in Chinese why
    somebody must look before the day is taken.
    """

    day: date | None = None
    month: date | None = None
    doubt: str = ""


def read_cell_day(value: float | str, today: date) -> CellDay:
    """A day of a sentence or a release; ValueError (Chinese) when none can be read, or when two can."""
    if isinstance(value, int | float):
        return _of_number(value, today)
    text = _plain(value)
    if found := _DAY_FIRST.fullmatch(text):
        day = read_day(f"{found[3]}-{found[2]}-{found[1]}", today)
        return CellDay(day, doubt=f"按“日-月-年”读作 {day}")
    if found := _YEAR_LAST.fullmatch(text):
        return CellDay(_year_last(int(found[1]), int(found[2]), int(found[3]), value, today))
    if _ONE_DAY.match(text) and len(_ONE_DAY.findall(text)) > 1:
        raise ValueError(f"写了不止一个日期，{_WRITE}")
    if found := _SHORT.fullmatch(text):
        return _without_year(int(found[1]), int(found[2]), today)
    if text.isdecimal():
        return _of_digits(text, today)
    month = _month(text)
    return CellDay(month=month) if month else CellDay(read_day(text, today))


def read_cell_birth(value: float | str, today: date, *, month_only: bool) -> CellDay:
    """A birth: often only year and month, whatever the heading says (1985.03, 198503, the number 1985.03).

    ``month_only``: the heading asks for a month, so six digits are one. ValueError as above.
    """
    if isinstance(value, int | float):
        return _birth_of_number(value, today, month_only=month_only)
    text = _plain(value)
    if text.isdecimal() and len(text) == _DIGITS_OF_MONTH:
        return _six_digits(text, today, month_only=month_only)
    if _YEAR.fullmatch(text):
        raise ValueError(f"只有年，缺月和日，{_WRITE}")
    reading = read_cell_day(value, today)
    if reading.doubt and _SHORT.fullmatch(text):
        raise ValueError(f"没有写年份，{_WRITE}")
    return reading


def read_cell_span(value: str, today: date) -> tuple[date, date] | None:
    """2023.12.19-2026.12.18, 自2023年12月19日起至2026年12月18日止 → both days; None when there aren't two."""
    text = re.sub(r"[()]", "", tidy(value.replace("\n", "~")))
    days = _ONE_DAY.findall(text)
    if len(days) != 2 or not _BETWEEN.fullmatch(_ONE_DAY.sub("", text)):
        return None
    first, last = (read_day(day, today) for day in days)
    return first, last


def _plain(value: str) -> str:
    """The cell without what stands beside the day: (减刑后), 释放, 自."""
    text = tidy(value)
    if _LUNAR.search(value) or _LUNAR.search(text):
        raise ValueError("是农历，请换成公历的日期")
    text = _BESIDE.sub("", text).replace("\\", "-").replace(",", ".")
    return _AFTER.sub("", _BEFORE.sub("", text)).rstrip(".-")


def _month(text: str) -> date | None:
    """Whether it is a month written as one: 2026.12, 2026年12月."""
    return read_month(text, date.min) if re.fullmatch(r"\d{4}[-/.年]\d{1,2}月?", text) else None


def _without_year(month: int, day: int, today: date) -> CellDay:
    """The year nearest to today; somebody must agree to it."""
    made = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            made.append(date(year, month, day))
        except ValueError:
            continue
    if not made:
        raise ValueError(f"没有 {month} 月 {day} 日，请核对")
    nearest = min(made, key=lambda one: abs((one - today).days))
    return CellDay(nearest, doubt=f"没有写年份，按最近的一天读作 {nearest}")


def _year_last(first: int, second: int, year: int, value: str, today: date) -> date:
    """12/18/2026 and 18/12/2026; with 3/5/2026 nobody knows."""
    if first != second and first <= _MONTHS and second <= _MONTHS:
        raise ValueError(f"“{value.strip()}”分不清哪个是月、哪个是日，{_WRITE}")
    month, day = (first, second) if first <= _MONTHS else (second, first)
    return read_day(f"{year}-{month}-{day}", today)


def _of_number(value: float, today: date) -> CellDay:
    if value != int(value):
        month = _year_and_month(value)
        if month is not None:
            return CellDay(month=month)
        return CellDay(_serial(value))
    return _of_digits(str(int(value)), today)


def _of_digits(text: str, today: date) -> CellDay:
    """46374 is Excel's count, 20261218 a day, 202612 a month, 261218 a day of this century."""
    number = int(text)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return CellDay(_serial(number))
    if len(text) == _DIGITS_OF_MONTH:
        month, day = _month_of_six(text), _day_of_six(text, today)
        if month and day:
            raise ValueError(f"“{text}”可以是 {month:%Y} 年 {month.month} 月，也可以是 {day}，{_WRITE}")
        if month:
            return CellDay(month=month)
    return CellDay(read_day(text, today))


def _serial(value: float) -> date:
    if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        raise ValueError(f"“{value:g}”不是日期，{_WRITE}")
    return excel_day(value)


def _year_and_month(value: float) -> date | None:
    """The number 1985.03 as a month. 1985.1 may be January or October (the zero at the end is lost): none."""
    year, month = int(value), round((value - int(value)) * 100)
    exact = abs(value * 100 - round(value * 100)) < 1e-6
    certain = exact and 1 <= month <= _MONTHS and month % 10 != 0
    return date(year, month, 1) if certain and _OLDEST <= year <= _LATEST else None


def _birth_of_number(value: float, today: date, *, month_only: bool) -> CellDay:
    if value != int(value):
        month = _year_and_month(value)
        if month is None and _OLDEST <= value <= _LATEST:
            raise ValueError(f"“{value:g}”分不清是哪个月，请写成 2026-03 这样的年月")
        return CellDay(month=month) if month else CellDay(excel_day(value))
    if _OLDEST <= value <= _LATEST:
        raise ValueError(f"只有年，缺月和日，{_WRITE}")
    if len(str(int(value))) == _DIGITS_OF_MONTH:
        return _six_digits(str(int(value)), today, month_only=month_only)
    return CellDay(read_day(value, today))


def _six_digits(text: str, today: date, *, month_only: bool) -> CellDay:
    """200103 is March 2001 or 3 January 2020: what nobody on a list can be by age falls away."""
    month = _month_of_six(text)
    day = None if month_only else _day_of_six(text, today)
    likely_month = month if month and _of_age(month, today) else None
    likely_day = day if day and _of_age(day, today) else None
    if likely_month and likely_day:
        raise ValueError(f"“{text}”可以是 {month:%Y} 年 {likely_month.month} 月，也可以是 {day}，{_WRITE}")
    if likely_month is None and likely_day is None:
        raise ValueError(f"“{text}”看不出是哪年哪月，{_WRITE}")
    return CellDay(likely_day, likely_month)


def _of_age(birth: date, today: date) -> bool:
    return _YOUNGEST_AGE <= today.year - birth.year <= _OLDEST_AGE


def _month_of_six(text: str) -> date | None:
    year, month = int(text[:4]), int(text[4:])
    return date(year, month, 1) if _OLDEST <= year <= _LATEST and 1 <= month <= _MONTHS else None


def _day_of_six(text: str, today: date) -> date | None:
    try:
        return read_day(f"{text[:2]}.{text[2:4]}.{text[4:]}", today)
    except ValueError:
        return None
