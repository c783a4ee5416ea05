"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.cases import RECORD_TABLES
from anbang_desktop.storage.reading import Row

CARD = tables.case_cards.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait in a state, and the earliest release day among them."""

    people: int
    first: date | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows of many cases, by table and by case."""

    cases: Sequence[Row]
    clients: Mapping[int, Row]
    records: Mapping[str, Mapping[int, Sequence[Row]]]

    def of(self, kind: str, case_id: int) -> Sequence[Row]:
        """The rows of one kind of one case."""
        return self.records[kind].get(case_id, ())


def _due(until: date, ending: date, always: Sequence[str]) -> ColumnElement[bool]:
    """Something due by ``until``, the period of help over by ``ending``, or in a state of ``always`` with
    nothing due.
    """
    ends = and_(CARD.on_books, CARD.period_end <= ending)
    return or_(CARD.next_on <= until, ends, and_(CARD.state.in_(always), CARD.next_on.is_(None)))


def how_many(connection: Connection, until: date, ending: date, always: Sequence[str]) -> int:
    """How many cases have something to do."""
    return connection.execute(
        select(func.count()).select_from(tables.case_cards).where(_due(until, ending, always))
    ).scalar_one()


def bundle(connection: Connection, until: date, ending: date, always: Sequence[str], most: int) -> Bundle:
    """Everything recorded of the ``most`` cases that wait longest."""
    wanted = (
        select(CARD.case_id)
        .where(_due(until, ending, always))
        .order_by(CARD.next_on, CARD.case_id)
        .limit(most)
    )
    cases = _rows(connection, select(tables.cases).where(tables.cases.c.id.in_(wanted)))
    owners = select(tables.cases.c.client_id).where(tables.cases.c.id.in_(wanted))
    clients = _rows(connection, select(tables.clients).where(tables.clients.c.id.in_(owners)))
    kinds: dict[str, Table] = {**RECORD_TABLES, "stage": tables.stages, "file_item": tables.file_items}
    records = {kind: _by_case(connection, table, wanted) for kind, table in kinds.items()}
    return Bundle(cases, {int(row["id"]): row for row in clients}, records)


def waiting(connection: Connection, state: str, after: date) -> Waiting:
    """How many are in ``state`` with a release day later than ``after``."""
    chosen = select(func.count(), func.min(CARD.release_date)).where(
        CARD.state == state, CARD.release_date > after
    )
    people, first = connection.execute(chosen).one()
    return Waiting(people, first)


def _by_case(connection: Connection, table: Table, wanted: Select[tuple[int]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(
        connection, select(table).where(table.c.case_id.in_(wanted)).order_by(table.c.on, table.c.id)
    ):
        found[row["case_id"]].append(row)
    return found


def _rows(connection: Connection, asked: Select[tuple[object, ...]]) -> list[Row]:
    return [dict(row) for row in connection.execute(asked).mappings()]
