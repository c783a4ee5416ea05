"""报送台账: what was made for the county, every step of its way, and the same file once more (domain.md
§5.5).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from anbang_desktop.domain.sending import LEFT, WORDS, RunState, may, refuse_step
from anbang_desktop.domain.states import Mark
from anbang_desktop.errors import UserError
from anbang_desktop.fields.reports import Remark, ReportRun
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate
from anbang_desktop.services.reports import leaving
from anbang_desktop.services.reports.frozen import from_bytes
from anbang_desktop.services.reports.keeping import go_on, left
from anbang_desktop.services.reports.leaving import AS_BEFORE, Leaving, PutOut, Settled
from anbang_desktop.storage.queries import reports as query

_DELIVERED = "登记报表送达"


@dataclass(frozen=True, slots=True)
class Run:
    """One line of 报送台账: a version of a sheet, and what became of it."""

    id: int
    name: str
    period: str
    version: int
    people: int
    state: str
    mark: Mark
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    delivered_on: date | None
    delivered_how: str
    opinion: str
    step: RunState = RunState.EXPORTED
    recipient: str = ""
    purpose: str = ""
    reason: str = ""
    remarks: int = 0
    period_text: str = ""  # as the command line writes it

    @property
    def may_return(self) -> bool:
        """Whether the county may send it back."""
        return may(self.step, RunState.RETURNED)

    @property
    def wants_correction(self) -> bool:
        """Whether it came back and no newer version stands yet."""
        return self.step is RunState.RETURNED

    @property
    def may_export(self) -> bool:
        """Whether it was frozen and its file has not left yet."""
        return self.step is RunState.FROZEN

    @property
    def may_deliver(self) -> bool:
        """Whether its delivery can be noted now."""
        return may(self.step, RunState.DELIVERED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a version's way."""

    state: str
    mark: Mark
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Named:
    """What the county wrote or changed, with the person it is about (``no`` empty: nobody's row)."""

    remark: Remark
    no: str
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """A version with everything that is known of it: its steps, the versions of the same period, the county's
    remarks.
    """

    run: Run
    steps: tuple[Step, ...]
    versions: tuple[Run, ...]
    remarks: tuple[Named, ...]
    delivered_to: str
    receipt_no: str
    receipt_on: date | None
    sealed: str
    snapshot: str
    whole_ids: bool | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """How a sheet was handed over; only the day must be said."""

    on: date
    how: str = ""
    to: str = ""
    receipt_no: str = ""
    receipt_on: date | None = None


def history(desk: Desk) -> tuple[Run, ...]:
    """报送台账, newest first."""
    with desk.store.read() as connection:
        return tuple(_run(row) for row in query.runs(connection))


def find(desk: Desk, name: str, period: str = "") -> Run:
    """The newest version of a sheet, for a period or at all; UserError where there is none."""
    runs = (one for one in history(desk) if one.name == name)
    with desk.store.read() as connection:
        newest = query.newest_run(connection, name, period) if period else None
    found = _run(newest) if newest else next(runs, None) if not period else None
    if found is None:
        raise UserError(
            f"“{name}”{period}还没有定稿或导出过。", "请先核对、导出，再登记以后的事。", field="name"
        )
    return found


def way(desk: Desk, run_id: int) -> Way:
    """Everything about one version."""
    with desk.store.read() as connection:
        row = query.run(connection, run_id)
        steps = tuple(
            Step(*WORDS[one.state], one.at, one.by, one.note or "") for one in query.steps(connection, run_id)
        )
        versions = tuple(_run(one) for one in query.versions(connection, row.name, row.period))
        people = query.who(connection, {one.case_id for one in row.remarks if one.case_id})
    open_ = (
        one for one in row.remarks if not one.case_id or one.case_id in people
    )  # none of who is withheld
    known = tuple(Named(one, *people.get(one.case_id, ("", ""))) for one in open_)
    return Way(
        _run(row),
        steps or _of_old(row),
        versions,
        known,
        row.delivered_to or "",
        row.receipt_no or "",
        row.receipt_on,
        row.sealed or "",
        row.snapshot_hash,
        row.whole_ids,
    )


def _of_old(row: ReportRun) -> tuple[Step, ...]:
    """The way of a version that was made before steps were kept."""
    made = Step(*WORDS[RunState.EXPORTED], row.made_at, row.made_by, f"导出 {row.file_name}")
    if row.state is RunState.EXPORTED:
        return (made,)
    return (made, Step(*WORDS[row.state], row.made_at, row.made_by, row.delivered_how or ""))


def _run(row: ReportRun) -> Run:
    state, mark = WORDS[row.state]
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
        step=row.state,
        recipient=row.recipient,
        purpose=row.purpose or "",
        reason=row.reason or "",
        remarks=len(row.remarks),
        period_text=row.period,
    )


# ---- steps


def deliver(desk: Desk, run_id: int, said: Delivered) -> None:
    """Note when, how and to whom a sheet went, and the county's receipt; a day later than today is
    refused.
    """
    for day, at in ((said.on, "on"), (said.receipt_on, "receipt_on")):
        if day is not None and day > desk.today:
            raise UserError(
                f"日期 {day.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
                "请填写实际送达的日期。",
                field=at,
            )
    with desk.store.work(desk.clock, _DELIVERED) as work:
        run = query.run(work.connection, run_id)
        to = said.to.strip() or run.recipient
        sent = replace(
            run,
            delivered_on=said.on,
            delivered_how=said.how.strip() or None,
            delivered_to=to,
            receipt_no=said.receipt_no.strip() or None,
            receipt_on=said.receipt_on,
        )
        words = (
            f"送达{to}",
            said.on.isoformat(),
            said.how.strip(),
            f"回执 {sent.receipt_no}" if sent.receipt_no else "",
        )
        go_on(desk, work, sent, RunState.DELIVERED, "，".join(filter(None, words)), before=run)
        work.lasting = True


def export(desk: Desk, run_id: int, out: Path, said: Leaving = AS_BEFORE) -> PutOut:
    """Write the file of a frozen version into folder ``out``. Its values and its numbers (covered or whole)
    are those it was frozen with. UserError where somebody on it was withheld since.
    """
    with desk.store.read() as connection:
        run = query.run(connection, run_id)
    refuse_step(run.state, RunState.EXPORTED)
    return _put(desk, run, out, said)


def save_again(desk: Desk, run_id: int, out: Path, said: Leaving = AS_BEFORE) -> PutOut:
    """Write a sheet that went up once more, byte for byte, into folder ``out``; its state stays. UserError as
    ``export``.
    """
    with desk.store.read() as connection:
        run = query.run(connection, run_id)
    return _put(desk, run, out, said)


def _refuse_withheld(desk: Desk, run: ReportRun) -> None:
    """UserError where a version lists somebody whose record was withheld only after it was made."""
    frozen = from_bytes(desk.store.attachment(run.snapshot).data)
    rows = {row.case for sheet in frozen.sheets for row in sheet.rows}
    with desk.store.read() as connection:
        hidden = len(rows) - len(gate.listed(connection, rows))
    if hidden:
        raise UserError(
            f"{run.period_label}{run.name}第 {run.version} 版里有 {hidden} 人，"
            "犯罪记录后来封存（或者待定封存），不能再导出。",
            "请再填报一版，这些人只计数、不列名。",
            field="run",
        )


def _put(desk: Desk, run: ReportRun, out: Path, said: Leaving) -> PutOut:
    _refuse_withheld(desk, run)
    terms = leaving.terms_of(desk, run.name)
    settled = replace(leaving.settle(terms, said, desk.user), whole_ids=run.whole_ids is not False)
    data = desk.store.attachment(run.file_attachment).data
    names = leaving.file_names(desk.office.name, run.name, run.period_label, f"第{run.version}版")
    put = leaving.put_out(out, names, data, settled)
    try:
        _note(desk, run, put, settled)
    except BaseException:
        put.file.unlink(missing_ok=True)
        raise
    return put


def _note(desk: Desk, run: ReportRun, put: PutOut, settled: Settled) -> None:
    with desk.store.work(desk.clock, f"导出 {run.name} {run.period_label}") as work:
        words = leaving.words_of(settled, put, run.people)
        if run.state not in LEFT:
            left(desk, work, run, put, settled)
        work.note("export", f"report_runs/{run.id}", words if run.state not in LEFT else f"再次{words}")
