"""报送台账: what was made for the county, when it was delivered, and the same file once more (domain.md
§5.5).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count as endless
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.period import month_of
from anbang_desktop.errors import UserError
from anbang_desktop.fields.reports import ReportRun, RunState
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.services.reports import workbook
else:
    workbook = lazy_import("anbang_desktop.services.reports.workbook")  # openpyxl, 0.3 s

COUNTY = "县司法局"
STATES = {
    RunState.MADE: ("已导出", "soon"),
    RunState.DELIVERED: ("已送达", "done"),
    RunState.RETURNED: ("退回", "overdue"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One line of 报送台账: a sheet that was made, and what became of it."""

    id: int
    name: str
    period: str
    version: int
    people: int
    state: str
    mark: str
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    delivered_on: date | None
    delivered_how: str
    opinion: str


def waiting(desk: Desk) -> int:
    """How many of the learned sheets were not made for this month yet."""
    with desk.store.read() as connection:
        names = {row.name for row in query.profiles(connection)}
        return len(names - query.made_for(connection, month_of(desk.today).text))


def history(desk: Desk) -> tuple[Run, ...]:
    """报送台账, newest first."""
    with desk.store.read() as connection:
        return tuple(_run(row) for row in query.runs(connection))


def _run(row: ReportRun) -> Run:
    state, mark = STATES[row.state]
    return Run(
        id=row.id,
        name=row.name,
        period=row.period_label,
        version=row.version,
        people=row.people,
        state=state,
        mark=mark,
        made_at=row.made_at,
        made_by=row.made_by,
        file_name=row.file_name,
        sha256=row.sha256,
        delivered_on=row.delivered_on,
        delivered_how=row.delivered_how or "",
        opinion=row.opinion or "",
    )


def deliver(desk: Desk, run_id: int, on: date, how: str) -> None:
    """Note when and how a sheet went to the county; a day later than today is refused."""
    if on > desk.today:
        raise UserError(
            f"日期 {on.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
            "请填写实际送达的日期。",
            field="on",
        )
    with desk.store.work(desk.clock, "登记报表送达") as work:
        run = query.run(work.connection, run_id)
        how = how.strip()
        sent = replace(run, state=RunState.DELIVERED, delivered_on=on, delivered_how=how or None)
        work.change(run, sent, f"报表送达 {run.file_name}")
        work.lasting = True


def save_again(desk: Desk, run_id: int, out: Path) -> Path:
    """Write a sheet that went up once more, byte for byte, into folder ``out``."""
    with desk.store.read() as connection:
        run = query.run(connection, run_id)
    stem, data = Path(run.file_name).stem, desk.store.attachment(run.file_attachment).data
    file = workbook.put(
        out, (f"{stem}{'' if again == 1 else f'({again})'}.xlsx" for again in endless(1)), data
    )
    with desk.store.work(desk.clock) as work:
        work.note("export", f"report_runs/{run_id}", f"再次导出 {run.file_name}，送{COUNTY}")
    return file
