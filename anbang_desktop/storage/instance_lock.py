"""One running program per office: an OS lock on store.lock, held as long as the process lives, that also
says who holds it.

Never by process number: stale and recycled numbers lock people out. The lock sits far behind the text, so
that it can be read
while it is held (Windows locks are mandatory).
"""

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from anbang_desktop.storage.failures import InUse

NAME = "store.lock"
_FAR = 1 << 20

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """Taken on creation, given back by ``release`` or by the end of the process; InUse when somebody else
    has it.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        """Take the folder; InUse when another program has it."""
        self._path = folder / NAME
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError:
            os.close(self._handle)
            raise InUse(_holder(self._path)) from None
        with suppress(OSError):  # a full disk must not keep the clerk out of the data
            self._say_who(now)

    def _say_who(self, now: datetime) -> None:
        text = json.dumps(
            {"host": socket.gethostname(), "account": _account(), "since": now.isoformat(" ", "seconds")},
            ensure_ascii=False,
        )
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text.encode())

    def release(self) -> None:
        """Give the office free; harmless when repeated."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_bytes()[:1000])
        return f"（{said['host']} 上的 {said['account']}，{said['since']} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
