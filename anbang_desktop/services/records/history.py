"""What was done with a case: every old value with who, when and why; taking a unit back; a case as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Field, Record, fields_of
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.records.unit import begin
from anbang_desktop.storage import history as store
from anbang_desktop.storage import raw
from anbang_desktop.storage.history import Changed, Obstacle, Unit
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import SHAPES, Shape

REGISTRATION, STATE = "registration", "state"
ERASED = "（已按期限删除）"


@dataclass(frozen=True, slots=True)
class Done:
    """One unit of work as it is offered for undoing."""

    id: int
    label: str
    no: str
    name: str
    at: datetime
    by: str
    why: str
    undone: bool
    lasting: bool
    undoes: bool  # it took another one back

    @property
    def title(self) -> str:
        """As the window names it: 登记走访（张某）."""
        return f"{self.label}（{self.name}）" if self.name else self.label


@dataclass(frozen=True, slots=True)
class Change:
    """One datum that was changed, in the words of the screen; ``privacy`` as its field says."""

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


# ---- every old value


def changes(
    desk: Desk, no: str, *, field: str = "", kind: str = "", record_id: int | None = None
) -> list[Change]:
    """What was changed of a case, newest first; of one field or one record where they are named. UserError
    when there is no such case.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        person = query.client_by_id(connection, about.case.client_id)
        found = store.changes_of_case(connection, about.case_id, person.id)
        made = [in_words(desk, connection, one) for one in found if one.table in TABLES]
    return [
        one
        for one in made
        if field in ("", one.field) and kind in ("", one.kind) and record_id in (None, one.id)
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a table holds: of which kind, and what its columns are called."""

    kind: str
    fields: Mapping[str, Field]
    within: str = ""  # the caption of the lines it holds


def _known_tables() -> dict[str, _Known]:
    names = {Client: REGISTRATION, Case: REGISTRATION, Stage: STATE}
    names |= {kind.fields.record: kind.name for kind in KINDS if kind.fields.record is not Record}
    found: dict[str, _Known] = {}
    for record, kind in names.items():
        shape = SHAPES[record]
        fields = {field.name: field for field in fields_of(record)}
        found[shape.table.name] = _Known(kind, fields)
        for lines in shape.lines:
            parts = {field.name: field for field in fields_of(lines.line)}
            found[lines.table.name] = _Known(kind, parts, fields[lines.name].label)
    return found


TABLES = _known_tables()
_OWN = {
    "state": "状态",
    "state_on": "状态日期",
    "on": "日期",
    "voided_at": "作废",
    "void_reason": "作废理由",
    "reason": "理由",
}


def in_words(desk: Desk, connection: Connection, one: Changed) -> Change:
    """A stored change in the words of the screen."""
    known = TABLES[one.table]
    field = known.fields.get(one.column)
    old = raw.value(connection, one.table, one.column, one.old)
    new = raw.value(connection, one.table, one.column, one.new)
    label = field.label if field else _OWN.get(one.column, one.column)
    return Change(
        at=one.unit.at,
        by=one.unit.by,
        unit=one.unit.id,
        what=one.unit.label,
        kind=known.kind,
        id=int(one.row) if one.row.isdecimal() else 0,
        field=one.column,
        label=f"{known.within}：{label}" if known.within else label,
        old=ERASED if one.erased and one.old is None else _words(desk, field, old),
        new=ERASED if one.erased and one.new is None else _words(desk, field, new),
        reason=one.unit.why or "",
        privacy=field.privacy if field else 1,
        old_value=old,
    )


def _words(desk: Desk, field: Field | None, value: object) -> str:
    if field is not None:
        return field.kind.show(value, desk.read_context)
    return "" if value is None else str(value)


def restore(desk: Desk, no: str, change: Change, reason: str = "") -> None:
    """Put an old value back by the same road as typing it: the fields' and the kind's rules hold, the act
    is a
    unit of its own and can be undone. UserError for what only the program writes.
    """
    known = next(
        (one for one in TABLES.values() if one.kind == change.kind and change.field in one.fields), None
    )
    if known is None or known.within:
        raise UserError(f"“{change.label}”不能单独恢复。", "请撤销那一次修改，或者重新填写。", field="field")
    values = {change.field: change.old_value}
    if change.kind == REGISTRATION:
        write.record(desk, no, REGISTRATION, values)
    else:
        write.correct(desk, no, change.kind, change.id, values, reason or "恢复原值")


# ---- taking back


def done_with(desk: Desk, no: str, limit: int = 50) -> list[Done]:
    """The units about one case, newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = store.units_of_case(connection, about.case_id)[:limit]
    return [_done(one, about) for one in found]


def last_done(desk: Desk, after_seq: int) -> Done | None:
    """What this user did last since an audit row (the beginning of the sitting), not yet taken back."""
    with desk.store.read() as connection:
        found = store.newest_units(connection, desk.user, after_seq)
        return of_unit(connection, found[0]) if found else None


def of_unit(connection: Connection, one: Unit) -> Done:
    """A unit as it is offered for undoing."""
    there = one.case_id is not None and query.case_exists(connection, one.case_id)
    return _done(one, case_file.by_id(connection, one.case_id or 0) if there else None)


def _done(one: Unit, about: CaseFile | None) -> Done:
    return Done(
        id=one.id,
        label=one.label,
        no=about.no if about else "",
        name=about.client.name if about else "",
        at=one.at,
        by=one.by,
        why=one.why or "",
        undone=one.undone_by is not None,
        lasting=one.lasting,
        undoes=one.undoes is not None,
    )


def undo(desk: Desk, unit_id: int, reason: str = "") -> Done:
    """Take back a unit of work, old ones too: first looked at without writing. What it made goes, what it
    changed is as before, lines included; the act is a unit of its own, so taking it back restores.

    Refused names every later change that stands in the way, and what was signed, printed, exported or handed
    in: that is corrected or voided.
    """
    with desk.store.read() as connection:
        found = store.unit(connection, unit_id)
        if found is None:
            raise UserError(f"没有 {unit_id} 号操作。", "请核对编号。", field="unit")
        named = of_unit(connection, found)
    _may_undo(desk, found, named)
    with begin(desk, f"撤销“{found.label}”") as unit:
        unit.work.why, unit.work.case_id = reason.strip(), found.case_id
        concerned = store.take_back(unit.work, found, f"撤销“{found.label}”")
        there = {one for one in concerned if query.case_exists(unit.work.connection, one)}
        unit.gone |= concerned - there
        unit.touch(*there)
    return named


def _may_undo(desk: Desk, found: Unit, named: Done) -> None:
    if found.undone_by is not None:
        raise UserError(f"“{named.title}”已经撤销过。", "不用再撤销。", field="unit")
    if found.lasting:
        what = f"“{named.title}”已经签字或者送出，不能撤销。"
        raise UserError(what, "请用更正或者作废，并写明理由。", field="unit")
    in_the_way = desk.store.obstacles(found)
    if in_the_way:
        raise Refused(list(dict.fromkeys(_sentence(named, one) for one in in_the_way)))


def _sentence(named: Done, obstacle: Obstacle) -> str:
    if obstacle.what == "went out":
        return f"“{named.title}”的材料已经打印或者导出过，不能撤销，请用更正或者作废。"
    by = obstacle.by
    if by is None:
        return f"“{named.title}”涉及的内容后来又改过，不能撤销。"
    later = f"{by.at:%Y-%m-%d %H:%M} {by.by}的“{by.label}”"
    said = "又改了同一处" if obstacle.what == "changed" else "以它为依据"
    return f"{later}{said}，要先撤销那一次，才能撤销“{named.title}”。"


# ---- papers that went out before a correction


def corrected_on(desk: Desk, record: Record) -> date | None:
    """The day of the last correction after a paper of this record went out; None where no paper is wrong."""
    table = SHAPES[type(record)].table.name
    with desk.store.read() as connection:
        return store.changed_after_going_out(connection, table, record.id)


def corrected_records(desk: Desk, about: CaseFile) -> frozenset[tuple[type[Record], int]]:
    """The records of a case that were corrected after a paper of them went out, by class and id."""
    with desk.store.read() as connection:
        named = {
            f"{SHAPES[kind].table.name}/{one.id}": (kind, one.id)
            for kind in about.records
            for one in about.all_of(kind)
        }
        out = store.those_that_went_out(connection, named)
        return frozenset(
            named[name]
            for name in out
            if store.changed_after_going_out(connection, SHAPES[named[name][0]].table.name, named[name][1])
        )


# ---- as it was


def as_of(desk: Desk, no: str, day: date) -> CaseFile:
    """The case as the office knew it at the end of a day. UserError when it was not here yet."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        seq = store.seq_at(connection, datetime.combine(day, time.max))
        rows = store.rows_as_of(connection, about.case_id, about.case.client_id, seq)
        if "cases" not in rows:
            what = f"{day.isoformat()} 那天还没有 {about.no} 这份档案。"
            raise UserError(what, "请选晚一些的日期。", field="on")
        return file_of(connection, rows)


def file_of(connection: Connection, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> CaseFile:
    """The case that stored rows make, by table."""
    made: dict[type[Any], tuple[Any, ...]] = {
        record: tuple(sorted(_records(connection, shape, rows), key=_by_day))
        for record, shape in SHAPES.items()
        if shape.table.name in TABLES
    }
    records = {kind: found for kind, found in made.items() if issubclass(kind, Record)}
    return CaseFile(made[Client][0], made[Case][0], made[Stage], records)


def _by_day(record: Any) -> tuple[date, int]:
    return getattr(record, "on", date.min), record.id


def _records(
    connection: Connection, shape: Shape[Any], rows: Mapping[str, Sequence[Mapping[str, object]]]
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
