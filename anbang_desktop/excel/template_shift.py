"""Inserts rows into a filled sheet the way a person does in Excel: everything below, and everything that
spans them, moves along.
"""

import re
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")


@dataclass(frozen=True, slots=True)
class Insertion:
    """``extra`` rows go in before row ``at``; ``anchor`` is the first data row, where a spanning range
    keeps its beginning.
    """

    at: int
    extra: int
    anchor: int

    def moved(self, row: int) -> int:
        """Where a row, or a reference to it alone, goes."""
        return row + self.extra if row >= self.at and row != self.anchor else row

    def end(self, row: int) -> int:
        """Where the last row of a range goes."""
        return row + self.extra if row >= self.at else row


def insert_rows(sheet: Worksheet, insertion: Insertion, model: int) -> None:
    """Insert rows that look like row ``model`` (counted before the insertion); formulas in it are carried
    into each new row.
    """
    _move_cells(sheet, insertion)
    _move_heights(sheet, insertion)
    _move_areas(sheet, insertion)
    if sheet.parent is not None:
        _move_references(sheet.parent, sheet, insertion)
    source = model if model < insertion.at else model + insertion.extra
    width = sheet.max_column  # openpyxl looks at every cell to find it: once is enough
    merged = [
        (area.min_col, area.max_col)
        for area in sheet.merged_cells.ranges
        if area.min_row == area.max_row == source
    ]
    for row in range(insertion.at, insertion.at + insertion.extra):
        _copy_row(sheet, source, row, width)
        for left, right in merged:
            sheet.merge_cells(f"{get_column_letter(left)}{row}:{get_column_letter(right)}{row}")


def _move_cells(sheet: Worksheet, insertion: Insertion) -> None:
    # openpyxl's own insert_rows leaves merges, validations and heights behind
    cells: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - there is no public way
    for row, column in sorted(cells, reverse=True):
        if row >= insertion.at:
            cell = cells.pop((row, column))
            cell.row = row + insertion.extra
            cells[cell.row, column] = cell
            if getattr(cell, "hyperlink", None):
                cell.hyperlink.ref = cell.coordinate


def _move_heights(sheet: Worksheet, insertion: Insertion) -> None:
    for row in sorted((row for row in sheet.row_dimensions if row >= insertion.at), reverse=True):
        dimension = sheet.row_dimensions.pop(row)
        dimension.index = row + insertion.extra
        sheet.row_dimensions[dimension.index] = dimension
    for point in sheet.row_breaks.brk:
        point.id = insertion.end(point.id)


def _area(reference: str, insertion: Insertion) -> str:
    """A range of cells after the insertion; several are separated by spaces or commas."""
    return _REFERENCE.sub(lambda match: _reference(match, insertion), reference)


def _reference(match: re.Match[str], insertion: Insertion) -> str:
    first, last = int(match[2]), int(match[4]) if match[4] else None
    if last is None:
        return f"{match[1]}{insertion.moved(first)}"
    return f"{match[1]}{insertion.moved(first)}:{match[3]}{insertion.end(last)}"


def _move_areas(sheet: Worksheet, insertion: Insertion) -> None:
    sheet.merged_cells = MultiCellRange(
        [CellRange(_area(merged.coord, insertion)) for merged in sheet.merged_cells.ranges]
    )
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(_area(str(validation.sqref), insertion))
        validation.formula1 = _formula(validation.formula1, sheet.title, insertion, here=True)
        validation.formula2 = _formula(validation.formula2, sheet.title, insertion, here=True)
    old, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for formatting in old:
        for rule in formatting.rules:
            rule.formula = [
                _formula(formula, sheet.title, insertion, here=True) or "" for formula in rule.formula
            ]
            sheet.conditional_formatting.add(_area(str(formatting.sqref), insertion), rule)
    if sheet.print_area:
        sheet.print_area = [
            _area(part.rpartition("!")[2], insertion).replace("$", "") for part in sheet.print_area.split(",")
        ]
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _area(sheet.auto_filter.ref, insertion)
    for table in sheet.tables.values():
        table.ref = _area(table.ref, insertion)


def _move_references(book: Workbook, sheet: Worksheet, insertion: Insertion) -> None:
    for other in book.worksheets:
        for row in other.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _formula(cell.value, sheet.title, insertion, here=other is sheet)
    for names in (book.defined_names, *(other.defined_names for other in book.worksheets)):
        for name in names.values():
            name.attr_text = _formula(name.attr_text, sheet.title, insertion, here=False)


def _formula(formula: str | None, title: str, insertion: Insertion, *, here: bool) -> str | None:
    """A formula whose references to the sheet ``title`` follow the insertion; ``here``: bare references
    mean that sheet.
    """
    if not formula:
        return formula
    tokens = Tokenizer(formula if formula.startswith("=") else f"={formula}")
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            place, mark, reference = token.value.rpartition("!")
            if place.strip("'") == title if mark else here:
                token.value = f"{place}{mark}{_area(reference, insertion)}"
    text = "".join(token.value for token in tokens.items)
    return f"={text}" if formula.startswith("=") else text


def _copy_row(sheet: Worksheet, source: int, row: int, width: int) -> None:
    for column in range(1, width + 1):
        model: Any = sheet.cell(source, column)
        if isinstance(model, MergedCell):
            continue
        cell: Any = sheet.cell(row, column)
        # the way of openpyxl's own copy_worksheet: one array instead of five objects
        cell._style = copy(model._style)  # noqa: SLF001 - there is no public way
        if model.data_type == "f" and isinstance(model.value, str):
            cell.value = Translator(model.value, origin=model.coordinate).translate_formula(cell.coordinate)
    if sheet.row_dimensions[source].height is not None:
        sheet.row_dimensions[row].height = sheet.row_dimensions[source].height
