"""自上次报送以来变化 n 人: today's values against those that the county holds; a sheet of only those
people.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anbang_desktop.domain.period import Period, month_of
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Content, Layout, Value, from_plain
from anbang_desktop.fields.reports import ReportProfile, ReportRun
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import leaving
from anbang_desktop.services.reports.asked import asked_for, details_of
from anbang_desktop.services.reports.frozen import SERIAL, Frozen, FrozenRow, FrozenSheet, freeze, from_bytes
from anbang_desktop.services.reports.leaving import AS_BEFORE, Leaving
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
MARK_HEAD = "变化（原值→现值）"
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
    """One number of a number sheet that is another now."""

    sheet: str
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
    """Today's side of a comparison: a sheet that was counted for a period."""

    profile: ReportProfile
    span: Period
    layout: Layout
    counted: "count.Counted"


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
    return _compare(desk, name, period, progress or Progress()).changes


def _compare(desk: Desk, name: str, period: str, progress: Progress) -> Compared:
    row, span = asked_for(desk, name, period or month_of(desk.today).text)
    layout = from_plain(row.layout)
    found = compare(desk, Side(row, span, layout, count.count(desk, layout, span, progress)))
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
    now = freeze(side.layout, side.counted, count.shown)
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
    """Rows are found again by their case; a case with several rows in their order."""
    old, new = _by_case(before.rows), _by_case(now.rows)
    places = {one.field: at for at, one in enumerate(before.columns)}
    nth: dict[int, int] = defaultdict(int)
    for at, row in enumerate(now.rows):
        theirs = old.get(row.case, [])
        place, nth[row.case] = nth[row.case], nth[row.case] + 1
        if place >= len(theirs):
            yield ChangedRow(now.name, at, row.case, "", "", "new", ())
        elif cells := tuple(_cells(places, before.rows[theirs[place]], now, row)):
            yield ChangedRow(now.name, at, row.case, "", "", "changed", cells)
    for case, rows in old.items():
        for at in rows[len(new.get(case, ())) :]:
            yield ChangedRow(now.name, at, case, "", "", "gone", ())


def _by_case(rows: Sequence[FrozenRow]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        found[row.case].append(at)
    return found


def _cells(
    places: dict[str, int], theirs: FrozenRow, sheet: FrozenSheet, ours: FrozenRow
) -> Iterator[ChangedCell]:
    for column, new in zip(sheet.columns, ours.cells, strict=True):
        if column.field in places and column.field not in (SERIAL, AGE):
            old = theirs.cells[places[column.field]]
            if old != new:
                yield ChangedCell(column.field, column.header.rpartition("/")[2], old, new)


def _named(desk: Desk, rows: Sequence[ChangedRow]) -> tuple[ChangedRow, ...]:
    with desk.store.read() as connection:
        known = query.who(connection, {row.case_id for row in rows})
    return tuple(
        replace(row, no=known[row.case_id][0], name=known[row.case_id][1]) if row.case_id in known else row
        for row in rows
    )


def _numbers(before: Frozen, now: Frozen) -> Iterator[ChangedNumber]:
    for sheet in now.sheets:
        known = {(one.row, one.column): one.value for one in before.sheet(sheet.name).figures}
        for figure in sheet.figures:
            held = before.numbers.get(figure.field)
            old = known.get((figure.row, figure.column), held.value if held and not known else None)
            if old is not None and old != figure.value:
                yield ChangedNumber(sheet.name, figure.header, old, figure.value)


def _corrected(desk: Desk, base: ReportRun, before: Frozen, now: Frozen) -> Iterator[str]:
    """What was put right, voided or taken back since, of whoever stands in either."""
    with desk.store.read() as connection:
        said = query.said_since(connection, before.cases | now.cases, base.id)
        known = query.who(connection, {one.case_id for one in said})
    for one in said[:_MOST_SAID]:
        name = known.get(one.case_id, ("", ""))[1]
        yield f"{name}：{one.at.month}月{one.at.day}日 {one.label}（{one.why}）"
    if len(said) > _MOST_SAID:
        yield f"另有 {len(said) - _MOST_SAID} 处更正或作废"


# ---- the sheet of the differences


def write(
    desk: Desk,
    name: str,
    period: str,
    out: Path,
    progress: Progress | None = None,
    said: Leaving = AS_BEFORE,
) -> Changes:
    """A workbook in the county's own blank with only the people who are new, gone or changed: changed cells
    are shaded, the last column says 原值→现值. Written into folder ``out``; UserError where nothing changed.
    """
    steps = progress or Progress()
    compared = _compare(desk, name, period, steps)
    changes = compared.changes
    if not changes.rows and not changes.numbers:
        raise UserError(f"自{changes.base}以来没有变化。", "不用再报；数据改了以后再看。", field="name")
    settled = leaving.settle(leaving.terms_of(desk, changes.name), said, desk.user)
    contents, marked = _contents(compared)
    contents = contents if settled.whole_ids else leaving.cover(contents, compared.side.layout)
    if not settled.whole_ids:
        marked = [
            replace(one, notes={row: leaving.cover_text(words) for row, words in one.notes.items()})
            for one in marked
        ]
    blank = desk.store.attachment(compared.side.profile.attachment_id).data
    empty = workbook.Blank(blank, compared.side.layout, details_of(desk, compared.side.span))
    foot = f"{desk.office.name}　{desk.user}　{desk.clock.now():%Y-%m-%d %H:%M}　与{changes.base}对照"
    data = marks.mark(workbook.fill(workbook.with_footer(empty, foot), contents, steps), marked)
    names = leaving.file_names(desk.office.name, changes.name, changes.period, f"变化{changes.people}人")
    put = leaving.put_out(out, names, data, settled)
    try:
        with desk.store.work(desk.clock, f"导出变化 {changes.name} {changes.period}") as work:
            words = leaving.words_of(settled, put, changes.people)
            work.note("export", f"report_runs/{changes.base_run}", f"变化表：{words}")
    except BaseException:
        put.file.unlink(missing_ok=True)
        raise
    return replace(changes, files=(str(put.file),), password=put.password)


def _contents(compared: Compared) -> "tuple[dict[str, Content], list[marks.Marks]]":
    whole = compared.side.counted.contents(compared.side.layout)
    contents: dict[str, Content] = {}
    marked: list[marks.Marks] = []
    for sheet in compared.side.layout.sheets:
        content = whole[sheet.name]
        if sheet.kind == "rows":
            mine = [one for one in compared.changes.rows if one.sheet == sheet.name]
            rows = _values(compared, sheet.name, content, mine)
            contents[sheet.name] = Content([values for _, values in rows], len(rows))
            at = {one.field: one.at for one in sheet.known}
            shaded = {
                (sheet.first + place, at[cell.field])
                for place, (change, _) in enumerate(rows)
                for cell in change.cells
                if cell.field in at
            }
            notes = {sheet.first + place: change.words for place, (change, _) in enumerate(rows)}
            width = max((one.at for one in sheet.columns), default=1)
            marked.append(marks.Marks(sheet.name, sheet.head, width, frozenset(shaded), MARK_HEAD, notes))
        else:
            contents[sheet.name] = content
            if cells := frozenset(_marked_numbers(compared, sheet.name)):
                marked.append(marks.Marks(sheet.name, sheet.head, 0, cells, "", {}))
    return contents, marked


def _values(
    compared: Compared, name: str, content: Content, changed: Sequence[ChangedRow]
) -> list[tuple[ChangedRow, Sequence[Value]]]:
    """The rows of the difference sheet in the order of the roster, then those who are gone."""
    here = {one.at: one for one in changed if one.way != "gone"}
    found = [(here[at], values) for at, values in enumerate(content.rows) if at in here]
    now, before = compared.now.sheet(name), compared.before.sheet(name)
    places = {one.field: at for at, one in enumerate(before.columns)}
    for one in changed:
        if one.way == "gone":
            cells = before.rows[one.at].cells
            held = [cells[places[column.field]] if column.field in places else "" for column in now.columns]
            found.append((one, [cell or None for cell in held]))
    return found


def _marked_numbers(compared: Compared, name: str) -> Iterator[tuple[int, int]]:
    changed = {one.header for one in compared.changes.numbers if one.sheet == name}
    for figure in compared.now.sheet(name).figures:
        if figure.header in changed:
            yield figure.row, figure.column
