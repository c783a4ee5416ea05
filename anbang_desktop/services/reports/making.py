"""Make a sheet for the county: count a period, see what is missing, fill the blank, keep what went up
(domain.md §5).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count as endless
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import from_plain
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.fields.reports import CheckedSentence, ReportProfile, ReportRun
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details
from anbang_desktop.services.outputs import safe_name
from anbang_desktop.services.reports.checks import BOOK_END, OVERDUE, Check
from anbang_desktop.services.reports.learning import XLSX, profiles
from anbang_desktop.services.reports.ledger import COUNTY
from anbang_desktop.storage.queries import reports as query
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.services.reports import count, workbook
else:  # openpyxl, 0.3 s
    count = lazy_import("anbang_desktop.services.reports.count")
    workbook = lazy_import("anbang_desktop.services.reports.workbook")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody on the roster with empty columns that the county needs."""

    case_id: int
    no: str
    name: str
    what: tuple[str, ...]


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
    checks, what to know.
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


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, in the shape of ``report make --json``."""

    files: tuple[str, ...]
    people: int
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


def preview(desk: Desk, name: str, period: str, progress: Progress | None = None) -> Preview:
    """Count a period for a profile without writing anything; UserError for an unknown profile or period."""
    row, span = _asked(desk, name, period)
    layout = from_plain(row.layout)
    counted = count.count(desk, layout, span, progress or Progress())
    headers = count.headers(layout)
    return Preview(
        profile=row.name,
        version=row.version,
        period=span,
        kinds=frozenset(layout.kinds()) - {"other"},
        people=tuple(counted.roster),
        headers=tuple(one.header for one in headers),
        rows=tuple(count.texts(counted, headers, desk.codes)),
        missing=tuple(Lacking(*one) for one in counted.missing),
        lines=tuple(Line(*one) for one in count.printed(counted, layout)),
        checks=counted.checks,
        notes=tuple(_notes(desk, span, counted)),
    )


def make(desk: Desk, name: str, period: str, out: Path, progress: Progress | None = None) -> Made:
    """Fill the blank for a period and write it into folder ``out``; the run is kept with a frozen copy of
    rows, numbers and file.

    An existing file is never overwritten. UserError when the folder cannot be written; nothing is left then.
    """
    row, span = _asked(desk, name, period)
    layout, steps = from_plain(row.layout), progress or Progress()
    blank = workbook.Blank(desk.store.attachment(row.attachment_id).data, layout, _details(desk, span))
    counted = count.count(desk, layout, span, steps)
    written: Path | None = None
    try:
        with desk.store.work(desk.clock, f"填报 {row.name} {span.label}") as work:
            version = query.last_version(work.connection, row.name, span.text) + 1
            names = _names(desk, row.name, span, version)
            written, data = workbook.write(out, names, blank, counted.contents(layout, desk.codes), steps)
            _keep_run(desk, work, _Sheet(row, span, version, written, data), counted)
    except BaseException:
        if written is not None:  # the record was not kept: a file without a record must not go up
            written.unlink(missing_ok=True)
        raise
    return Made((str(written),), len(counted.roster), counted.checks)


def make_each(
    desk: Desk, names: Sequence[str], period: str, out: Path, progress: Progress | None = None
) -> Batch:
    """Make several sheets of a period into folder ``out``. One whose checks are not all right, or that
    can't be filled, is held back with the reason while the others go.
    """
    made: list[Made] = []
    held: list[Held] = []
    for name in names:
        try:
            wrong = [check.what for check in preview(desk, name, period, progress).checks if not check.ok]
            if wrong:
                held.append(Held(name, tuple(wrong)))
            else:
                made.append(make(desk, name, period, out, progress))
        except UserError as said:
            held.append(Held(name, (str(said),)))
    return Batch(tuple(made), tuple(held))


@dataclass(frozen=True, slots=True)
class _Sheet:
    profile: ReportProfile
    span: Period
    version: int
    file: Path
    data: bytes


def _keep_run(desk: Desk, work: Work, sheet: _Sheet, counted: "count.Counted") -> None:
    """The sheet as it goes out, with everything that it was made of."""
    snapshot, name, span = _snapshot(counted), sheet.profile.name, sheet.span
    run = ReportRun(
        profile_id=sheet.profile.id,
        name=name,
        period=span.text,
        period_label=span.label,
        start=span.start,
        end=span.end,
        version=sheet.version,
        people=len(counted.roster),
        file_name=sheet.file.name,
        sha256=sha256(sheet.data).hexdigest(),
        file_attachment=work.attach(sheet.file.name, XLSX, sheet.data),
        snapshot=work.attach(f"{sheet.file.stem}.json", "application/json", snapshot),
        snapshot_hash=sha256(snapshot).hexdigest(),
        book_end=frozenset(counted.numbers[BOOK_END].cases),
        checks=tuple(CheckedSentence(what=check.what, ok=check.ok) for check in counted.checks),
        recipient=COUNTY,
        made_at=desk.clock.now(),
        made_by=desk.user,
    )
    number = work.add(run, f"报表 {name} {span.label} 第 {sheet.version} 版")
    words = f"导出 {run.file_name}，{run.people} 行，送{COUNTY}，SHA-256 {run.sha256}"
    work.note("export", f"report_runs/{number}", words)


def _asked(desk: Desk, name: str, period: str) -> tuple[ReportProfile, Period]:
    try:
        span = parse_period(period)
    except ValueError as reason:
        raise UserError(str(reason), field="period") from None
    if span.start > desk.today:
        raise UserError(f"{span.label}还没有开始。", "请选已经开始的期间。", field="period")
    with desk.store.read() as connection:
        row = query.profile(connection, " ".join(name.split()))
    if row is None:
        known = "、".join(one.name for one in profiles(desk))
        raise UserError(
            f"没有名为“{name}”的报表。",
            f"现有的报表：{known}。" if known else "请先学习县局发的空白表。",
            field="name",
        )
    return row, span


def _details(desk: Desk, span: Period) -> Details:
    return Details(
        desk.office.name,
        span.start,
        span.end,
        span.label,
        desk.today,
        filled_by=desk.user,
        phone=details.phone(desk),
    )


def _names(desk: Desk, name: str, span: Period, version: int) -> Iterator[str]:
    stem = (desk.office.name, name, span.label)
    yield safe_name(*stem, f"第{version}版")
    yield from (safe_name(*stem, f"第{version}版({again})") for again in endless(2))


def _snapshot(counted: "count.Counted") -> bytes:
    frozen = {
        "cases": list(counted.roster),
        "rows": [{name: _plain(value) for name, value in row.items()} for row in counted.rows],
        "numbers": {
            line: {"value": _plain(number.value), "cases": list(number.cases)}
            for line, number in counted.numbers.items()
        },
    }
    return json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)


def _notes(desk: Desk, span: Period, counted: "count.Counted") -> Iterator[str]:
    if span.end > desk.today:
        yield f"{span.label}还没有结束，数字只算到今天（{desk.today.isoformat()}）。"
    overdue = len(counted.numbers[OVERDUE].cases)
    if overdue:
        yield f"有 {overdue} 人已过帮教期还没有办解除，仍计在册。"
