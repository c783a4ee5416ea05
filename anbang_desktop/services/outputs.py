"""A file asked for by name: whole or not at all, together with the unit of work that records it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anbang_desktop.errors import UserError, why
from anbang_desktop.excel.outfile import free_name, write_whole

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@contextmanager
def write_beside(target: Path | None, data: bytes) -> Iterator[None]:
    """Put ``data`` on disk next to ``target``, let the caller commit, then give it its name; None writes
    nothing.

    A full disk is noticed before the caller's unit of work ends, a failed unit of work leaves no file.
    """
    if target is None:
        yield
        return
    _folder(target)
    with write_whole(target) as partial:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield


def safe_name(*parts: str, ending: str = ".xlsx") -> str:
    """A file name of those parts that Windows and Linux take."""
    return "_".join(_NOT_IN_NAMES.sub("", part).strip(" .")[:60] for part in parts) + ending


def refuse_existing(target: Path, remedy: str = "") -> None:
    """UserError with a free name where a file of that name stands: a command asks nobody whether it may be
    replaced.
    """
    if target.exists() and not target.is_dir():
        raise UserError(
            f"已经有一个同名文件：{target}，没有动它。",
            f"请换一个文件名，例如“{free_name(target)}”{remedy}。",
            field="out",
        )


def _folder(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"建不了文件夹“{target.parent.name}”（{why(error)}）。", "请换一个能写入的位置。", field="out"
        ) from error
    if target.is_dir():
        raise UserError(f"“{target.name}”是文件夹，不能写成文件。", "请写上文件名。", field="out")
