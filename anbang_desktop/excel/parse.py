"""In the child process: a workbook's sheets as lists that JSON can carry, with python-calamine (.xls,
.xlsx).
"""

import csv
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from io import BytesIO, StringIO

import python_calamine as calamine

from anbang_desktop.domain.sheet import CellKind, number_text
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child, container
from anbang_desktop.excel.biff import scan_xls
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.scan import Found, scan, too_long

Plain = child.Plain
CalamineValue = int | float | str | bool | clock_time | date | datetime | timedelta


def parse(data: bytes, _request: Plain, limits: Limits) -> Plain:
    """In the child: every sheet as lists that JSON can carry."""
    kind = container.check(data, limits)
    if kind == "csv":
        return {"kind": kind, "sheets": [_text_sheet(data, limits)]}
    usual = container.mended(data, kind)
    found = _found(usual, kind, limits)
    try:
        with calamine.load_workbook(BytesIO(usual)) as book:
            names = book.sheet_names
            sheets = [
                _plain_sheet(book, at, found[at] if at < len(found) else Found(), limits)
                for at in range(len(names))
            ]
    except calamine.PasswordError as locked:
        raise UserError(*container.PASSWORD) from locked
    except calamine.CalamineError as strange:  # every part was found whole before
        raise UserError(*container.NOT_OURS) from strange
    return {"kind": kind, "sheets": sheets}


def parse_text(data: bytes, _request: Plain, limits: Limits) -> Plain:
    """In the child: the one sheet that a text file is, whatever its name says; a column is enough."""
    if container.decoded(data) is None:
        raise UserError(*container.NOT_TEXT)
    return _text_sheet(data, limits)


def _text_sheet(data: bytes, limits: Limits) -> Plain:
    """A list as text (CSV): all cells are text, as they stand."""
    text = container.decoded(data) or ""
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    csv.field_size_limit(limits.cell_length)
    try:
        rows = [
            [_unwrapped(value) or None for value in cells]
            for cells in csv.reader(StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as fault:
        raise UserError(*container.DAMAGED) from fault
    _check_height("名单", len(rows), limits)
    _check_width("名单", max(map(len, rows), default=0), limits)
    return {"name": "名单", "visible": True, "rows": [_trimmed(cells) for cells in rows], "merges": []}


def _unwrapped(value: str) -> str:
    """Systems write ="1499…" so that Excel keeps all digits."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') else value


def _check_height(name: str, height: int, limits: Limits) -> None:
    if height > limits.rows + 100:
        raise UserError(f"表“{name}”有 {height} 行，超过 {limits.rows} 行的上限。", "请分成几个文件导入。")


def _check_width(name: str, width: int, limits: Limits) -> None:
    if width > limits.columns:
        raise UserError(
            f"表“{name}”有 {width} 列，超过 {limits.columns} 列的上限。", "请删去名单以外的列，另存后再导入。"
        )


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
    _check_height(about.name, sheet.total_height, limits)
    rows = [
        [(value or None) if value.__class__ is str else _plain_cell(value) for value in cells]
        for cells in sheet.iter_rows()
    ]
    _check_lengths(rows, limits)
    _put(rows, found.errors, "error")
    _put(rows, found.formulas, "formula")
    merges = [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    return head | {
        "rows": [_trimmed(cells) for cells in rows],
        "merges": merges,
        "hidden": sorted(found.hidden),
        "struck": sorted(found.struck),
    }


def _check_lengths(rows: list[list[Plain]], limits: Limits) -> None:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell.__class__ is str and len(cell) > limits.cell_length:
                raise too_long(row, column)


def _put(rows: list[list[Plain]], marks: dict[tuple[int, int], str], kind: CellKind) -> None:
    """Formulas and error values, which calamine leaves out, at their places; a formula keeps what it last
    showed.
    """
    for (row, column), words in marks.items():
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = [kind, words, words_of(cells[column])]


def _plain_cell(value: CalamineValue) -> Plain:
    """A number as it is, anything else but text as [kind, words]."""
    match value:
        case bool():
            return ["bool", "是" if value else "否"]
        case int() | float():  # a truth value is told apart above
            return value
        case datetime():
            return ["date", value.date().isoformat()]
        case date():
            return ["date", value.isoformat()]
    return str(value)


def words_of(plain: Plain) -> str:
    """What a reader of the sheet sees of a cell."""
    if isinstance(plain, list):
        return str(plain[1])
    return number_text(plain) if isinstance(plain, int | float) else plain or ""


def _trimmed(cells: list[Plain]) -> list[Plain]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]
