"""Keeps what is made for the county: a version with its frozen values and its file, and each step of its
way.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from anbang_desktop.domain.period import Period
from anbang_desktop.domain.sending import RunState, needs_reason, refuse_step
from anbang_desktop.errors import UserError
from anbang_desktop.fields.reports import CheckedSentence, ReportProfile, ReportRun, ReportStep
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.checks import BOOK_END
from anbang_desktop.services.reports.learning import XLSX
from anbang_desktop.services.reports.leaving import PutOut, Settled, words_of
from anbang_desktop.storage.queries import reports as query
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.services.reports.count import Counted


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is about to be frozen: of which blank and period, which one it is and what it
    corrects.
    """

    profile: ReportProfile
    span: Period
    number: int
    corrects: ReportRun | None
    reason: str


def next_version(work: Work, profile: ReportProfile, span: Period, reason: str) -> Version:
    """The version that follows the newest one; UserError where the county holds that one and no reason is
    given, or it can't be corrected.
    """
    newest = query.newest_run(work.connection, profile.name, span.text)
    reason = " ".join(reason.split())
    if newest is not None:
        refuse_step(newest.state, RunState.CORRECTED)
        if needs_reason(newest.state) and not reason:
            raise UserError(
                f"{span.label}的{profile.name}第 {newest.version} 版县局已经收到，再报一版要写更正的原因。",
                "请写明为什么更正，例如“县局退回：两人的安置方式有误”。",
                field="reason",
            )
    number = newest.version + 1 if newest else 1
    return Version(profile, span, number, newest, reason)


def freeze(
    desk: Desk,
    work: Work,
    version: Version,
    counted: "Counted",
    snapshot: bytes,
    data: bytes,
    settled: Settled,
) -> ReportRun:
    """Keep a counted and checked version for ever: values, hash, file; the version before it is corrected by
    it. As stored.
    """
    span, corrects = version.span, version.corrects
    stem = f"{version.profile.name}_{span.label}_第{version.number}版"
    run = ReportRun(
        profile_id=version.profile.id,
        name=version.profile.name,
        period=span.text,
        period_label=span.label,
        start=span.start,
        end=span.end,
        version=version.number,
        people=len(counted.roster),
        file_name=f"{stem}.xlsx",
        sha256=sha256(data).hexdigest(),
        file_attachment=work.attach(f"{stem}.xlsx", XLSX, data),
        snapshot=work.attach(f"{stem}.json", "application/json", snapshot),
        snapshot_hash=sha256(snapshot).hexdigest(),
        book_end=frozenset(counted.numbers[BOOK_END].cases),
        checks=tuple(CheckedSentence(what=check.what, ok=check.ok) for check in counted.checks),
        recipient=settled.recipient,
        purpose=settled.purpose,
        whole_ids=settled.whole_ids,
        made_at=desk.clock.now(),
        made_by=desk.user,
        state=RunState.FROZEN,
        follows=corrects.id if corrects else None,
        reason=version.reason or None,
    )
    run = replace(run, id=work.add(run, f"报表 {run.name} {span.label} 第 {run.version} 版"))
    wrong = sum(not check.ok for check in counted.checks)
    note_step(desk, work, run, RunState.DRAFT, f"{run.people} 人")
    note_step(
        desk, work, run, RunState.CHECKED, f"{len(run.checks)} 项，{f'{wrong} 项不符' if wrong else '都对'}"
    )
    note_step(desk, work, run, RunState.FROZEN, f"数据指纹 {run.snapshot_hash[:16]}")
    if corrects is not None:
        go_on(
            desk,
            work,
            corrects,
            RunState.CORRECTED,
            f"由第 {run.version} 版更正{f'：{version.reason}' if version.reason else ''}",
        )
    return run


def left(desk: Desk, work: Work, run: ReportRun, put: PutOut, settled: Settled) -> ReportRun:
    """The file of a frozen version went out: which name it got, to whom and for what."""
    changed = replace(
        run,
        file_name=put.file.name,
        sealed=put.sealed or run.sealed,
        recipient=settled.recipient,
        purpose=settled.purpose,
    )
    words = words_of(settled, put, run.people, hashed=False)
    return go_on(desk, work, changed, RunState.EXPORTED, words, before=run)


def go_on(
    desk: Desk, work: Work, run: ReportRun, to: RunState, note: str, *, before: ReportRun | None = None
) -> ReportRun:
    """Take one step with a version; UserError where it can't be taken. ``before`` is the version as stored,
    where ``run`` differs in more than its state.
    """
    before = before or run
    refuse_step(before.state, to)
    after = replace(run, state=to)
    work.change(before, after, note)
    note_step(desk, work, after, to, note)
    return after


def note_step(desk: Desk, work: Work, run: ReportRun, to: RunState, note: str) -> None:
    """One line of a version's way."""
    step = ReportStep(run_id=run.id, state=to, at=desk.clock.now(), by=desk.user, note=note or None)
    work.add(step, f"{run.name} {run.period_label} 第 {run.version} 版：{note}")
