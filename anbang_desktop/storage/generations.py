"""The numbered data files of a folder: each is made whole under another name before the key file points to
it.
"""

import os
import re
from pathlib import Path
from typing import Any, Final

from anbang_desktop.storage.location import require_room

FIRST: Final = "data-0001.db"
PARTIAL: Final = ".partial"
_NAME = re.compile(r"data-(\d{4,8})\.db")


def is_ours(name: str) -> bool:
    """Whether a file of that name is a generation, or what SQLite or an interrupted step left beside one."""
    return _NAME.match(name) is not None


def next_name(folder: Path, live: str = "") -> str:
    """The next free generation; a number that any file ever took is not used again."""
    numbers = [int(found[1]) for path in folder.glob("data-*.db*") if (found := _NAME.match(path.name))]
    if found := _NAME.fullmatch(live):
        numbers.append(int(found[1]))
    return f"data-{max(numbers, default=0) + 1:04}.db"


def copy(connection: Any, target: Path) -> None:
    """A compact copy under the same key and salt; SQLite flushes file and folder."""
    pages, page = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    require_room(target.parent, pages * page + 16 * 2**20)
    connection.execute("VACUUM INTO ?", (str(target),))


def sync(path: Path) -> None:
    """Flush a finished file, and its folder where the system can."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sweep(folder: Path) -> None:
    """Remove what an interrupted step left unfinished; finished generations are never touched."""
    for path in folder.glob("data-*.db" + PARTIAL + "*"):
        path.unlink(missing_ok=True)
