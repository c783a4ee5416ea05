"""The difference sheet: the county's own blank with only the people who are new, gone or changed since it was
last told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.covering import cover_numbers
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Content, Value
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import leaving
from anbang_desktop.services.reports.asked import details_of
from anbang_desktop.services.reports.changes import ChangedRow, Changes, Compared, compare_now
from anbang_desktop.services.reports.leaving import AS_BEFORE, Leaving

if TYPE_CHECKING:
    from anbang_desktop.excel import marks
    from anbang_desktop.services.reports import workbook
else:  # openpyxl, 0.3 s
    marks = lazy_import("anbang_desktop.excel.marks")
    workbook = lazy_import("anbang_desktop.services.reports.workbook")

MARK_HEAD = "变化（原值→现值）"


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
    compared = compare_now(desk, name, period, steps)
    changes = compared.changes
    if not changes.rows and not changes.numbers:
        raise UserError(f"自{changes.base}以来没有变化。", "不用再报；数据改了以后再看。", field="name")
    settled = leaving.settle(leaving.terms_of(desk, changes.name), said, desk.user)
    contents: Mapping[str, Content]
    contents, marked = _contents(compared)
    contents = contents if settled.whole_ids else leaving.cover(contents, compared.side.layout).contents
    if not settled.whole_ids:
        marked = [
            replace(one, notes={row: cover_numbers(words) for row, words in one.notes.items()})
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
    whole = compared.side.contents
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
            cells = frozenset(
                (one.row, one.column) for one in compared.changes.numbers if one.sheet == sheet.name
            )
            if cells:
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
