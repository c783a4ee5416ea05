"""Taking a unit back: what stands in the way, found without writing, and bringing every row to what it was.

Numbers are never given again, a paper that is kept harms nobody, and what a list said is evidence: these
stay.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Table, or_, select

from anbang_desktop.progress import Progress
from anbang_desktop.storage import outgoing
from anbang_desktop.storage.audit import Chain, audited_tables, object_name
from anbang_desktop.storage.history import Unit, maker, unit, unit_at
from anbang_desktop.storage.journal import unspelled
from anbang_desktop.storage.outgoing import places
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.schema import metadata
from anbang_desktop.storage.tables_core import audit, changes, units
from anbang_desktop.storage.work import Work

KEPT = frozenset(
    {
        "units",
        "number_series",
        "attachments",
        "instrument_texts",
        "imports",
        "import_rows",
    }
)
EVIDENCE = frozenset({"import_rows"})  # stays where the unit made it; what it changed of one is put back
YIELDING = frozenset({"import_layouts"})  # taken back where it is there and nobody has changed it since
_EVERY = 50  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of taking a unit back: a later change of the same row, a row that hangs on one,
    what a row would hang on that is gone, a paper that went out, a value that was erased by its terms.
    """

    object: str
    what: Literal["changed", "attached", "gone", "went out", "erased"]
    by: Unit | None = None


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


def touched(connection: Connection, one: Unit) -> list[Touched]:
    """The rows that a unit changed, in the order in which it first touched each; those of KEPT left out, and
    those of YIELDING that a later unit changed again or that the unit dropped: what was learnt since stands.
    """
    wanted = (
        select(audit.c.object, audit.c.before, audit.c.after)
        .where(audit.c.seq.between(one.first_seq, one.last_seq))
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
        .order_by(audit.c.seq)
    )
    found: dict[str, Touched] = {}
    for name, before, after in connection.execute(wanted):
        table, key = _split(name)
        if table.name in KEPT - EVIDENCE:
            continue
        known = found.get(name)
        found[name] = Touched(table, key, known.before if known else before, after)
    changed = (
        row
        for row in found.values()
        if row.before != row.after and (row.before is not None or row.table.name not in EVIDENCE)
    )
    return [row for row in changed if row.table.name not in YIELDING or _is_last(connection, row, one)]


def _is_last(connection: Connection, row: Touched, one: Unit) -> bool:
    if row.after is None:
        return False
    by = _last(connection, row.name)
    return by is not None and by.id == one.id


def made_by(connection: Connection, one: Unit, table: str) -> list[int]:
    """The ids of the rows of a table that a unit made."""
    rows = (row for row in touched(connection, one) if row.table.name == table)
    return [int(str(row.key)) for row in rows if row.before is None]


def _split(name: str) -> tuple[Table, object]:
    table_name, _, key = name.partition("/")
    table = metadata.tables[table_name]
    (column,) = table.primary_key.columns
    return table, int(key) if column.type.python_type is int else key


# ---- what stands in the way


def obstacles(connection: Connection, chain: Chain, one: Unit) -> list[Obstacle]:
    """Everything that stands in the way of taking a unit back, found without writing."""
    rows = touched(connection, one)
    own = {row.name for row in rows}
    found: list[Obstacle] = []
    for table, part in _portions(rows):
        found += _changed_since(connection, chain, table, part, one)
        found += _attached(connection, table, part, own)
    found += _gone(connection, rows, one)
    found += _went_out(connection, rows, one)
    found += _erased(connection, one)
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
            by = _last(connection, row.name)
            yield Obstacle(row.name, "changed", by if by is not None and by.id != one.id else None)


def _attached(
    connection: Connection, table: Table, rows: Sequence[Touched], own: set[str]
) -> Iterator[Obstacle]:
    """Rows of other units that refer to those that this unit made."""
    made = [row.key for row in rows if row.before is None]
    for other in audited_tables() if made else ():
        for key in other.foreign_keys:
            if key.column.table is table and other.name not in KEPT:
                (primary,) = other.primary_key.columns
                for (id_,) in connection.execute(select(primary).where(key.parent.in_(made))):
                    name = object_name(other, [id_])
                    if name not in own:
                        yield Obstacle(name, "attached", maker(connection, name))


def _gone(connection: Connection, rows: Sequence[Touched], one: Unit) -> Iterator[Obstacle]:
    """What the rows would refer to again and is not there, nor comes back with them."""
    old = _old_values(connection, one)
    back = {row.name for row in rows if row.before is not None}
    for row in rows:
        values = old.get(row.name, {}) if row.before is not None else {}
        for key in row.table.foreign_keys:
            wanted = values.get(key.parent.name)
            name = object_name(key.column.table, [wanted])
            if wanted is None or name in back or key.column.table.name in KEPT:
                continue
            if connection.execute(select(key.column).where(key.column == wanted)).first() is None:
                yield Obstacle(name, "gone", _last(connection, name))


def _last(connection: Connection, name: str) -> Unit | None:
    """The unit that changed a row last."""
    wanted = (
        select(audit.c.seq)
        .where(audit.c.object == name)
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
    )
    seq = connection.execute(wanted.order_by(audit.c.seq.desc()).limit(1)).scalar()
    return unit_at(connection, seq) if seq else None


def _went_out(connection: Connection, rows: Sequence[Touched], one: Unit) -> Iterator[Obstacle]:
    here = places(connection, ((row.table, row.key) for row in rows))
    for gone in outgoing.gone_out(connection, here, one.first_seq):
        yield Obstacle(gone.shown_by, "went out")


def _erased(connection: Connection, one: Unit) -> Iterator[Obstacle]:
    """An old value that can't be read any more can't be put back."""
    lost = (changes.c.old.is_(None), changes.c.old_hash.is_not(None))
    wanted = select(changes.c.table, changes.c.row).where(changes.c.unit_id == one.id, *lost).distinct()
    for table, row in connection.execute(wanted):
        if table not in KEPT:
            yield Obstacle(f"{table}/{row}", "erased")


# ---- taking back


def take_back(work: Work, one: Unit, summary: str, progress: Progress | None = None) -> set[int]:
    """Bring every row that the unit touched to what it was before, inside ``work``; the cases concerned.

    The caller has seen that there are no obstacles. RuntimeError when a row does not come out as it was: the
    transaction is rolled back then.
    """
    rows = touched(work.connection, one)
    old = _old_values(work.connection, one)
    there = [row for row in rows if row.after is not None]
    concerned = _cases_of(work.connection, ((row.table, row.key) for row in there))
    work.undoes = one.id
    work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for done, row in enumerate(reversed(rows)):
        if progress is not None and done % _EVERY == 0:
            progress.step(done, len(rows), summary)
        if row.before is None:
            work.delete(row.table, row.key, summary)
        else:
            work.put_back(row.table, row.key, old.get(row.name, {}), summary)
    for row in rows:
        if work.hash_of(row.table, row.key) != row.before:
            raise RuntimeError(f"{row.name} did not come out as it was")
    _mark(work, one, summary)
    back = [row for row in rows if row.before is not None]
    return concerned | _cases_of(work.connection, ((row.table, row.key) for row in back))


def _mark(work: Work, one: Unit, summary: str) -> None:
    """The unit is out of force now; so the one that it took back is in force again, and so on."""
    taken: Unit | None = one
    by: int | None = work.unit_id
    while taken is not None:
        work.update(units, taken.id, {"undone_by": by}, summary)
        by = taken.id if by is None else None
        taken = unit(work.connection, taken.undoes) if taken.undoes else None


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
    """The cases that rows belong to, by the names of the audit, whether the rows are there or gone."""
    return _cases_of(connection, (_split(name) for name in names))


def cases_of_each(connection: Connection, rows: Sequence[Touched]) -> list[frozenset[int]]:
    """The cases of each row, whether they are there or gone."""
    return [one.cases for one in places(connection, ((row.table, row.key) for row in rows))]


def _cases_of(connection: Connection, rows: Iterable[tuple[Table, object]]) -> set[int]:
    return {case_id for one in places(connection, rows) for case_id in one.cases}
