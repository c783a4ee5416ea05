"""What a misbehaving parser would do in the child process."""

import os
import time

from anbang_desktop.excel.limits import Limits


def eat_memory(_data: bytes, _request: object, _limits: Limits) -> int:
    """Ask for far more than is allowed."""
    return len(bytearray(4 << 30))


def die(_data: bytes, _request: object, _limits: Limits) -> None:
    """Crash without a word, as native code does."""
    os._exit(3)


def fail(data: bytes, _request: object, _limits: Limits) -> None:
    """Raise with the file's content in the message."""
    raise ValueError(data.decode())


def wait(_data: bytes, _request: object, _limits: Limits) -> None:
    """Never come to an end by itself."""
    while True:
        time.sleep(60)


def spin(_data: bytes, _request: object, _limits: Limits) -> None:
    """Keep the processor busy for ever."""
    while True:
        pass
