"""What was done, unit by unit, and every old value with the new one: read from ``units``, ``changes`` and the
audit chain. Values come out as the program knows them.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, not_, or_, select, update

from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import fields_of
from anbang_desktop.fields.rows import thaw
from anbang_desktop.storage import raw
from anbang_desktop.storage.audit import object_name
from anbang_desktop.storage.journal import unspelled
from anbang_desktop.storage.past import Past, up_to
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.shapes import SHAPES, Lines
from anbang_desktop.storage.tables import person_snapshots
from anbang_desktop.storage.tables_core import audit, changes, units
from anbang_desktop.storage.work import Work


@dataclass(frozen=True, slots=True)
class Unit:
    """What a clerk did in one go. ``undoes`` is the unit that it took back, ``undone_by`` the one that took
    it back and is in force.
    """

    id: int
    label: str
    case_id: int | None
    at: datetime
    by: str
    why: str | None
    undoes: int | None
    undone_by: int | None
    lasting: bool
    first_seq: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One old and new value. Lines that have a table of their own are told as the whole list of their record,
    under the name of its attribute. ``old_erased`` and ``new_erased`` say what can't be read any more.
    """

    unit: Unit
    table: str
    row: str
    column: str
    old: object
    new: object
    old_erased: bool = False
    new_erased: bool = False


PRINTED = "打印"  # how a unit is called that keeps a paper as it went to the printer
_UNIT = tuple(units.c[name] for name in Unit.__slots__)
_LISTS = {lines.table.name: (shape.table, lines) for shape in SHAPES.values() for lines in shape.lines}


# ---- units


def unit(connection: Connection, unit_id: int) -> Unit | None:
    """One unit."""
    return next(iter(_units(connection, units.c.id == unit_id)), None)


def units_of_case(connection: Connection, case_id: int, client_id: int) -> list[Unit]:
    """The units about one case or with a change of it, newest first; the last one made it."""
    mine = _of(case_id, client_id, closed_at(connection, case_id))
    seqs = connection.execute(select(audit.c.seq).where(audit.c.object == f"cases/{case_id}")).scalars()
    wanted = or_(
        units.c.case_id == case_id,
        units.c.id.in_(select(changes.c.unit_id).where(mine)),
        units.c.id.in_([one.id for one in _units_at(connection, seqs)]),
    )
    return _units(connection, wanted)


def closed_at(connection: Connection, case_id: int) -> int | None:
    """The audit row with which a case ended and kept its person; None while it is open."""
    name = object_name(person_snapshots, [case_id])
    touched = or_(audit.c.before.is_not(None), audit.c.after.is_not(None))
    wanted = select(audit.c.seq, audit.c.before, audit.c.after).where(audit.c.object == name, touched)
    rows = connection.execute(wanted.order_by(audit.c.seq.desc())).all()
    if not rows or rows[0].after is None:
        return None
    return next((int(row.seq) for row in rows if row.before is None), None)


def _of(case_id: int, client_id: int, closed: int | None) -> ColumnElement[bool]:
    """Changes of a case and its records, and of its person as long as it is open."""
    mine = changes.c.client_id == client_id
    person = mine if closed is None else and_(mine, changes.c.seq <= closed)
    return or_(changes.c.case_id == case_id, person)


def last_units(connection: Connection, limit: int) -> list[Unit]:
    """The last units of the whole office, newest first."""
    return _units(connection, limit=limit)


def newest_units(connection: Connection, by: str, after_seq: int, limit: int = 1) -> list[Unit]:
    """The last units of one user since an audit row, newest first; neither what was taken back nor what took
    back, nor what only kept the paper that was printed.
    """
    printed = and_(units.c.lasting, units.c.label.startswith(PRINTED))
    fresh = (units.c.by == by, units.c.first_seq > after_seq, not_(printed))
    return _units(connection, *fresh, units.c.undone_by.is_(None), units.c.undoes.is_(None), limit=limit)


def taken_back_by(unit_id: ColumnElement[int]) -> Any:
    """As a column: the unit that took that one back and is in force, NULL where there is none."""
    one = units.alias()
    return select(one.c.undone_by).where(one.c.id == unit_id).scalar_subquery()


def _units(connection: Connection, *where: Any, limit: int | None = None) -> list[Unit]:
    wanted = select(*_UNIT).where(*where).order_by(units.c.id.desc()).limit(limit)
    return [Unit(**row) for row in connection.execute(wanted).mappings()]


def unit_at(connection: Connection, seq: int) -> Unit | None:
    """The unit that an audit row belongs to."""
    found = connection.execute(
        select(units.c.id).where(units.c.last_seq >= seq).order_by(units.c.last_seq).limit(1)
    ).scalar()
    one = None if found is None else unit(connection, found)
    return one if one is not None and one.first_seq <= seq else None


def cases_touched(connection: Connection, after_seq: int) -> set[int] | None:
    """The cases that the units since an audit row are about; None where one of them is not about one case."""
    wanted = select(units.c.case_id).where(units.c.last_seq > after_seq)
    found = set(connection.execute(wanted).scalars())
    return None if None in found else found


def maker(connection: Connection, name: str) -> Unit | None:
    """The unit that made a row (``table/id``), or put it back last."""
    wanted = select(audit.c.seq).where(audit.c.object == name, audit.c.action == "insert")
    seq = connection.execute(wanted.order_by(audit.c.seq.desc()).limit(1)).scalar()
    return unit_at(connection, seq) if seq else None


def units_of_rows(connection: Connection, case_id: int, client_id: int, names: Collection[str]) -> list[Unit]:
    """The units that made or changed rows of a case (``table/id``) or their lines, newest first."""
    past = Past(connection, case_id, client_id)
    seqs = [seq for name in names for seq in past.seqs(name)]
    for (table, owner_id), touched in _touched_lists(past).items():
        owner, _ = _LISTS[table]
        if f"{owner.name}/{owner_id}" in names:
            seqs += touched
    return _units_at(connection, seqs)[::-1]


def touched_later(
    connection: Connection, table: Table, case_id: int, seq: int, own: Collection[str]
) -> Unit | None:
    """The unit that last made or changed one of the records of a case in a table, so that it is not as it was
    after an audit row; ``own`` rows left out.
    """
    ids = connection.execute(select(table.c.id).where(table.c.case_id == case_id)).scalars()
    names = {f"{table.name}/{id_}" for id_ in ids} - set(own)
    newest = [at for name in names for at, digest, then in [_state(connection, name, seq)] if digest != then]
    return unit_at(connection, max(newest)) if newest else None


def _state(connection: Connection, name: str, seq: int) -> tuple[int, bytes | None, bytes | None]:
    """Of a row its newest audit row, its hash now and its hash after an audit row."""
    wanted = (
        select(audit.c.seq, audit.c.after)
        .where(audit.c.object == name)
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
        .order_by(audit.c.seq.desc())
    )
    rows = connection.execute(wanted).all()
    return rows[0].seq, rows[0].after, next((row.after for row in rows if row.seq <= seq), None)


# ---- every old value


def changes_of_case(connection: Connection, case_id: int, client_id: int) -> list[Changed]:
    """Every change of a case, its person and its records, newest first. Of a case that has ended the person
    is what was kept of it then: what was changed of the person since belongs to another case.
    """
    closed = closed_at(connection, case_id)
    wanted = select(changes).where(_of(case_id, client_id, closed))
    told = connection.execute(wanted.order_by(changes.c.seq.desc(), changes.c.id)).mappings()
    rows: list[Mapping[str, Any]] = [dict(row) for row in told if row["table"] not in _LISTS]
    known = _by_id(connection, (row["unit_id"] for row in rows))
    found: list[Changed] = []
    for row in rows:
        by = known[row["unit_id"]]
        kept = row["table"] == person_snapshots.name
        found += _changed_person(row, by, client_id) if kept else [_changed(connection, row, by)]
    found += _changed_lists(connection, Past(connection, case_id, client_id), closed)
    return sorted(found, key=lambda one: one.unit.id, reverse=True)


def of_row(connection: Connection, table: Table, key: int) -> tuple[list[Unit], list[Changed]]:
    """The units that made or changed one row that belongs to no case, and its every change; newest first."""
    name = audit.c.object == object_name(table, [key])
    touched = or_(audit.c.before.is_not(None), audit.c.after.is_not(None))
    found = _units_at(connection, connection.execute(select(audit.c.seq).where(name, touched)).scalars())[
        ::-1
    ]
    wanted = select(changes).where(changes.c.table == table.name, changes.c.row == str(key))
    rows = connection.execute(wanted.order_by(changes.c.seq.desc(), changes.c.id)).mappings().all()
    by_id = {one.id: one for one in found}
    return found, [_changed(connection, dict(row), by_id[row["unit_id"]]) for row in rows]


def said_apart_from(connection: Connection, case_id: int, column: str, records: Table, now: object) -> object:
    """What was last said of a datum of a case by a unit that touched none of its records of a table; ``now``
    where it was never changed.
    """
    wanted = select(changes.c.unit_id, changes.c.old, changes.c.new).where(
        changes.c.table == "cases", changes.c.row == str(case_id), changes.c.column == column
    )
    told = connection.execute(wanted.order_by(changes.c.seq)).all()
    if not told:
        return now
    known = _by_id(connection, (one.unit_id for one in told))
    said = [one.new for one in told if not _touches(connection, known[one.unit_id], records)]
    return raw.value(connection, "cases", column, unspelled(said[-1] if said else told[0].old))


def _touches(connection: Connection, one: Unit, table: Table) -> bool:
    wanted = (
        select(audit.c.seq)
        .where(audit.c.seq.between(one.first_seq, one.last_seq), audit.c.object.startswith(f"{table.name}/"))
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
    )
    return connection.execute(wanted.limit(1)).first() is not None


def _by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Unit]:
    return {one.id: one for part in portions(ids) for one in _units(connection, units.c.id.in_(part))}


def _changed(connection: Connection, row: Mapping[str, Any], by: Unit) -> Changed:
    table, column = row["table"], row["column"]
    erased = [row[name] is None and row[f"{name}_hash"] is not None for name in ("old", "new")]
    old, new = (raw.value(connection, table, column, unspelled(row[name])) for name in ("old", "new"))
    return Changed(by, table, row["row"], column, old, new, *erased)


def _changed_person(row: Mapping[str, Any], by: Unit, client_id: int) -> Iterator[Changed]:
    """What was put right of the person that an ended case keeps, datum by datum."""
    old, new = unspelled(row["old"]), unspelled(row["new"])
    if not isinstance(old, str) or not isinstance(new, str):
        return  # it came or went with the end of the case
    before, after = (thaw(Client, json.loads(kept)) for kept in (old, new))
    for field in fields_of(Client):
        values = getattr(before, field.name), getattr(after, field.name)
        if values[0] != values[1]:
            yield Changed(by, SHAPES[Client].table.name, str(client_id), field.name, *values)


def _changed_lists(connection: Connection, past: Past, closed: int | None) -> Iterator[Changed]:
    """What the lists of a record held before and after each unit that touched one of their lines."""
    for (table, owner_id), seqs in _touched_lists(past).items():
        owner, lines = _LISTS[table]
        of_person = owner is SHAPES[Client].table and closed is not None
        for by in _units_at(connection, (seq for seq in seqs if not of_person or seq <= (closed or 0))):
            then, since = up_to(by.first_seq - 1), up_to(by.last_seq)
            held = [past.row(f"{owner.name}/{owner_id}", counts) for counts in (then, since)]
            if None in held:
                continue  # the record itself came or went
            old, new = (
                _lines(connection, lines, past.lines(table, owner_id, counts)) for counts in (then, since)
            )
            if old != new:
                yield Changed(by, owner.name, str(owner_id), lines.name, old, new)


def _touched_lists(past: Past) -> dict[tuple[str, int], list[int]]:
    """The audit rows about the lines of each record's list."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for table in _LISTS:
        for name, row in past.ever(table):
            found[table, row["owner_id"]] += past.seqs(name)
    return found


def _units_at(connection: Connection, seqs: Iterable[int]) -> list[Unit]:
    found: list[Unit] = []
    for seq in sorted(set(seqs)):
        if not found or found[-1].last_seq < seq:
            by = unit_at(connection, seq)
            found += [by] if by else []
    return found


def _lines(connection: Connection, lines: Lines, rows: Sequence[Mapping[str, object]]) -> tuple[Any, ...]:
    return tuple(raw.line(connection, lines, row) for row in rows)


def erase(work: Work, table: str, row: int, columns: Sequence[str]) -> None:
    """Make the old and new values of some columns of a row unreadable, for good: by the terms of their class
    (domain.md §10.4). That there was a change, when and by whom, stays; the chain holds their hashes.
    """
    mine = (changes.c.table == table, changes.c.row == str(row), changes.c.column.in_(list(columns)))
    work.connection.execute(update(changes).where(*mine).values(old=None, new=None))
    work.note("erase", f"{table}/{row}", f"按期限删除旧值：{'、'.join(columns)}")
