"""What was changed of a case: every old value with who, when and why, restored one by one; a case as it
was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import SPECIAL, Field, Record, Stored, fields_of, kept_of
from anbang_desktop.fields.issued import Issued
from anbang_desktop.fields.kinds import Text
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.change_words import words
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.records.undoing import Done, done_with, last_acts, last_done, of_unit, undo
from anbang_desktop.storage import history as store
from anbang_desktop.storage import outgoing, raw
from anbang_desktop.storage.audit import object_name
from anbang_desktop.storage.history import Changed
from anbang_desktop.storage.past import Past, up_to
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import merged
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import SHAPES, Shape
from anbang_desktop.storage.tables_merged import merged_people

__all__ = [
    "ERASED",
    "REGISTRATION",
    "STATE",
    "TABLES",
    "Change",
    "Done",
    "as_of",
    "changes",
    "corrected_after",
    "corrected_on",
    "corrected_records",
    "done_with",
    "file_at",
    "in_words",
    "label_of",
    "last_acts",
    "last_done",
    "of_unit",
    "restore",
    "told",
    "undo",
]  # whoever shows a history asks one module

REGISTRATION, STATE = "registration", "state"
ERASED = "（已按期限删除）"
_NO_CASE = 0  # no row has that id


@dataclass(frozen=True, slots=True)
class Change:
    """One datum that was changed, in the words of the screen and as it is stored; a list inside a record is
    one datum. ``privacy`` as its attribute says (``Datum`` or ``Own``).
    """

    at: datetime
    by: str
    unit: int
    what: str
    kind: str
    id: int
    field: str
    label: str
    old: str
    new: str
    reason: str
    privacy: int
    old_value: object
    new_value: object

    @property
    def special(self) -> bool:
        """It is shown only by right, and that is noted."""
        return self.privacy >= SPECIAL


# ---- every old value


def changes(
    desk: Desk, no: str, *, field: str = "", kind: str = "", record_id: int | None = None
) -> list[Change]:
    """What was changed of a case, newest first; of one field or one record where they are named. UserError
    when there is no such case, or no kind of record has such a field.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        own = store.changes_of_case(connection, about.case_id, about.case.client_id)
        joined = list(_of_merged(connection, about))
    found = sorted((*own, *joined), key=lambda one: one.unit.last_seq, reverse=True)
    made = [in_words(desk, one) for one in found if one.table in TABLES]
    if field and not any(field in known.columns for known in TABLES.values()):
        named = sorted({f"{one.field}（{one.label}）" for one in made})
        changed = "、".join(named)
        said = f"改过的有：{changed}。" if changed else "这份档案还没有改过什么。"
        raise UserError(f"没有名为“{field}”的项目。", said, field="field")
    return [
        one
        for one in made
        if field in ("", one.field) and kind in ("", one.kind) and record_id in (None, one.id)
    ]


def _of_merged(connection: Connection, about: CaseFile) -> Iterator[Changed]:
    """What was changed of somebody who was registered twice, before both became one."""
    for one in merged.of_client(connection, about.case.client_id):
        case_id = one.gone_case_id if one.case_id == about.case_id else None
        joining = store.maker(connection, object_name(merged_people, [one.id]))
        for change in store.changes_of_case(connection, case_id or _NO_CASE, one.gone_client_id):
            if joining is None or change.unit.id != joining.id:
                yield change


@dataclass(frozen=True, slots=True)
class _Known:
    """What a table holds: of which kind, what its columns are called, and which of them a form holds."""

    kind: str
    columns: Mapping[str, Field]
    fields: frozenset[str]


def _known_tables() -> dict[str, _Known]:
    kinds: dict[type[Any], str] = {Client: REGISTRATION, Case: REGISTRATION, Stage: STATE}
    kinds |= {kind.fields.record: kind.name for kind in KINDS if kind.fields.record is not Record}
    return {
        SHAPES[record].table.name: _Known(
            kind, kept_of(record), frozenset(field.name for field in fields_of(record))
        )
        for record, kind in kinds.items()
    }


TABLES = _known_tables()


def in_words(desk: Desk, one: Changed) -> Change:
    """A stored change in the words of the screen."""
    known = TABLES[one.table]
    field = known.columns.get(one.column) or Field(one.column, one.column, Text(), privacy=SPECIAL)
    of_state = one.table == SHAPES[Case].table.name and one.column not in known.fields
    return told(desk, one, field, STATE if of_state else known.kind)


def told(desk: Desk, one: Changed, field: Field, kind: str) -> Change:
    """A stored change of a datum of a kind of record."""
    old, new = (words(desk, field, value) for value in (one.old, one.new))
    return Change(
        at=one.unit.at,
        by=one.unit.by,
        unit=one.unit.id,
        what=one.unit.label,
        kind=kind,
        id=int(one.row),
        field=one.column,
        label=field.label,
        old=ERASED if one.old_erased else old,
        new=ERASED if one.new_erased else new,
        reason=one.unit.why or "",
        privacy=field.privacy,
        old_value=one.old,
        new_value=one.new,
    )


def label_of(kind: str, name: str) -> str:
    """What a datum of a kind of record is called; UserError for one that it does not have."""
    for known in TABLES.values():
        if known.kind == kind and name in known.columns:
            return known.columns[name].label
    raise UserError(f"没有名为“{name}”的项目。", "请用 people history 核对改动。", field="field")


def restore(desk: Desk, no: str, change: Change, reason: str = "") -> None:
    """Put an old value back by the same road as typing it: the fields' and the kind's rules hold, the act is
    a unit of its own and can be undone. UserError for what only the program writes, and what was erased.
    """
    fields = {name for known in TABLES.values() if known.kind == change.kind for name in known.fields}
    if change.field not in fields or change.old == ERASED:
        raise UserError(f"“{change.label}”不能单独恢复。", "请撤销那一次修改，或者重新填写。", field="field")
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    record_id = about.case_id if change.kind == REGISTRATION else change.id
    write.correct(desk, no, change.kind, record_id, {change.field: change.old_value}, reason or "恢复原值")


# ---- papers that went out before a correction


def corrected_on(desk: Desk, record: Record) -> date | None:
    """The day of the last correction after a paper of this record went out; None where no paper is wrong."""
    with desk.store.read() as connection:
        return _corrected_on(connection, record)


def corrected_after(desk: Desk, record: Record, paper: Issued) -> bool:
    """Whether a record was corrected since that paper of it went out."""
    with desk.store.read() as connection:
        table, name = SHAPES[type(record)].table, object_name(SHAPES[Issued].table, [paper.id])
        return outgoing.changed_since(connection, table, record.id, name) is not None


def corrected_records(desk: Desk, about: CaseFile) -> frozenset[tuple[type[Record], int]]:
    """The records of a case that were corrected after a paper of them went out, by class and id."""
    records = {
        f"{SHAPES[kind].table.name}/{one.id}": one for kind in about.records for one in about.all_of(kind)
    }
    places = [outgoing.Place(name, name, frozenset({about.case_id})) for name in records]
    with desk.store.read() as connection:
        out = [records[place.name] for place in outgoing.gone_out(connection, places)]
        return frozenset((type(one), one.id) for one in out if _corrected_on(connection, one))


def _corrected_on(connection: Connection, record: Record) -> date | None:
    moment = outgoing.changed_since(connection, SHAPES[type(record)].table, record.id)
    return None if moment is None else moment.date()


# ---- as it was


def as_of(desk: Desk, no: str, day: date) -> CaseFile:
    """The case as the office knew it at the end of a day: what had been written by then, each row by its own
    time (``Past.by`` says what a clock that was set back means). UserError for a day to come, and when the
    case was not here yet.
    """
    if day > desk.today:
        what = f"{day.isoformat()} 还没有到（今天是 {desk.today.isoformat()}）。"
        raise UserError(what, "请选今天或者以前的日期。", field="on")
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        past = Past(connection, about.case_id, about.case.client_id)
        found = _file(connection, past.rows(past.by(datetime.combine(day, time.max))))
    if found is None:
        what = f"{day.isoformat()} 那天还没有 {about.no} 这份档案。"
        raise UserError(what, "请选晚一些的日期。", field="on")
    return found


def file_at(connection: Connection, case: Case, seq: int) -> CaseFile | None:
    """The case as it was after an audit row; None when it was not here."""
    return _file(connection, Past(connection, case.id, case.client_id).rows(up_to(seq)))


_Rows = Mapping[str, Sequence[Mapping[str, object]]]


def _file(connection: Connection, rows: _Rows) -> CaseFile | None:
    made: dict[type[Any], tuple[Any, ...]] = {
        record: tuple(sorted(_records(connection, shape, rows), key=_by_day))
        for record, shape in SHAPES.items()
        if shape.table.name in TABLES
    }
    if not made[Case]:
        return None
    then: Case = made[Case][0]
    records = {kind: found for kind, found in made.items() if issubclass(kind, Record)}
    kept = _kept_person(connection, rows) if state(then.state).ended else None
    return CaseFile(kept or made[Client][0], then, made[Stage], records)


def _kept_person(connection: Connection, rows: _Rows) -> Client | None:
    for row in rows.get("person_snapshots", ()):
        return query.person_of(raw.value(connection, "person_snapshots", "person", row["person"]))
    return None


def _by_day(record: Stored) -> tuple[date, int]:
    return record.on if isinstance(record, Record | Stage) else date.min, record.id


def _records(
    connection: Connection, shape: Shape[Any], rows: Mapping[str, Iterable[Mapping[str, object]]]
) -> list[Any]:
    found = []
    for row in rows.get(shape.table.name, ()):
        lines = {
            one.name: tuple(
                raw.line(connection, one, line)
                for line in sorted(rows.get(one.table.name, ()), key=lambda line: int(str(line["position"])))
                if line["owner_id"] == row["id"]
            )
            for one in shape.lines
        }
        found.append(raw.record(connection, shape.record, row, lines))
    return found
