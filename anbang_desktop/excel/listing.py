"""A list as a workbook of our own: heading, filter, frozen heads, ID numbers as text, the paper set up."""

from datetime import date

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from anbang_desktop.domain.listing import Cell, Listing, words
from anbang_desktop.excel.list_build import AnyCell, AnySheet, put_text
from anbang_desktop.excel.saved import bytes_of
from anbang_desktop.progress import Progress

_MOST_WIDE, _LEAST_WIDE = 40, 6
_UPRIGHT = 92  # characters that stand side by side on A4 upright
_STEP = 200
_HEADS = 3  # the row of the heads: title and filter stand above it
_FACE = "宋体"
_THIN = Side(style="thin")
_EDGE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="EEEEEE")


def make(listing: Listing, name: str, progress: Progress | None = None) -> bytes:
    """The workbook's bytes; ``name`` is that of its sheet."""
    book = Workbook()
    sheet: AnySheet = book.active
    sheet.title = name[:31]
    heads = ("序号", *listing.heads)
    _line(sheet, 1, listing.title, len(heads), Font(name="黑体", size=16))
    _line(sheet, 2, f"{listing.narrowed}　　{listing.made}", len(heads), Font(name=_FACE, size=10))
    for place, head in enumerate(heads, 1):
        cell = sheet.cell(_HEADS, place)
        put_text(cell, head)
        cell.font, cell.fill, cell.border = Font(name="黑体", size=11), _SHADE, _EDGE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for number, row in enumerate(listing.rows, 1):
        if progress is not None and number % _STEP == 1:
            progress.step(number - 1, len(listing.rows), "写表")
        for place, value in enumerate((number, *row), 1):
            _put(sheet.cell(_HEADS + number, place), value)
    _lay_out(sheet, listing, len(heads))
    return bytes_of(book)


def _line(sheet: AnySheet, at: int, text: str, columns: int, font: Font) -> None:
    cell = sheet.cell(at, 1)
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal="center" if at == 1 else "left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=columns)
    sheet.row_dimensions[at].height = 28 if at == 1 else 32


def _put(cell: AnyCell, value: Cell) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, int):
        cell.value = value
    else:
        put_text(cell, value)
    cell.font, cell.border = Font(name=_FACE, size=11), _EDGE
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _lay_out(sheet: AnySheet, listing: Listing, columns: int) -> None:
    """Widths, frozen heads, and the paper: A4, heads on each page, page k of n at the foot."""
    total = 0
    for place in range(1, columns + 1):
        texts = ["序号", str(len(listing.rows))]
        if place > 1:
            texts = [listing.heads[place - 2], *(words(row[place - 2]) for row in listing.rows)]
        wide = min(max(max(_ems(text) for text in texts) + 2, _LEAST_WIDE), _MOST_WIDE)
        sheet.column_dimensions[get_column_letter(place)].width = wide
        total += wide
    last = f"{get_column_letter(columns)}{_HEADS + len(listing.rows)}"
    sheet.freeze_panes = sheet.cell(_HEADS + 1, 3 if columns > 2 else 1)
    sheet.auto_filter.ref = f"A{_HEADS}:{last}"
    sheet.print_title_rows = f"{_HEADS}:{_HEADS}"
    sheet.page_setup.orientation = "portrait" if total <= _UPRIGHT else "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"


def _ems(text: str) -> int:
    return max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n")), default=0)
