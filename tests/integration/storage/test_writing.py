"""Rows written on the driver's cursor are stored as SQLAlchemy stores them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Table, insert, select

from anbang_desktop.storage import tables, writing
from anbang_desktop.storage.question import driver_of
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables_core import settings

PERSON = {"name": "王𬖸龘", "birth_date": date(1990, 1, 2), "skills": ["电工", "焊工"], "three_none": False}
ESCORTED = {
    "on": date(2026, 11, 3),
    "entered_at": datetime(2026, 11, 3, 9, 5),  # noqa: DTZ001 - the office's clock has no zone
    "entered_by": "王所长",
    "cost": Decimal("12.50"),
    "papers": None,
    "must_escort": True,
}


def stored(store: Store, table: Table, key: object) -> dict[str, Any]:
    column = next(iter(table.primary_key)).name
    with store.read() as connection:
        cursor = driver_of(connection).execute(f'SELECT * FROM {table.name} WHERE "{column}" = ?', (key,))  # noqa: S608
        return dict(zip((one[0] for one in cursor.description), cursor.fetchone(), strict=True))


@pytest.mark.parametrize("value", [None, [1, "二"], {"a": None}, "字", 3])
def test_a_json_value(store: Store, value: object) -> None:
    with store.work() as work:
        work.connection.execute(insert(settings), {"key": "theirs", "value": value})
        writing.insert_rows(work.connection, settings, [{"key": "ours", "value": value}])
        writing.update_row(work.connection, settings.c.key, "ours", {"value": value})
    assert stored(store, settings, "ours")["value"] == stored(store, settings, "theirs")["value"]


def test_days_moments_sums_lists_and_answers(store: Store) -> None:
    handovers = tables.RECORD_TABLES["handover"]
    with store.work() as work:
        for table, values in ((tables.clients, PERSON), (handovers, ESCORTED)):
            more = {"case_id": 1} if table is handovers else {}
            driver_of(work.connection).execute("PRAGMA defer_foreign_keys = ON")
            work.connection.execute(insert(table), {"id": 10**6, **more, **values})
            writing.insert_rows(work.connection, table, [{"id": 10**6 + 1, **more, **values}])
        work.connection.execute(handovers.delete())
    theirs, ours = (stored(store, tables.clients, 10**6 + at) for at in (0, 1))
    assert {**ours, "id": 0} == {**theirs, "id": 0}


def test_a_changed_row(store: Store) -> None:
    with store.work() as work:
        id_ = work.insert(tables.clients, PERSON, "登记人员")
        writing.update_row(work.connection, tables.clients.c.id, id_, {"phone": "139", "skills": ["钳工"]})
        row = work.connection.execute(select(tables.clients).where(tables.clients.c.id == id_)).one()
    assert (row.phone, row.skills, row.name) == ("139", ["钳工"], PERSON["name"])


def test_no_rows_are_no_statement(store: Store) -> None:
    with store.work() as work:
        writing.insert_rows(work.connection, tables.clients, [])
