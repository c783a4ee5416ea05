"""What goes back to whoever sent a list: its problem rows with one more column, or the whole list with the
results.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anbang_desktop.domain.column_guess import OWN_PROBLEM
from anbang_desktop.domain.roster_plan import Action, Level
from anbang_desktop.errors import UserError
from anbang_desktop.excel.list_file import NewColumn, Wanted, write_list
from anbang_desktop.fields.imports import ImportedRow
from anbang_desktop.fields.verification import Verification
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import.commit import MEDIA
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.storage.queries import cases, imports

PROBLEM = "问题"
RESULT, DAY, REASON, FLAGS = "核查结果", "核查日期", "核查说明", "名单提示"  # none is one of the list's own
_WIDTHS = {RESULT: 18, DAY: 12, REASON: 36, FLAGS: 30}
_WIDE = 56
TRUE, NOT_OURS = "01", frozenset({"03", "04", "06"})  # of the code table verification_result
_UNLIKE = frozenset({"DIFFERENT", "UNVERIFIABLE"})  # of item_result
_FLAGS = frozenset({Level.ERROR, Level.ASK, Level.NOTE})
_SETTLED = re.compile(r"安置地|安置住址|安置在|落户")
_PARTS = re.compile(r"[；;。\n\r\x0b]+")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stands beside one row: each its own column."""

    result: str = ""
    day: str = ""
    reason: str = ""
    flags: str = ""

    @property
    def cells(self) -> dict[str, str]:
        """By the headings of the new columns."""
        return {RESULT: self.result, DAY: self.day, REASON: self.reason, FLAGS: self.flags}


def problems_file(plan: ImportPlan, out: Path, progress: Progress | None = None) -> int:
    """The same file with its heading, the rows that were not ready and the column 问题; the number of rows
    (none: only the heading).
    """
    rows = {row.number: row.sentence for row in plan.problem_rows}
    own = next((column.index + 1 for column in plan.columns if column.field == OWN_PROBLEM), None)
    sheet = plan.book.sheet(plan.sheet)
    wanted = Wanted(
        plan.book.kind,
        plan.sheet,
        plan.header_rows,
        sheet.width,
        (NewColumn(PROBLEM, rows, _WIDE, own),),
        frozenset(rows),
    )
    write_list(plan.book.data, wanted, out, progress)
    return len(rows)


def return_list(
    desk: Desk,
    import_id: int,
    out: Path,
    progress: Progress | None = None,
    among: Collection[int] | None = None,
) -> int:
    """The imported list as it came, with result, day, reason and what is wrong with the list itself beside
    each row; rows with a result. ``among``: only the rows of these cases.

    Whoever is withheld is answered too: the list named him to us, it goes back to its sender, and a row
    without an answer would be a check that nobody made, and tell more (刑事诉讼法第二百八十六条 leaves the
    query of an authority that handles the case; domain.md §10.3).
    """
    with desk.store.read() as connection:
        found = imports.one(connection, import_id)
        if found is None:
            raise UserError(f"没有编号为 {import_id} 的导入。", "请在导入记录里核对编号。")
        rows = [
            row for row in imports.rows_of(connection, import_id) if among is None or row.case_id in among
        ]
        checked = cases.records_of(connection, Verification, [row.case_id for row in rows if row.case_id])
    told = {row.row: _told(desk, row, checked.get(row.case_id or 0, ())) for row in rows}
    columns = tuple(
        NewColumn(name, {row: one.cells[name] for row, one in told.items() if one.cells[name]}, width)
        for name, width in _WIDTHS.items()
    )
    source = desk.store.attachment(found.attachment_id)
    kind = next((kind for kind, media in MEDIA.items() if media == source.media_type), "xlsx")
    write_list(
        source.data,
        Wanted(
            kind,
            found.sheet,
            (found.header_first, found.header_last),
            found.width,
            columns,
            frozenset(row.row for row in rows) if among is not None else None,
        ),
        out,
        progress,
    )
    with desk.store.work(desk.clock) as work:
        work.note("export", f"imports/{import_id}", "名单回执导出")
    return sum(1 for one in told.values() if one.result)


def _told(desk: Desk, row: ImportedRow, checked: Sequence[Verification]) -> _Answer:
    """What the county is told of one row."""
    flags = "；".join(one.what for one in row.problems if one.level in _FLAGS and not one.ours)
    if row.action is Action.NONE:
        return _Answer(reason=f"未导入：{flags}" if flags else "未导入")
    counting = [one for one in checked if one.voided_at is None]
    return (
        replace(_verified(desk, counting[-1]), flags=flags) if counting else _Answer("", "", "待核查", flags)
    )


def _verified(desk: Desk, record: Verification) -> _Answer:
    on = record.replied_on or record.checked_on
    label = desk.codes["verification_result"].label(record.result)
    return _Answer(label, on.isoformat(), _reason(desk, record))


def _reason(desk: Desk, record: Verification) -> str:
    """Why it isn't true, or what else is to be said: what was found item by item, in the clerk's words, else
    who was asked. Beside 非本辖区 and the like nothing says where the person would be settled here.
    """
    told = [*_differing(desk, record), record.remark or ""]
    if record.result != TRUE:
        told.insert(-1, record.conditions or "")
    if record.result in NOT_OURS:
        told = [part for words in told for part in _PARTS.split(words) if not _SETTLED.search(part)]
    words = "；".join(dict.fromkeys(part.strip().rstrip("。；") for part in told if part.strip("。； ")))
    if words or record.result == TRUE:
        return words
    methods = "、".join(desk.codes["verification_method"].label(one) for one in record.methods)
    return f"经{methods}核查，核查人 {record.checker}"


def _differing(desk: Desk, record: Verification) -> Iterator[str]:
    results = desk.codes["item_result"]
    for one in record.item_result:
        if one.result in _UNLIKE:
            yield f"{one.item}{results.label(one.result)}{f'：{one.actual}' if one.actual else ''}"
