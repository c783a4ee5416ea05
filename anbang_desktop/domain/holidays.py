"""The public holidays of one year as the State Council arranges them: read from a small file or sheet, and
put into the calendar of every rule pack.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.rule_pack import RulePack, WorkCalendar
from anbang_desktop.domain.toml_table import Table, read_toml

_FREE = ("放假", "休息", "休", "节假日", "假")
_WORKED = ("上班", "调休上班", "补班", "班", "工作日")
_MOST = 31  # days of one holiday; more is a slip of the year
_WEEKEND = 6


class HolidayFault(ValueError):
    """What is wrong with an arrangement, in a sentence."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off and weekend days worked of one year."""

    year: int
    free: frozenset[date]
    worked: frozenset[date]

    def plain(self) -> dict[str, object]:
        """As it is kept."""
        return {
            "year": self.year,
            "free": sorted(day.isoformat() for day in self.free),
            "worked": sorted(day.isoformat() for day in self.worked),
        }


def from_plain(kept: Mapping[str, object]) -> Holidays:
    """As ``plain`` wrote it."""
    days = {
        name: frozenset(date.fromisoformat(str(day)) for day in listed)
        for name in ("free", "worked")
        if isinstance(listed := kept[name], list)
    }
    return Holidays(int(str(kept["year"])), days["free"], days["worked"])


def parse_holidays(text: str) -> Holidays:
    """From TOML as in a pack's calendar: ``year``, ``holidays`` (first and last day of each), ``workdays``.
    ValueError (Chinese) for what is missing or does not fit together.
    """
    return read_toml(text, "节假日表", _read)


def _read(root: Table) -> Holidays:
    spans = root.pairs("holidays", date, date)
    free = frozenset(day for first, last in spans for day in _span(first, last))
    return _checked(Holidays(root.number("year"), free, frozenset(root.days("workdays"))))


def from_rows(rows: Sequence[Sequence[str]], today: date) -> Holidays:
    """From a sheet: one line for each holiday (first day, last day, 放假) and each weekend day worked (day,
    上班). HolidayFault names the line.
    """
    free: set[date] = set()
    worked: set[date] = set()
    for at, row in enumerate(rows, 1):
        days = list(_days(row, today))
        kind = next((word.strip() for word in row if word.strip() in (*_FREE, *_WORKED)), "")
        if not days or not kind:
            if days or kind:
                raise HolidayFault(f"第 {at} 行看不懂：要有日期，还要写“放假”或者“上班”。")
            continue
        (free if kind in _FREE else worked).update(_span(days[0], days[-1]))
    if not free:
        raise HolidayFault("没有找到放假的日期，一行写一个节日：起、止、放假。")
    year = max(day.year for day in free)
    return _checked(Holidays(year, frozenset(free), frozenset(worked)))


def _days(row: Sequence[str], today: date) -> Iterator[date]:
    for word in row:
        try:
            yield read_day(word, today)
        except ValueError:
            continue


def _span(first: date, last: date) -> list[date]:
    if not 0 <= (last - first).days < _MOST:
        raise HolidayFault(f"{first.isoformat()} 到 {last.isoformat()} 不像一个假期，请核对起止日期。")
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]


def _checked(made: Holidays) -> Holidays:
    strange = sorted(day for day in made.free | made.worked if abs(day.year - made.year) > 1)
    if strange:
        raise HolidayFault(f"{strange[0].isoformat()} 不是 {made.year} 年的安排，请核对。")
    if both := sorted(made.free & made.worked):
        raise HolidayFault(f"{both[0].isoformat()} 既写放假又写上班，请核对。")
    if weekdays := sorted(day for day in made.worked if day.isoweekday() < _WEEKEND):
        raise HolidayFault(f"{weekdays[0].isoformat()} 不是周末，不用写上班，请核对。")
    return made


def with_holidays(pack: RulePack, years: Sequence[tuple[Holidays, date]]) -> RulePack:
    """The pack with these years put into its calendar, in place of what it says of them itself; with each the
    day on which the office learnt it.
    """
    calendar = pack.calendar
    for one, learnt in years:
        calendar = _with_year(calendar, one, learnt)
    return replace(pack, calendar=calendar)


def _with_year(calendar: WorkCalendar, one: Holidays, learnt: date) -> WorkCalendar:
    def elsewhere(days: frozenset[date]) -> frozenset[date]:
        return frozenset(day for day in days if day.year != one.year)

    return WorkCalendar(
        calendar.years | {one.year},
        elsewhere(calendar.holidays) | one.free,
        elsewhere(calendar.workdays) | one.worked,
        {**calendar.learnt, one.year: learnt},
    )
