"""One table of what the database and the disk can say: the world's fault becomes a UserError, the
program's own stays a fault.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.storage.failures import DataDamaged, DiskFull, InUse

FULL, READ_ONLY, BUSY, LOCKED, CANNOT_OPEN, NOT_A_DATABASE = 13, 8, 5, 6, 14, 26
CORRUPT, IO_ERROR, NO_MEMORY, PERMISSION, INTERRUPTED, TOO_BIG = 11, 10, 7, 3, 9, 18
READ_ONLY_TEXT = (
    "数据文件或文件夹不允许写入，这一步没有保存。",
    "请检查文件夹的权限和磁盘的写保护，或请管理员处理。",
)

# primary result code → what the clerk is told; a code that stands in neither table is treated as ours too
WORLD: dict[int, Exception] = {
    FULL: DiskFull(),
    READ_ONLY: UserError(*READ_ONLY_TEXT),
    PERMISSION: UserError(*READ_ONLY_TEXT),
    BUSY: InUse(""),
    LOCKED: InUse(""),
    CANNOT_OPEN: UserError("打不开数据文件。", "请检查文件夹是否还在、是否有权限，再重新打开程序。"),
    NOT_A_DATABASE: DataDamaged("文件内容不是本程序的资料库"),
    CORRUPT: DataDamaged("有的数据页校验不通过"),
    IO_ERROR: UserError(
        "读写磁盘时出错，这一步没有保存，原有数据没有变。",
        "请重新打开程序后再试；如再次出现，请检查磁盘并尽快备份。",
    ),
    NO_MEMORY: UserError("内存不足，这一步没有完成。", "请关闭一些其他程序后再试。"),
    TOO_BIG: UserError("内容太大，存不下。", "请把文件缩小（例如降低扫描分辨率）后再试。"),
    INTERRUPTED: Cancelled(),
}
OURS = frozenset({1, 2, 4, 12, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 27, 28})
SHAKEN = frozenset(
    {FULL, CORRUPT, IO_ERROR, NOT_A_DATABASE, READ_ONLY, CANNOT_OPEN, NO_MEMORY}
)  # reopen the file after these


def code_of(error: BaseException | None) -> int:
    """The primary SQLite code behind an exception of SQLAlchemy or the driver; 0 when there is none."""
    if isinstance(error, DBAPIError):
        error = error.orig
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def told(error: BaseException) -> Exception | None:
    """What to raise instead of a driver's or the system's error; None when it is a fault of ours."""
    if isinstance(error, OSError):
        return _told_os(error)
    found = WORLD.get(code_of(error))
    return type(found)(*_arguments(found)) if found is not None else None


@contextmanager
def translated() -> Iterator[None]:
    """Run a block; driver and disk errors come out as UserError where the world is to blame."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError) as error:
        better = told(error)
        if better is None:
            raise
        raise better from error


def _arguments(error: Exception) -> tuple[object, ...]:
    if isinstance(error, DataDamaged):
        return (error.why,)
    if isinstance(error, InUse):
        return ("",)
    return () if isinstance(error, DiskFull) else error.args


def _told_os(error: OSError) -> Exception | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UserError(*READ_ONLY_TEXT)
    if error.errno == errno.EIO:
        return WORLD[IO_ERROR]
    return None
