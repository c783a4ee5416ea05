"""County blanks made by hand for tests: other headers, other shapes than the two that ship."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop import paths
from anbang_desktop.domain.sheet_meanings import Meanings
from anbang_desktop.excel.template import Content, Figure, Layout, Value
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.progress import Progress
from anbang_desktop.services.reports import words

ROSTER, NUMBERS = "花名册.xlsx", "统计表.xlsx"
_EDGE = Side("thin")
_THIN = Border(_EDGE, _EDGE, _EDGE, _EDGE)


def shipped(name: str) -> bytes:
    """One of the blanks in resources/report."""
    return paths.resources("report", "blanks", name).read_bytes()


def meanings() -> Meanings:
    """The words that ship."""
    return words.meanings()


def contents(
    layout: Layout, people: Sequence[Mapping[str, Value]] = (), numbers: Mapping[str, Figure] | None = None
) -> dict[str, Content]:
    """The same people and numbers for every sheet of a blank."""
    made = {}
    for sheet in layout.sheets:
        rows = [[person.get(one.field) for one in sheet.known] for person in people]
        told = [line for line in sheet.known if line.field in (numbers or {})]
        figures = {(line.at, line.into): (numbers or {})[line.field] for line in told}
        made[sheet.name] = Content(rows, len(rows), figures)
    return made


def filled(
    data: bytes,
    people: Sequence[Mapping[str, Value]],
    numbers: Mapping[str, Figure] | None,
    details: Details,
    progress: Progress | None = None,
) -> bytes:
    """A blank learned and filled."""
    layout = learn(data, meanings())
    return fill(data, layout, contents(layout, people, numbers), details, progress)


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
