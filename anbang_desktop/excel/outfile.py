"""Writes a file whole or not at all: beside its place first, then put there in one step."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from anbang_desktop.errors import UserError

_WAITS = (
    0.05,
    0.1,
    0.2,
    0.4,
    0.8,
    1.0,
)  # a virus scanner may hold a new file for a moment (security.md §3.3)


@contextmanager
def write_whole(out: Path) -> Iterator[Path]:
    """Gives the name to write to; on a clean exit the file stands at ``out``, after any failure nothing is
    left.
    """
    partial = out.with_name(f"{out.name}.partial")
    try:
        partial.touch()  # a place that cannot be written to is known before any work is done
        yield partial
        _flush(partial)
        _replace(partial, out)
    except OSError as fault:
        held = isinstance(fault, PermissionError) and out.exists()
        raise UserError(*(still_open(out) if held else cannot_write(out.name))) from fault
    finally:
        with suppress(OSError):  # a name that Windows forbids cannot even be looked for
            partial.unlink(missing_ok=True)


def cannot_write(name: str) -> tuple[str, str]:
    """What is said when the disk or the folder refuses."""
    return f"写不了文件“{name}”。", "请确认文件夹还在、磁盘有空间，并关闭正打开着它的程序，再试一次。"


def still_open(out: Path) -> tuple[str, str]:
    """What is said when the old file is in the way, with a name that is free."""
    return (
        f"文件“{out.name}”正被别的程序打开或不许改写，原来的内容没有动。",
        f"请关闭它再试，或者另存为“{free_name(out)}”。",
    )


def free_name(out: Path) -> str:
    """A name like that of ``out`` that nothing in its folder has yet."""
    number = 2
    while (other := out.with_name(f"{out.stem} ({number}){out.suffix}")).exists():
        number += 1
    return other.name


def _flush(partial: Path) -> None:
    with partial.open("rb+") as stream:
        os.fsync(stream.fileno())


def _replace(partial: Path, out: Path) -> None:
    for wait in _WAITS if sys.platform == "win32" else ():
        try:
            partial.replace(out)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    partial.replace(out)
