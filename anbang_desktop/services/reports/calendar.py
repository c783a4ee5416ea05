"""When the county wants each sheet: said once per sheet, then known for every period."""

from dataclasses import dataclass, replace
from datetime import date

from anbang_desktop.domain.due_rule import HINT, Owed, owed, read_due, reckoned
from anbang_desktop.domain.period import Period, month_of
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.errors import UserError
from anbang_desktop.fields.reports import ReportProfile, ReportTerms
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.leaving import keep_terms
from anbang_desktop.storage.queries import reports as query

__all__ = ["HINT", "DueSheet", "due", "set_due", "waiting"]


@dataclass(frozen=True, slots=True)
class DueSheet:
    """A sheet that the county waits for. Without a rule it is this month's, and has no day; ``done``: this
    period's went out, and the next one isn't due yet.
    """

    name: str
    period: Period
    until: date | None
    rule: str
    why: Reckoning | None
    done: bool


def set_due(desk: Desk, name: str, rule: str) -> str:
    """Say when the county wants a sheet, as its notice says it (每月25日前); empty takes it back. The rule as
    it was understood. UserError for one that can't be read, and for an unknown sheet.
    """
    try:
        read = read_due(rule)
    except ValueError as reason:
        raise UserError(str(reason), field="due") from None
    text = read.text if read else ""
    with desk.store.work(desk.clock, f"{name}：{f'报送时间 {text}' if text else '不定报送时间'}") as work:
        if query.profile(work.connection, name) is None:
            raise UserError(f"没有名为“{name}”的报表。", "请先学习县局发的空白表。", field="name")
        known = query.terms(work.connection, name) or ReportTerms(name=name)
        if (known.due or "") != text:
            after = replace(known, due=text or None, due_since=desk.today if text else None)
            keep_terms(work, known, after, work.label)
    return text


def due(desk: Desk) -> tuple[DueSheet, ...]:
    """Every learned sheet with the period that is to be sent next, the most urgent first."""
    with desk.store.read() as connection:
        profiles = query.profiles(connection)
        made, terms = query.made_periods(connection), query.all_terms(connection)
    found = [_due(desk, one, terms.get(one.name), made.get(one.name, set())) for one in profiles]
    return tuple(sorted(found, key=lambda one: (one.done, one.until or date.max, one.name)))


def _due(desk: Desk, profile: ReportProfile, terms: ReportTerms | None, made: set[str]) -> DueSheet:
    rule = read_due(terms.due or "") if terms else None
    if rule is None:
        month = month_of(desk.today)
        return DueSheet(profile.name, month, None, "", None, month.text in made)
    since = (terms.due_since if terms else None) or profile.learned_at.date()
    next_: Owed = owed(rule, desk.today, since, made)
    done = next_.period.start > desk.today
    return DueSheet(profile.name, next_.period, next_.until, rule.text, reckoned(rule, next_), done)


def waiting(desk: Desk) -> int:
    """How many of the learned sheets the county waits for now: due within the days that count as near, or
    without a day of their own and not made for this month.
    """
    return sum(is_near(desk, one) for one in due(desk))


def is_near(desk: Desk, one: DueSheet) -> bool:
    """Whether a sheet is to be made now."""
    if one.done:
        return False
    return one.until is None or (one.until - desk.today).days <= desk.pack.number("worklist.week.days")
