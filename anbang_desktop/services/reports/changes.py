"""自上次报送以来变化 n 人: today's values against those that the county holds; a sheet of only those
people.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from anbang_desktop.domain.period import Period, month_of
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Content, Layout, from_plain
from anbang_desktop.fields.reports import ReportProfile, ReportRun
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate
from anbang_desktop.services.reports.asked import asked_for
from anbang_desktop.services.reports.frozen import (
    SERIAL,
    Frozen,
    FrozenColumn,
    FrozenRow,
    FrozenSheet,
    freeze,
    from_bytes,
)
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.excel import marks
    from anbang_desktop.services.reports import count, workbook
else:  # openpyxl, 0.3 s
    count = lazy_import("anbang_desktop.services.reports.count")
    marks = lazy_import("anbang_desktop.excel.marks")
    workbook = lazy_import("anbang_desktop.services.reports.workbook")

Way = Literal["new", "gone", "changed"]
WORDS: dict[Way, str] = {"new": "新增", "gone": "减少", "changed": "变化"}
AGE = "age"  # goes on by itself: no change that anybody has to be told
_MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell with the value that the county holds and today's."""

    field: str
    header: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One person on one roster: new, gone or changed; ``at`` is the row (from 0) among today's, of who is
    gone among those that the county holds.
    """

    sheet: str
    at: int
    case_id: int
    no: str
    name: str
    way: Way
    cells: tuple[ChangedCell, ...]

    @property
    def words(self) -> str:
        """安置方式：空→就业；…"""
        if self.way != "changed":
            return WORDS[self.way]
        return "；".join(f"{one.header}：{one.old or '空'}→{one.new or '空'}" for one in self.cells)


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """One number of a number sheet that is another now, and the cell it stands in."""

    sheet: str
    row: int
    column: int
    header: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise since the last sending; ``base`` names it (empty: nothing was sent yet).
    ``corrected`` are the corrections and voidings since then, each in a sentence.
    """

    name: str
    period: str
    base: str
    base_run: int
    people: int
    rows: tuple[ChangedRow, ...]
    numbers: tuple[ChangedNumber, ...]
    corrected: tuple[str, ...]
    files: tuple[str, ...] = ()
    password: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """Today's side of a comparison: a sheet counted for a period, and what would be written into it."""

    profile: ReportProfile
    span: Period
    layout: Layout
    counted: "count.Counted"
    contents: Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with all it was made of, so that a sheet can be written of it."""

    changes: Changes
    side: Side
    before: Frozen
    now: Frozen


def since_last(desk: Desk, name: str, period: str = "", progress: Progress | None = None) -> Changes:
    """Who is new, gone or changed since the sheet was last sent; ``period`` is this month unless said.
    UserError for an unknown sheet, and where nothing was sent yet.
    """
    return compare_now(desk, name, period, progress or Progress()).changes


def compare_now(desk: Desk, name: str, period: str, progress: Progress) -> Compared:
    """Count a sheet and compare it; ``period`` empty is this month. UserError as ``since_last``."""
    row, span = asked_for(desk, name, period or month_of(desk.today).text)
    layout = from_plain(row.layout)
    counted = count.count(desk, layout, span, progress)
    found = compare(desk, Side(row, span, layout, counted, counted.contents(layout)))
    if found is None:
        raise UserError(
            f"“{row.name}”到{span.label}还没有报送过，没有可以对照的。",
            "请先导出一次；以后就能看变化。",
            field="name",
        )
    return found


def compare(desk: Desk, side: Side) -> Compared | None:
    """Today's side against what the county holds of that sheet; None where nothing was sent yet."""
    with desk.store.read() as connection:
        base = query.last_sent(connection, side.profile.name, side.span.end)
    if base is None:
        return None
    before = from_bytes(desk.store.attachment(base.snapshot).data)
    now = freeze(side.layout, side.counted, side.contents, count.shown)
    rosters = (sheet for sheet in now.sheets if sheet.columns)
    rows = _named(desk, [one for sheet in rosters for one in _rows(before.sheet(sheet.name), sheet)])
    changes = Changes(
        side.profile.name,
        side.span.label,
        _spell(base),
        base.id,
        len({one.case_id for one in rows}),
        rows,
        tuple(_numbers(before, now)),
        tuple(_corrected(desk, base, before, now)),
    )
    return Compared(changes, side, before, now)


def _spell(run: ReportRun) -> str:
    on = f"，{run.delivered_on.isoformat()} 送达" if run.delivered_on else f"，{run.made_at:%Y-%m-%d} 导出"
    return f"{run.period_label}第 {run.version} 版{on}"


def _rows(before: FrozenSheet, now: FrozenSheet) -> Iterator[ChangedRow]:
    """Rows are found again by their case. Of a case with several rows those that are alike go together first,
    the others in their order.
    """
    old, new = _by_case(before.rows), _by_case(now.rows)
    places = {one.field: at for at, one in enumerate(before.columns)}
    shared = [
        (at, places[one.field], one)
        for at, one in enumerate(now.columns)
        if one.field in places and one.field not in (SERIAL, AGE)
    ]
    for case in dict.fromkeys((*new, *old)):
        left = list(old.get(case, ()))
        changed: list[int] = []
        for at in new.get(case, ()):
            same = next((one for one in left if not _cells(shared, before.rows[one], now.rows[at])), None)
            if same is None:
                changed.append(at)
            else:
                left.remove(same)
        for at, theirs in zip(changed, left, strict=False):
            cells = _cells(shared, before.rows[theirs], now.rows[at])
            yield ChangedRow(now.name, at, case, "", "", "changed", cells)
        for at in changed[len(left) :]:
            yield ChangedRow(now.name, at, case, "", "", "new", ())
        for theirs in left[len(changed) :]:
            yield ChangedRow(now.name, theirs, case, "", "", "gone", ())


def _by_case(rows: Sequence[FrozenRow]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        found[row.case].append(at)
    return found


def _cells(
    shared: Sequence[tuple[int, int, FrozenColumn]], theirs: FrozenRow, ours: FrozenRow
) -> tuple[ChangedCell, ...]:
    """The cells of two rows that differ."""
    return tuple(
        ChangedCell(column.field, column.header.rpartition("/")[2], theirs.cells[old], ours.cells[new])
        for new, old, column in shared
        if theirs.cells[old] != ours.cells[new]
    )


def _named(desk: Desk, rows: Sequence[ChangedRow]) -> tuple[ChangedRow, ...]:
    """The rows of whoever may be named. That a record was withheld since is told nobody: he would stand there
    as gone, with everything that the county held of him.
    """
    with desk.store.read() as connection:
        known = query.who(connection, {row.case_id for row in rows})
        open_ = set(gate.listed(connection, {row.case_id for row in rows}))
    return tuple(
        replace(row, no=known[row.case_id][0], name=known[row.case_id][1]) if row.case_id in known else row
        for row in rows
        if row.case_id in open_
    )


def _numbers(before: Frozen, now: Frozen) -> Iterator[ChangedNumber]:
    for sheet in now.sheets:
        known = {(one.row, one.column): one.value for one in before.sheet(sheet.name).figures}
        for figure in sheet.figures:
            held = before.numbers.get(figure.field)
            old = known.get((figure.row, figure.column), held.value if held and not known else None)
            if old is not None and old != figure.value:
                yield ChangedNumber(sheet.name, figure.row, figure.column, figure.header, old, figure.value)


def _corrected(desk: Desk, base: ReportRun, before: Frozen, now: Frozen) -> Iterator[str]:
    """What was put right, voided or taken back since, of whoever stands in either."""
    with desk.store.read() as connection:
        said = query.said_since(connection, gate.listed(connection, before.cases | now.cases), base.id)
        known = query.who(connection, {one.case_id for one in said})
    for one in said[:_MOST_SAID]:
        name = known.get(one.case_id, ("", ""))[1]
        yield f"{name}：{one.at.month}月{one.at.day}日 {one.label}（{one.why}）"
    if len(said) > _MOST_SAID:
        yield f"另有 {len(said) - _MOST_SAID} 处更正或作废"
