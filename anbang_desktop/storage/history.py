"""What was done, unit by unit: what stands in the way of taking one back, taking it back, every old value,
and
a case as it was on a past day. All of it is read from ``units``, ``changes`` and the audit chain.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from anbang_desktop.progress import Progress
from anbang_desktop.storage import tables
from anbang_desktop.storage.audit import Chain, audited_tables, object_name
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.schema import metadata
from anbang_desktop.storage.tables_core import audit, changes, units
from anbang_desktop.storage.work import Work, unspelled

# Numbers are never given again, a paper that is kept harms nobody, and what a list said is evidence: these
# stay
# when a unit is taken back.
KEPT = frozenset(
    {
        "units",
        "number_series",
        "attachments",
        "instrument_texts",
        "imports",
        "import_rows",
        "import_layouts",
    }
)
WENT_OUT = frozenset({"print", "export", "deliver"})
_EVERY = 50  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Unit:
    """What a clerk did in one go. ``undoes`` is the unit that it took back, ``undone_by`` the one that took
    it back.
    """

    id: int
    label: str
    case_id: int | None
    at: datetime
    by: str
    why: str | None
    undoes: int | None
    lasting: bool
    first_seq: int
    last_seq: int
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of taking a unit back: a later change of the same row, a row that hangs on one,
    or a paper that went out.
    """

    object: str
    what: str  # changed, attached, went out
    by: Unit | None


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that a unit touched: its hash before the unit and after it, None where it did not exist."""

    table: Table
    key: object
    before: bytes | None
    after: bytes | None

    @property
    def name(self) -> str:
        """As the audit names it."""
        return object_name(self.table, [self.key])


@dataclass(frozen=True, slots=True)
class Changed:
    """One old and new value, as the file stores them; ``erased`` says which can't be read any more."""

    unit: Unit
    table: str
    row: str
    column: str
    old: object
    new: object
    erased: bool


_UNIT = tuple(units.c[name] for name in Unit.__slots__ if name in units.c)


def unit(connection: Connection, unit_id: int) -> Unit | None:
    """One unit."""
    return next(iter(_units(connection, units.c.id == unit_id)), None)


def units_of_case(connection: Connection, case_id: int) -> list[Unit]:
    """The units about one case, newest first."""
    return _units(connection, units.c.case_id == case_id)


def newest_units(connection: Connection, by: str, after_seq: int, limit: int = 1) -> list[Unit]:
    """The last units of one user since an audit row, newest first; neither what was taken back nor what took
    back.
    """
    found = _units(connection, units.c.by == by, units.c.first_seq > after_seq)
    return [one for one in found if one.undone_by is None and one.undoes is None][:limit]


def taken_back_by(unit_id: ColumnElement[int]) -> Any:
    """As a column: the unit that took that one back and was not taken back itself, NULL where there is
    none.
    """
    takes_back, again = units.alias(), units.alias()
    gone = select(again.c.id).where(again.c.undoes == takes_back.c.id).exists()
    return select(takes_back.c.id).where(takes_back.c.undoes == unit_id, ~gone).limit(1).scalar_subquery()


def _units(connection: Connection, *where: Any) -> list[Unit]:
    undone_by = taken_back_by(units.c.id)
    wanted = select(*_UNIT, undone_by.label("undone_by")).where(*where).order_by(units.c.id.desc())
    return [Unit(**row) for row in connection.execute(wanted).mappings()]


def unit_at(connection: Connection, seq: int) -> Unit | None:
    """The unit that an audit row belongs to."""
    wanted = select(units.c.id).where(units.c.last_seq >= seq, units.c.first_seq <= seq)
    found = connection.execute(wanted.order_by(units.c.last_seq).limit(1)).scalar()
    return None if found is None else unit(connection, found)


def units_touching(connection: Connection, names: Iterable[str]) -> list[Unit]:
    """The units that wrote rows of these names (as the audit names them), newest first."""
    wanted = select(audit.c.seq).where(audit.c.object.in_(list(names)), _wrote())
    found = {one.id: one for seq in connection.execute(wanted).scalars() if (one := unit_at(connection, seq))}
    return [found[id_] for id_ in sorted(found, reverse=True)]


def _wrote() -> ColumnElement[bool]:
    """Of an audit row: it changed a row."""
    return or_(audit.c.before.is_not(None), audit.c.after.is_not(None))


def lines_of(connection: Connection, table: Table, owner_id: int, case_id: int) -> list[str]:
    """The names of all rows that ever were lines of an owner: those there now, and those taken out."""
    now = connection.execute(select(table.c.id).where(table.c.owner_id == owner_id)).scalars()
    gone = select(changes.c.row).where(
        changes.c.case_id == case_id,
        changes.c.table == table.name,
        changes.c.column == table.c.owner_id.name,
        changes.c.old == str(owner_id),
    )
    rows = {*now, *map(int, connection.execute(gone).scalars())}
    return [object_name(table, [row]) for row in sorted(rows)]


def changes_in(connection: Connection, unit_id: int, table: str, row: int) -> list[Changed]:
    """What one unit changed in one row, in the order of its columns."""
    mine = (changes.c.unit_id == unit_id) & (changes.c.table == table) & (changes.c.row == str(row))
    return _changes(connection, mine)


def touched(connection: Connection, one: Unit) -> list[Touched]:
    """The rows that a unit touched, in the order in which it first touched each; those of KEPT left out."""
    wanted = (
        select(audit.c.object, audit.c.before, audit.c.after)
        .where(audit.c.seq.between(one.first_seq, one.last_seq))
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
        .order_by(audit.c.seq)
    )
    found: dict[str, Touched] = {}
    for name, before, after in connection.execute(wanted):
        table, key = _split(name)
        if table.name in KEPT:
            continue
        known = found.get(name)
        found[name] = Touched(table, key, known.before if known else before, after)
    return list(found.values())


def made_by(connection: Connection, one: Unit, table: str) -> list[int]:
    """The ids of the rows of a table that a unit made."""
    rows = (row for row in touched(connection, one) if row.table.name == table)
    return [int(str(row.key)) for row in rows if row.before is None and row.after is not None]


def _split(name: str) -> tuple[Table, object]:
    table_name, _, key = name.partition("/")
    table = metadata.tables[table_name]
    (column,) = table.primary_key.columns
    return table, int(key) if column.type.python_type is int else key


def obstacles(connection: Connection, chain: Chain, one: Unit) -> list[Obstacle]:
    """Everything that stands in the way of taking a unit back, found without writing."""
    rows = touched(connection, one)
    own = {row.name for row in rows}
    found: list[Obstacle] = []
    for table, part in _portions(rows):
        found += _changed_since(connection, chain, table, part, one)
        found += _attached(connection, table, part, own)
        found += _went_out(connection, part, one)
    return found


def _portions(rows: Sequence[Touched]) -> Iterator[tuple[Table, list[Touched]]]:
    """The rows of each table, as many as are asked for in one question."""
    by_table: dict[Table, list[Touched]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    for table, mine in by_table.items():
        for part in portions(mine):
            yield table, part


def _changed_since(
    connection: Connection, chain: Chain, table: Table, rows: Sequence[Touched], one: Unit
) -> Iterator[Obstacle]:
    (column,) = table.primary_key.columns
    marks = ", ".join("?" for _ in rows)
    now = dict(chain.hashes(table, f'WHERE "{column.name}" IN ({marks})', [row.key for row in rows]))
    for row in rows:
        if now.get(row.name) != row.after:
            wanted = (
                select(audit.c.seq)
                .where(audit.c.object == row.name, audit.c.seq > one.last_seq)
                .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
                .order_by(audit.c.seq.desc())
                .limit(1)
            )
            seq = connection.execute(wanted).scalar()
            yield Obstacle(row.name, "changed", unit_at(connection, seq) if seq else None)


def _attached(
    connection: Connection, table: Table, rows: Sequence[Touched], own: set[str]
) -> Iterator[Obstacle]:
    """Rows of other units that refer to those that this unit made."""
    made = [row.key for row in rows if row.before is None and row.after is not None]
    for other in audited_tables() if made else ():
        for key in other.foreign_keys:
            if key.column.table is table and other.name not in KEPT:
                (primary,) = other.primary_key.columns
                for (id_,) in connection.execute(select(primary).where(key.parent.in_(made))):
                    name = object_name(other, [id_])
                    if name not in own:
                        yield Obstacle(name, "attached", _maker(connection, name))


def _maker(connection: Connection, name: str) -> Unit | None:
    seq = connection.execute(
        select(audit.c.seq).where(audit.c.object == name).order_by(audit.c.seq.desc()).limit(1)
    ).scalar()
    return unit_at(connection, seq) if seq else None


def _went_out(connection: Connection, rows: Sequence[Touched], one: Unit) -> Iterator[Obstacle]:
    """A paper of these rows was printed, exported or handed in after the unit began."""
    wanted = select(audit.c.object).where(
        audit.c.object.in_([row.name for row in rows]),
        audit.c.action.in_(WENT_OUT),
        audit.c.seq >= one.first_seq,
    )
    for name in connection.execute(wanted.distinct()).scalars():
        yield Obstacle(name, "went out", None)


def went_out(connection: Connection, names: Iterable[str]) -> bool:
    """Whether a paper of one of these rows was printed, exported or handed in."""
    wanted = select(audit.c.seq).where(audit.c.object.in_(list(names)), audit.c.action.in_(WENT_OUT))
    return connection.execute(wanted.limit(1)).first() is not None


def those_that_went_out(connection: Connection, names: Iterable[str]) -> set[str]:
    """Of these rows those of which a paper was printed, exported or handed in."""
    wanted = select(audit.c.object).where(audit.c.object.in_(list(names)), audit.c.action.in_(WENT_OUT))
    return set(connection.execute(wanted.distinct()).scalars())


def changed_after_going_out(connection: Connection, table: str, row: int) -> date | None:
    """The day of the last correction of a row after a paper of it went out. Whoever corrects then has to say
    why; what goes on by itself (a printed agreement is signed) has no reason.
    """
    name = f"{table}/{row}"
    out = select(audit.c.seq).where(audit.c.object == name, audit.c.action.in_(WENT_OUT))
    first = connection.execute(out.order_by(audit.c.seq).limit(1)).scalar()
    if first is None:
        return None
    changed = changes_of_row(connection, table, row)
    later = (one for one in changed if one.unit.first_seq > first and one.unit.why)
    return next((one.unit.at.date() for one in later if one.unit.undone_by is None), None)


def take_back(work: Work, one: Unit, summary: str, progress: Progress | None = None) -> set[int]:
    """Bring every row that the unit touched to what it was before, inside ``work``; the cases concerned.

    The caller has seen that there are no obstacles. RuntimeError when a row does not come out as it was: the
    transaction is rolled back then.
    """
    rows = touched(work.connection, one)
    old = _old_values(work.connection, one)
    concerned = _cases_of(work.connection, rows)
    work.undoes = one.id
    work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for done, row in enumerate(reversed(rows)):
        if progress is not None and done % _EVERY == 0:
            progress.step(done, len(rows), summary)
        if row.before is None and row.after is not None:
            work.delete(row.table, row.key, summary)
        elif row.before is not None:
            work.put_back(row.table, row.key, old.get(row.name, {}), summary)
    for row in rows:
        if work.hash_of(row.table, row.key) != row.before:
            raise RuntimeError(f"{row.name} did not come out as it was")
    return concerned | _cases_of(work.connection, rows)


def _old_values(connection: Connection, one: Unit) -> dict[str, dict[str, Any]]:
    """Of each row the columns that the unit changed, with the value before its first change."""
    wanted = (
        select(changes).where(changes.c.unit_id == one.id).order_by(changes.c.seq.desc(), changes.c.id.desc())
    )
    found: dict[str, dict[str, Any]] = {}
    for change in connection.execute(wanted).mappings():
        name = f"{change['table']}/{change['row']}"
        found.setdefault(name, {})[change["column"]] = unspelled(change["old"])
    return found


def cases_of(connection: Connection, names: Iterable[str]) -> set[int]:
    """The cases that rows belong to, by the names of the audit; rows that are gone belong to none."""
    return {case_id for name in names for case_id in _cases_of_row(connection, *_split(name))}


def _cases_of(connection: Connection, rows: Sequence[Touched]) -> set[int]:
    """The cases that these rows belong to, as far as they are there now."""
    found: set[int] = set()
    for row in rows:
        found |= set(_cases_of_row(connection, row.table, row.key))
    return found


def _cases_of_row(connection: Connection, table: Table, key: object) -> Iterator[int]:
    if table.name == "cases":
        yield int(str(key))
    elif table.name == "clients":
        cases = tables.cases.c
        yield from connection.execute(select(cases.id).where(cases.client_id == key)).scalars()
    elif "owner_id" in table.c:
        (primary,) = table.primary_key.columns
        owner = next(iter(table.c.owner_id.foreign_keys)).column.table
        for owner_id in connection.execute(select(table.c.owner_id).where(primary == key)).scalars():
            yield from _cases_of_row(connection, owner, owner_id)
    elif "case_id" in table.c and table.name != "import_rows":
        (primary,) = table.primary_key.columns
        yield from connection.execute(select(table.c.case_id).where(primary == key)).scalars()


# ---- every old value


def changes_of_case(connection: Connection, case_id: int, client_id: int) -> list[Changed]:
    """Every change of a case, its person and its records, newest first."""
    mine = or_(
        changes.c.case_id == case_id, (changes.c.table == "clients") & (changes.c.row == str(client_id))
    )
    return _changes(connection, mine)


def changes_of_row(connection: Connection, table: str, row: int) -> list[Changed]:
    """Every change of one row, newest first."""
    return _changes(connection, (changes.c.table == table) & (changes.c.row == str(row)))


def _changes(connection: Connection, where: Any) -> list[Changed]:
    wanted = select(changes).where(where).order_by(changes.c.seq.desc(), changes.c.id)
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    known = {one.id: one for one in _units(connection, units.c.id.in_({row["unit_id"] for row in rows}))}
    return [_changed(row, known[row["unit_id"]]) for row in rows]


def _changed(row: Mapping[str, Any], by: Unit) -> Changed:
    erased = any(row[name] is None and row[f"{name}_hash"] is not None for name in ("old", "new"))
    old, new = unspelled(row["old"]), unspelled(row["new"])
    return Changed(by, row["table"], row["row"], row["column"], old, new, erased)


# ---- a case as it was


def seq_at(connection: Connection, moment: datetime) -> int:
    """The last audit row written up to a moment."""
    wanted = select(audit.c.seq).where(audit.c.at <= moment).order_by(audit.c.seq.desc()).limit(1)
    return int(connection.execute(wanted).scalar() or 0)


def rows_as_of(
    connection: Connection, case_id: int, client_id: int, seq: int
) -> dict[str, list[dict[str, Any]]]:
    """The stored rows of a case, by table, as they were after audit row ``seq``."""
    rows = {
        object_name(table, [row["id"]]): (table.name, dict(row))
        for table, row in _now(connection, case_id, client_id)
    }
    later = changes_of_case(connection, case_id, client_id)
    for change in later:  # newest first: the last one written is the oldest value
        if change.unit.last_seq > seq:
            table, row = rows.setdefault(f"{change.table}/{change.row}", (change.table, {}))
            row[change.column] = change.old
    found: dict[str, list[dict[str, Any]]] = {}
    for name, (table, row) in rows.items():
        if _existed(connection, name, seq):
            found.setdefault(table, []).append(row)
    return found


def _existed(connection: Connection, name: str, seq: int) -> bool:
    wanted = (
        select(audit.c.after)
        .where(audit.c.object == name, audit.c.seq <= seq)
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    return connection.execute(wanted).scalar() is not None


def _now(connection: Connection, case_id: int, client_id: int) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    """The rows of a case as the file stores them."""
    owners: list[tuple[Table, str, int]] = [(tables.cases, "id", case_id), (tables.clients, "id", client_id)]
    owners += [(table, "case_id", case_id) for table in (tables.stages, *tables.RECORD_TABLES.values())]
    for table, column, value in owners:
        for row in _stored(connection, table, f'"{column}" = ?', value):
            yield table, row
    for table in tables.LINE_TABLES.values():
        owner = next(iter(table.c.owner_id.foreign_keys)).column.table
        column, value = ("id", client_id) if owner is tables.clients else ("case_id", case_id)
        inside = f'owner_id IN (SELECT id FROM "{owner.name}" WHERE "{column}" = ?)'  # noqa: S608 - our own names
        for row in _stored(connection, table, inside, value):
            yield table, row


def _stored(connection: Connection, table: Table, where: str, value: int) -> Iterator[Mapping[str, Any]]:
    cursor = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" WHERE {where}', (value,))  # noqa: S608 - the same
    for row in cursor.mappings():
        yield dict(row)
