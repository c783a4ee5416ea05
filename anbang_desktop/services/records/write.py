"""Write down what happened, correct it, or void it: one road for every kind of record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Record, RecordKind, given, name_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import (
    assessment,
    contact,
    group,
    handover,
    placement,
    registration,
    verification,
)
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import Entry, as_day, need, new_record, own_attachments, read_entry
from anbang_desktop.services.records.registry import KINDS, Kind, kind_for, kind_of
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage import history
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables import RECORD_TABLES

__all__ = ["KINDS", "correct", "find", "record", "void"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a kind asks besides its fields. ``complete`` fills what the program fills and refuses what is
    wrong;
    ``keep`` stores what a record needs beside it; ``follow`` brings the case to what its records now say,
    after a save, a correction and a voiding alike.
    """

    complete: Callable[[Desk, CaseFile, Any], Record] | None = None
    keep: Callable[[Unit, Any], Record] | None = None
    follow: Callable[[Unit, CaseFile], None] | None = None


RULES: dict[str, Rules] = {
    "verification": Rules(verification.complete),
    "handover": Rules(follow=handover.follow),
    "group": Rules(group.complete),
    "assessment": Rules(assessment.complete, assessment.keep_instrument, assessment.follow),
    "contact": Rules(contact.complete),
    "placement": Rules(placement.complete),
    "agreement": Rules(),
    "approval": Rules(),
    "file_item": Rules(),
}


def record(desk: Desk, no: str, kind: str, values: Mapping[str, object], on: date | None = None) -> int:
    """Write one record of ``kind`` for case ``no``; the id of the record. A day later than today is refused.

    UserError names the field that is wrong, or says that the case has ended; nothing is written then (art.
    12:
    register, verify, group, assess).
    """
    known = _writable(kind)
    with begin(desk, known.verb) as unit:
        about = unit.open(no)
        refuse_ended(about, known.label)
        own = assessment.taken_apart(values) if known.name == "assessment" else {}
        plain = {name: value for name, value in values.items() if name not in own}
        entry = read_entry(desk, known.fields, known.day, plain, on)
        own_attachments(unit.work.connection, known.fields, entry.values, about.values)
        if known.fields is REGISTRATION:
            return registration.write(unit, about, entry)
        made = new_record(desk, about, known.fields, entry)
        if isinstance(made, Assessment):
            made = assessment.with_own(desk, made, own)
        return _store(unit, about, known, made)


def _writable(kind: str) -> Kind:
    known = kind_of(kind)
    if known is None or not known.recorded:
        names = "、".join(one.name for one in KINDS if one.recorded)
        raise UserError(f"没有“{kind}”这种记录。", f"可用的有：{names}。", field="kind")
    return known


def _store(unit: Unit, about: CaseFile, known: Kind, made: Record) -> int:
    rules = RULES[known.name]
    checked = rules.complete(unit.desk, about, made) if rules.complete else made
    kept = rules.keep(unit, checked) if rules.keep else checked
    stored = unit.add(kept, f"{known.label} {about.no}")
    if rules.follow:
        rules.follow(unit, unit.now(about))
    return stored.id


def refuse_ended(about: CaseFile, what: str) -> None:
    """A case that was returned, has ended or is archived takes no new records (domain.md §3.3)."""
    if not state(about.state).accepts_records:
        label = state(about.state).label
        raise UserError(
            f"{about.no} 已是“{label}”，不能再登记{what}。",
            "确需继续帮教的，先办理恢复；写错的可以更正并写明理由。",
            field="no",
        )


def find(about: CaseFile, kind: str, record_id: int) -> Record:
    """One record of a case, voided or not; UserError when there is none."""
    known = kind_of(kind)
    if known is None or known.fields is REGISTRATION:
        raise UserError(f"没有“{kind}”这种记录。", "请核对种类。", field="kind")
    found = next((one for one in about.all_of(known.fields.record) if one.id == record_id), None)
    if found is None:
        raise UserError(f"{about.no} 没有 {record_id} 号{known.label}。", "请核对编号。", field="id")
    return found


def correct(
    desk: Desk, no: str, kind: str, record_id: int, values: Mapping[str, object], reason: str = ""
) -> None:
    """Put right what was recorded; the old values stay readable. The same fields and rules as for a new
    record.

    UserError without a reason where a paper of it went out or the case has ended, and for a voided record.
    """
    with begin(desk, f"更正{_label(kind)}") as unit:
        about = unit.open(no)
        known, before = _changeable(about, kind, record_id)
        _need_reason(unit.work.connection, about, before, reason)
        own = assessment.taken_apart(values) if known.name == "assessment" else {}
        plain = {name: value for name, value in values.items() if name not in own}
        entry = read_entry(desk, known.fields, None, plain, None)
        own_attachments(unit.work.connection, known.fields, entry.values, values_of(before))
        after = _corrected(known, before, entry)
        if own and isinstance(after, Assessment):
            after = assessment.with_own(desk, after, own)
        rules = RULES[known.name]
        after = rules.complete(desk, about, after) if rules.complete else after
        unit.work.why = reason.strip()
        unit.change(before, after, f"更正{known.label} {about.no}")
        if rules.follow:
            rules.follow(unit, unit.now(about))


def _corrected(known: Kind, before: Record, entry: Entry) -> Record:
    after = replace(before, **given(type(before), entry.values))
    need(known.fields, values_of(after))
    day = as_day(getattr(after, name_of(known.day))) if known.day is not None else None
    return replace(after, on=day) if day is not None else after


def void(desk: Desk, no: str, kind: str, record_id: int, reason: str) -> None:
    """This record never should have been: it counts nowhere from now on and stays readable. UserError
    without a
    reason.
    """
    if not reason.strip():
        raise UserError("作废要写明理由。", "请写一句为什么作废。", field="reason")
    with begin(desk, f"作废{_label(kind)}") as unit:
        about = unit.open(no)
        known, before = _changeable(about, kind, record_id)
        unit.work.why = reason.strip()
        gone = replace(before, voided_at=desk.clock.now(), voided_by=desk.user, void_reason=reason.strip())
        unit.change(before, gone, f"作废{known.label} {about.no}")
        follow = RULES[known.name].follow
        if follow:
            follow(unit, unit.now(about))


def _label(kind: str) -> str:
    known = kind_of(kind)
    return known.label if known else kind


def _changeable(about: CaseFile, kind: str, record_id: int) -> tuple[Kind, Record]:
    before = find(about, kind, record_id)
    known = kind_of(kind)
    if known is None or before.voided_at is not None:
        raise UserError("这条记录已经作废。", "要用的话，先在历史里撤销作废。", field="id")
    return known, before


def _need_reason(connection: Connection, about: CaseFile, before: Record, reason: str) -> None:
    needed = _why_reason(connection, about, before)
    if needed and not reason.strip():
        raise UserError(needed, "请写一句为什么更正。", field="reason")


def reason_needed(desk: Desk, about: CaseFile, record_: Record) -> str:
    """Why a correction of this record has to say its reason; empty when it need not."""
    with desk.store.read() as connection:
        return _why_reason(connection, about, record_)


def went_out(desk: Desk, record_: Record) -> bool:
    """Whether a paper of this record was printed, exported or handed in."""
    with desk.store.read() as connection:
        return _went_out(connection, record_)


def _went_out(connection: Connection, record_: Record) -> bool:
    table = RECORD_TABLES[kind_for(type(record_)).name].name
    return history.went_out(connection, [f"{table}/{record_.id}"])


def _why_reason(connection: Connection, about: CaseFile, record_: Record) -> str:
    if state(about.state).ended:
        return "这份档案已经办结，更正要写明理由。"
    if _went_out(connection, record_):
        return "这条记录已经打印或者导出过，更正要写明理由。"
    return ""


def kind_fields(kind: str) -> RecordKind:
    """The fields of a kind; KeyError for an unknown one."""
    known = kind_of(kind)
    if known is None:
        raise KeyError(kind)
    return known.fields
