"""Fills a learned blank with people and numbers so that it looks as if a clerk had typed it."""

import re
import zipfile
from collections.abc import Mapping
from copy import copy
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.excel.saved import bytes_of
from anbang_desktop.excel.template import Content, Figure, Layout, Place, SheetLayout, Value
from anbang_desktop.excel.template_height import Grower
from anbang_desktop.excel.template_open import open_blank
from anbang_desktop.excel.template_phrases import Details, complete, lone_label, value_of
from anbang_desktop.excel.template_shift import Insertion, insert_rows
from anbang_desktop.progress import Progress

TEXT, PERCENT, NO_RATE = "@", "0.00%", "—"
_FORMULA_LIKE = re.compile(r"^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY_CORE = f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_EMPTY_APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def fill(
    blank: bytes,
    layout: Layout,
    contents: Mapping[str, Content],
    details: Details,
    progress: Progress | None = None,
) -> bytes:
    """The filled workbook, ``contents`` by the name of the sheet; the same input gives the same bytes."""
    book = open_blank(blank)
    for sheet_layout in layout.sheets:
        sheet = book[sheet_layout.name]
        _complete_phrases(sheet, sheet_layout, details)
        content = contents.get(sheet_layout.name, Content())
        if sheet_layout.kind == "rows":
            _fill_rows(sheet, sheet_layout, content, progress or Progress())
        elif sheet_layout.kind == "numbers":
            _fill_numbers(sheet, sheet_layout, content.figures)
        grower = Grower(sheet)
        for row in range(1, sheet_layout.head[1] + 1):
            grower.grow(row)
        _drop_comments(sheet)
    return _saved(book)


def write_text(cell: Cell, text: str) -> None:
    """Type text that stays text: long numbers keep their digits, a leading = + - @ is no formula, in Excel
    and after re-saving.
    """
    clean = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()[:_LONGEST]
    cell.value = _ESCAPE.sub("_x005F_", clean)
    cell.data_type = "s"  # after the value: openpyxl has turned a leading = into a formula
    cell.number_format = TEXT
    cell.quotePrefix = bool(_FORMULA_LIKE.match(clean))


def _complete_phrases(sheet: Worksheet, layout: SheetLayout, details: Details) -> None:
    for place in layout.blanks:
        cell = sheet[place]
        kind = lone_label(str(cell.value))
        neighbour = sheet.cell(cell.row, cell.column + 1)
        if (
            kind
            and not isinstance(neighbour, MergedCell)
            and neighbour.value is None
            and value_of(kind, details)
        ):
            write_text(neighbour, value_of(kind, details))
        else:
            cell.value = complete(str(cell.value), details)
            cell.data_type = "s"


# -- people --------------------------------------------------------------------------------------------------


def _fill_rows(sheet: Worksheet, layout: SheetLayout, content: Content, progress: Progress) -> None:
    _clear(sheet, layout)
    _make_room(sheet, layout, content.count)
    grower = Grower(sheet)
    for place, values in enumerate(content.rows):
        for column, value in zip(layout.known, values, strict=True):
            cell = sheet.cell(layout.first + place, column.at)
            if isinstance(cell, Cell) and cell.data_type != "f":
                _write(cell, place + 1 if column.field == "serial" else value)
        grower.grow(layout.first + place)
        progress.step(place + 1, content.count, "填写花名册")


def _clear(sheet: Worksheet, layout: SheetLayout) -> None:
    """A blank that was used before still holds people: they go, formulas and serial numbers stay."""
    serial = {column.at for column in layout.columns if column.field == "serial"}
    width = sheet.max_column
    for row in range(layout.first, layout.first + layout.prepared):
        for column in range(1, width + 1):
            cell = sheet.cell(row, column)
            if isinstance(cell, Cell) and column not in serial and cell.data_type != "f":
                cell.value = None


def _make_room(sheet: Worksheet, layout: SheetLayout, people: int) -> None:
    extra = people - layout.prepared
    if extra <= 0:
        return
    if layout.prepared == 0:
        insert_rows(sheet, Insertion(layout.first, extra, 0), layout.head[1])
        width = sheet.max_column
        for row in range(layout.first, layout.first + extra):
            _unheaded(sheet, row, width)
        return
    last = layout.first + layout.prepared - 1
    insert_rows(sheet, Insertion(last, extra, layout.first), max(last - 1, layout.first))


def _unheaded(sheet: Worksheet, row: int, width: int) -> None:
    """A row copied from the header loses what makes it a header."""
    for column in range(1, width + 1):
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell):
            font: Any = copy(cell.font)
            font.b = False
            cell.font = font


def _write(cell: Cell, value: Value) -> None:
    if value is None or value == "":
        return
    if (isinstance(value, date) and is_date_format(cell.number_format)) or (
        isinstance(value, int) and not isinstance(value, bool)
    ):
        cell.value = value
    else:
        write_text(cell, value.isoformat() if isinstance(value, date) else str(value))


# -- numbers -------------------------------------------------------------------------------------------------


def _fill_numbers(sheet: Worksheet, layout: SheetLayout, figures: Mapping[Place, Figure]) -> None:
    for line in layout.known:
        cell = sheet.cell(line.at, line.into)
        if (line.at, line.into) in figures and not line.formula and isinstance(cell, Cell):
            _write_figure(cell, figures[line.at, line.into])


def _write_figure(cell: Cell, figure: Figure) -> None:
    if figure is None:
        cell.value, cell.data_type = NO_RATE, "s"
    elif isinstance(figure, Decimal):
        cell.value = float(half_up(figure, 4))
        cell.number_format = cell.number_format if "%" in cell.number_format else PERCENT
    else:
        cell.value = figure


def half_up(figure: Decimal, places: int) -> Decimal:
    """Rounded as people do it: 0.5 goes up."""
    return figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# -- the file ------------------------------------------------------------------------------------------------


def _drop_comments(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment:
                cell.comment = None


def _saved(book: Workbook) -> bytes:
    book.properties = DocumentProperties(creator=None)
    setattr(book, "custom_doc_props", CustomPropertyList())  # noqa: B010 - the stubs do not know it
    book.calculation = book.calculation or CalcProperties()  # other programs leave it out
    book.calculation.fullCalcOnLoad = True
    return _without_traces(bytes_of(book))


def _without_traces(data: bytes) -> bytes:
    """The same workbook without author, program and times (security.md §3.7)."""
    bare = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = {_CORE: _EMPTY_CORE.encode(), _APP: _EMPTY_APP.encode()}.get(name) or source.read(name)
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return bare.getvalue()
