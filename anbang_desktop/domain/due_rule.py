"""When the county wants a sheet: 每月25日前, 季末后5日内, 次年1月10日前; read as it is written, and the days
that follow from it.
"""

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.half_width import half_width
from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.domain.reckoning import Reckoning

Every = Literal["month", "quarter", "half", "year"]
HINT = "例如 每月25日前、次月5日前、季末后5日内、半年后10日内、每年12月20日前、次年1月10日前"
_YEAR, _LAST = 12, 31
_EARLY = 10  # 每月5日前 asks for the month that is over, 每月25日前 for the one that runs
_DAY = r"(\d{1,2})(?:个?工作)?[日号天](?:以?[前内]|之前)?"
_SPELLED: tuple[tuple[Every, int, re.Pattern[str]], ...] = (
    ("month", 1, re.compile(rf"(?:每月)?(?:次|下个?)月{_DAY}")),
    ("month", 1, re.compile(rf"每?月(?:末|终|底)?(?:结束)?后{_DAY}")),
    ("month", 0, re.compile(rf"每个?月{_DAY}")),
    ("quarter", 1, re.compile(rf"每?季度?(?:末|终)?(?:结束)?后{_DAY}")),
    ("quarter", 1, re.compile(rf"每?季度?(?:次月|后第一个?月|后首月|首月){_DAY}")),
    ("quarter", 0, re.compile(rf"每?季度?(?:末月|最后一?个?月){_DAY}")),
    ("half", 1, re.compile(rf"每?半年度?(?:末|终)?(?:结束)?后{_DAY}")),
    ("half", 0, re.compile(rf"每?半年度?(?:末月|最后一?个?月){_DAY}")),
    ("year", 1, re.compile(rf"每?年度?(?:末|终)?(?:结束)?后{_DAY}")),
)
_ENDS: tuple[tuple[Every, re.Pattern[str]], ...] = (
    ("month", re.compile(r"每?月(?:底|末)(?:以?前)?")),
    ("quarter", re.compile(r"每?季度?(?:底|末)(?:以?前)?")),
    ("half", re.compile(r"每?半年度?(?:底|末)(?:以?前)?")),
    ("year", re.compile(r"每?年(?:底|末|终)(?:以?前)?")),
)
_OF_A_YEAR = re.compile(rf"(每|次|当|本)年(\d{{1,2}})月{_DAY}")
_WORDS: dict[tuple[Every, bool], str] = {
    ("month", False): "每月{day}日前",
    ("month", True): "次月{day}日前",
    ("quarter", False): "季末月{day}日前",
    ("quarter", True): "季末后{day}日内",
    ("half", False): "半年末月{day}日前",
    ("half", True): "半年后{day}日内",
    ("year", False): "每年12月{day}日前",
    ("year", True): "次年{after}月{day}日前",
}


@dataclass(frozen=True, slots=True)
class DueRule:
    """``every`` is the kind of period; due on ``day`` of the month that is ``after`` months after the last
    one of the period (0: that month itself). A day that the month doesn't have is its last.
    """

    every: Every
    after: int
    day: int

    @property
    def text(self) -> str:
        """As a clerk writes it; ``read_due`` reads it again."""
        if self.day == _LAST and not self.after:
            return {"month": "每月底前", "quarter": "季末前", "half": "半年末前", "year": "年底前"}[
                self.every
            ]
        return _WORDS[self.every, bool(self.after)].format(day=self.day, after=self.after)

    def due(self, period: Period) -> date:
        """The last day on which the sheet of a period is in time."""
        month = period.end.month - 1 + self.after
        year, month = period.end.year + month // _YEAR, month % _YEAR + 1
        return date(year, month, min(self.day, calendar.monthrange(year, month)[1]))

    def period_of(self, day: date) -> Period:
        """The period of this kind that a day lies in."""
        return parse_period(
            {
                "month": f"{day:%Y-%m}",
                "quarter": f"{day.year}Q{(day.month + 2) // 3}",
                "half": f"{day.year}H{1 if day.month <= _YEAR // 2 else 2}",
                "year": f"{day.year}",
            }[self.every]
        )


@dataclass(frozen=True, slots=True)
class Owed:
    """A period whose sheet the county waits for, and until when."""

    period: Period
    until: date


def read_due(text: str) -> DueRule | None:
    """Read a rule as a clerk or a notice writes it, None of an empty one; ValueError says what to write."""
    tidy = re.sub(r"\s", "", half_width(text)).replace("报送", "").replace("上报", "").rstrip("。")
    if not tidy:
        return None
    found = _of_a_year(tidy) or _spelled(tidy)
    if found is None or not 1 <= found.day <= _LAST:
        raise ValueError(f"报送时间“{text.strip()}”看不懂，请写成{HINT}。")
    return found


def _spelled(tidy: str) -> DueRule | None:
    for every, after, pattern in _SPELLED:
        if match := pattern.fullmatch(tidy):
            day = int(match[1])
            return DueRule(every, 1 if every == "month" and day <= _EARLY else after, day)
    return next((DueRule(every, 0, _LAST) for every, pattern in _ENDS if pattern.fullmatch(tidy)), None)


def _of_a_year(tidy: str) -> DueRule | None:
    """每年12月20日 asks for the year that runs, an earlier month for the year that is over."""
    match = _OF_A_YEAR.fullmatch(tidy)
    if match is None or not 1 <= int(match[2]) <= _YEAR:
        return None
    month = int(match[2])
    own = month == _YEAR and match[1] != "次"
    return DueRule("year", 0 if own else month, int(match[3]))


def owed(rule: DueRule, today: date, since: date, made: Collection[str]) -> Owed:
    """The first period whose sheet isn't made yet: of those that were due since the sheet is known here, up
    to the one that runs today; all made, the one after it.
    """
    period = rule.period_of(since)
    while rule.due(before := rule.period_of(period.eve)) >= since:
        period = before
    while rule.due(period) < since or (period.text in made and period.start <= today):
        period = rule.period_of(period.end + timedelta(days=1))
    return Owed(period, rule.due(period))


def reckoned(rule: DueRule, owed_: Owed) -> Reckoning:
    """Why the sheet is due on that day."""
    return Reckoning(
        owed_.until,
        "这一期的最后一天",
        owed_.period.end,
        f"县局规定：{rule.text}",
        f"{owed_.period.label}的表，{chinese(owed_.until)}以前报",
        "不顺延",
        "县局的要求，在“报送”里为这张表登记的",
    )
