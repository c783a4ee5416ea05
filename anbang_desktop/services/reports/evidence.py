"""What the checks of a sheet compare: numbers, rosters, the cells as they will stand there, and the last
sheet.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.period import Period, Span
from anbang_desktop.domain.rule_pack import TargetKey
from anbang_desktop.excel.template import Layout
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.reports.checks import (
    BOOK_START,
    LEFT,
    NEW,
    ROWS_OF,
    VISITS,
    Before,
    Cells,
    Evidence,
    Listed,
)
from anbang_desktop.services.reports.rosters import Roster
from anbang_desktop.storage.queries import numbers as query
from anbang_desktop.storage.queries import reports
from anbang_desktop.storage.reading import Connection

THIS: Span = "period"
OfSpan = Mapping[Span, Mapping[str, Number]]


@dataclass(frozen=True, slots=True)
class About:
    """The sheet that is checked: ``opened`` says who was entered at 建账 by its day, ``visits`` are the
    contact types that count as one.
    """

    connection: Connection
    layout: Layout
    period: Period
    opened: Mapping[date, Sequence[int]]
    visits: Collection[str]
    targets: Mapping[TargetKey, int]


def gather(
    about: About, numbers: Mapping[str, Number], of_span: OfSpan, made: Mapping[str, Roster]
) -> Evidence:
    """Everything that the checks compare; ``made`` are the rosters by their sheet."""
    connection, period = about.connection, about.period
    before = _before(about, numbers[BOOK_START])
    lines = (line for sheet in about.layout.sheets if sheet.kind == "numbers" for line in sheet.known)
    printed = frozenset(line.field for line in lines if line.span == THIS and line.field in numbers)
    return Evidence(
        numbers=numbers,
        rosters=tuple(Listed(one.wanted.set, one.wanted.sheet, one.cases) for one in made.values()),
        lines=workbook.lines(),
        printed=printed,
        cells=tuple(_cells(about.layout, of_span)),
        formulas=_formulas(about.layout, of_span),
        before=before,
        visits=_visits(about) if VISITS in printed else 0,
        names=_names(connection, numbers, before, made),
        targets=about.targets,
        opened=about.opened,
        period=period,
        withheld=frozenset(case for one in made.values() for case in one.withheld),
    )


def _cells(layout: Layout, of_span: OfSpan) -> Iterator[Cells]:
    """Every number sheet as it will stand there, span by span: what is written, and what the county's own
    formulas make of it.
    """
    for sheet in (one for one in layout.sheets if one.kind == "numbers"):
        for span in dict.fromkeys(line.span for line in sheet.known):
            told = (of_span[span].get(line.field) for line in sheet.known if line.span == span)
            figures = {one.line: one.value for one in told if one is not None}
            if span == THIS:
                figures |= workbook.formulas(sheet, figures)
            yield Cells(sheet.name, span, figures)


def _formulas(layout: Layout, of_span: OfSpan) -> dict[str, Decimal]:
    values = {line: number.value for line, number in of_span[THIS].items()}
    return {
        line: made
        for sheet in layout.sheets
        if sheet.kind == "numbers"
        for line, made in workbook.formulas(sheet, values).items()
        if line in values
    }


def _visits(about: About) -> int:
    """Read of the contacts themselves, which are many: only where the sheet prints them."""
    return reports.count_contacts(about.connection, about.period.start, about.period.end, about.visits)


def _before(about: About, start: Number) -> Before | None:
    connection, period = about.connection, about.period
    run = reports.ended_on(connection, period.eve)
    if run is None:
        return None
    ended = run.book_end or frozenset()
    changed = ended ^ frozenset(start.cases)
    told = reports.entered_later(connection, changed, run.made_at, period.eve) if changed else frozenset()
    entered = {case for day, cases in about.opened.items() if day in period for case in cases}
    since = reports.changed_since(connection, run.made_at)
    return Before(f"{run.period_label}{run.name}", ended, told | entered, since)


def _names(
    connection: Connection,
    numbers: Mapping[str, Number],
    before: Before | None,
    made: Mapping[str, Roster],
) -> dict[int, str]:
    """Names for the sentences of checks that fail; never more than a few."""
    passing = {*numbers[NEW].cases, *numbers[LEFT].cases}
    changed = before.book_end ^ frozenset(numbers[BOOK_START].cases) if before else frozenset()
    since = frozenset(before.since) if before else frozenset()
    apart = {
        case
        for roster in made.values()
        if (line := ROWS_OF.get(roster.wanted.set.id, "")) in numbers
        for case in frozenset(numbers[line].cases) ^ frozenset(roster.cases)
    }
    return query.names_of(connection, sorted(passing | changed | since | apart))
