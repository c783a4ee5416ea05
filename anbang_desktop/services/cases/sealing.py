"""Sealing the record of a minor: the program proposes when a unit closes, the head of the office decides; the
decision is an approval and is undone like one (刑事诉讼法第二百八十六条; domain.md §10.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from anbang_desktop.domain.sealing import Ground, Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.approval import SEALING, Approval
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import approval, case_file, gate, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import withheld

_ASK = "ask about sealing"  # the vault's own note, left by the migration: cases from before are to be asked


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the question stands for a person's page: the mark and why, "" for none; ``county``: it is the
    county's to decide.
    """

    state: Sealing | None
    mark: str
    why: str
    county: bool


def standing(desk: Desk, about: CaseFile) -> Standing:
    """What the page of a person shows of it."""
    said = sealing.state_of(about)
    ground = about.case.sealing_ground
    county = ground == Ground.MIXED
    if said is None or not said.withheld:
        return Standing(said, "", "", county)
    why = desk.codes["sealing_ground"].label(ground) if ground else ""
    return Standing(said, said.label, why, county)


def marks(desk: Desk, case_ids: Sequence[int]) -> dict[int, str]:
    """The mark of each of these cases, in words."""
    with desk.store.read() as connection:
        files = case_file.of_cases(connection, list(case_ids)) if case_ids else []
    return {about.case_id: standing(desk, about).mark for about in files}


def propose(unit: Unit) -> None:
    """The closing step of every unit: whose record is to be sealed by what is known now is withheld until it
    is decided. A unit that takes another one back leaves everything as it was (the card goes by the rules).
    """
    if unit.takes_back:
        return
    for about in list(unit.touched()):
        if about.case.sealing is None and (why := sealing.ground(unit.desk, about)) is not None:
            after = replace(
                about.case,
                sealing=Sealing.PROPOSED.value,
                sealing_ground=why.value,
                sealing_on=unit.desk.today,
            )
            unit.change(about.case, after, f"{Sealing.PROPOSED.label} {about.no}")
            if unit.work.case_id == about.case_id:
                gate.stay_open(unit.work.connection, about.case_id)


def at_opening(desk: Desk) -> None:
    """An office from before asks once about the cases that it has."""
    with desk.store.read() as connection:
        if not withheld.kept(connection, _ASK):
            return
        found = [one.case_id for one in withheld.not_asked(connection) if sealing.ground_of(desk, one)]
    with begin(desk, "核对犯罪记录封存") as unit:
        unit.touch(*found)
        unit.is_about(found)
        unit.work.keep(_ASK, 0)


def decide(
    desk: Desk, no: str, decision: Sealing, by: str, reason: str, on: date | None = None, number: str = ""
) -> None:
    """Seal the record, or decide that it is not sealed (or not any more): ``by`` whom, why, on which day,
    with which number. UserError where something is missing, for a day to come, and where it stands so
    already.
    """
    day = on or desk.today
    _refuse_incomplete(desk, decision, by, day)
    with begin(desk, "决定封存" if decision is Sealing.SEALED else "决定不封存") as unit:
        about = unit.open(no)
        if sealing.state_of(about) is decision:
            raise UserError(f"{about.no} 已经决定过：{decision.label}。", "不用再决定。", field="decide")
        made = Approval(
            case_id=about.case_id,
            on=day,
            entered_at=desk.clock.now(),
            entered_by=desk.user,
            matter=SEALING,
            approver=by.strip(),
            decided_on=day,
            number=number.strip() or None,
            granted=decision is Sealing.SEALED,
            opinion=reason.strip(),
        )
        unit.add(approval.complete(desk, about, made), f"审批意见 {about.no}")
        sealing.follow_approvals(unit, unit.now(about))
        gate.stay_open(unit.work.connection, about.case_id)


def _refuse_incomplete(desk: Desk, decision: Sealing, by: str, day: date) -> None:
    if decision is Sealing.PROPOSED:
        raise UserError("没有写明决定。", "请写封存还是不封存。", field="decide")
    if not by.strip():
        raise UserError("还没有写谁决定的。", "请写所长（或者县司法局审批人）的姓名。", field="by")
    if day > desk.today:
        raise UserError(f"决定日期 {day.isoformat()} 晚于今天。", "请写实际决定的日期。", field="on")
