"""In the child process: a list as the same workbook again, some rows left out, some columns added, with
openpyxl.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.errors import UserError
from anbang_desktop.excel import child
from anbang_desktop.excel.container import mended
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.list_patch import Column, patch
from anbang_desktop.excel.list_text import LONG_NUMBER, escaped, is_formula_like
from anbang_desktop.excel.outfile import cannot_write
from anbang_desktop.excel.parse import parse, words_of
from anbang_desktop.excel.saved import bytes_of

if not openpyxl.DEFUSEDXML:  # a hard dependency: without it openpyxl would expand entities of foreign files
    raise ImportError("defusedxml is missing")

_MOST_WIDE = 60
# The stubs know a cell only as a union with merged ones and a sheet only as a union with charts.
AnyCell: TypeAlias = Any
AnySheet: TypeAlias = Any


def build(data: bytes, request: child.Plain, limits: Limits) -> child.Plain:
    """In the child: make the file at ``request["out"]``; the number of rows beneath the heading."""
    if request["kind"] == "xlsx" and request["keep"] is None:
        return _patched(data, request)
    source = (
        _rebuilt(data, request["sheet"], limits)
        if request["kind"] != "xlsx"
        else openpyxl.load_workbook(BytesIO(mended(data, "xlsx")), keep_links=False)
    )
    sheet = source[request["sheet"]]
    if request["keep"] is not None:
        sheet = _kept(source, sheet, request["header"], request["keep"])
        request = {**request, "columns": [_moved(column, request) for column in request["columns"]]}
    places = _places(request)
    for place, column in zip(places, request["columns"], strict=True):
        _add_column(sheet, request["header"], place, column)
    _long_numbers_as_text(sheet, request["header"][1])
    _make_printable(sheet, request["header"])
    _forget_author(source)
    with _writing(request["out"]) as out:
        out.write_bytes(bytes_of(source))
    return sheet.max_row - request["header"][1]


def _patched(data: bytes, request: child.Plain) -> child.Plain:
    """The whole workbook as it came, with the columns in its sheet."""
    first, last = request["header"]
    columns = [Column(title, dict(texts), width, at) for title, texts, width, at in request["columns"]]
    made = patch(data, request["sheet"], (first, last), request["width"], columns)
    with _writing(request["out"]) as out:
        return made.save(out) - last


@contextmanager
def _writing(out: str) -> Iterator[Path]:
    try:
        yield Path(out)
    except OSError as fault:
        raise UserError(*cannot_write(Path(out).name.removesuffix(".partial"))) from fault


def _make_printable(sheet: AnySheet, header: list[int]) -> None:
    """Across, as wide as one sheet of paper, the heading on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.page_setup.paperSize or 9
    sheet.page_setup.scale = None
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header[0]}:{header[1]}"
    sheet.print_area = None


def _places(request: child.Plain) -> list[int]:
    """Each new column's place: its own if the file has it, else one after another behind the last."""
    places, free = [], request["width"] + 1
    for _header, _texts, _width, at in request["columns"]:
        places.append(at or free)
        free += 0 if at else 1
    return places


def _moved(column: child.Plain, request: child.Plain) -> child.Plain:
    """The texts under the row numbers that the kept rows get."""
    header, texts, width, at = column
    new = {row: request["header"][1] + place for place, row in enumerate(request["keep"], 1)}
    return [header, [[new[row], text] for row, text in texts if row in new], width, at]


def _kept(book: Workbook, sheet: AnySheet, header: list[int], keep: list[int]) -> AnySheet:
    """A sheet with the heading and only some rows; the other sheets go."""
    title = sheet.title
    made: Any = book.create_sheet("\u00b7")
    rows = [*range(1, header[1] + 1), *keep]
    for target, row in enumerate(rows, 1):
        _copy_row(sheet, row, made, target)
    for area in sheet.merged_cells.ranges:
        if area.max_row <= header[1]:
            made.merge_cells(str(area))
    for letters, size in sheet.column_dimensions.items():
        made.column_dimensions[letters] = copy(size)
    made.freeze_panes = sheet.freeze_panes
    made.page_setup = copy(sheet.page_setup)
    made.page_margins = copy(sheet.page_margins)
    for other in list(book.worksheets):
        if other is not made:
            book.remove(other)
    made.title = title
    return made


def _copy_row(source: AnySheet, row: int, target: AnySheet, to: int) -> None:
    for cell in source[row]:
        if isinstance(cell, MergedCell):
            continue
        new = target.cell(to, cell.column)
        if cell.value is not None:
            new.value = cell.value
            new.data_type = cell.data_type
        if cell.has_style:
            new._style = copy(cell._style)  # noqa: SLF001 - as openpyxl's own copy_worksheet
    height = source.row_dimensions[row].height
    if height:
        target.row_dimensions[to].height = height


def _add_column(sheet: AnySheet, header: list[int], place: int, column: child.Plain) -> None:
    title, texts, width, at = column
    first, last = header
    if at is None:
        _head(sheet, first, last, place, title)
    sheet.column_dimensions[get_column_letter(place)].width = width
    for row, text in texts:
        cell = sheet.cell(row, place)
        _style_like(cell, sheet.cell(row, max(place - 1, 1)))
        put_text(cell, text)
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _head(sheet: AnySheet, first: int, last: int, place: int, title: str) -> None:
    for row in range(first, last + 1):
        _style_like(sheet.cell(row, place), sheet.cell(row, max(place - 1, 1)))
    head = sheet.cell(first, place)
    put_text(head, title)
    if not head.font.b:
        head.font = Font(name=head.font.name, size=head.font.sz, bold=True)
    if last > first:
        sheet.merge_cells(start_row=first, end_row=last, start_column=place, end_column=place)


def _style_like(cell: AnyCell, neighbour: AnyCell) -> None:
    if neighbour.has_style:
        cell.font, cell.border, cell.fill = copy(neighbour.font), copy(neighbour.border), copy(neighbour.fill)


def put_text(cell: AnyCell, text: str) -> None:
    """Text that stays text, whatever it begins with, also after F2 and Enter in Excel; signs that XML can't
    hold are spelled.
    """
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = is_formula_like(text)


def _long_numbers_as_text(sheet: AnySheet, header_last: int) -> None:
    """An ID number that stands as text gets the format of text, so that editing the cell in Excel keeps
    all its digits.
    """
    for cells in sheet.iter_rows(min_row=header_last + 1):
        for cell in cells:
            if isinstance(cell.value, str) and LONG_NUMBER.fullmatch(cell.value.strip()):
                cell.number_format = "@"


def _rebuilt(data: bytes, name: str, limits: Limits) -> Workbook:
    """An old .xls, or a list as text, as a new workbook: values and merges, every text as text."""
    plain = next(one for one in parse(data, None, limits)["sheets"] if one["name"] == name)
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = name
    for row, cells in enumerate(plain["rows"], 1):
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                _put_plain(sheet.cell(row, column), cell)
    for top, left, bottom, right in plain["merges"]:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    _set_widths(sheet, plain["rows"])
    return book


def _put_plain(cell: AnyCell, plain: child.Plain) -> None:
    if isinstance(plain, int | float):
        cell.value = plain
    else:
        put_text(cell, words_of(plain))


def _set_widths(sheet: AnySheet, rows: child.Plain) -> None:
    for column in range(max((len(cells) for cells in rows), default=0)):
        texts = [words_of(cells[column]) for cells in rows[3:] if column < len(cells)]
        widest = max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in texts), default=8)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(widest + 2, _MOST_WIDE)


def _forget_author(book: Workbook) -> None:
    about = book.properties
    about.creator = about.lastModifiedBy = about.title = about.subject = about.description = (
        about.keywords
    ) = None
