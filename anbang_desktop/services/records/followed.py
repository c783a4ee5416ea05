"""What a case says of its records: its level is that of the newest assessment, day, mode and route of the
hand-over are those of the newest one (domain.md §4.3, §4.6; art. 8, 10 and 13). It follows them after a save,
a correction, a voiding and an undo alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage import history, tables


@dataclass(frozen=True, slots=True)
class _Source:
    """The attribute of a class of records that says an attribute of the case."""

    record: type[Record]
    attribute: str


FOLLOWED: Mapping[str, _Source] = {
    name_of(names(Case).level): _Source(Assessment, name_of(names(Assessment).decided)),
    name_of(names(Case).handover_date): _Source(Handover, name_of(names(Handover).handover_date)),
    name_of(names(Case).handover_mode): _Source(Handover, name_of(names(Handover).mode)),
    name_of(names(Case).handover_route): _Source(Handover, name_of(names(Handover).route)),
    name_of(names(Case).contact_state): _Source(Whereabouts, name_of(names(Whereabouts).state)),
}


def follow_assessment(unit: Unit, about: CaseFile) -> None:
    """The level of the case."""
    _follow(unit, about, Assessment)


def follow_handover(unit: Unit, about: CaseFile) -> None:
    """Day, mode and route of the hand-over."""
    _follow(unit, about, Handover)


def follow_whereabouts(unit: Unit, about: CaseFile) -> None:
    """How the person can be reached."""
    _follow(unit, about, Whereabouts)


def _follow(unit: Unit, about: CaseFile, record: type[Record]) -> None:
    """The case says what the newest record says that counts and says it; without one, what was known before
    there was any.
    """
    said: dict[str, Any] = {}
    for name, source in FOLLOWED.items():
        if source.record is record:
            sayer = _sayer(about, source)
            said[name] = getattr(sayer, source.attribute) if sayer else _before_any(unit, about, name, record)
    unit.change(about.case, replace(about.case, **said), f"{kind_for(record).label} {about.no}")


def _sayer(about: CaseFile, source: _Source) -> Record | None:
    counting = (one for one in reversed(about.of(source.record)))
    return next((one for one in counting if getattr(one, source.attribute) is not None), None)


def _before_any(unit: Unit, about: CaseFile, name: str, record: type[Record]) -> object:
    """What form or list said of it, before a record did."""
    table, now = tables.RECORD_TABLES[kind_for(record).name], getattr(about.case, name)
    return history.said_apart_from(unit.work.connection, about.case_id, name, table, now)


def refuse_followed(about: CaseFile, said: Case) -> None:
    """UserError where a form says otherwise than the record that it comes from."""
    for name, source in FOLLOWED.items():
        sayer = _sayer(about, source)
        if sayer is not None and getattr(said, name) != getattr(about.case, name):
            label, kind = REGISTRATION.field(name).label, kind_for(source.record)
            raise UserError(
                f"“{label}”以 {sayer.on.isoformat()} 的{kind.label}为准，不能在登记表里改。",
                f"写错的，请更正那次{kind.label}；情况变了的，请{kind.verb}。",
                field=name,
            )
