"""Count a period for a blank: the people of the roster, the numbers, what is missing, and the checks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anbang_desktop.domain.codes import CodeBook, CodeTable
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.numbers import Number, Sets
from anbang_desktop.domain.numbers import count as count_lines
from anbang_desktop.domain.period import Period
from anbang_desktop.excel.template import Column, Content, Figure, Layout, SheetLayout, Value
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.reports.checks import (
    BOOK_END,
    BOOK_START,
    LEFT,
    NEW,
    VISITS,
    Before,
    Check,
    Evidence,
    checks,
)
from anbang_desktop.services.reports.forms import cell, figure
from anbang_desktop.services.reports.values import LOOKED_AT, Subject, value
from anbang_desktop.storage.queries import numbers as query
from anbang_desktop.storage.queries import reports
from anbang_desktop.storage.reading import Connection

WALK_IN_LINE = "new_other"
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted period: ``roster`` are the case ids of ``rows``; ``missing`` (case id, number, name, names
    of empty columns).
    """

    numbers: Mapping[str, Number]
    roster: Sequence[int]
    rows: Sequence[Row]
    missing: Sequence[tuple[int, str, str, tuple[str, ...]]]
    checks: tuple[Check, ...]

    def contents(self, layout: Layout, codes: CodeBook) -> dict[str, Content]:
        """What is written into each sheet, in its own forms."""
        return {sheet.name: self._content(sheet, codes) for sheet in layout.sheets}

    def _content(self, sheet: SheetLayout, codes: CodeBook) -> Content:
        if sheet.kind == "numbers":
            known = ((line, self.numbers.get(line.field)) for line in sheet.known if line.span == "period")
            return Content(
                figures={(line.at, line.into): figure(line, one.value) for line, one in known if one}
            )
        if sheet.kind == "rows":
            rows = [[cell(one, row, codes) for one in sheet.known] for row in self.rows]
            return Content(rows, len(rows))
        return Content()


def count(desk: Desk, layout: Layout, period: Period, progress: Progress) -> Counted:
    """Count a period; R01 lists everybody on the books at the end of its last day (期末在册), in the order
    of the file numbers.
    """
    progress.step(0, 3, "读取档案")
    printed = frozenset(
        one.field for sheet in layout.sheets if sheet.kind == "numbers" for one in sheet.known
    )
    groups = {item.code: item.group for item in desk.codes["contact_type"].items}
    with desk.store.read() as connection:
        heads = query.heads(
            connection, period, groups, lambda words: _reason(desk.codes["closure_reason"], words)
        )
        progress.step(1, 3, "计算数字")
        pack = desk.rules.on(min(period.end, desk.today))
        sets = Sets(heads, period, desk.today, pack, workbook.terms(), fold=WALK_IN_LINE not in printed)
        numbers = count_lines(workbook.lines(), sets)
        roster = list(numbers[BOOK_END].cases)
        progress.step(2, 3, "整理花名册")
        subjects = _subjects(desk, connection, {head.id: head for head in heads}, roster, period)
        rows = [_row(layout, subject) for subject in subjects]
        opened = _opened(heads)
        before = _before(connection, period, numbers[BOOK_START], opened)
        visits = [code for code, group in groups.items() if group in workbook.terms().kinds[VISITS]]
        evidence = Evidence(
            numbers=numbers,
            roster=[subject.head.id for subject in subjects],
            lines=workbook.lines(),
            printed=printed,
            formulas=_formulas(layout, numbers),
            before=before,
            visits=reports.count_contacts(connection, period.start, period.end, visits),
            names=_names(connection, numbers, before),
            targets=pack.targets,
            opened=opened,
            period=period,
        )
    progress.step(3, 3, "核对")
    return Counted(numbers, roster, rows, list(_missing(layout, subjects, rows)), checks(evidence))


def _reason(table: CodeTable, words: str) -> str:
    """The code of a reason written in words: exactly, or because one of its words stands in the sentence."""
    exact = table.code(words) if words else None
    inside = (item.code for item in table.items if any(word in words for word in (item.name, *item.synonyms)))
    return exact or next(inside, "") or ("OTHER" if words else "")


def _subjects(
    desk: Desk, connection: Connection, heads: Mapping[int, Head], roster: list[int], period: Period
) -> list[Subject]:
    until = min(period.end, desk.today)
    people = query.roster(connection, roster)
    newest = {kind: query.newest(connection, kind, roster, until) for kind in LOOKED_AT}
    pack = desk.rules.on(until)
    return [
        Subject(
            head=heads[case_id],
            client=people[case_id].client,
            case=people[case_id].case,
            newest={kind: found[case_id] for kind, found in newest.items() if case_id in found},
            period=period,
            until=until,
            full_age=int(pack.number("minor.age")),
            default_level=pack.level(None).code,
            read_context=desk.read_context,
        )
        for case_id in roster
    ]


def headers(layout: Layout) -> tuple[Column, ...]:
    """The known columns of the first roster sheet."""
    return next((sheet.known for sheet in layout.sheets if sheet.kind == "rows"), ())


def _row(layout: Layout, subject: Subject) -> Row:
    wanted = {field for sheet in layout.sheets if sheet.kind == "rows" for field in sheet.fields} | {
        workbook.NAME
    }
    return {field: value(field, subject) for field in sorted(wanted) if field != "serial"}


def _missing(
    layout: Layout, subjects: Sequence[Subject], rows: Sequence[Row]
) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    needed = {one.id: one.name for one in workbook.fields() if one.need}
    asked = [one for one in headers(layout) if one.field in needed]
    for subject, row in zip(subjects, rows, strict=True):
        empty = tuple(needed[one.field] for one in asked if row.get(one.field) in (None, ""))
        if empty:
            yield subject.head.id, subject.case.no, subject.client.name, empty


def texts(counted: Counted, columns: Sequence[Column], codes: CodeBook) -> Iterator[tuple[str, ...]]:
    """The roster as it will be read."""
    for place, row in enumerate(counted.rows, 1):
        yield tuple(str(place) if one.field == "serial" else _text(cell(one, row, codes)) for one in columns)


def _text(shown: Value) -> str:
    return "" if shown is None else str(shown)


def printed(counted: Counted, layout: Layout) -> Iterator[tuple[str, str, tuple[int, ...], bool]]:
    """The lines of the number sheet as they will be read: label, number, people, whether the county's own
    formula makes it.
    """
    for sheet in (one for one in layout.sheets if one.kind == "numbers"):
        for line in sheet.columns:
            number = counted.numbers.get(line.field)
            yield (
                line.header,
                figure_text(number.value) if number else "",
                number.cases if number else (),
                bool(line.formula),
            )


def figure_text(figure: Figure) -> str:
    """A number as it stands on the sheet: 12, 96.67%, or — for a rate without people."""
    if figure is None:
        return workbook.NO_RATE
    return f"{workbook.half_up(figure * 100, 2)}%" if isinstance(figure, Decimal) else str(figure)


def _formulas(layout: Layout, numbers: Mapping[str, Number]) -> dict[str, Decimal]:
    values = {line: number.value for line, number in numbers.items()}
    return {
        line: made
        for sheet in layout.sheets
        if sheet.kind == "numbers"
        for line, made in workbook.formulas(sheet, values).items()
    }


def _opened(heads: Sequence[Head]) -> dict[date, list[int]]:
    """Who was entered when the books were opened, by its day."""
    found: dict[date, list[int]] = {}
    for head in heads:
        if head.opened_on is not None:
            found.setdefault(head.opened_on, []).append(head.id)
    return found


def _before(
    connection: Connection, period: Period, start: Number, opened: Mapping[date, Sequence[int]]
) -> Before | None:
    run = reports.ended_on(connection, period.eve)
    if run is None:
        return None
    ended = run.book_end or frozenset()
    changed = ended ^ frozenset(start.cases)
    told = reports.entered_later(connection, changed, run.made_at, period.eve) if changed else frozenset()
    entered = {case for day, cases in opened.items() if day in period for case in cases}
    return Before(f"{run.period_label}{run.name}", ended, told | entered)


def _names(connection: Connection, numbers: Mapping[str, Number], before: Before | None) -> dict[int, str]:
    """Names for the sentences of checks that fail; never more than a few."""
    passing = {*numbers[NEW].cases, *numbers[LEFT].cases}
    changed = before.book_end ^ frozenset(numbers[BOOK_START].cases) if before else frozenset()
    return query.names_of(connection, sorted(passing | changed))
