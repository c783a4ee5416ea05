"""Two registered people become one, as one unit of work that is undone whole: the cases, records and papers
of the one move to the other, whose data are chosen one by one; the number that is given up finds the other.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.merged import MergedPerson
from anbang_desktop.fields.rows import plain
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.merging.compare import (
    ADDED,
    LISTED,
    Person,
    choosable,
    is_empty,
    person_of,
    refuse_same,
    value_of,
)
from anbang_desktop.services.records.added import added
from anbang_desktop.services.records.registration import with_period
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import file_moves, issued, merged

LABEL = "合并重复登记"
_SEALING = tuple(map(name_of, (names(Case).sealing, names(Case).sealing_ground, names(Case).sealing_on)))
_ID_NO, _UNVERIFIED = name_of(names(Client).id_no), name_of(names(Client).id_unverified)


def merge(desk: Desk, kept: str, gone: str, take: Collection[str] | None = None) -> str:
    """The person of case ``gone`` goes into that of case ``kept``; the number of the case that is kept.
    ``take`` names the data that are the other's (None: those that stand empty here). UserError where both are
    one person already, or a datum is not one that can be chosen.
    """
    with begin(desk, LABEL) as unit:
        connection = unit.work.connection
        one, other = person_of(connection, kept), person_of(connection, gone)
        refuse_same(one, other)
        joined = one.open is not None and other.open is not None
        unit.work.label = f"{LABEL}（{one.client.name}）"
        unit.is_about([one.main.id, *(case.id for case in other.cases)])
        chosen = _chosen(one, take, joined=joined)
        summary = f"{LABEL}：{other.main.no} 并入 {one.main.no}"
        _move(unit, one, other, summary)
        _write_chosen(unit, one, other, chosen, summary)
        _remember(unit, one, other, summary)
        merged.delete_person(unit.work, other.client.id, summary)
        if joined:
            _follow(unit, one.main.id)
        return (one.open or other.open or one.main).no


def _chosen(one: Person, take: Collection[str] | None, *, joined: bool) -> frozenset[str]:
    known = {field.name for field in choosable(joined=joined)}
    if take is None:
        return frozenset(name for name in known if is_empty(value_of(one, name)))
    strange = sorted(set(take) - known)
    if strange:
        raise UserError(
            f"“{strange[0]}”不是可以选择的项目。",
            "请用比一比里列出的项目名；没有办结的档案不是两份时，只能选人员的项目。",
            field="take",
        )
    return frozenset(take)


# ---- what belongs to the other moves over


def _move(unit: Unit, one: Person, other: Person, summary: str) -> None:
    into = one.open
    for case in other.cases:
        if into is not None and not state(case.state).ended:
            _join(unit, case, into, summary)
        else:
            kept = query.snapshot(unit.work.connection, case.id)
            if kept is not None:
                query.change_snapshot(unit.work, case.id, replace(kept, id=one.client.id))
            unit.change(case, replace(case, client_id=one.client.id), summary)
            unit.touch(case.id)
    joined = other.open.id if into is not None and other.open is not None else None
    for row in merged.rows_about(unit.work.connection, other.client.id):
        case_id = into.id if into is not None and row.case_id == joined else row.case_id
        unit.work.change(row, replace(row, client_id=one.client.id, case_id=case_id), summary)
    for former in merged.of_client(unit.work.connection, other.client.id):
        case_id = into.id if into is not None and former.case_id == joined else former.case_id
        unit.work.change(former, replace(former, client_id=one.client.id, case_id=case_id), summary)


def _join(unit: Unit, gone: Case, into: Case, summary: str) -> None:
    """The records of an open case go into another open one; its states and its row go, its number stays."""
    about = unit.about(gone.id)
    for records in about.records.values():
        for record in records:
            unit.change(record, replace(record, case_id=into.id), summary)
    issued.move(unit.work, gone.id, into.id, summary)
    file_moves.move(unit.work, gone.id, into.id, summary)
    merged.move_campaigns(unit.work, gone.id, into.id, summary)
    merged.delete_rows(unit.work, tables.stages, [stage.id for stage in about.stages], summary)
    merged.delete_rows(unit.work, tables.cases, [gone.id], summary)
    unit.gone.add(gone.id)
    unit.touch(into.id)


def _follow(unit: Unit, case_id: int) -> None:
    """The case says what all its records now say."""
    for kind in unit.about(case_id).records:
        follow = RULES[kind_for(kind).name].follow
        if follow:
            follow(unit, unit.about(case_id))


# ---- whose word counts


def _write_chosen(unit: Unit, one: Person, other: Person, chosen: frozenset[str], summary: str) -> None:
    person: dict[str, Any] = {
        field.name: value_of(other, field.name) for field in CLIENT_FIELDS if field.name in chosen
    }
    for name in LISTED:
        here, there = getattr(one.client, name), getattr(other.client, name)
        person[name] = (*here, *(line for line in there if line not in here))
    if _ID_NO in chosen:  # whether a number is in doubt goes with the number
        person[_UNVERIFIED] = other.client.id_unverified
    client = replace(one.client, **person)
    unit.change(one.client, client, summary)
    if one.open is None or other.open is None:
        return
    case = query.case_by_id(unit.work.connection, one.open.id)
    told: dict[str, Any] = {
        field.name: getattr(other.open, field.name) for field in CASE_FIELDS if field.name in chosen
    }
    for name in ADDED:
        told[name] = added(getattr(one.open, name), getattr(other.open, name))
    for name in ("filled_on", "filled_by", "reviewed_by", "file_opened_on", *_SEALING):
        told[name] = getattr(one.open, name) or getattr(other.open, name)
    unit.change(case, with_period(unit.desk, replace(case, **told)), summary)


def _remember(unit: Unit, one: Person, other: Person, summary: str) -> None:
    """The number, and the ID number that a list may still bring, lead to the one who is kept."""
    joined = one.open is not None and other.open is not None
    gone = other.open if joined else None
    client: Client = other.client
    unit.add(
        MergedPerson(
            client_id=one.client.id,
            gone_client_id=client.id,
            case_id=one.open.id if gone and one.open else None,
            gone_case_id=gone.id if gone else None,
            no=gone.no if gone else None,
            id_no=client.id_no,
            name=client.name,
            person={**plain(client), "id": client.id},
            merged_on=unit.desk.today,
            by=unit.desk.user,
        ),
        summary,
    )
