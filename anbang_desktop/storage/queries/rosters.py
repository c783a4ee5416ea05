"""The rows of a county's rosters: which people, or which records of a period, and of each only the
attributes that the sheet's columns show.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select

from anbang_desktop.domain.period import Period
from anbang_desktop.domain.row_sets import RowSet
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Record, Stored
from anbang_desktop.fields.records import RECORDS as KINDS
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.cases import person_of
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, Reader, shape_of

S = TypeVar("S", bound=Stored)
R = TypeVar("R", bound=Record)
Attributes = Mapping[Any, Collection[str]]  # by class of what is stored
_KEPT, _CASES, _STAGES = tables.person_snapshots.c, tables.cases.c, tables.stages.c


class Listed(NamedTuple):
    """Person and case of a line of the roster."""

    client: Client
    case: Case


_READERS: dict[tuple[type[Stored], frozenset[str]], Reader[Any]] = {}  # compiled once, as questions are


def _read(connection: Connection, record: type[S], attributes: Attributes, ids: Sequence[int]) -> list[S]:
    wanted = frozenset(attributes.get(record, ()))
    if (record, wanted) not in _READERS:
        _READERS[record, wanted] = Reader(shape_of(record).only(wanted), "id", ("id",))
    found: list[S] = _READERS[record, wanted].read_many(connection, ids)
    return found


_KEPT_OF = Question(
    select(_KEPT.case_id, _KEPT.person).where(_KEPT.case_id.in_(bindparam("cases", expanding=True)))
)


def people(connection: Connection, case_ids: Sequence[int], attributes: Attributes) -> dict[int, Listed]:
    """Person and case of those ids (one portion of them); a case that has ended keeps the person as of
    then.
    """
    whole = {**attributes, Case: {*attributes.get(Case, ()), "client_id", "no"}}
    cases = _read(connection, Case, whole, case_ids)
    owners = sorted({case.client_id for case in cases})
    found = {one.id: one for one in _read(connection, Client, attributes, owners)}
    kept = {
        case_id: person_of(person)
        for case_id, person in _KEPT_OF.rows(connection, cases=[case.id for case in cases])
    }
    return {case.id: Listed(kept.get(case.id, found[case.client_id]), case) for case in cases}


def _last(kind: type[Record]) -> Question:
    table = RECORDS[kind].table.c
    return Question(
        select(table.case_id, table.id)
        .where(table.case_id.in_(bindparam("cases", expanding=True)))
        .where(table.on <= bindparam("until"), table.voided_at.is_(None))
        .order_by(table.on, table.id)
    )


_LAST = {kind: _last(kind) for kind in RECORDS}


def newest(
    connection: Connection, kind: type[R], case_ids: Sequence[int], until: date, attributes: Attributes
) -> dict[int, R]:
    """The newest record of a kind that counts for each of those cases (one portion), on or before a day."""
    asked = _LAST[kind].rows(connection, cases=list(case_ids), until=until)
    last: dict[int, int] = {case_id: record_id for case_id, record_id in asked}  # noqa: C416 - rows are lists
    found = (one for part in portions(last.values()) for one in _read(connection, kind, attributes, part))
    return {one.case_id: one for one in found}


@dataclass(frozen=True, slots=True)
class Row:
    """A record that stands on a roster, and whose it is."""

    case_id: int
    id: int


def records_of(row_set: RowSet) -> type[Record]:
    """The class of the records that a set lists."""
    return KINDS[row_set.record].record


def rows(connection: Connection, row_set: RowSet, period: Period) -> list[Row]:
    """The records of a period that a set lists, by day: one of their days lies in the period, or they were
    begun by its end and are not finished by then. What is voided stands nowhere.
    """
    table = RECORDS[records_of(row_set)].table.c
    day: Any = table[row_set.days[0]]
    inside: list[ColumnElement[bool]] = [_within(table[one], period) for one in row_set.days]
    if row_set.open_until:
        ended = table[row_set.open_until]
        open_still = or_(ended.is_(None), ended >= _after(ended, period))
        inside.append(and_(day < _after(day, period), open_still))
    wanted = select(table.case_id, table.id).where(or_(*inside), table.voided_at.is_(None))
    found = connection.execute(wanted.order_by(day, table.id))
    return [Row(case_id, record_id) for case_id, record_id in found]


def _within(column: Any, period: Period) -> ColumnElement[bool]:
    return and_(column >= _edge(column, period.start), column < _after(column, period))


def _after(column: Any, period: Period) -> Any:
    return _edge(column, date.fromordinal(period.end.toordinal() + 1))


def _edge(column: Any, day: date) -> Any:
    """The beginning of a day, as the column holds days or moments."""
    return datetime.combine(day, time.min) if column.type.python_type is datetime else day


def records(
    connection: Connection, row_set: RowSet, found: Sequence[Row], attributes: Attributes
) -> dict[int, Record]:
    """Those records (one portion) by their id."""
    kind = records_of(row_set)
    return {one.id: one for one in _read(connection, kind, attributes, [row.id for row in found])}


def in_order(connection: Connection, case_ids: Collection[int]) -> list[int]:
    """The cases in the order of their file numbers."""
    wanted = set(case_ids)
    every = connection.execute(select(_CASES.id).order_by(_CASES.no, _CASES.id)).scalars()
    return [one for one in every if one in wanted]


_OFFICES = Question(
    select(_STAGES.case_id, _STAGES.receiving_office)
    .where(_STAGES.case_id.in_(bindparam("cases", expanding=True)), _STAGES.receiving_office.is_not(None))
    .order_by(_STAGES.on, _STAGES.id)
)


def receivers(connection: Connection, case_ids: Sequence[int]) -> dict[int, str]:
    """The office that each of those cases (one portion) was last sent to."""
    rows = _OFFICES.rows(connection, cases=list(case_ids))
    return {case_id: str(office) for case_id, office in rows}
