"""Every SQLite code is somebody's fault, and the clerk hears only of the world's."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.storage import faults
from anbang_desktop.storage.failures import DataDamaged, DiskFull, InUse

NAMES = """ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN
PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB NOTICE WARNING"""
PRIMARY = sorted(int(getattr(sqlite3, f"SQLITE_{name}")) for name in NAMES.split())


def format_day(code: int) -> OperationalError:
    """An error as SQLAlchemy hands it on."""
    error = dbapi2.OperationalError("what the driver says")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


def test_all_codes_are_known() -> None:
    assert len(PRIMARY) == 28
    assert set(PRIMARY) == set(faults.WORLD) | faults.OURS
    assert not set(faults.WORLD) & faults.OURS


@pytest.mark.parametrize("code", PRIMARY)
def test_each_code_goes_where_the_table_says(code: int) -> None:
    for full in (code, code | 7 << 8):  # extended codes carry the primary one in their low byte
        told = faults.told(format_day(full))
        if code in faults.OURS:
            assert told is None
        else:
            assert isinstance(told, UserError | Cancelled)
            assert not isinstance(told, UserError) or (told.what and told.remedy)


@pytest.mark.parametrize(
    ("code", "kind"), [(13, DiskFull), (26, DataDamaged), (11, DataDamaged), (5, InUse), (9, Cancelled)]
)
def test_the_kinds_that_matter(code: int, kind: type[Exception]) -> None:
    assert type(faults.told(format_day(code))) is kind


def test_each_telling_is_its_own_exception() -> None:
    assert faults.told(format_day(13)) is not faults.told(format_day(13))
    assert faults.told(format_day(10)) is not faults.told(format_day(10))


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "已满"), (errno.EACCES, "不允许写入"), (errno.EROFS, "不允许写入"), (errno.EIO, "出错")],
)
def test_errors_of_the_disk(number: int, word: str) -> None:
    with pytest.raises(UserError, match=word), faults.translated():
        raise OSError(number, "x")


def test_a_fault_of_ours_stays_one() -> None:
    with pytest.raises(OperationalError), faults.translated():
        raise format_day(1)
    with pytest.raises(ConnectionError), faults.translated():
        raise ConnectionError
