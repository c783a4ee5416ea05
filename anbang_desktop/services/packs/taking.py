"""A rule pack, or the holidays of a year, taken by whoever decides it: one unit of work that says who and
when, and that is taken back like any other.
"""

from collections import deque
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.holidays import Holidays
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import days_kept
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import kept_rules
from anbang_desktop.services.office.details import refuse_name
from anbang_desktop.services.office.kept_rules import LEARNT, PACK, YEAR, Taken
from anbang_desktop.services.packs.offered import Offered, with_pack
from anbang_desktop.services.records import case_file, registration
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.rules_followed import open_cases
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.question import portions

LABEL = "换规则包"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided that the rules are taken, on which day, under which number."""

    approver: str
    decided_on: date
    number: str = ""


def take(desk: Desk, offered: Offered, decision: Decision, progress: Progress | None = None) -> None:
    """The pack holds from its day on. What was said before stays as it was set; what only follows from now
    on is reckoned anew, periods of help that begin under it too. UserError where nobody decided it.
    """
    refuse_name(decision.approver, "批准人", "approver")
    refuse_future(desk, decision.decided_on, "decided_on")
    with begin(desk, LABEL) as unit:
        unit.work.why = f"{decision.approver.strip()} {decision.decided_on.isoformat()} 批准"
        _set_what_was_said(unit, progress)
        kept = Taken(
            offered.pack.id,
            offered.text,
            offered.effective_from,
            desk.today,
            desk.user,
            decision.approver.strip(),
            decision.decided_on,
            decision.number.strip(),
            place=1 + max((one.place for one in kept_rules.packs(desk.store)), default=0),
        )
        summary = f"{LABEL}：{offered.pack.name}，{offered.effective_from.isoformat()} 起施行"
        unit.work.set(f"{PACK}{kept.id}", kept.plain(), summary)
        _move_periods(unit, with_pack(desk, offered), progress)


def _set_what_was_said(unit: Unit, progress: Progress | None) -> None:
    """Cases from before days were kept: what the rules say of them now is what was said."""
    ids = open_cases(unit.work.connection)
    for at, part in enumerate(portions(ids)):
        if progress is not None:
            progress.step(at * len(part), len(ids), "记下原来的日期")
        deque(days_kept.keep(unit, case_file.of_cases(unit.work.connection, part)), maxlen=0)


def _move_periods(unit: Unit, then: Desk, progress: Progress | None) -> None:
    ids = open_cases(unit.work.connection)
    for at, part in enumerate(portions(ids)):
        if progress is not None:
            progress.step(at * len(part), len(ids), "按新规则计算")
        for about in case_file.of_cases(unit.work.connection, part):
            moved = registration.with_period(then, about.case, about)
            if moved != about.case:
                unit.change(about.case, moved, f"{LABEL}：帮教期 {about.no}")


def take_year(desk: Desk, found: Holidays) -> None:
    """The holidays of a year hold from today on, in every rule pack; an arrangement that was taken before is
    replaced.
    """
    label = f"导入 {found.year} 年节假日"
    with begin(desk, label) as unit:
        _set_what_was_said(unit, None)
        unit.work.set(f"{YEAR}{found.year}", {**found.plain(), LEARNT: desk.today.isoformat()}, label)


def history(desk: Desk) -> tuple[Taken, ...]:
    """The packs that were taken, newest first."""
    return tuple(reversed(kept_rules.packs(desk.store)))
