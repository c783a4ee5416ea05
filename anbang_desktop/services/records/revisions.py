"""What was done with one record, unit by unit: each value old and new, and the record as it stood then."""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Record, Stored
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, history
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.history import Change, Done
from anbang_desktop.storage import history as store
from anbang_desktop.storage.history import Unit
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import SHAPES
from anbang_desktop.storage.tables import person_snapshots


@dataclass(frozen=True, slots=True)
class Revision:
    """One unit of work that wrote a record. ``made``: the record came into being with it."""

    done: Done
    made: bool
    changes: tuple[Change, ...]


def of_record(desk: Desk, no: str, record: Record) -> list[Revision]:
    """Everything that was done with a record, newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        names = [_name(record)]
        found = store.units_of_rows(connection, about.case_id, about.case.client_id, names)
        return _of(desk, connection, about, names, found)


def of_registration(desk: Desk, no: str) -> list[Revision]:
    """Everything that was done with what is kept of person and case, newest first; of an ended case with the
    person that it kept.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        person = query.client_by_id(connection, about.case.client_id)
        names = [_name(person), _name(about.case)]
        own = [_name(about.case), f"{person_snapshots.name}/{about.case_id}"]
        closed = store.closed_at(connection, about.case_id)
        of_case, of_both = (
            store.units_of_rows(connection, about.case_id, person.id, wanted)
            for wanted in (own, (*names, *own))
        )
        since = {one.id for one in of_case}
        found = [one for one in of_both if closed is None or one.first_seq <= closed or one.id in since]
        return _of(desk, connection, about, names, found)


def _name(row: Stored) -> str:
    return f"{SHAPES[type(row)].table.name}/{row.id}"


def as_of_unit(desk: Desk, no: str, unit_id: int) -> CaseFile:
    """The case as a unit of work left it; UserError when there is no such unit, or no case yet."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = store.unit(connection, unit_id)
        then = history.file_at(connection, about.case, found.last_seq) if found else None
    if then is None:
        raise UserError(f"没有 {unit_id} 号操作。", "请核对编号。", field="unit")
    return then


def _of(
    desk: Desk, connection: Connection, about: CaseFile, names: Sequence[str], found: Sequence[Unit]
) -> list[Revision]:
    changed = [
        one
        for one in store.changes_of_case(connection, about.case_id, about.case.client_id)
        if f"{one.table}/{one.row}" in names
    ]
    first = found[-1].id if found else 0
    return [
        Revision(
            history.of_unit(connection, unit),
            unit.id == first,
            tuple(history.in_words(desk, one) for one in changed if one.unit.id == unit.id != first),
        )
        for unit in found
    ]
