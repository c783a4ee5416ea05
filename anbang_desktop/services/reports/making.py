"""Make a sheet for the county: count a period, see what is missing, fill the blank, keep what went up
(domain.md §5).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.period import Period
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Content, Layout, from_plain
from anbang_desktop.fields.reports import ReportProfile, ReportRun, ReportTerms
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import changes
from anbang_desktop.services.reports.asked import asked_for, details_of
from anbang_desktop.services.reports.checks import OVERDUE, Check
from anbang_desktop.services.reports.frozen import freeze as freeze_values
from anbang_desktop.services.reports.frozen import to_bytes
from anbang_desktop.services.reports.keeping import freeze as keep_frozen
from anbang_desktop.services.reports.keeping import left, next_version
from anbang_desktop.services.reports.leaving import (
    AS_BEFORE,
    Covered,
    Leaving,
    Settled,
    asks_for_numbers,
    cover,
    file_names,
    footer,
    put_out,
    remember,
    settle,
    terms_of,
    words_of,
)
from anbang_desktop.services.uncollected import uncollected
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.services.reports import count, gaps, workbook
    from anbang_desktop.services.reports.gaps import Open
    from anbang_desktop.services.reports.rosters import Roster
else:  # openpyxl, 0.3 s
    count = lazy_import("anbang_desktop.services.reports.count")
    gaps = lazy_import("anbang_desktop.services.reports.gaps")
    workbook = lazy_import("anbang_desktop.services.reports.workbook")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody on the roster with empty columns that the county needs."""

    case_id: int
    no: str
    name: str
    what: tuple[str, ...]
    fields: tuple[str, ...] = ()  # the same by identifier: where a click leads


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A roster as it will stand on its sheet: its set, whom it lists in words, whose each row is."""

    name: str
    set: str
    told: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the number sheet as it will stand there; ``cases`` are the people behind it."""

    label: str
    text: str
    cases: tuple[int, ...]
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A sheet before it is made: the roster's people, what they lack, the numbers with their people, the
    checks, what to know, and ``empty``: the headings that stay open. ``people``, ``headers`` and ``rows`` are
    those of the first of its ``rosters``. It keeps what was ``counted``, so that making it doesn't count
    again.
    """

    profile: str
    version: int
    period: Period
    kinds: frozenset[str]
    people: tuple[int, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    missing: tuple[Lacking, ...]
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    rosters: tuple[ListedSheet, ...] = ()
    empty: "tuple[Open, ...]" = ()
    numbered: bool = False  # a column shows ID numbers
    changes: "changes.Changes | None" = None  # since it was last sent; None: it never was
    counted: "_CountedAt | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class _CountedAt:
    """What was counted, at which end of the audit chain and on which day: later it may be otherwise."""

    counted: "count.Counted"
    seq: int
    day: date


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, in the shape of ``report make --json``: ``empty`` is what was left open on the sheet,
    which is listed in a file beside it; ``ids`` are whole or covered, ``password`` is shown this once,
    ``stick`` says that the file lies on something that is carried away, ``covered`` how many ID numbers
    were covered.
    """

    files: tuple[str, ...]
    people: int
    checks: tuple[Check, ...]
    empty: "tuple[Open, ...]" = ()
    version: int = 1
    ids: str = ""
    recipient: str = ""
    purpose: str = ""
    password: str = ""
    stick: bool = False
    covered: int = 0


@dataclass(frozen=True, slots=True)
class FrozenRun:
    """A version that was frozen and not exported yet."""

    run: int
    version: int
    people: int
    snapshot_hash: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A sheet that was not made, and why."""

    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Several sheets of one period: those that were written, and those held back."""

    made: tuple[Made, ...]
    held: tuple[Held, ...]


@uncollected()
def preview(desk: Desk, name: str, period: str, progress: Progress | None = None) -> Preview:
    """Count a period for a profile without writing anything; UserError for an unknown profile or period."""
    row, span = asked_for(desk, name, period)
    layout, seq = from_plain(row.layout), desk.store.head().seq
    counted = count.count(desk, layout, span, progress or Progress())
    contents = counted.contents(layout)
    listed = tuple(_listed(roster, contents[name]) for name, roster in counted.rosters.items())
    found = changes.compare(desk, changes.Side(row, span, layout, counted, contents))
    return Preview(
        profile=row.name,
        version=row.version,
        period=span,
        kinds=frozenset(layout.kinds()) - {"other"},
        people=tuple(counted.roster),
        headers=listed[0].headers if listed else (),
        rows=listed[0].rows if listed else (),
        missing=tuple(
            Lacking(one.case_id, one.no, one.name, one.what, one.fields) for one in counted.missing
        ),
        lines=tuple(Line(*one) for one in count.printed(counted, layout)),
        checks=counted.checks,
        notes=tuple(_notes(desk, span, counted)),
        rosters=listed,
        empty=counted.empty,
        numbered=asks_for_numbers(layout),
        changes=found.changes if found else None,
        counted=_CountedAt(counted, seq, desk.today),
    )


def _listed(roster: "Roster", content: Content) -> ListedSheet:
    wanted = roster.wanted
    headers = tuple(one.header for one in wanted.columns)
    rows, people = tuple(count.texts(wanted.columns, content.rows)), tuple(roster.cases)
    return ListedSheet(wanted.sheet, wanted.set.id, wanted.set.told, headers, rows, people)


@uncollected()
def make(
    desk: Desk,
    name: str,
    period: str,
    out: Path,
    progress: Progress | None = None,
    leaving: Leaving = AS_BEFORE,
    seen: Preview | None = None,
) -> Made:
    """Check, freeze and export in one go: fill the blank for a period and write it into folder ``out``. What
    was ``seen`` of this sheet isn't counted again, unless anything was written since.

    An existing file is never overwritten. UserError when the folder cannot be written; nothing is left then.
    """
    steps = progress or Progress()
    return _make(desk, _count(desk, name, period, leaving, steps, seen), out, leaving.reason, steps)


def _make(desk: Desk, sheet: "_Sheet", out: Path, reason: str, steps: Progress) -> Made:
    settled, put, beside = sheet.settled, None, None
    try:
        with desk.store.work(desk.clock, f"填报 {sheet.profile.name} {sheet.span.label}") as work:
            run, data, covered = _keep(desk, work, sheet, reason, steps)
            names = file_names(desk.office.name, run.name, run.period_label, f"第{run.version}版")
            put = put_out(out, names, data, settled)
            beside = gaps.put_beside(put.file, sheet.profile.name, sheet.counted.empty)
            left(desk, work, run, put, settled)
            work.note("export", f"report_runs/{run.id}", words_of(settled, put, run.people))
    except BaseException:
        for file in (put.file if put is not None else None, beside):
            if file is not None:  # the record was not kept: a file without a record must not go up
                file.unlink(missing_ok=True)
        raise
    return Made(
        tuple(str(file) for file in (put.file, beside) if file is not None),
        len(sheet.counted.roster),
        sheet.counted.checks,
        sheet.counted.empty,
        run.version,
        "whole" if settled.whole_ids else "covered",
        settled.recipient,
        settled.purpose,
        put.password,
        put.stick,
        covered,
    )


@uncollected()
def freeze(
    desk: Desk,
    name: str,
    period: str,
    progress: Progress | None = None,
    leaving: Leaving = AS_BEFORE,
    seen: Preview | None = None,
) -> FrozenRun:
    """Check and freeze a period without a file leaving: later exported by ``ledger.export``. ``seen`` as for
    ``make``.
    """
    steps = progress or Progress()
    sheet = _count(desk, name, period, leaving, steps, seen)
    with desk.store.work(desk.clock, f"定稿 {sheet.profile.name} {sheet.span.label}") as work:
        run, _data, _covered = _keep(desk, work, sheet, leaving.reason, steps)
    counted = sheet.counted
    return FrozenRun(run.id, run.version, len(counted.roster), run.snapshot_hash, counted.checks)


@dataclass(frozen=True, slots=True)
class _Sheet:
    profile: ReportProfile
    span: Period
    layout: Layout
    blank: bytes
    terms: ReportTerms
    settled: Settled
    counted: "count.Counted"


def _count(
    desk: Desk, name: str, period: str, leaving: Leaving, progress: Progress, seen: Preview | None = None
) -> _Sheet:
    row, span = asked_for(desk, name, period)
    layout, terms = from_plain(row.layout), terms_of(desk, row.name)
    settled = settle(terms, leaving, desk.user)
    blank = desk.store.attachment(row.attachment_id).data
    counted = _still(desk, row, span, seen) or count.count(desk, layout, span, progress)
    return _Sheet(row, span, layout, blank, terms, settled, counted)


def _still(desk: Desk, row: ReportProfile, span: Period, seen: Preview | None) -> "count.Counted | None":
    """What was counted for the preview, where it is of this sheet and nothing was written since."""
    if seen is None or seen.counted is None or (seen.profile, seen.period) != (row.name, span):
        return None
    then = seen.counted
    return then.counted if (then.seq, then.day) == (desk.store.head().seq, desk.today) else None


def _keep(
    desk: Desk, work: Work, sheet: _Sheet, reason: str, progress: Progress
) -> tuple[ReportRun, bytes, int]:
    """The frozen version, its file, and how many ID numbers were covered in it."""
    version, counted = next_version(work, sheet.profile, sheet.span, reason), sheet.counted
    contents = counted.contents(sheet.layout)
    snapshot = to_bytes(freeze_values(sheet.layout, counted, contents, count.shown))
    foot = footer(desk, version.number, sha256(snapshot).hexdigest())
    blank = workbook.with_footer(
        workbook.Blank(sheet.blank, sheet.layout, details_of(desk, sheet.span)), foot
    )
    out = Covered(contents, 0) if sheet.settled.whole_ids else cover(contents, sheet.layout)
    data = workbook.fill(blank, out.contents, progress)
    run = keep_frozen(desk, work, version, counted, snapshot, data, sheet.settled)
    remember(desk, work, sheet.terms, sheet.settled)
    return run, data, out.ids


@uncollected()
def make_each(
    desk: Desk,
    names: Sequence[str],
    period: str,
    out: Path,
    progress: Progress | None = None,
    leaving: Leaving = AS_BEFORE,
) -> Batch:
    """Make several sheets of a period into folder ``out``. One whose checks are not all right, or that
    can't be filled, is held back with the reason while the others go.
    """
    made: list[Made] = []
    held: list[Held] = []
    steps = progress or Progress()
    for name in names:
        try:
            sheet = _count(desk, name, period, leaving, steps)
            wrong = [check.what for check in sheet.counted.checks if not check.ok]
            if wrong:
                held.append(Held(name, tuple(wrong)))
            else:
                made.append(_make(desk, sheet, out, leaving.reason, steps))
        except UserError as said:
            held.append(Held(name, (str(said),)))
    return Batch(tuple(made), tuple(held))


def _notes(desk: Desk, span: Period, counted: "count.Counted") -> Iterator[str]:
    if span.end > desk.today:
        yield f"{span.label}还没有结束，数字只算到今天（{desk.today.isoformat()}）。"
    overdue = len(counted.numbers[OVERDUE].cases)
    if overdue:
        yield f"有 {overdue} 人已过帮教期还没有办解除，仍计在册。"
