"""The record: append only, chained, and every row is held against it; what was done from outside is named."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.storage import history
from anbang_desktop.storage.audit import audited_tables
from anbang_desktop.storage.failures import DataDamaged
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from anbang_desktop.storage.tables_core import audit, changes
from tests.support import vaults
from tests.support.vaults import Built

TAMPERED: list[tuple[str, str]] = [
    ("UPDATE clients SET phone='13999999999' WHERE id={person}", "clients/{person} 在程序之外被改动过"),
    ("UPDATE clients SET former_name='无' WHERE id={person}", "clients/{person} 在程序之外被改动过"),
    ("DELETE FROM clients WHERE id={person}", "clients/{person} 在程序之外被删除"),
    ("INSERT INTO clients(id, name) VALUES (900, '外来')", "clients/900 不是由本程序写入的"),
    ("UPDATE users SET roles='[\"admin\"]'", "users/{user} 在程序之外被改动过"),
    ("UPDATE settings SET value='0' WHERE key='office'", "settings/office 在程序之外被改动过"),
    ("UPDATE attachments SET name='别的.pdf'", "attachments/{scan} 在程序之外被改动过"),
    ("UPDATE units SET label='没有的事' WHERE id={unit}", "units/{unit} 在程序之外被改动过"),
    ("UPDATE units SET undone_by=7 WHERE id={unit}", "units/{unit} 在程序之外被改动过"),
]


def tamper(folder: Path, built: Built, *statements: str) -> None:
    """Write with another implementation of the format, as somebody with a stolen passphrase would."""
    with closing(vaults.outside(folder, built.data_key)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(("statement", "named"), TAMPERED)
def test_a_row_changed_outside_is_named(folder: Path, built: Built, statement: str, named: str) -> None:
    with closing(vaults.outside(folder, built.data_key)) as connection:
        unit = connection.execute("SELECT max(id) FROM units").fetchall()[0][0]
    ids = {"person": built.people[4], "user": built.user, "scan": built.scan, "unit": unit}
    tamper(folder, built, statement.format(**ids))
    with closing(vaults.reopen(folder, built.data_key)) as store:
        report = store.check()
    assert not report.ok
    assert any(named.format(**ids) in problem for problem in report.problems)


def test_an_untouched_office_is_sound(store: Store) -> None:
    report = store.check()
    assert report.ok
    assert [line.what for line in report.lines] == [
        "加密页校验",
        "数据库结构",
        "表与触发器",
        "表间引用",
        "操作记录",
        "修改明细",
        "逐条资料与操作记录",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET summary='没有的事' WHERE seq=3",
        "UPDATE audit SET after=zeroblob(16) WHERE seq=3",
        "UPDATE audit SET user='别人' WHERE seq=3",
        "UPDATE audit SET at='2020-01-01 00:00:00.000000' WHERE seq=3",
        "UPDATE audit SET suspect=1 WHERE seq=3",
        "DELETE FROM audit WHERE seq=3",
        "UPDATE audit SET seq=1000 WHERE seq=3",
    ],
)
def test_a_changed_record_is_noticed_at_the_next_opening(folder: Path, built: Built, statement: str) -> None:
    tamper(folder, built, "DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", statement)
    with pytest.raises(DataDamaged, match="操作记录第 3 条"):
        vaults.reopen(folder, built.data_key)


def test_an_old_row_slipped_back_in_is_named(folder: Path, built: Built) -> None:
    """A page restored from an older copy passes every check of the file: only the state check sees it."""
    person = built.people[8]
    with closing(vaults.outside(folder, built.data_key)) as connection:
        old = connection.execute(f"SELECT phone FROM clients WHERE id={person}").fetchall()[0][0]  # noqa: S608 - test data
    with closing(vaults.reopen(folder, built.data_key)) as store, store.work() as work:
        work.update(clients, person, {"phone": "13900000009"}, "改电话")
    tamper(folder, built, f"UPDATE clients SET phone='{old}' WHERE id={person}")  # noqa: S608 - test data
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert any(f"clients/{person}" in problem for problem in store.check().problems)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DROP TRIGGER audit_no_delete", "audit_no_delete 不见了"),
        ("CREATE TRIGGER spy AFTER INSERT ON clients BEGIN SELECT 1; END", "spy 不属于本程序"),
        ("DROP INDEX ix_clients_name", "ix_clients_name 不见了"),
    ],
)
def test_a_changed_schema_is_named(folder: Path, built: Built, statement: str, named: str) -> None:
    tamper(folder, built, statement)
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert any(named in problem for problem in store.check().problems)


@pytest.mark.parametrize("statement", ["UPDATE audit SET summary='x'", "DELETE FROM audit"])
def test_the_program_itself_can_only_append(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append only"), store.work() as work:
        work.connection.exec_driver_sql(statement)


def test_replacing_is_no_way_round(store: Store) -> None:
    with pytest.raises(DBAPIError, match="append only"), store.work() as work:
        work.connection.exec_driver_sql("REPLACE INTO audit SELECT * FROM audit WHERE seq = 2")


def test_a_clock_set_back_is_marked(store: Store) -> None:
    for day in (date(2026, 12, 2), date(2026, 12, 1), date(2026, 12, 3)):
        with store.work(FixedClock(day)) as work:
            work.note("print", "clients/1", "打印")
    with store.read() as connection:
        marks = (
            connection.execute(select(audit.c.suspect).order_by(audit.c.seq.desc()).limit(3)).scalars().all()
        )
    assert marks == [False, True, False]
    assert store.check().ok


def test_an_attachment_whose_content_was_changed_is_refused(folder: Path, built: Built) -> None:
    tamper(folder, built, "UPDATE attachment_chunks SET data=zeroblob(length(data)) WHERE n=1")
    with closing(vaults.reopen(folder, built.data_key)) as store:  # noqa: SIM117 - the line is long
        with pytest.raises(DataDamaged, match=f"附件 {built.scan}"):
            store.attachment(built.scan)


def test_every_business_table_is_held_against_the_record() -> None:
    names = {table.name for table in audited_tables()}
    assert {
        "clients",
        "cases",
        "stages",
        "agreements",
        "assessments",
        "contacts",
        "file_items",
        "users",
        "settings",
    } <= names
    assert not {"audit", "internals", "attachment_chunks", "case_cards"} & names


def test_a_row_hash_ignores_empty_columns_and_order(store: Store) -> None:
    with store.raw() as raw:
        chain = store._unlocked.chain(raw)
    made: Callable[[tuple[str, ...], tuple[Any, ...]], bytes] = chain.row_hash
    assert made(("a", "b", "c"), (1, None, "x")) == made(("c", "a"), ("x", 1))
    assert made(("a",), (1,)) != made(("a",), (1.0,)) != made(("a",), ("1",))
    assert made(("a",), (b"1",)) != made(("a",), ("1",))


# ---- old and new values


def correct_twice(store: Store, person: int) -> None:
    """Two changes of one person, the second of two columns."""
    with store.work() as work:
        work.update(clients, person, {"phone": "13900000001"}, "改电话")
    with store.work() as work:
        work.update(clients, person, {"phone": "13900000002", "special_disease": ["01"]}, "改电话和患病")


TAMPERED_CHANGES = [
    "UPDATE changes SET old='\"13700000000\"' WHERE seq={first}",
    "UPDATE changes SET new='\"13700000000\"' WHERE seq={first}",
    "UPDATE changes SET new_hash=zeroblob(16) WHERE seq={first}",
    "UPDATE changes SET old=NULL, old_hash=NULL WHERE seq={first}",
    "UPDATE changes SET \"column\"='live_addr' WHERE seq={first}",
    "UPDATE changes SET \"row\"='1' WHERE seq={first}",
    "UPDATE changes SET \"table\"='cases' WHERE seq={first}",
    "UPDATE changes SET client_id=NULL WHERE seq={first}",
    "UPDATE changes SET case_id=7 WHERE seq={first}",
    "UPDATE changes SET unit_id=(SELECT min(id) FROM units) WHERE seq={first}",
    "DELETE FROM changes WHERE seq={first}",
    "DELETE FROM changes WHERE seq={second} AND \"column\"='phone'",
    "UPDATE changes SET seq={second} WHERE seq={first}",
    "UPDATE changes SET id=-id WHERE seq={second} AND \"column\"='special_disease'",
    (
        'INSERT INTO changes SELECT id+1000, unit_id, seq, case_id, client_id, "table", "row", \'village\', '
        "old, new, old_hash, new_hash FROM changes WHERE seq={first}"
    ),
    (
        'INSERT INTO changes SELECT id+1000, unit_id, 1, case_id, client_id, "table", "row", "column", '
        "old, new, old_hash, new_hash FROM changes WHERE seq={first}"
    ),
]


@pytest.mark.parametrize("statement", TAMPERED_CHANGES)
def test_a_kept_old_or_new_value_changed_outside_is_named(folder: Path, built: Built, statement: str) -> None:
    with closing(vaults.reopen(folder, built.data_key)) as store:
        correct_twice(store, built.people[0])
        assert store.check().ok
        with store.read() as connection:
            chosen = select(audit.c.seq).where(audit.c.action == "update").order_by(audit.c.seq)
            first, second = connection.execute(chosen).scalars().all()
    tamper(folder, built, statement.format(first=first, second=second))
    with closing(vaults.reopen(folder, built.data_key)) as store:
        report = store.check()
    problems = [problem for problem in report.problems if problem.startswith("修改明细：")]
    assert any(f"第 {seq} 条" in problem for problem in problems for seq in (first, second, 1))


def test_a_value_that_was_erased_leaves_the_chain_sound(store: Store, built: Built) -> None:
    person = built.people[0]
    correct_twice(store, person)
    with store.work() as work:
        history.erase(work, "clients", person, ["special_disease"])
    with store.read() as connection:
        rows = connection.execute(
            select(changes.c.column, changes.c.old, changes.c.new).where(changes.c.row == str(person))
        ).all()
        told = history.changes_of_case(connection, 0, person)
    assert ("special_disease", None, None) in rows
    assert ("phone", '"13900000001"', '"13900000002"') in rows
    assert {one.column for one in told if one.old_erased or one.new_erased} == {"special_disease"}
    assert store.check().ok
    with store.raw() as raw:
        assert store._unlocked.chain(raw).verify() == []


def test_a_unit_whose_old_value_was_erased_can_not_be_taken_back(store: Store, built: Built) -> None:
    person = built.people[0]
    with store.work() as work:
        work.update(clients, person, {"special_disease": ["01"]}, "改患病")
    with store.work() as work:
        work.update(clients, person, {"special_disease": ["02"]}, "改患病")
        unit_id = work.unit_id
    with store.work() as work:
        history.erase(work, "clients", person, ["special_disease"])
    with store.read() as connection:
        unit = history.unit(connection, unit_id)
    assert unit is not None
    assert [one.what for one in store.obstacles(unit)] == ["erased"]
