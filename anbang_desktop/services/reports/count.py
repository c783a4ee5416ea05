"""Count a period for a blank: the rows of each roster, the numbers of each span, what is missing, and the
checks.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from anbang_desktop.domain.codes import CodeBook, CodeTable
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.named_sets import Reads
from anbang_desktop.domain.numbers import Number, Passage, Sets, needed, reads
from anbang_desktop.domain.numbers import count as count_lines
from anbang_desktop.domain.period import Period, Span, spanned
from anbang_desktop.domain.row_sets import RowKind
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.excel.template import Column, Content, Figure, Layout, SheetLayout, Value
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import rosters, workbook
from anbang_desktop.services.reports.checks import (
    BOOK_END,
    BOOK_START,
    LEFT,
    NEW,
    NOT_MET,
    OVERDUE,
    ROWS_OF,
    TALKS,
    VISITS,
    Check,
    Evidence,
    checks,
)
from anbang_desktop.services.reports.evidence import About, OfSpan, gather
from anbang_desktop.services.reports.forms import figure, formed
from anbang_desktop.services.reports.gaps import Open, left_open
from anbang_desktop.services.reports.rosters import Around, Gap, Roster, Wanted
from anbang_desktop.services.uncollected import uncollected
from anbang_desktop.storage.queries import numbers as query
from anbang_desktop.storage.queries import rosters as roster_query
from anbang_desktop.storage.reading import Connection

WALK_IN_LINE = "new_other"
ALWAYS = frozenset({BOOK_START, NEW, LEFT, BOOK_END, OVERDUE})  # what the checks and the next period need
THIS: Span = "period"
_TICK = 1000
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted period: the numbers of the period itself and ``of_span`` of every other span that a sheet
    asks for; the rosters by the name of their sheet; ``empty`` is what stays open on the blank.
    """

    numbers: Mapping[str, Number]
    of_span: Mapping[Span, Mapping[str, Number]]
    rosters: Mapping[str, Roster]
    checks: tuple[Check, ...]
    codes: CodeBook
    empty: tuple[Open, ...] = ()

    @property
    def first(self) -> Roster | None:
        """The first roster of the workbook."""
        return next(iter(self.rosters.values()), None)

    @property
    def roster(self) -> Sequence[int]:
        """Whose the rows of the first roster are; of a workbook without one, who is on the books at the
        end.
        """
        return self.first.cases if self.first else self.numbers[BOOK_END].cases

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of the first roster by field."""
        if self.first:
            names = self.first.wanted.fields
            yield from (dict(zip(names, row, strict=True)) for row in self.first.rows)

    @property
    def missing(self) -> Sequence[Gap]:
        """Whom something is missing of, on any roster."""
        return [gap for roster in self.rosters.values() for gap in roster.gaps]

    def cases(self, sheet: SheetLayout) -> Sequence[int]:
        """Whose each row of a sheet is, in its order."""
        known = self.rosters.get(sheet.name)
        return known.cases if known else ()

    def number(self, line: Column) -> Number | None:
        """What stands in a cell of a number sheet; None for a line that we can't count."""
        return self.of_span.get(line.span, {}).get(line.field)

    def contents(self, layout: Layout) -> dict[str, Content]:
        """What is written into each sheet, in its own forms."""
        return {sheet.name: self._content(sheet) for sheet in layout.sheets}

    def _content(self, sheet: SheetLayout) -> Content:
        if sheet.kind == "numbers":
            known = ((line, self.number(line)) for line in sheet.known)
            return Content(
                figures={(line.at, line.into): figure(line, one.value) for line, one in known if one}
            )
        if sheet.name in self.rosters:
            rows = formed(self.rosters[sheet.name], self.codes)
            return Content(rows, len(rows))
        return Content()


@uncollected()
def count(desk: Desk, layout: Layout, period: Period, progress: Progress) -> Counted:
    """Count a period. Each roster lists its own set (R01: everybody on the books at the end of its last day,
    in the order of the file numbers). UserError where nobody said whom a sheet lists.
    """
    asked = [rosters.wanted(sheet) for sheet in layout.sheets if sheet.kind == "rows"]
    progress.step(0, 3, "读取档案")
    with desk.store.read() as connection:
        office = _Office(desk, connection, layout, period)
        listed, heads, rows = office.listing(asked)
        numbers = office.numbers(
            period, office.printed(THIS) | ALWAYS | _rows_of(asked), asked, listed, heads
        )
        of_span: dict[Span, Mapping[str, Number]] = {THIS: numbers}
        for span in sorted(office.spans - {THIS}):
            days = spanned(period, span)  # of what the sheet's own days don't reach there is no number yet
            of_span[span] = office.numbers(days, office.printed(span)) if days.end <= period.end else {}
        progress.step(1, 3, "整理花名册")
        around = office.around()
        made: dict[str, Roster] = {}
        for one in asked:
            step = _stepper(progress, one.sheet)
            if one.set.record:
                made[one.sheet] = rosters.ledger(around, one, rows[one.set.id], heads, step)
            else:
                made[one.sheet] = rosters.people(around, one, listed[one.set.people], step)
        progress.step(2, 3, "核对")
        evidence = office.evidence(numbers, of_span, made)
    progress.step(3, 3, "核对")
    empty = tuple(left_open(layout, made, of_span))
    return Counted(numbers, of_span, made, checks(evidence), desk.codes, empty)


def _stepper(progress: Progress, sheet: str) -> rosters.Step:
    return lambda done, total: progress.step(done, total, f"整理“{sheet}”")


def _rows_of(asked: Iterable[Wanted]) -> set[str]:
    """The lines that must agree with how many rows a roster has."""
    contacts = {VISITS, TALKS, NOT_MET} if any(one.set.lists is RowKind.CONTACT for one in asked) else set()
    return contacts | {ROWS_OF[one.set.id] for one in asked if one.set.id in ROWS_OF}


@dataclass(slots=True)
class _Office:
    """What is read of the office for one sheet."""

    desk: Desk
    connection: Connection
    layout: Layout
    period: Period
    opened: dict[date, list[int]] = field(default_factory=dict)  # 建账: who was entered, by its day
    tick: Callable[[int], object] = (
        int  # hears how many cases were read, from time to time; may raise Cancelled
    )

    @property
    def spans(self) -> set[Span]:
        """The spans that a cell of the workbook counts."""
        return {line.span for line in self._lines()}

    def printed(self, span: Span) -> set[str]:
        """The lines that the workbook prints of a span."""
        return {line.field for line in self._lines() if line.span == span}

    def _lines(self) -> Iterator[Column]:
        return (line for sheet in self.layout.sheets if sheet.kind == "numbers" for line in sheet.known)

    def listing(
        self, asked: Sequence[Wanted]
    ) -> tuple[dict[str, list[Passage]], dict[int, Head], dict[str, list[roster_query.Row]]]:
        """What the rosters will take while the cases go by: the named sets to gather, the heads of those
        whose records are listed, and these records.
        """
        rows = {
            one.set.id: roster_query.rows(self.connection, one.set, self.period)
            for one in asked
            if one.set.record
        }
        listed: dict[str, list[Passage]] = {one.set.people: [] for one in asked if one.set.people}
        heads = {row.case_id: _NOBODY for of_set in rows.values() for row in of_set}
        return listed, heads, rows

    def numbers(
        self,
        period: Period,
        wanted: set[str],
        asked: Sequence[Wanted] = (),
        listed: dict[str, list[Passage]] | None = None,
        kept: dict[int, Head] | None = None,
    ) -> dict[str, Number]:
        """The numbers of those lines, counted in one pass over what they need; ``listed`` takes who belongs
        to a roster, ``kept`` the heads of its keys.
        """
        desk, lines = self.desk, needed(workbook.lines(), wanted)
        need = reads(lines, listed or ())
        for one in asked:
            need |= one.reads
        every = self._heads(period, need, kept if kept is not None else {}, note=period is self.period)
        fold = WALK_IN_LINE not in wanted and not any(line.field == WALK_IN_LINE for line in self._lines())
        sets = Sets(every, period, desk.today, self._pack(period), workbook.terms(), fold=fold)
        return count_lines(lines, sets, listed)

    def _heads(self, period: Period, need: Reads, kept: dict[int, Head], *, note: bool) -> Iterator[Head]:
        groups, reasons = self._groups(), self.desk.codes["closure_reason"]
        found = query.heads(self.connection, period, groups, lambda words: _reason(reasons, words), need)
        for at, head in enumerate(found):
            if at % _TICK == 0:
                self.tick(at)
            if head.id in kept:
                kept[head.id] = head
            if note and head.opened_on is not None:
                self.opened.setdefault(head.opened_on, []).append(head.id)
            yield head

    def _groups(self) -> dict[str, str]:
        return {item.code: item.group for item in self.desk.codes["contact_type"].items}

    def around(self) -> Around:
        """What every row is made with."""
        need = {one.id: one for one in workbook.fields() if one.need}
        until, pack = min(self.period.end, self.desk.today), self._pack(self.period)
        return Around(self.connection, self.period, until, pack, self.desk.read_context, need)

    def _pack(self, period: Period) -> RulePack:
        """The rules in force at the end of a period, or today where that comes first."""
        return self.desk.rules.on(min(period.end, self.desk.today))

    def evidence(
        self, numbers: Mapping[str, Number], of_span: OfSpan, made: Mapping[str, Roster]
    ) -> Evidence:
        """What the checks compare."""
        groups, kinds = self._groups(), workbook.terms().kinds
        visits = [code for code, group in groups.items() if group in kinds[VISITS]]
        targets = self._pack(self.period).targets
        about = About(self.connection, self.layout, self.period, self.opened, visits, targets)
        return gather(about, numbers, of_span, made)


@uncollected()
def figures(
    desk: Desk, period: Period, wanted: Collection[str], tick: Callable[[int], object]
) -> dict[str, Number]:
    """The numbers of those lines and what they are made of, for 统计 and texts: without a sheet, and nothing
    else is read. ``tick`` hears how many cases were read, and may raise Cancelled.
    """
    with desk.store.read() as connection:
        return _Office(desk, connection, Layout(()), period, tick=tick).numbers(period, set(wanted))


_NOBODY = Head(0, "", ())


def _reason(table: CodeTable, words: str) -> str:
    """The code of a reason written in words: exactly, or because one of its words stands in the sentence."""
    exact = table.code(words) if words else None
    inside = (item.code for item in table.items if any(word in words for word in (item.name, *item.synonyms)))
    return exact or next(inside, "") or ("OTHER" if words else "")


def texts(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[tuple[str, ...]]:
    """The rows of a roster as they will be read."""
    for place, row in enumerate(rows, 1):
        yield tuple(
            str(place) if one.field == "serial" else _text(value)
            for one, value in zip(columns, row, strict=True)
        )


def _text(shown: Value) -> str:
    return "" if shown is None else str(shown)


def printed(counted: Counted, layout: Layout) -> Iterator[tuple[str, str, tuple[int, ...], bool]]:
    """The lines of the number sheet as they will be read: label, number, people, whether the county's own
    formula makes it.
    """
    for sheet in (one for one in layout.sheets if one.kind == "numbers"):
        for line in sheet.columns:
            number = counted.number(line)
            yield (
                line.header,
                figure_text(number.value) if number else "",
                number.cases if number else (),
                bool(line.formula),
            )


def shown(held: Value) -> str:
    """A value as two versions of a sheet are compared by it."""
    if isinstance(held, Decimal):
        return figure_text(held)
    return held.isoformat() if isinstance(held, date) else _text(held)


def figure_text(figure: Figure) -> str:
    """A number as it stands on the sheet: 12, 96.67%, or — for a rate without people."""
    if figure is None:
        return workbook.NO_RATE
    return f"{workbook.half_up(figure * 100, 2)}%" if isinstance(figure, Decimal) else str(figure)
