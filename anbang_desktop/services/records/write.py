"""Write down what happened, correct it, or void it: one road for every kind of record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.approval import APPROVAL, REOPENING, SEALING, Approval
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import Record, given, name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, assessment_round, registration
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import (
    REASON,
    Entry,
    as_day,
    as_reason,
    need,
    new_record,
    own_attachments,
    read_entry,
    refuse_ended,
    refuse_future,
)
from anbang_desktop.services.records.registry import KINDS, Kind, kind_for, kind_of
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage import outgoing, tables
from anbang_desktop.storage.reading import Connection

_MATTER = name_of(names(Approval).matter)
__all__ = [
    "KINDS",
    "RULES",
    "correct",
    "find",
    "reason_needed",
    "record",
    "record_each",
    "refuse_ended",
    "void",
    "went_out",
]


def record(
    desk: Desk,
    no: str,
    kind: str,
    values: Mapping[str, object],
    on: date | None = None,
    *,
    links: Mapping[str, Any] | None = None,
) -> int:
    """Write one record of ``kind`` for case ``no``; the id of the record. A day later than today is refused.
    ``links`` are what no form holds: the record that this one comes from.

    UserError names the field that is wrong, or says that the case has ended; nothing is written then (art.
    12: register, verify, group, assess).
    """
    known = _writable(kind)
    with begin(desk, known.verb) as unit:
        return _record(unit, unit.open(no), known, values, on, links or {})


def record_each(desk: Desk, kind: str, values: Mapping[str, Mapping[str, object]]) -> None:
    """Write one record of ``kind`` for each of several cases (by number), as one unit of work: what is wrong
    with one of them is written for none.
    """
    known = _writable(kind)
    with begin(desk, f"{known.verb} {len(values)} 人") as unit:
        files = {no: unit.open(no) for no in values}
        for no, one in values.items():
            _record(unit, files[no], known, one, None, {})
        unit.is_about(about.case_id for about in files.values())


def _record(
    unit: Unit,
    about: CaseFile,
    known: Kind,
    values: Mapping[str, object],
    on: date | None,
    links: Mapping[str, Any],
) -> int:
    desk = unit.desk
    refuse_inside(about, known)
    if known.fields is not APPROVAL:
        refuse_ended(about, known.label)
    plain, own = _apart(known, values)
    entry = read_entry(desk, known.fields, known.day, plain, on)
    if not _reopens(about, entry):
        refuse_ended(about, known.label)
    own_attachments(unit.work.connection, known.fields, entry.values, about.values)
    if known.fields is REGISTRATION:
        return registration.write(unit, about, entry)
    made = replace(new_record(desk, about, known.fields, entry), **links)
    if isinstance(made, Assessment):
        made = assessment.with_own(desk, assessment_round.joined(desk, about, made, own), own)
    return _store(unit, about, known, made)


def _reopens(about: CaseFile, entry: Entry) -> bool:
    """What is still recorded of a case that has ended: that an expired one may be taken up again, and whether
    the record of a minor is sealed.
    """
    matter = entry.values.get(_MATTER)
    return matter == SEALING or (about.state == State.S85_EXPIRED and matter == REOPENING)


def _writable(kind: str) -> Kind:
    known = kind_of(kind)
    if known is None or not known.recorded:
        names = "、".join(one.name for one in KINDS if one.recorded)
        raise UserError(f"没有“{kind}”这种记录。", f"可用的有：{names}。", field="kind")
    return known


def _apart(known: Kind, values: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The values that the fields read, and those that belong to an assessment's instrument."""
    own = assessment.taken_apart(values) if known.fields is ASSESSMENT else {}
    return {name: value for name, value in values.items() if name not in own}, own


def _store(unit: Unit, about: CaseFile, known: Kind, made: Record) -> int:
    rules = RULES[known.name]
    checked = rules.complete(unit.desk, about, made) if rules.complete else made
    kept = rules.keep(unit, checked) if rules.keep else checked
    stored = unit.add(kept, f"{known.label} {about.no}")
    _follow(unit, about, known)
    return stored.id


def _follow(unit: Unit, about: CaseFile, known: Kind) -> None:
    follow = RULES[known.name].follow
    if follow:
        follow(unit, unit.now(about))


def refuse_inside(about: CaseFile, known: Kind) -> None:
    """Of somebody in the office's own register, whom no list has named, only what concerns the time inside is
    recorded: nothing of it stands in any number.
    """
    if state(about.state) is State.S05_INSIDE and not known.inside:
        raise UserError(
            f"{about.no} 还是“{State.S05_INSIDE.label}”，不能登记{known.label}。",
            f"名单来了会转为“{State.S10_NOTICE.label}”；现在可以“{Verb.CHECK_INSIDE}”“{Verb.RECORD_MEETING}”。",
            field="no",
        )


# ---- what was written


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
    desk: Desk,
    no: str,
    kind: str,
    record_id: int,
    values: Mapping[str, object],
    reason: str = "",
    on: date | None = None,
) -> None:
    """Put right what was recorded; the old values stay readable. The same fields and rules as for a new
    record; ``on`` moves a record that has no day among its fields. The registration form is corrected under
    the id of its case.

    UserError where nothing differs, for a voided record, and without a reason where a paper of it went out
    or the case has ended.
    """
    with begin(desk, f"更正{_label(kind)}") as unit:
        about = unit.open(no)
        unit.work.why = as_reason(desk, reason)
        if kind == REGISTRATION.name:
            _correct_registration(unit, about, record_id, values, on)
            return
        known, before = _changeable(about, kind, record_id)
        _need_reason(unit, about, before)
        after = _corrected(unit, about, known, before, values, on)
        _refuse_same(before, after)
        unit.change(before, after, f"更正{known.label} {about.no}")
        _follow(unit, about, known)


def _correct_registration(
    unit: Unit, about: CaseFile, case_id: int, values: Mapping[str, object], on: date | None
) -> None:
    if case_id != about.case_id:
        raise UserError(f"{about.no} 没有 {case_id} 号登记表。", "请核对编号。", field="id")
    if on is not None:
        label = REGISTRATION.field(names(Case).filled_on).label
        raise UserError(f"登记表的日期写在“{label}”里。", "请更正那一项。", field="on")
    _need_reason(unit, about, None)
    entry = read_entry(unit.desk, REGISTRATION, None, values, None)
    own_attachments(unit.work.connection, REGISTRATION, entry.values, about.values)
    if not registration.correct(unit, about, entry.values):
        _refuse_same(about, about)


def _corrected(
    unit: Unit, about: CaseFile, known: Kind, before: Record, values: Mapping[str, object], on: date | None
) -> Record:
    rules = RULES[known.name]
    plain, own = _apart(known, values)
    _refuse_fixed(known, plain)
    entry = read_entry(unit.desk, known.fields, None, plain, None)
    own_attachments(unit.work.connection, known.fields, entry.values, values_of(before))
    after = _with_entry(unit.desk, known, before, entry, on)
    if own and isinstance(after, Assessment):
        after = assessment.with_own(unit.desk, after, own)
    return rules.complete(unit.desk, about, after) if rules.complete else after


def _refuse_fixed(known: Kind, values: Mapping[str, object]) -> None:
    for attribute in RULES[known.name].fixed:
        if name_of(attribute) in values:
            label = known.fields.field(attribute).label
            raise UserError(
                f"{known.label}的“{label}”由程序填写，不能更正。", "请去掉这一项。", field=name_of(attribute)
            )


def _with_entry(desk: Desk, known: Kind, before: Record, entry: Entry, on: date | None) -> Record:
    need(known.fields, {**values_of(before), **entry.values})
    after = replace(before, **given(type(before), entry.values))
    named = name_of(known.day) if known.day is not None else ""
    if on is not None and named and entry.values.get(named) is None:
        raise UserError(
            f"{known.label}的日期写在“{known.fields.field(named).label}”里。", "请更正那一项。", field="on"
        )
    day = as_day(getattr(after, named)) if named else on
    return after if day is None else replace(after, on=refuse_future(desk, day))


def _refuse_same(before: object, after: object) -> None:
    if before == after:
        raise UserError("没有要更正的内容：写的和原来一样。", "请写明要改成什么。", field="values")


def void(desk: Desk, no: str, kind: str, record_id: int, reason: str) -> None:
    """This record never should have been: it counts nowhere from now on and stays readable. UserError
    without a reason.
    """
    why = as_reason(desk, reason)
    if not why:
        raise UserError("作废要写明理由。", "请写一句为什么作废。", field=REASON)
    if kind == REGISTRATION.name:
        raise UserError(
            "登记表不能作废。", "请更正写错的项目；整个人登记错了的，请撤销那一次登记。", field="kind"
        )
    with begin(desk, f"作废{_label(kind)}") as unit:
        about = unit.open(no)
        known, before = _changeable(about, kind, record_id)
        unit.work.why = why
        gone = replace(before, voided_at=desk.clock.now(), voided_by=desk.user, void_reason=why)
        unit.change(before, gone, f"作废{known.label} {about.no}")
        _follow(unit, about, known)


def _label(kind: str) -> str:
    known = kind_of(kind)
    return known.label if known else kind


def _changeable(about: CaseFile, kind: str, record_id: int) -> tuple[Kind, Record]:
    before = find(about, kind, record_id)
    if before.voided_at is not None:
        raise UserError("这条记录已经作废。", "要用的话，先在历史里撤销作废。", field="id")
    return kind_for(type(before)), before


# ---- reasons


def _need_reason(unit: Unit, about: CaseFile, before: Record | None) -> None:
    needed = _why_reason(unit.work.connection, about, before)
    if needed and not unit.work.why:
        raise UserError(needed, "请写一句为什么更正。", field=REASON)


def reason_needed(desk: Desk, about: CaseFile, record_: Record | None) -> str:
    """Why a correction of this record (None: of the registration form) has to say its reason; empty when it
    need not.
    """
    with desk.store.read() as connection:
        return _why_reason(connection, about, record_)


def _why_reason(connection: Connection, about: CaseFile, record_: Record | None) -> str:
    if state(about.state).ended:
        return "这份档案已经办结，更正要写明理由。"
    if _went_out(connection, about, record_):
        return "这条记录已经打印或者导出过，更正要写明理由。"
    return ""


def went_out(desk: Desk, record_: Record) -> bool:
    """Whether a paper of this record was printed, exported or handed in."""
    with desk.store.read() as connection:
        return outgoing.went_out(connection, tables.RECORD_TABLES[kind_for(type(record_)).name], record_.id)


def _went_out(connection: Connection, about: CaseFile, record_: Record | None) -> bool:
    if record_ is None:
        return outgoing.went_out(connection, tables.clients, about.client.id)
    return outgoing.went_out(connection, tables.RECORD_TABLES[kind_for(type(record_)).name], record_.id)
