"""Reads a list somebody sent (.xlsx, .xls) into plain sheets; nothing of the file is trusted."""

import hashlib
from datetime import date
from pathlib import Path

from anbang_desktop.domain.sheet import EMPTY, Cell, Merge, Sheet, Workbook, number_text
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child, container
from anbang_desktop.excel.limits import LIMITS, Limits
from anbang_desktop.progress import Progress

Plain = child.Plain
PARSE = "anbang_desktop.excel.parse:parse"
PARSE_TEXT = "anbang_desktop.excel.parse:parse_text"
TEXTS = frozenset({".csv", ".txt"})
EVERY = 1000  # rows between two reports of progress
NOTHING_IN_IT = ("这个文件里没有任何内容。", "请确认选对了文件，名单存好后再导入。")


def read_workbook(path: Path, limits: Limits = LIMITS, progress: Progress | None = None) -> Workbook:
    """The sheets of a workbook, parsed in a child process. UserError says in Chinese why a file cannot be
    read.
    """
    data = container.load(path, limits)
    try:
        answer = child.run(PARSE, data, None, limits, progress)
    except UserError as refused:
        if path.suffix.lower() in TEXTS and refused.what == container.NOT_WORKBOOK[0]:
            raise UserError(*container.DAMAGED_TEXT) from refused
        raise
    sheets = tuple(_sheet(one, progress or Progress()) for one in answer["sheets"])
    if not any(sheet.rows for sheet in sheets):
        raise UserError(*NOTHING_IN_IT)
    return Workbook(path.name, answer["kind"], hashlib.sha256(data).hexdigest(), sheets, data)


def read_text(path: Path, limits: Limits = LIMITS, progress: Progress | None = None) -> Sheet:
    """A text file (.csv, .txt) as a sheet, parsed in a child process; one column is enough. UserError as
    above.
    """
    answer = child.run(PARSE_TEXT, container.load(path, limits), None, limits, progress)
    return _sheet(answer, progress or Progress())


class _Cells(dict[object, Cell]):
    """Cells by what was read; what many cells say (男, 汉族, one day) is one object."""

    def __missing__(self, plain: object) -> Cell:
        made = self[plain] = _cell(plain)
        return made


def _sheet(plain: Plain, progress: Progress) -> Sheet:
    known, listed = _Cells({None: EMPTY}), plain["rows"]
    made = []
    for at, cells in enumerate(listed):
        if at % EVERY == 0:
            progress.step(at, len(listed), "读取文件")
        made.append(tuple([known[cell if cell.__class__ is not list else tuple(cell)] for cell in cells]))
    rows = _without_tail(tuple(made))
    return Sheet(
        str(plain["name"]),
        bool(plain["visible"]),
        rows,
        tuple(Merge(*area) for area in plain["merges"]),
        frozenset(plain.get("hidden", ())),
        frozenset((row, column) for row, column in plain.get("struck", ())),
    )


def _without_tail(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    end = len(rows)
    while end and all(cell.blank for cell in rows[end - 1]):
        end -= 1
    return rows[:end]


def _cell(plain: Plain) -> Cell:
    if isinstance(plain, str):
        return Cell("text", plain)
    if isinstance(plain, int | float):
        return Cell("number", number_text(plain), number=float(plain))
    kind, text, *more = plain
    match kind:
        case "date":
            return Cell("date", text, day=date.fromisoformat(text))
        case "formula":
            return Cell("formula", text, result="".join(more))
        case _:
            return Cell(kind, text)
