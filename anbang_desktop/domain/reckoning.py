"""Days computed by the rule pack, each with its explanation 为什么是这一天: 起算 · 规则 · 计算 · 顺延 ·
依据.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.rule_keys import AnyRule
from anbang_desktop.domain.rule_pack import UNIT_WORDS, MonthEnd, Rule, RulePack, WorkCalendar

_WEEKDAYS = "一二三四五六日"
_NO_SHIFT = "不顺延"
_MONTHS, _YEAR = 12, 365


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A computed day and the five things a clerk may ask about it. ``rule_key``, ``pack``, ``holidays`` and
    ``valid_from`` say which rule of which version made it (empty where none did), ``told`` what became of an
    earlier day or why it stands.
    """

    result: date
    start_label: str
    start: date
    rule: str
    sum: str
    shift: str
    basis: str
    rule_key: str = ""
    pack: str = ""
    holidays: str = ""  # those of a year that the office learnt beside the pack: 2027@2026-12-20
    valid_from: date = date.min
    told: str = ""

    def from_day(self, today: date) -> str:
        """登记日期 3月4日: what it is counted from."""
        return f"{self.start_label} {month_day(self.start, today)}"

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The explanation, head and words."""
        return (
            ("起算", f"{self.start_label} {chinese(self.start)}"),
            ("规则", self.rule),
            ("计算", self.sum),
            ("顺延", self.shift),
            ("依据", self.basis),
            *((("定于", self.told),) if self.told else ()),
        )


def period_end(pack: RulePack, release_type: str, start: date) -> Reckoning:
    """The last day of help (art. 2 and 8; length by release type); 29 February ends on 28 February.

    KeyError when the pack has no rule for the release type.
    """
    length = pack.period.by_release_type[release_type]
    rule = pack.rule(length)
    same_day = _add(pack.calendar, rule, start)
    before = pack.period.end_rule == "day_before"
    result = same_day - timedelta(days=1) if before else same_day
    words = f"{chinese(start)} + {rule.value} {UNIT_WORDS[rule.unit]} = {chinese(same_day)}"
    words += _rounded(rule, start, same_day)
    if before:
        words += f"，前一日为 {chinese(result)}"
    basis = f"{spell_basis(_once(rule.basis, pack.period.basis))}（{pack.name}）"
    return Reckoning(
        result,
        "释放（解除）日期",
        start,
        f"{pack.text(length)}；{pack.period.text}",
        words,
        _NO_SHIFT,
        basis,
        *_version(pack, length, ()),
    )


def deadline(pack: RulePack, key: AnyRule, start_label: str, start: date) -> Reckoning:
    """The last day for something that must follow ``start``; the first day is not counted (民法典 art.
    201).
    """
    rule = pack.rule(key)
    raw = _add(pack.calendar, rule, start)
    result, shift = _shifted(pack.calendar, rule, raw)
    words = f"{chinese(start)} + {rule.value} {UNIT_WORDS[rule.unit]} = {chinese(raw)}"
    words += _rounded(rule, start, raw)
    learnt = (raw, result) if rule.shift or rule.unit == "workdays" else ()
    basis = f"{spell_basis(rule.basis)}（{pack.name}）"
    version = _version(pack, key, learnt)
    return Reckoning(result, start_label, start, pack.text(key), words, shift, basis, *version)


def before(pack: RulePack, key: AnyRule, end_label: str, end: date) -> Reckoning:
    """The day that lies a rule's length before ``end``: reminders and lead times; never moved."""
    rule = pack.rule(key)
    result = end - timedelta(days=rule.value) if rule.unit == "days" else add_months(end, -rule.value)
    words = f"{chinese(end)} − {rule.value} {UNIT_WORDS[rule.unit]} = {chinese(result)}"
    basis = f"{spell_basis(rule.basis)}（{pack.name}）"
    version = _version(pack, key, ())
    return Reckoning(result, end_label, end, pack.text(key), words, _NO_SHIFT, basis, *version)


def _version(pack: RulePack, key: AnyRule, days: Sequence[date]) -> tuple[str, str, str, date]:
    """Which rule of which pack, with which holidays that came beside it, and since when that holds."""
    years = {day.year for day in days} & set(pack.calendar.learnt)
    learnt = max((pack.calendar.learnt[year] for year in years), default=date.min)
    holidays = "、".join(f"{year}@{pack.calendar.learnt[year]}" for year in sorted(years))
    return key, pack.id, holidays, max(pack.effective_from, learnt)


def next_contact(
    pack: RulePack, level: str | None, registered: date, last: date | None, contact_state: str | None = None
) -> Reckoning:
    """When somebody is to be seen next: the first visit, afterwards by where the person is (away for work, in
    hospital), else by level and time since registration.
    """
    rule, label, start = contact_rule(pack, level, registered, last, contact_state)
    return deadline(pack, rule, label, start)


def contact_rule(
    pack: RulePack, level: str | None, registered: date, last: date | None, contact_state: str | None = None
) -> tuple[AnyRule, str, date]:
    """The rule by which somebody is seen next, and from which day it counts (in words, and the day)."""
    if last is None or last < registered:
        return "firstvisit.after_return.days", "登记日期", registered
    return pack.contact_rule(level, contact_state, (last - registered).days), "上次联系", last


def visits(pack: RulePack, level: str | None, days_since_start: int) -> str:
    """How often somebody of that level is seen from now on, as an agreement says it:
    登记后第一年约每60天，以后约每90天.
    """
    ahead = [
        step
        for step in pack.level(level).contact
        if step.within_days is None or days_since_start < step.within_days
    ]
    first = [
        f"登记后{_span(step.within_days)}约每{pack.number(step.rule)}天"
        for step in ahead
        if step.within_days is not None
    ]
    later = [
        f"{'以后' if first else ''}约每{pack.number(step.rule)}天"
        for step in ahead
        if step.within_days is None
    ]
    return "，".join([*first, *later])


def next_assessment(pack: RulePack, level: str | None, registered: date, last: date | None) -> Reckoning:
    """When the group assesses next: initially after registration, afterwards by level."""
    if last is None:
        return deadline(pack, "assessment.initial.days", "登记日期", registered)
    return deadline(pack, pack.assessment_key(level), "上次评估", last)


def whole_months(start: date, end: date) -> int:
    """How many months have gone by on ``end``, counted as ``add_months`` adds them; 0 before the first."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    return months if add_months(start, months) <= end else max(0, months - 1)


def add_months(start: date, months: int, month_end: MonthEnd = "last") -> date:
    """The corresponding day so many months on (or back); where there is none, the month's last day or the
    first of the next month.
    """
    count = start.year * _MONTHS + start.month - 1 + months
    year, month = divmod(count, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    if start.day > last and month_end == "next":
        return date(year, month + 1, last) + timedelta(days=1)
    return date(year, month + 1, min(start.day, last))


def add_workdays(works: WorkCalendar, start: date, count: int) -> date:
    """The ``count``-th working day after ``start``."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= works.works(day)
    return day


def workdays_between(works: WorkCalendar, after: date, until: date) -> int:
    """How many working days lie after a day and up to another; 0 where that one isn't later."""
    days = (after + timedelta(days=count) for count in range(1, (until - after).days + 1))
    return sum(works.works(day) for day in days)


def _span(days: int) -> str:
    return "第一年" if days == _YEAR else f"头{days}天"


def _once(*bases: str) -> str:
    return "；".join(dict.fromkeys(part for basis in bases for part in basis.split("；")))


def _add(works: WorkCalendar, rule: Rule, start: date) -> date:
    if rule.unit == "workdays":
        return add_workdays(works, start, rule.value)
    if rule.unit == "days":
        return start + timedelta(days=rule.value)
    return add_months(start, rule.value * (_MONTHS if rule.unit == "years" else 1), rule.month_end or "last")


def _rounded(rule: Rule, start: date, end: date) -> str:
    """What is said where the month has no such day."""
    if rule.unit not in ("years", "months") or end.day == start.day:
        return ""
    if rule.month_end == "next":
        return f"（该月没有 {start.day} 日，顺到次月一日）"
    return f"（{end.month} 月没有 {start.day} 日，取该月最后一日）"


def _shifted(works: WorkCalendar, rule: Rule, day: date) -> tuple[date, str]:
    if rule.unit == "workdays":
        return day, f"按工作日计，不再顺延{_known(works, day)}"
    if not rule.shift or works.works(day):
        return day, _NO_SHIFT
    moved = add_workdays(works, day, 1)
    name = "法定节假日" if day in works.holidays else f"周{_WEEKDAYS[day.weekday()]}"
    return moved, f"{chinese(day)}是{name}，顺延到 {chinese(moved)}{_known(works, moved)}"


def _known(works: WorkCalendar, day: date) -> str:
    return "" if day.year in works.years else f"（没有 {day.year} 年节假日表，只除去周六、周日）"
