"""Days as clerks type them and as county lists carry them, and how they are written back."""

import re
from datetime import date, datetime, timedelta

from anbang_desktop.domain.half_width import half_width, without_invisible

_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_MAX = 99_999
_EXCEL_FIRST_RIGHT = 61  # before 1 March 1900 Excel counts a day that never was
_OLDEST, _LATEST = 1900, 2100
_AHEAD = 20  # two-digit years up to this many years ahead belong to this century
_MONTHS = 12
_CHINESE = {
    **{char: str(value) for value, char in enumerate("〇一二三四五六七八九")},
    "零": "0",
    "○": "0",
    "O": "0",
}
_FULL = re.compile(r"(\d{4}|\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))")
_TIME_TAIL = re.compile(r"(?:T|(?<!\s)\s+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_HELP = "请写成 2026-03-05 这样的日期。"


def read_day(value: object, today: date) -> date:
    """Read a day in any of the office's spellings; ValueError says in Chinese why not.

    2026-03-05, 2026.3.5, 2026/3/5, 2026年3月5日, 二〇二六年三月五日, 20260305, 260305, 3-5 (this year),
    今天, Excel's day numbers.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _read_number(value, today)
    text = tidy(str(value) if value is not None else "")
    if not text:
        raise ValueError("日期为空，请填写。")
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    return _read_text(text, today)


def read_month(value: object, today: date) -> date:
    """Read 2026-11, 2026年11月, 202611 or any whole day as the first day of that month."""
    text = tidy(str(value) if value is not None else "")
    match = _MONTH.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2] or match[3]), 1)
    return read_day(value, today).replace(day=1)


def iso(day: date) -> str:
    """2026-03-05, for lists and forms."""
    return day.isoformat()


def chinese(day: date) -> str:
    """2026年3月5日, for papers and sentences (GB/T 9704: Arabic numerals, no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_words(start: date | None, end: date | None) -> str:
    """2026-03-01 至 2029-03-01; empty as long as one of them is unknown."""
    return f"{start.isoformat()} 至 {end.isoformat()}" if start and end else ""


def month_day(day: date, beside: date) -> str:
    """3月5日; 2025年3月5日 where the day beside which it is read (mostly today) lies in another year."""
    return f"{day.month}月{day.day}日" if day.year == beside.year else chinese(day)


def tidy(text: str) -> str:
    """An entry as it is compared: half-width, no blanks, no time of day, Chinese digits as Arabic ones."""
    text = _TIME_TAIL.sub("", half_width(without_invisible(text)).strip())
    text = text.replace("。", ".").replace("、", ".").replace("号", "日")
    return _chinese_digits(re.sub(r"\s", "", text)).rstrip(".")


def excel_day(serial: float) -> date:
    """The day that Excel counts as ``serial``, from 1 March 1900 on."""
    return _EXCEL_ZERO + timedelta(days=int(serial))


def _chinese_digits(text: str) -> str:
    if not re.search(r"[〇零○一二三四五六七八九十].*[年月日]", text):
        return text
    return re.sub(r"[〇零○O一二三四五六七八九十]+", lambda found: _chinese_number(found[0]), text)


def _chinese_number(word: str) -> str:
    if "十" not in word:
        return "".join(_CHINESE[char] for char in word)
    tens, ones = word.split("十", 1)
    return f"{_CHINESE.get(tens, '1') if tens else '1'}{_CHINESE.get(ones, '0') if ones else '0'}"


def _read_number(value: float, today: date) -> date:
    if value == int(value) and value > _EXCEL_MAX:
        return _read_text(str(int(value)), today)
    if _EXCEL_FIRST_RIGHT <= value <= _EXCEL_MAX:
        return excel_day(value)
    raise ValueError(f"“{value:g}”不是日期，{_HELP}")


def _read_text(text: str, today: date) -> date:
    if match := _FULL.fullmatch(text):
        return _day(_year(match[1], today), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{4}|\d{2})(\d{2})(\d{2})", text):
        return _day(_year(match[1], today), int(match[2]), int(match[3]))
    if match := _MONTH.fullmatch(text):
        raise ValueError(f"只有年和月，缺哪一日，{_HELP}")
    if match := _SHORT.fullmatch(text):
        return _day(today.year, int(match[1]), int(match[2]))
    raise ValueError(f"“{text}”看不出是哪一天，{_HELP}")


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + _AHEAD else century - 100 + year


def _day(year: int, month: int, day: int) -> date:
    if not _OLDEST <= year <= _LATEST:
        raise ValueError(f"{year} 年不合理，请核对。")
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"没有 {month} 月，请核对。")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{year} 年 {month} 月没有 {day} 日，请核对。") from None
