"""The one connection: settings in force, the file unreadable without the key and readable with it in
another implementation.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from anbang_desktop.storage import engine, schema, vault
from anbang_desktop.storage.engine import SETTINGS
from anbang_desktop.storage.failures import DataDamaged, InUse, Newer, TrialVersion
from anbang_desktop.storage.header import KeyFiles
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from tests.support import vaults
from tests.support.vaults import Built

WANTED = {
    "cipher_log_level": "NONE",
    "cipher_memory_security": "0",
    "temp_store": 2,
    "locking_mode": "exclusive",
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "cache_size": -65536,
}


def test_every_setting_is_in_force_on_the_open_office(store: Store) -> None:
    with store.raw() as raw:
        assert engine.read_back(raw) == WANTED
        assert raw.execute("PRAGMA application_id").fetchone()[0] == 0x414E4244
        assert raw.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_that_does_not_hold_stops_the_program(
    setting: engine.Setting, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tuple(
        engine.Setting(one.name, one.value, "something else") if one is setting else one for one in SETTINGS
    )
    monkeypatch.setattr(engine, "SETTINGS", changed)
    with pytest.raises(RuntimeError, match=setting.name):
        vaults.reopen(built.folder, built.data_key)


def test_another_implementation_reads_the_file_with_the_raw_key(built: Built) -> None:
    with closing(vaults.outside(built.folder, built.data_key)) as connection:
        assert connection.execute("SELECT count(*) FROM clients").fetchall() == [(vaults.PEOPLE,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_salt_stands_in_front_of_the_file(built: Built) -> None:
    header = KeyFiles(built.folder).read()[0]
    assert (built.folder / header.live).read_bytes()[:16].hex() == header.db_salt


def test_nobody_reads_it_without_the_key(built: Built) -> None:
    file = built.folder / "data-0001.db"
    with (
        closing(sqlite3.connect(file)) as plain,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        plain.execute("SELECT * FROM sqlite_master").fetchall()
    with closing(apsw.Connection(str(file))) as other, pytest.raises(apsw.NotADBError):
        other.execute(
            "PRAGMA cipher='sqlcipher'; PRAGMA legacy=4; PRAGMA key=\"x'"
            + "00" * 48
            + "'\"; SELECT * FROM sqlite_master"
        ).fetchall()


def test_a_plain_database_in_its_place_is_refused(folder: Path, built: Built) -> None:
    (folder / "data-0001.db").unlink()
    with closing(sqlite3.connect(folder / "data-0001.db")) as plain:
        plain.execute("CREATE TABLE clients(id)")
    with pytest.raises(DataDamaged, match="没有加密"):
        vaults.reopen(folder, built.data_key)


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, b"something else entirely, quite long" * 500])
def test_no_database_at_all_is_damage_not_a_wrong_passphrase(
    folder: Path, built: Built, content: bytes
) -> None:
    (folder / "data-0001.db").write_bytes(content)
    with pytest.raises(DataDamaged, match="口令是对的"):
        vaults.reopen(folder, built.data_key)


def test_a_missing_data_file_is_named(folder: Path, built: Built) -> None:
    (folder / "data-0001.db").unlink()
    with pytest.raises(DataDamaged, match=r"找不到 data-0001\.db"):
        vaults.reopen(folder, built.data_key)


def test_a_newer_database_is_refused_and_left_alone(folder: Path, built: Built) -> None:
    with closing(vaults.outside(folder, built.data_key)) as connection:
        connection.execute("PRAGMA user_version=99")
    before = (folder / "data-0001.db").read_bytes()
    with pytest.raises(Newer, match="请先把程序升级"):
        vaults.reopen(folder, built.data_key)
    assert (folder / "data-0001.db").read_bytes() == before


def test_a_vault_of_the_trial_version_is_refused_with_a_sentence_and_left_alone(
    folder: Path, built: Built
) -> None:
    with closing(vaults.outside(folder, built.data_key)) as connection:
        connection.execute("PRAGMA user_version=1")
    before = (folder / "data-0001.db").read_bytes()
    with pytest.raises(TrialVersion, match=r"第一版（试用版）.*没有改动它。请用原来的程序打开，导出花名册"):
        vault.unlock(folder, vaults.USER, vaults.PASSPHRASE, vaults.CLOCK)
    assert (folder / "data-0001.db").read_bytes() == before
    with pytest.raises(TrialVersion):
        vaults.reopen(folder, built.data_key)  # the first refusal gave the office free again


def test_a_second_connection_is_refused_at_once(store: Store, folder: Path, built: Built) -> None:
    with store.read() as connection:
        connection.execute(select(clients.c.id).limit(1)).all()
    with pytest.raises(InUse):
        engine.connect(folder / "data-0001.db", f"x'{vaults.raw_key(folder, built.data_key)}'")


def test_no_key_and_no_values_in_errors(store: Store) -> None:
    with pytest.raises(OperationalError) as told, store.work() as work:
        work.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("149901199001010017",))
    assert "149901199001010017" not in str(told.value)


def test_one_bad_page_is_damage(folder: Path, built: Built) -> None:
    file = folder / "data-0001.db"
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    file.write_bytes(data)
    with pytest.raises(DataDamaged):
        vaults.reopen(folder, built.data_key)


def test_the_driver_is_the_one_that_was_measured() -> None:
    with closing(dbapi2.connect(":memory:")) as connection:
        assert str(connection.execute("PRAGMA cipher_version").fetchone()[0]).startswith("4.19.")
        assert connection.execute("SELECT sqlite_version()").fetchone()[0] >= "3.51.3"
