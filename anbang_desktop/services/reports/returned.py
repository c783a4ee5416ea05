"""The county sends a sheet back: what it wrote on it and what it changed, each with the person and the datum
it is about.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.sending import LEFT, RunState, refuse_step
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import from_plain
from anbang_desktop.fields.reports import Remark, ReportRun
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.frozen import from_bytes
from anbang_desktop.services.reports.keeping import go_on
from anbang_desktop.services.reports.learning import XLSX
from anbang_desktop.services.reports.ledger import Named, way
from anbang_desktop.services.reports.returned_sheet import Cell, Compared, ReadSheet, commented
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.services.reports import workbook
else:
    workbook = lazy_import("anbang_desktop.services.reports.workbook")  # openpyxl, 0.3 s

_MOST_WORDS = 120  # of the county's opinion, in the ledger's line
_SAID = "、"


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. ``same`` says that the file is the very one that went out; ``remarks`` are those of
    rows and numbers that are ours, ``elsewhere`` those that are nobody's.
    """

    run: int
    name: str
    period: str
    version: int
    same: bool
    remarks: tuple[Named, ...]
    elsewhere: tuple[Named, ...]


def take(
    desk: Desk,
    name: str,
    file: Path,
    *,
    run_id: int = 0,
    period: str = "",
    password: str = "",
    on: date | None = None,
    progress: Progress | None = None,
) -> Returned:
    """Read a sheet that the county sent back and keep it with the version it belongs to: the very file,
    else the version of ``period``, else the newest. UserError where it can't be read, and where nothing was
    sent.
    """
    steps, data = progress or Progress(), workbook.read_blank(file)
    run = _run(desk, " ".join(name.split()), run_id, period, sha256(data).hexdigest())
    refuse_step(run.state, RunState.RETURNED)
    steps.step(0, 3, "读县局的文件")
    theirs = read(data, password, steps)
    steps.step(1, 3, "读当时报的文件")
    ours = read(desk.store.attachment(run.file_attachment).data, "", steps)
    steps.step(2, 3, "对照")
    with desk.store.read() as connection:
        layout = from_plain(query.profile_of(connection, run).layout)
    frozen = from_bytes(desk.store.attachment(run.snapshot).data)
    remarks: list[Remark] = []
    for sheet in layout.sheets:
        if sheet.kind != "other" and sheet.name in ours:
            back = theirs.get(sheet.name)
            if back is None:
                remarks.append(Remark(kind="row", sheet=sheet.name, cell="", text="退回的文件里没有这张表"))
            else:
                compared = Compared(sheet, ours[sheet.name], back, frozen.sheet(sheet.name))
                remarks += compared.remarks()
    known = {sheet.name for sheet in layout.sheets if sheet.kind != "other"}
    for other in theirs.values():
        if other.name not in known:
            remarks += [commented(other.name, one) for one in other.comments]
    kept = _keep(desk, run, file.name, data, tuple(remarks), on or desk.today)
    told = way(desk, kept.id).remarks
    same = sha256(data).hexdigest() in (run.sha256, run.sealed)
    mine = tuple(one for one in told if one.remark.case_id or one.remark.field)
    rest = tuple(one for one in told if not (one.remark.case_id or one.remark.field))
    return Returned(run.id, run.name, run.period_label, run.version, same, mine, rest)


def read(data: bytes, password: str, progress: Progress) -> dict[str, ReadSheet]:
    """The sheets of a workbook by name, read in the child: the file is foreign."""
    return {
        one["name"]: ReadSheet(
            one["name"],
            {(row, column): Cell(text, mark) for row, column, text, mark in one["cells"]},
            tuple((row, column, author, text) for row, column, author, text in one["comments"]),
        )
        for one in workbook.read_returned(data, password, progress)
    }


def _run(desk: Desk, name: str, run_id: int, period: str, digest: str) -> ReportRun:
    with desk.store.read() as connection:
        if run_id:
            return query.run(connection, run_id)
        runs = [one for one in query.runs(connection) if one.name == name and one.state in LEFT]
        if period and (newest := query.newest_run(connection, name, period)):
            return newest
    found = next((one for one in runs if digest in (one.sha256, one.sealed)), None) or next(iter(runs), None)
    if found is None or period:
        raise UserError(
            f"“{name}”{period}还没有导出过，退回的文件对不上。",
            "请核对表名和期间。",
            field="period" if period else "name",
        )
    return found


def _keep(
    desk: Desk, run: ReportRun, file: str, data: bytes, remarks: tuple[Remark, ...], on: date
) -> ReportRun:
    words = _SAID.join(dict.fromkeys(one.text for one in remarks if one.kind == "comment" and one.text))
    many = {kind: sum(one.kind == kind for one in remarks) for kind in ("comment", "changed", "mark", "row")}
    told = _SAID.join(
        f"{word} {many[kind]} 处"
        for kind, word in (("comment", "批注"), ("changed", "改动"), ("mark", "标记"), ("row", "行的增减"))
        if many[kind]
    )
    with desk.store.work(desk.clock, f"县局退回 {run.name} {run.period_label}") as work:
        after = replace(
            run,
            remarks=remarks,
            returned_file=work.attach(file, XLSX, data),
            returned_on=on,
            opinion=words[:_MOST_WORDS] or told or None,
        )
        work.lasting = True
        return go_on(desk, work, after, RunState.RETURNED, f"{file}：{told or '没有批注和改动'}", before=run)
