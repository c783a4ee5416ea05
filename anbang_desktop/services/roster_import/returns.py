"""What goes back to whoever sent a list: its problem rows with one more column, or the whole list with the
results.
"""

from collections.abc import Collection, Sequence
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

PROBLEM, RESULT, DAY, REMARK = "问题", "核查结果", "日期", "备注"
_WIDE = 56


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
    """The imported list as it came, with 核查结果, 日期 and 备注 of each row for the county; rows with a
    result. ``among``: only the rows of these cases.
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
        NewColumn(name, {row: words[at] for row, words in told.items() if words[at]}, width)
        for at, (name, width) in enumerate(((RESULT, 18), (DAY, 14), (REMARK, 40)))
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
            None if among is None else frozenset(row.row for row in rows),
        ),
        out,
        progress,
    )
    with desk.store.work(desk.clock) as work:
        work.note("export", f"imports/{import_id}", "名单回执导出")
    return sum(1 for words in told.values() if words[0])


def _told(desk: Desk, row: ImportedRow, checked: Sequence[Verification]) -> tuple[str, str, str]:
    """What the county is told of one row."""
    if row.action is Action.NONE:
        reasons = "；".join(one.what for one in row.problems if one.level in (Level.ERROR, Level.ASK))
        return "", "", f"未导入：{reasons}" if reasons else "未导入"
    counting = [one for one in checked if one.voided_at is None]
    return _verified(desk, counting[-1]) if counting else ("", "", "待核查")


def _verified(desk: Desk, record: Verification) -> tuple[str, str, str]:
    on = record.replied_on or record.checked_on
    return desk.codes["verification_result"].label(record.result), on.isoformat(), record.remark or ""
