"""What was done with one record, unit by unit: each value old and new, a table inside it as one value, and
the record as it stood then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Record, Stored, fields_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, history
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.history import REGISTRATION, Change, Done
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.storage import history as store
from anbang_desktop.storage.history import Unit
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import SHAPES, Lines


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
        return _of(desk, connection, about, (record,), kind_for(type(record)).name)


def of_registration(desk: Desk, no: str) -> list[Revision]:
    """Everything that was done with what is kept of person and case, newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        person = query.client_by_id(connection, about.case.client_id)
        return _of(desk, connection, about, (person, about.case), REGISTRATION)


def as_of_unit(desk: Desk, no: str, unit_id: int) -> CaseFile:
    """The case as a unit of work left it; UserError when there is no such unit."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = store.unit(connection, unit_id)
        if found is None:
            raise UserError(f"没有 {unit_id} 号操作。", "请核对编号。", field="unit")
        return _as_of(connection, about, found.last_seq)


def _of(
    desk: Desk, connection: Connection, about: CaseFile, rows: Sequence[Stored], kind: str
) -> list[Revision]:
    own = [_Rows.of(connection, about, row) for row in rows]
    names = [name for one in own for name in one.names]
    found = store.units_touching(connection, names)
    first = found[-1].id if found else 0
    return [
        Revision(
            history.of_unit(connection, unit),
            unit.id == first,
            tuple(_changes(desk, connection, about, unit, own, kind)) if unit.id != first else (),
        )
        for unit in found
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A stored record with the names of its row and of its lines, as the audit writes them."""

    stored: Stored
    lines: tuple[tuple[Lines, frozenset[str]], ...]

    @classmethod
    def of(cls, connection: Connection, about: CaseFile, stored: Stored) -> "_Rows":
        """Of one stored record."""
        lines = (
            (one, frozenset(store.lines_of(connection, one.table, stored.id, about.case_id)))
            for one in SHAPES[type(stored)].lines
        )
        return cls(stored, tuple(lines))

    @property
    def table(self) -> str:
        """The table of the record."""
        return SHAPES[type(self.stored)].table.name

    @property
    def names(self) -> Iterator[str]:
        """The row and every line."""
        yield f"{self.table}/{self.stored.id}"
        for _, names in self.lines:
            yield from names


def _changes(
    desk: Desk, connection: Connection, about: CaseFile, unit: Unit, own: Iterable[_Rows], kind: str
) -> Iterator[Change]:
    touched = {row.name for row in store.touched(connection, unit)}
    for rows in own:
        for changed in store.changes_in(connection, unit.id, rows.table, rows.stored.id):
            yield history.in_words(desk, connection, changed)
        for lines, names in rows.lines:
            if names & touched:
                yield from _lines_changed(desk, connection, about, unit, rows.stored, lines, kind)


def _lines_changed(
    desk: Desk,
    connection: Connection,
    about: CaseFile,
    unit: Unit,
    stored: Stored,
    lines: Lines,
    kind: str,
) -> Iterator[Change]:
    """A table inside a record is shown and restored as a whole."""
    before = _lines_at(connection, about, unit.first_seq - 1, stored, lines)
    after = _lines_at(connection, about, unit.last_seq, stored, lines)
    if before == after:
        return
    field = next(one for one in fields_of(type(stored)) if one.name == lines.name)
    yield Change(
        at=unit.at,
        by=unit.by,
        unit=unit.id,
        what=unit.label,
        kind=kind,
        id=stored.id if isinstance(stored, Record) else 0,
        field=field.name,
        label=field.label,
        old=field.kind.show(before, desk.read_context),
        new=field.kind.show(after, desk.read_context),
        reason=unit.why or "",
        privacy=field.privacy,
        old_value=before,
    )


def _lines_at(
    connection: Connection, about: CaseFile, seq: int, stored: Stored, lines: Lines
) -> tuple[object, ...]:
    then = _as_of(connection, about, seq)
    owners: Sequence[Stored]
    match stored:
        case Client():
            owners = (then.client,)
        case Case():
            owners = (then.case,)
        case Record():
            owners = then.all_of(type(stored))
        case _:
            raise TypeError(type(stored))
    found = next((one for one in owners if one.id == stored.id), None)
    return getattr(found, lines.name) if found else ()


def _as_of(connection: Connection, about: CaseFile, seq: int) -> CaseFile:
    return history.file_of(connection, store.rows_as_of(connection, about.case_id, about.case.client_id, seq))
