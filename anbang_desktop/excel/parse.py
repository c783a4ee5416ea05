"""In the child process: a workbook's sheets as lists that JSON can carry, with python-calamine (.xls,
.xlsx).
"""

import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from io import BytesIO

import python_calamine as calamine

from anbang_desktop.domain.sheet import CellKind
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child, container
from anbang_desktop.excel.biff import scan_xls
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.scan import Found, scan

Plain = child.Plain
CalamineValue = int | float | str | bool | clock_time | date | datetime | timedelta


def parse(data: bytes, _request: Plain, limits: Limits) -> Plain:
    """In the child: every sheet as lists that JSON can carry."""
    kind = container.check(data, limits)
    found = _found(data, kind, limits)
    try:
        with calamine.load_workbook(BytesIO(data)) as book:
            names = book.sheet_names
            sheets = [
                _plain_sheet(book, at, found[at] if at < len(found) else Found(), limits)
                for at in range(len(names))
            ]
    except calamine.PasswordError as locked:
        raise UserError(*container.PASSWORD) from locked
    except calamine.CalamineError as broken:
        raise UserError(*container.DAMAGED) from broken
    return {"kind": kind, "sheets": sheets}


def _found(data: bytes, kind: str, limits: Limits) -> list[Found]:
    if kind == "xls":
        return scan_xls(data, limits)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return scan(archive, limits)


def _plain_sheet(book: calamine.CalamineWorkbook, at: int, found: Found, limits: Limits) -> Plain:
    about = book.sheets_metadata[at]
    head = {
        "name": about.name,
        "visible": about.visible == calamine.SheetVisibleEnum.Visible,
        "rows": [],
        "merges": [],
    }
    if about.typ != calamine.SheetTypeEnum.WorkSheet:
        return head
    sheet = book.get_sheet_by_index(at)
    if sheet.total_height > limits.rows + 100:
        raise UserError(
            f"表“{about.name}”有 {sheet.total_height} 行，超过 {limits.rows} 行的上限。",
            "请分成几个文件导入。",
        )
    rows = [[_plain_cell(value) for value in cells] for cells in sheet.to_python(skip_empty_area=False)]
    _put(rows, found.errors, "error")
    _put(rows, found.formulas, "formula")
    merges = [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    return head | {"rows": [_trimmed(cells) for cells in rows], "merges": merges}


def _put(rows: list[list[Plain]], marks: dict[tuple[int, int], str], kind: CellKind) -> None:
    """Formulas and error values, which calamine leaves out, at their places; a formula keeps what it last
    showed.
    """
    for (row, column), words in marks.items():
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        shown = cells[column]
        cells[column] = [kind, words, shown[1] if shown else ""]


def _plain_cell(value: CalamineValue) -> Plain:
    match value:
        case "":
            return None
        case bool():
            return ["bool", "是" if value else "否"]
        case int() | float():
            return ["number", _digits(value), value]
        case datetime():
            return ["date", value.date().isoformat()]
        case date():
            return ["date", value.isoformat()]
    return ["text", str(value)]


def _digits(value: float) -> str:
    whole = int(value) if abs(value) < 1e21 else value
    return str(whole) if whole == value else repr(value)


def _trimmed(cells: list[Plain]) -> list[Plain]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]
