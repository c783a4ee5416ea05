"""The figures of a period and of a run of periods. Whatever else wants a number of the number sheet for 统计
or a text asks here.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from anbang_desktop import paths
from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.period_steps import StepKind, steps_back
from anbang_desktop.domain.statistics import Passage, Plan, Step, begun, parse_plan, run
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import statistics as query

if TYPE_CHECKING:
    from anbang_desktop.domain.report_words import ReportLine
    from anbang_desktop.services.reports import count, workbook
else:  # openpyxl, 0.3 s
    count = lazy_import("anbang_desktop.services.reports.count")
    workbook = lazy_import("anbang_desktop.services.reports.workbook")

Figures = Mapping[str, Number]


@cache
def plan() -> Plan:
    """What 统计 shows, as ``resources/report/statistics.toml`` says it."""
    return parse_plan(paths.resources("report", "statistics.toml").read_text("utf-8"))


def lines() -> "dict[str, ReportLine]":
    """The lines of the number sheet by their id; not those that we keep no records for."""
    return {one.id: one for one in workbook.lines() if one.set or one.rate}


def figures(desk: Desk, period: Period, wanted: Collection[str], tick: Callable[[int], object]) -> Figures:
    """Lines of the number sheet for a period, by their ids, each with the people behind it, and the parts of
    the rates among them; nothing later than today counts. ``tick`` hears how many cases were read.
    """
    return count.figures(desk, period, wanted, tick)


def series(desk: Desk, period: Period, kind: StepKind) -> tuple[Step, ...]:
    """The run of the office in months, quarters or years, up to the end of the period, or to today."""
    periods = steps_back(min(period.end, desk.today), kind, plan().back[kind])
    with desk.store.read() as connection:
        return begun(run(query.all_passages(connection), periods))


def moved(desk: Desk, period: Period, *, came: bool) -> list[int]:
    """Who came on the books in a period (新增), or left them, once for each time, the earliest first."""
    with desk.store.read() as connection:
        found = [one for one in query.all_passages(connection) if _meant(one, period, came=came)]
    return [one.case for one in sorted(found, key=lambda one: one.day)]


def on_books(desk: Desk, period: Period) -> list[int]:
    """Who was on the books at the end of a period."""
    with desk.store.read() as connection:
        found = [one for one in query.all_passages(connection) if one.day <= period.end]
    there = {one.case: one.came for one in found}
    return [case for case, is_there in there.items() if is_there]


def _meant(one: Passage, period: Period, *, came: bool) -> bool:
    return one.came is came and one.counts and one.day in period
