"""One case with everything recorded of it, or many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, bindparam, select

from anbang_desktop.domain.states import State, state
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.records import KINDS
from anbang_desktop.fields.rows import plain, thaw
from anbang_desktop.fields.stage import Stage
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import merged, set_days
from anbang_desktop.storage.question import Question, first, portions
from anbang_desktop.storage.remembered import remember
from anbang_desktop.storage.shapes import CASES, CLIENTS, RECORDS, STAGES, Reader
from anbang_desktop.storage.work import Work

R = TypeVar("R", bound=Record)
Dated = TypeVar("Dated", Stage, Record)
RECORD_TABLES = tables.RECORD_TABLES
_BY_DAY = ("on", "id")

_CASE = Reader(CASES, "id", ("id",))
_CASE_OF_NO = Reader(CASES, "no", ("id",))
_CASES_OF_CLIENT = Reader(CASES, "client_id", ("id",))
_CLIENT = Reader(CLIENTS, "id", ("id",))
_CLIENT_OF_NUMBER = Reader(CLIENTS, "id_no", ("id",))
_CLIENT_OF_NAME = Reader(CLIENTS, "name", ("id",))
_STAGES = Reader(STAGES, "case_id", _BY_DAY)
_RECORDS = {kind.record: Reader(RECORDS[kind.record], "case_id", _BY_DAY) for kind in KINDS}
_STATES_OF_CLIENT = Question(
    select(tables.cases.c.id, tables.cases.c.state).where(tables.cases.c.client_id == bindparam("owner"))
)
_SNAPSHOT = Question(
    select(tables.person_snapshots.c.person).where(tables.person_snapshots.c.case_id == bindparam("owner"))
)


_OPEN = (
    select(tables.clients.c.id, tables.clients.c.id_no, tables.clients.c.name, tables.cases.c.no)
    .join(tables.cases, tables.cases.c.client_id == tables.clients.c.id)
    .where(tables.cases.c.state.not_in([one.code for one in State if one.ended]))
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_OPEN_OF_PEOPLE = Question(_OPEN.where(tables.clients.c.id.in_(_WANTED)))
_OPEN_OF_NUMBERS = Question(_OPEN.where(tables.clients.c.id_no.in_(_WANTED)))


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """One case, its person, its dated states and its records by class, each list in the order of the days;
    what was voided is among them.
    """

    client: Client
    case: Case
    stages: tuple[Stage, ...]
    records: Mapping[type[Record], tuple[Record, ...]]
    days: set_days.Days | None = None  # what was kept of its deadlines


def read_case(connection: Connection, case: Case) -> CaseRecords:
    """Everything recorded of a case row."""
    return remember(connection, ("case", case.id), lambda: _read_case(connection, case))


def _read_case(connection: Connection, case: Case) -> CaseRecords:
    return CaseRecords(
        client=client_by_id(connection, case.client_id),
        case=case,
        stages=tuple(_STAGES.read(connection, case.id)),
        records={kind: tuple(reader.read(connection, case.id)) for kind, reader in _RECORDS.items()},
        days=set_days.read(connection, [case.id]).get(case.id),
    )


def read_cases(connection: Connection, ids: Sequence[int]) -> list[CaseRecords]:
    """Everything recorded of these cases, in the order of their ids; a handful of questions however many."""
    cases = _CASE.read_many(connection, ids)
    clients = {
        one.id: one for one in _CLIENT.read_many(connection, sorted({case.client_id for case in cases}))
    }
    stages = _by_case(_STAGES.read_many(connection, ids))
    records = {kind: _by_case(reader.read_many(connection, ids)) for kind, reader in _RECORDS.items()}
    days = set_days.read(connection, ids)
    return [
        CaseRecords(
            client=clients[case.client_id],
            case=case,
            stages=tuple(stages.get(case.id, ())),
            records={kind: tuple(found.get(case.id, ())) for kind, found in records.items()},
            days=days.get(case.id),
        )
        for case in cases
    ]


def read_records(connection: Connection, kind: type[R], case_ids: Sequence[int]) -> list[R]:
    """The records of one kind of these cases (at most ``question.AT_ONCE``), in the order of their days; what
    was voided is among them.
    """
    return list(_RECORDS[kind].read_many(connection, case_ids))


def read_stages(connection: Connection, case_ids: Sequence[int]) -> list[Stage]:
    """The dated states of these cases (at most ``question.AT_ONCE``), in the order of their days."""
    return _STAGES.read_many(connection, case_ids)


def _by_case(rows: Iterable[Dated]) -> dict[int, list[Dated]]:
    grouped: dict[int, list[Dated]] = defaultdict(list)
    for row in rows:
        grouped[row.case_id].append(row)
    return grouped


def case_by_no(connection: Connection, no: str) -> Case | None:
    """The case of that number, or the one that took it in; None when there is none."""
    found = next(iter(_CASE_OF_NO.read(connection, no)), None)
    into = merged.case_of_number(connection, no) if found is None else None
    return found if into is None else case_by_id(connection, into)


def case_by_id(connection: Connection, case_id: int) -> Case:
    """The case of that id; it must exist."""
    return _CASE.read(connection, case_id)[0]


def case_exists(connection: Connection, case_id: int) -> bool:
    """Whether there is a case of that id."""
    return bool(_CASE.read(connection, case_id))


def client_by_id(connection: Connection, client_id: int) -> Client:
    """The person of that id; it must exist."""
    return _CLIENT.read(connection, client_id)[0]


def cases_of_client(connection: Connection, client_id: int) -> list[Case]:
    """All cases of one person, oldest first."""
    return _CASES_OF_CLIENT.read(connection, client_id)


def records(connection: Connection, kind: type[R], case_id: int) -> tuple[R, ...]:
    """All records of one kind in the order of their days, voided ones too."""
    return tuple(_RECORDS[kind].read(connection, case_id))


def records_of(connection: Connection, kind: type[R], case_ids: Sequence[int]) -> dict[int, list[R]]:
    """All records of one kind by case, in the order of their days, voided ones too."""
    found: dict[int, list[R]] = defaultdict(list)
    for part in portions(case_ids):
        for one in _RECORDS[kind].read_many(connection, part):
            found[one.case_id].append(one)
    return found


def open_cases_of_client(connection: Connection, client_id: int) -> list[int]:
    """The ids of the cases of a person that have not ended."""
    found = _STATES_OF_CLIENT.rows(connection, owner=client_id)
    return [id_ for id_, code in found if not state(code).ended]


def clients_of(connection: Connection, case_ids: Sequence[int]) -> set[int]:
    """The people of those of the cases that are there."""
    cases = tables.cases.c
    wanted = select(cases.client_id).where(cases.id.in_(bindparam("ids", expanding=True)))
    return {id_ for part in portions(case_ids) for id_ in connection.execute(wanted, {"ids": part}).scalars()}


def open_twice(connection: Connection, client_ids: Sequence[int]) -> Iterator[tuple[str, list[str]]]:
    """Name and case numbers of each of these people who has, by row or by ID number, more than one case that
    has not ended.
    """
    for part in portions(client_ids):
        mine = _OPEN_OF_PEOPLE.rows(connection, wanted=part)
        numbers = sorted({row[1] for row in mine if row[1]})
        same = [row for few in portions(numbers) for row in _OPEN_OF_NUMBERS.rows(connection, wanted=few)]
        found: dict[object, dict[str, str]] = defaultdict(dict)
        for id_, number, name, no in (*mine, *same):
            found[number or id_][no] = name
        for cases in found.values():
            if len(cases) > 1:
                yield next(iter(cases.values())), sorted(cases)


def stages(connection: Connection, case_id: int) -> list[Stage]:
    """The dated states of a case, in order."""
    return _STAGES.read(connection, case_id)


def numbers_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str]:
    """The numbers of those of the cases that are there."""
    cases = tables.cases.c
    wanted = select(cases.id, cases.no).where(cases.id.in_(bindparam("ids", expanding=True)))
    return {id_: no for part in portions(case_ids) for id_, no in connection.execute(wanted, {"ids": part})}


def states_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str]:
    """The states of those of the cases that are there."""
    cases = tables.cases.c
    wanted = select(cases.id, cases.state).where(cases.id.in_(bindparam("ids", expanding=True)))
    return {
        id_: code for part in portions(case_ids) for id_, code in connection.execute(wanted, {"ids": part})
    }


def clients_with_id_no(connection: Connection, id_no: str) -> list[Client]:
    """Everybody registered under one ID number (more than one only where a mistake was kept)."""
    return _CLIENT_OF_NUMBER.read(connection, id_no)


def snapshot(connection: Connection, case_id: int) -> Client | None:
    """The person as he or she was when this case ended; None while it is open."""
    row = first(_SNAPSHOT.rows(connection, owner=case_id))
    return None if row is None else person_of(row[0])


def keep_snapshot(work: Work, case_id: int, client: Client, on: date) -> None:
    """The person as of the day on which a case ended."""
    row = {"case_id": case_id, "taken_on": on, "person": _kept(client)}
    work.insert(tables.person_snapshots, row, "结案时的人员资料")


def change_snapshot(work: Work, case_id: int, client: Client) -> None:
    """What was kept of the person is put right."""
    work.update(tables.person_snapshots, case_id, {"person": _kept(client)}, "更正结案时的人员资料")


def drop_snapshot(work: Work, case_id: int) -> None:
    """A case is taken up again: it follows the person anew."""
    work.delete(tables.person_snapshots, case_id, "恢复帮教：人员资料以现在的为准")


def _kept(client: Client) -> dict[str, object]:
    return {**plain(client), "id": client.id}


def person_of(kept: Mapping[str, object]) -> Client:
    """The person of a snapshot, which is ``rows.plain`` of a client."""
    return replace(thaw(Client, kept), id=int(str(kept["id"])))
