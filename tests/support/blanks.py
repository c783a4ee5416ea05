"""County blanks made by hand for tests: other headers, other shapes than the two that ship."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop import paths
from anbang_desktop.domain.report_words import Words, parse_fields, parse_lines
from anbang_desktop.excel.template_learn import Meanings

ROSTER, NUMBERS = "花名册.xlsx", "统计表.xlsx"
_EDGE = Side("thin")
_THIN = Border(_EDGE, _EDGE, _EDGE, _EDGE)


def shipped(name: str) -> bytes:
    """One of the blanks in resources/report."""
    return paths.resources("report", "blanks", name).read_bytes()


def meanings() -> Meanings:
    """The words that ship."""
    files = (paths.resources("columns.toml"), paths.resources("report", "numbers.toml"))
    columns, lines = (file.read_text("utf-8") for file in files)
    return Meanings(Words(parse_fields(columns)), Words(parse_lines(lines)))


def blank(draw: Callable[[Worksheet], None]) -> bytes:
    """The bytes of a workbook with one drawn sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    draw(sheet)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(
    sheet: Worksheet, row: int, texts: Sequence[str | float | date | None], *, bold: bool = False
) -> None:
    """A bordered row of cells."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column, text)
        cell.border, cell.font = _THIN, Font(bold=bold)
