"""How far away a day is (3月9日, 逾期 3 天), in the same words on every page."""

from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.day_text import month_day


@dataclass(frozen=True, slots=True)
class Left:
    """The day and how far away it is, in words."""

    day: str
    words: str
    late: bool


def left_until(until: date | None, today: date, *, owed: bool = True) -> Left:
    """Words for a deadline seen from today; not ``owed`` is a day that passes by itself (a release): nobody
    is late with it.
    """
    if until is None:
        return Left("", "", late=False)
    days = (until - today).days
    past = "逾期" if owed else "已过"
    words = f"{past} {-days} 天" if days < 0 else "今天" if days == 0 else f"还有 {days} 天"
    return Left(month_day(until, today), words, days < 0)
