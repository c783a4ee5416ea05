"""The two years of the demo office before its last list came: every act on its own day, in their order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.fields.campaigns import Campaign
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.progress import Progress
from anbang_desktop.services.demo import acts_help, acts_road
from anbang_desktop.services.demo.clerk import Clerk, everybody
from anbang_desktop.services.demo.lives import Campaigned, Life, Listed, Reported, Years
from anbang_desktop.services.reports import ledger, making
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.reports.ledger import Delivered
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import campaigns

ACTS = {**acts_road.ACTS, **acts_help.ACTS}
Dated = tuple[date, int, Callable[[], None]]  # day, order within it, act
_LIST, _ACT, _CAMPAIGN, _REPORT = range(4)


def play(clerk: Clerk, years: Years, sheet: str, reports: Path, progress: Progress) -> str:
    """Live through the two years; what came of them, in words."""
    acts = sorted(_all(clerk, years, sheet, reports), key=lambda one: one[:2])
    for done, (_day, _order, act) in enumerate(acts):
        progress.step(done, len(acts), "两年里的事")
        act()
    return f"两年里的人和事：{len({life.name for life in years.lives})} 人，{len(acts)} 件"


def _all(clerk: Clerk, years: Years, sheet: str, reports: Path) -> Iterator[Dated]:
    for listed in years.lists:
        yield listed.on, _LIST, partial(_import, clerk, years.lives, listed)
    for life in years.lives:
        for act in life.acts:
            yield act.on, _ACT, partial(ACTS[act.do], clerk, life, act.on, act.said)
    for campaign in years.campaigns:
        yield from _campaign(clerk, campaign)
    for report in years.reports:
        yield report.on, _REPORT, partial(_hand_in, clerk, sheet, report, reports)


def _import(clerk: Clerk, lives: Sequence[Life], listed: Listed) -> None:
    """Take a list over; each row is the case of the life that is to come by it."""
    desk = clerk.on(listed.on)
    before = set(clerk.numbers.values())
    plan = roster.plan(desk, paths.resources("demo", listed.file), progress=Progress())
    asked = frozenset(row.number for row in plan.rows if row.verdict is Verdict.ASK)
    roster.commit(desk, plan, asked, Progress())
    fresh = {row.name: row.no for row in everybody(desk) if row.no not in before}
    for life in lives:
        if life.case not in clerk.numbers and life.name in fresh:
            clerk.numbers[life.case] = fresh[life.name]


def _campaign(clerk: Clerk, told: Campaigned) -> Iterator[Dated]:
    made: list[int] = []
    first: date = told.campaign[name_of(names(Campaign).starts)]
    yield first, _CAMPAIGN, lambda: made.append(campaigns.start(clerk.on(first), told.campaign))
    yield told.closed_on, _CAMPAIGN, lambda: campaigns.close(clerk.on(told.closed_on), made[0])


def _hand_in(clerk: Clerk, sheet: str, report: Reported, folder: Path) -> None:
    """The county's blank has no line for some who left: the sheet says so, and is handed in all the same."""
    desk = clerk.on(report.on)
    making.make(desk, sheet, report.period, folder, Progress(), Leaving(whole_ids=True))
    ledger.deliver(desk, ledger.history(desk)[0].id, Delivered(report.on, report.how))
