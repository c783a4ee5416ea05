"""The one encrypted connection: opened with raw key and salt, every setting set and read back (security.md
§3.1, §3.2).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from anbang_desktop.storage import schema
from anbang_desktop.storage.failures import DataDamaged, Newer, TrialVersion
from anbang_desktop.storage.faults import NOT_A_DATABASE, code_of, translated

PLAIN_START: Final = b"SQLite format 3\0"
WRITES: Final = "anbang_writes"
_JSON: Final = json.JSONDecoder()
_UNREADABLE = "密钥正确，但文件开头读不出来"


@dataclass(frozen=True, slots=True)
class Setting:
    """A pragma, what it is set to, and what it must say afterwards."""

    name: str
    value: str
    reads: object


SETTINGS: Final = (
    Setting("cipher_log_level", "NONE", "NONE"),
    Setting("cipher_memory_security", "OFF", "0"),
    Setting("temp_store", "MEMORY", 2),
    Setting("locking_mode", "EXCLUSIVE", "exclusive"),
    Setting("journal_mode", "TRUNCATE", "truncate"),
    Setting("synchronous", "EXTRA", 3),
    Setting("foreign_keys", "ON", 1),
    Setting("recursive_triggers", "ON", 1),
    Setting("trusted_schema", "OFF", 0),
    Setting("cell_size_check", "ON", 1),
    Setting("mmap_size", "0", 0),
    Setting("secure_delete", "ON", 1),
    Setting("cache_size", "-65536", -65536),
)


def connect(path: Path, key: str, *, new: bool = False) -> Any:
    """A driver connection with all settings in force; DataDamaged, Newer or InUse when the file can't be
    used.

    ``key`` is ``KeyRing.database_key``; it is handed over by a C call, so no SQL text holds it.
    """
    if not new:
        _refuse_foreign(path)
    connection = dbapi2.connect(str(path), timeout=0, isolation_level=None, check_same_thread=False)
    try:
        with translated():
            _prepare(connection, key, new=new)
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(opener: Callable[[], Any]) -> Engine:
    """SQLAlchemy over one connection; only connections that asked for it (WRITES) begin a real
    transaction.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=opener,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=_from_json,
    )
    event.listen(engine, "begin", _begin)
    return engine


def read_back(connection: Any) -> dict[str, object]:
    """Every setting as the connection says it is."""
    return {setting.name: _pragma(connection, setting.name) for setting in SETTINGS}


def stamp(connection: Any, version: int) -> None:
    """Mark the file as ours and of this schema version."""
    connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={version}")


def version(connection: Any) -> int:
    """The schema version the file says it has."""
    return int(_pragma(connection, "user_version"))


def _to_json(value: object) -> str:
    """Chinese as it is: escaped it would take twice the room and three times the time to read."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from_json(text: str) -> Any:
    """``json.loads`` of a text that ``json.dumps`` made, in a third of the time: no white space to look
    for.
    """
    value, end = _JSON.raw_decode(text)
    if end != len(text):
        raise ValueError("more than one JSON value")
    return value


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refuse_foreign(path: Path) -> None:
    if not path.is_file():
        raise DataDamaged(f"找不到 {path.name}")
    with path.open("rb") as file:
        start = file.read(len(PLAIN_START))
    if start == PLAIN_START or len(start) < len(PLAIN_START):
        raise DataDamaged("文件没有加密" if start == PLAIN_START else "文件是空的或被截断")


def _prepare(connection: Any, key: str, *, new: bool) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.set_key(key)
    if not _pragma(connection, "cipher_version"):
        raise RuntimeError("the driver has no SQLCipher in it")
    try:
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting.name}={setting.value}")
        connection.execute("BEGIN EXCLUSIVE")  # takes the file for this process and reads its first page
    except dbapi2.Error as error:
        if code_of(error) == NOT_A_DATABASE:
            raise DataDamaged(_UNREADABLE) from error
        raise
    connection.execute("COMMIT")
    wrong = [setting.name for setting in SETTINGS if _pragma(connection, setting.name) != setting.reads]
    if wrong:
        raise RuntimeError(f"settings not in force: {', '.join(wrong)}")
    if not new:
        _check_marks(connection)


def _check_marks(connection: Any) -> None:
    if _pragma(connection, "application_id") != schema.APPLICATION_ID:
        raise DataDamaged("文件内容不是本程序的资料库")
    if version(connection) > schema.VERSION:
        raise Newer
    if version(connection) < schema.FIRST:
        raise TrialVersion


def _pragma(connection: Any, name: str) -> Any:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None
