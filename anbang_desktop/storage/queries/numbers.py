"""Every case as a counted head: the dated facts of a period, read in a dozen passes over the tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select

from anbang_desktop.domain.head import Agreed, Asked, Decided, Head, Placed, Seen, Stage
from anbang_desktop.domain.period import Period
from anbang_desktop.storage import tables

Fact = TypeVar("Fact")
_FACTS = (
    tables.clients.c.sex,
    tables.clients.c.employment,
    tables.clients.c.schooling,
    tables.clients.c.three_none,
    tables.clients.c.split_residence,
    tables.clients.c.disability_kind,
    tables.cases.c.recidivist,
    tables.cases.c.special_case,
    tables.cases.c.contact_state,
)


def heads(
    connection: Connection, period: Period, contact_groups: Mapping[str, str], reasons: Callable[[str], str]
) -> list[Head]:
    """All cases in the order of their numbers, with what is needed to count ``period``.

    ``contact_groups``: contact type → group; ``reasons``: the words of a stage's reason → code of
    closure_reason.
    """
    stages = _by_case(connection, _stages(), lambda row: Stage(row[1], row[2], reasons(row[3] or "")))
    groups = _by_case(
        connection, _simple(tables.RECORD_TABLES["group"], "formed_on"), lambda row: row[2] or row[1]
    )
    contacts = _contacts(connection, period, contact_groups)
    levels = _by_case(
        connection, _simple(tables.assessments, "decided", "effective_on", "meeting_on"), _decided
    )
    agreements = _by_case(
        connection,
        _simple(tables.agreements, "signed_on", "refused_on", "ended_on"),
        lambda row: Agreed(row[2], row[3], row[4]),
    )
    placements = _by_case(
        connection,
        _simple(tables.RECORD_TABLES["placement"], "placed", "placed_from"),
        lambda row: Placed(row[3] or row[1], bool(row[2])),
    )
    verifications = _by_case(
        connection,
        _simple(tables.RECORD_TABLES["verification"], "due_on", "replied_on"),
        lambda row: Asked(row[2], row[3]),
    )
    escorts = _escorts(connection)
    return [
        Head(
            id=row["id"],
            source=row["source"],
            stages=stages[row["id"]],
            release_type=row["release_type"] or "",
            release_date=row["release_date"],
            birth_date=row["birth_date"],
            period_end=row["period_end"],
            level=row["level"] or "",
            handover_date=row["handover_date"],
            handover_mode=row["handover_mode"] or "",
            must_escort=row["id"] in escorts,
            facts={column.name: row[column.name] for column in _FACTS},
            groups=groups[row["id"]],
            contacts=contacts[row["id"]],
            levels=[one for one in levels[row["id"]] if one],
            agreements=agreements[row["id"]],
            placements=placements[row["id"]],
            verifications=verifications[row["id"]],
        )
        for row in _cases(connection)
    ]


def _cases(connection: Connection) -> Iterator[Mapping[str, Any]]:
    cases, clients = tables.cases.c, tables.clients.c
    wanted = (cases.id, cases.source, cases.release_type, cases.release_date, cases.period_end, cases.level)
    chosen = select(*wanted, cases.handover_date, cases.handover_mode, clients.birth_date, *_FACTS)
    joined = chosen.join_from(tables.cases, tables.clients, clients.id == cases.client_id).order_by(
        cases.no, cases.id
    )
    yield from (dict(row) for row in connection.execute(joined).mappings())


def _stages() -> Select[Any]:
    table = tables.stages.c
    return select(table.case_id, table.on, table.state, table.reason).order_by(
        table.case_id, table.on, table.id
    )


def _simple(table: Any, *names: str) -> Select[Any]:
    columns = [table.c[name] for name in names]
    chosen = select(table.c.case_id, table.c.on, *columns).where(table.c.voided_at.is_(None))
    return chosen.order_by(table.c.case_id, table.c.on, table.c.id)


def _by_case(
    connection: Connection, query: Select[Any], make: Callable[[Any], Fact]
) -> defaultdict[int, list[Fact]]:
    made: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in connection.execute(query):
        made[row[0]].append(make(row))
    return made


def _decided(row: Any) -> Decided | None:
    return Decided(row[3] or row[1], row[2], row[4] or row[1]) if row[2] else None


def _contacts(
    connection: Connection, period: Period, groups: Mapping[str, str]
) -> defaultdict[int, list[Seen]]:
    """The contacts of the period, and before them only the last one that met anybody: more is not needed
    and there are many.
    """
    table = tables.contacts.c
    met = [kind for kind, group in groups.items() if group != "none"]
    last = (
        select(table.case_id, func.max(table.on))
        .where(table.on < period.start, table.contact_type.in_(met), table.voided_at.is_(None))
        .group_by(table.case_id)
    )
    made = _by_case(connection, last, lambda row: Seen(_date(row[1]), groups[met[0]]))
    inside = select(table.case_id, table.on, table.contact_type, table.met).where(
        table.on.between(period.start, period.end), table.voided_at.is_(None)
    )
    for row in connection.execute(inside.order_by(table.on, table.id)):
        made[row[0]].append(Seen(row[1], "none" if row[3] == "NOBODY" else groups.get(row[2], "")))
    return made


def _escorts(connection: Connection) -> set[int]:
    """Cases that must be fetched: the hand-over says so, or else the verification."""
    said: dict[int, bool] = {}
    for query in (
        _pairs(tables.RECORD_TABLES["verification"].c, "suggest_escort"),
        _pairs(tables.RECORD_TABLES["handover"].c, "must_escort"),
    ):
        said |= {row[0]: row[1] for row in connection.execute(query)}
    return {case_id for case_id, must in said.items() if must}


def _pairs(columns: Any, name: str) -> Select[Any]:
    return (
        select(columns.case_id, columns[name])
        .where(columns[name].is_not(None), columns.voided_at.is_(None))
        .order_by(columns.case_id, columns.on, columns.id)
    )


def _date(value: object) -> date:
    """SQLite forgets the type of max(): a text stays a text."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def roster(connection: Connection, case_ids: list[int]) -> dict[int, dict[str, Any]]:
    """Person and case of those ids by the identifiers of domain.md; ``client_id`` and ``id`` belong to the
    case.
    """
    made: dict[int, dict[str, Any]] = {}
    for at in range(0, len(case_ids), 500):
        part = case_ids[at : at + 500]
        cases = connection.execute(select(tables.cases).where(tables.cases.c.id.in_(part))).mappings().all()
        owners = [row["client_id"] for row in cases]
        clients = connection.execute(select(tables.clients).where(tables.clients.c.id.in_(owners))).mappings()
        people = {row["id"]: dict(row) for row in clients}
        made |= {row["id"]: {**people[row["client_id"]], **dict(row)} for row in cases}
    return made


def newest(connection: Connection, kind: Any, case_ids: list[int], until: date) -> dict[int, dict[str, Any]]:
    """The newest record of a table for each of those cases, on or before a day."""
    made: dict[int, dict[str, Any]] = {}
    for at in range(0, len(case_ids), 500):
        part = case_ids[at : at + 500]
        chosen = (
            select(kind).where(kind.c.case_id.in_(part), kind.c.on <= until).order_by(kind.c.on, kind.c.id)
        )
        made |= {row["case_id"]: dict(row) for row in connection.execute(chosen).mappings()}
    return made


def names(connection: Connection, case_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Number and name of those cases."""
    made: dict[int, tuple[str, str]] = {}
    cards = tables.case_cards.c
    for at in range(0, len(case_ids), 500):
        part = case_ids[at : at + 500]
        made |= {
            row[0]: (row[1], row[2])
            for row in connection.execute(
                select(cards.case_id, cards.no, cards.name).where(cards.case_id.in_(part))
            )
        }
    return made
