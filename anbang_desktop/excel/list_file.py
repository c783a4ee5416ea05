"""Gives a list back as the same file: its own cells and styles, some rows left out, some columns added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anbang_desktop.errors import UserError
from anbang_desktop.excel import child
from anbang_desktop.excel.limits import LIMITS, Limits
from anbang_desktop.excel.outfile import write_whole
from anbang_desktop.progress import Progress

BUILD = "anbang_desktop.excel.list_build:build"
WRITE_LIMITS = Limits(seconds=120.0, memory=2 * LIMITS.memory)


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to add: its heading, a text by row of the file (from 1) and its width in characters.

    ``at`` (from 1) is a column of the file that already has this meaning and is overwritten.
    """

    header: str
    texts: Mapping[int, str]
    width: int = 14
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to give back; ``header`` are first and last row of the heading, ``keep`` the rows beneath it
    (None: all).
    """

    kind: str
    sheet: str
    header: tuple[int, int]
    width: int
    columns: Sequence[NewColumn] = field(default_factory=tuple)
    keep: frozenset[int] | None = None


def write_list(data: bytes, wanted: Wanted, out: Path, progress: Progress | None = None) -> None:
    """Write the list to ``out`` (.xlsx), whole or not at all. The file is foreign: it is opened in a child
    process.
    """
    if out.suffix.lower() != ".xlsx":
        raise UserError(f"“{out.name}”的扩展名不对，写出的是 Excel 文件。", "请把文件名改成以 .xlsx 结尾。")
    request = {
        "kind": wanted.kind,
        "sheet": wanted.sheet,
        "header": list(wanted.header),
        "width": wanted.width,
        "keep": None if wanted.keep is None else sorted(wanted.keep),
        "columns": [[one.header, list(one.texts.items()), one.width, one.at] for one in wanted.columns],
    }
    with write_whole(out) as partial:
        child.run(BUILD, data, {**request, "out": str(partial)}, WRITE_LIMITS, progress)
