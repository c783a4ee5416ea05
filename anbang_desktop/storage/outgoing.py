"""Which rows went out on a paper or in a file: they are corrected or voided then, never undone.

The audit notes each going out under the row that it shows; the lines of a list go out with their record, and
everything of a case with its bound file, but for what was voided then: the file doesn't show it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, or_, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.audit import object_name
from anbang_desktop.storage.journal import unspelled
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.tables_core import audit, changes, units

WENT_OUT = frozenset({"print", "export", "deliver"})
BOUND = "export"  # under a case: its whole file was bound


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs, there or gone: the record that it is a line of, and the cases."""

    name: str
    shown_by: str  # the row under which its paper is noted
    cases: frozenset[int]


def place(connection: Connection, table: Table, key: object) -> Place:
    """Where a row belongs."""
    return places(connection, [(table, key)])[0]


def places(connection: Connection, rows: Iterable[tuple[Table, object]]) -> list[Place]:
    """Where rows belong, in their order; as many as fit are asked for in one question."""
    rows = list(rows)
    by_table: dict[Table, list[object]] = {}
    for table, key in rows:
        by_table.setdefault(table, []).append(key)
    found = {
        (table.name, key): one
        for table, keys in by_table.items()
        for key, one in _places_in(connection, table, keys).items()
    }
    return [found[table.name, key] for table, key in rows]


def _places_in(connection: Connection, table: Table, keys: Sequence[object]) -> dict[object, Place]:
    names_ = {key: object_name(table, [key]) for key in keys}
    if "owner_id" in table.c:
        (foreign,) = table.c.owner_id.foreign_keys
        owner = foreign.column.table
        ids = _values(connection, table, keys, "owner_id")
        owners = _places_in(connection, owner, sorted({id_ for id_ in ids.values() if id_ is not None}))
        return {
            key: Place(names_[key], names_[key], frozenset())
            if id_ is None
            else Place(names_[key], owners[id_].name, owners[id_].cases)
            for key, id_ in ids.items()
        }
    return {key: Place(name, name, cases) for (key, name), cases in _with_cases(connection, table, names_)}


def _with_cases(
    connection: Connection, table: Table, names_: dict[object, str]
) -> Iterator[tuple[tuple[object, str], frozenset[int]]]:
    """The rows of a table of records, each with its cases."""
    known: dict[object, set[int]] = {}
    if table.name == "cases":
        known = {key: {int(str(key))} for key in names_}
    elif table.name == "clients":
        column = tables.cases.c.client_id
        for part in portions(names_):
            for client_id, case_id in connection.execute(
                select(column, tables.cases.c.id).where(column.in_(part))
            ):
                known.setdefault(client_id, set()).add(case_id)
    elif "case_id" in table.c and table.name != "import_rows":
        values = _values(connection, table, list(names_), "case_id")
        known = {key: {case_id} for key, case_id in values.items() if case_id is not None}
    for pair in names_.items():
        yield pair, frozenset(known.get(pair[0], ()))


def _values(
    connection: Connection, table: Table, keys: Sequence[object], column: str
) -> dict[object, int | None]:
    """One number of each row, from what it was last where the row is gone."""
    (primary,) = table.primary_key.columns
    found: dict[object, int | None] = {}
    for part in portions(keys):
        found |= {
            key: None if value is None else int(value)
            for key, value in connection.execute(select(primary, table.c[column]).where(primary.in_(part)))
        }
    return {key: found[key] if key in found else _last_value(connection, table, key, column) for key in keys}


def _last_value(connection: Connection, table: Table, key: object, column: str) -> int | None:
    """What a row that is gone said last."""
    mine = (changes.c.table == table.name, changes.c.row == str(key), changes.c.column == column)
    last = select(changes.c.old).where(*mine, changes.c.new.is_(None)).order_by(changes.c.seq.desc())
    old = unspelled(connection.execute(last.limit(1)).scalar())
    return None if old is None else int(str(old))


def gone_out(connection: Connection, places: Iterable[Place], since: int = 0) -> Iterator[Place]:
    """Those whose paper went out, at or after an audit row."""
    for part in portions(places):
        papers = _papers(connection, part, since)
        shown = {name for name, out in papers.items() if out.own}
        bound = {f"cases/{case_id}" for one in part for case_id in one.cases} & papers.keys()
        voided = _voidings(connection, part) if bound else {}
        for one in part:
            if one.shown_by in shown or next(_bindings(one, papers, voided), None) is not None:
                yield one


@dataclass(slots=True)
class _Papers:
    """The audit rows with which papers of an object went out; of a case apart those that bound its file."""

    own: list[int]
    bound: list[int]


def _papers(connection: Connection, places: Sequence[Place], since: int) -> dict[str, _Papers]:
    names_ = {one.shown_by for one in places}
    files = {f"cases/{case_id}" for one in places for case_id in one.cases}
    found: dict[str, _Papers] = {}
    for part in portions(names_ | files):
        wanted = select(audit.c.object, audit.c.action, audit.c.seq).where(
            audit.c.seq >= since, audit.c.object.in_(part), audit.c.action.in_(WENT_OUT)
        )
        for name, action, seq in connection.execute(wanted.order_by(audit.c.seq)):
            out = found.setdefault(name, _Papers([], []))
            if name in names_:
                out.own.append(seq)
            if action == BOUND:
                out.bound.append(seq)
    return found


def _bindings(
    one: Place, papers: Mapping[str, _Papers], voided: Mapping[str, list[tuple[int, bool]]]
) -> Iterator[int]:
    """The audit rows with which a row was bound with its file: not while it was voided."""
    for case_id in one.cases:
        out = papers.get(f"cases/{case_id}")
        for seq in out.bound if out else ():
            before = [gone for at, gone in voided.get(one.shown_by, ()) if at <= seq]
            if not (before and before[-1]):
                yield seq


def _voidings(connection: Connection, places: Sequence[Place]) -> dict[str, list[tuple[int, bool]]]:
    """When records were voided (True) and when that was taken back."""
    found: dict[str, list[tuple[int, bool]]] = {}
    shown = [one.shown_by.partition("/") for one in places]
    tables_ = changes.c.table.in_({table for table, _, _ in shown})
    for part in portions(row for _, _, row in shown):
        wanted = select(changes.c.seq, changes.c.table, changes.c.row, changes.c.new.is_not(None)).where(
            tables_, changes.c.row.in_(part), changes.c.column == "voided_at"
        )
        for seq, table, row, gone in connection.execute(wanted.order_by(changes.c.seq)):
            found.setdefault(f"{table}/{row}", []).append((seq, bool(gone)))
    return found


def went_out(connection: Connection, table: Table, key: int) -> bool:
    """Whether a paper of this record was printed, exported or handed in."""
    return _first_out(connection, place(connection, table, key)) is not None


def changed_since(connection: Connection, table: Table, key: int, paper: str = "") -> datetime | None:
    """When a record or its lines were last corrected so that the first paper of it (``paper``: the one kept
    under that name) is no longer right; None where it still is, or there is none. Who corrects what went out
    has to say why: what goes on by itself (a printed agreement is signed) has no reason and makes no paper
    wrong.
    """
    here = place(connection, table, key)
    first = _made_at(connection, paper) if paper else _first_out(connection, here)
    if first is None:
        return None
    moments = [_moment(connection, one, first) for one in (here.name, *_lines_of(connection, table, key))]
    return max((at for at in moments if at is not None), default=None)


def _first_out(connection: Connection, here: Place) -> int | None:
    """The audit row of the first paper that showed a row, by itself or in the bound file."""
    papers = _papers(connection, [here], _made_at(connection, here.name) or 0)
    own = papers.get(here.shown_by)
    bound = _bindings(here, papers, _voidings(connection, [here]))
    return min([*(own.own if own else ()), *bound], default=None)


def _made_at(connection: Connection, name: str) -> int | None:
    """The audit row with which a row was made."""
    mine = (audit.c.object == name, audit.c.action == "insert")
    return connection.execute(select(func.min(audit.c.seq)).where(*mine)).scalar()


def _moment(connection: Connection, name: str, seq: int) -> datetime | None:
    """When a row was corrected after an audit row, if it is not as it was."""
    wanted = (
        select(audit.c.seq, audit.c.after, audit.c.at)
        .where(audit.c.object == name)
        .where(or_(audit.c.before.is_not(None), audit.c.after.is_not(None)))
        .order_by(audit.c.seq)
    )
    rows = connection.execute(wanted).all()
    then = next((row.after for row in reversed(rows) if row.seq <= seq), None)
    if not rows or rows[-1].after == then:
        return None
    later = (row for row in reversed(rows) if row.seq > seq)
    return next((row.at for row in later if _why(connection, row.seq)), None)


def _why(connection: Connection, seq: int) -> str | None:
    """The reason of the unit that an audit row belongs to."""
    wanted = select(units.c.why).where(units.c.last_seq >= seq).order_by(units.c.last_seq).limit(1)
    return connection.execute(wanted).scalar()


def _lines_of(connection: Connection, table: Table, key: int) -> Iterator[str]:
    """Every line that a record has or had."""
    for (owner, _), lines in tables.LINE_TABLES.items():
        if owner == table.name:
            there = connection.execute(select(lines.c.id).where(lines.c.owner_id == key)).scalars()
            was = select(changes.c.row).where(
                changes.c.table == lines.name, changes.c.column == "owner_id", changes.c.old == str(key)
            )
            for id_ in {*there, *connection.execute(was).scalars()}:
                yield object_name(lines, [id_])
