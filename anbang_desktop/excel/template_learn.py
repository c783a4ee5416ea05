"""Learns a blank: finds the header, the rows to fill, the footer and the lines with numbers, and guesses
what each means.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.report_words import ENOUGH, Words, parse_fields, parse_lines, plain
from anbang_desktop.excel.child import Plain
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.template import Column, Layout, SheetLayout, to_plain
from anbang_desktop.excel.template_open import check_blank, open_blank
from anbang_desktop.excel.template_phrases import has_blank
from anbang_desktop.excel.template_trial import trial

_DEEP, _FEW_COLUMNS, _FEW_LINES = (
    25,
    3,
    4,
)  # rows searched for a header; fewest recognised columns, fewest recognised lines
_LONGEST_FORM, _LONGEST_HEADER = 400, 20  # rows of a number sheet; letters of a header
_FOOTER = re.compile(
    r"填表|填报|制表|审核|负责人[:：]|联系电话[:：]|经办人[:：]|盖章|^注\d*[:：]|^说明|^备注[:：]|^合计$|^总计$|^小计$"
)
_NUMBER_HEADS = ("数量", "人数", "数", "合计", "本期", "本期数", "数值", "填报数", "数据")
_LABEL_HEADS = ("统计项目", "项目", "指标", "指标名称", "统计指标", "内容", "项目名称", "统计内容")


class Meanings:
    """What the words of columns and of lines mean."""

    def __init__(self, columns: Words, lines: Words) -> None:
        """The words for columns of a roster and for lines of numbers."""
        self.columns, self.lines = columns, lines


def learn(data: bytes, meanings: Meanings) -> Layout:
    """The layout of a blank's visible sheets."""
    book = open_blank(data)
    return Layout(tuple(_learn_sheet(sheet, meanings) for sheet in book.worksheets))


def learn_in_child(data: bytes, request: Plain, limits: Limits) -> Plain:
    """In the child process: the layout as plain data; ``request`` holds the two lists of words as TOML."""
    check_blank(data, limits)
    meanings = Meanings(Words(parse_fields(request["columns"])), Words(parse_lines(request["lines"])))
    layout = learn(data, meanings)
    trial(data, layout)
    return to_plain(layout)


def _learn_sheet(sheet: Worksheet, meanings: Meanings) -> SheetLayout:
    if sheet.sheet_state != "visible":
        return SheetLayout(sheet.title, "other")
    roster, numbers = _roster(sheet, meanings.columns), _numbers(sheet, meanings.lines)
    if len(numbers.known) > max(len(roster.known), _FEW_LINES - 1):
        return numbers
    return roster if len(roster.known) >= _FEW_COLUMNS else SheetLayout(sheet.title, "other")


def text_of(sheet: Worksheet, row: int, column: int) -> str:
    """What stands in a cell or in the merged area it belongs to."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        cell = next(
            sheet.cell(area.min_row, area.min_col)
            for area in sheet.merged_cells.ranges
            if cell.coordinate in area
        )
    return "" if cell.value is None else str(cell.value).strip()


# -- rosters -------------------------------------------------------------------------------------------------


def _roster(sheet: Worksheet, words: Words) -> SheetLayout:
    top = _header_row(sheet, words)
    if not top:
        return SheetLayout(sheet.title, "rows")
    bottom = _header_bottom(sheet, top, words)
    first = bottom + 1
    footer = _footer_row(sheet, first)
    end = footer or _last_prepared(sheet, first) + 1
    columns = _settle(
        [_guess(column, header, words) for column, header in _headers(sheet, top, bottom, first)]
    )
    outside = [*range(1, top), *(range(footer, sheet.max_row + 1) if footer else ())]
    stale = sum(_holds_data(sheet, row, columns) for row in range(first, end))
    return SheetLayout(
        sheet.title,
        "rows",
        (top, bottom),
        first,
        end - first,
        footer,
        columns,
        _blanks(sheet, outside),
        stale,
    )


def _header_row(sheet: Worksheet, words: Words) -> int:
    """The row with the most headers we know; the upper one of equals."""
    scores = {row: _known_in(sheet, row, words) for row in range(1, min(sheet.max_row, _DEEP) + 1)}
    best = max(scores, key=lambda row: (scores[row], -row), default=0)
    if not scores or scores[best] < _FEW_COLUMNS - 1:
        return 0
    while best > 1 and _is_header_part(sheet, best - 1):
        best -= 1
    return best


def _known_in(sheet: Worksheet, row: int, words: Words) -> int:
    return sum(
        words.guess(text).confidence >= ENOUGH
        for text in _texts(sheet, row).values()
        if len(text) <= _LONGEST_HEADER
    )


def _texts(sheet: Worksheet, row: int) -> dict[int, str]:
    """The texts that begin in this row, by column (formulas and merged remainders aside)."""
    cells = [sheet.cell(row, column) for column in range(1, sheet.max_column + 1)]
    texts = {
        cell.column: str(cell.value).strip()
        for cell in cells
        if cell.value is not None and cell.data_type != "f"
    }
    return {column: text for column, text in texts.items() if text}


def _is_header_part(sheet: Worksheet, row: int) -> bool:
    """Whether the row above is an upper storey of the header: several cells, some reaching sideways or
    down into the next row.
    """
    if len(_texts(sheet, row)) < _FEW_COLUMNS - 1:
        return False
    areas = [area for area in sheet.merged_cells.ranges if area.min_row == row]
    return any(area.max_row > row for area in areas) or sum(area.max_col > area.min_col for area in areas) > 1


def _header_bottom(sheet: Worksheet, top: int, words: Words) -> int:
    bottom: int = max([top, *(area.max_row for area in sheet.merged_cells.ranges if area.min_row == top)])
    while bottom < sheet.max_row and _is_storey(sheet, bottom + 1, words):
        bottom += 1
        bottom = max(
            [bottom, *(area.max_row for area in sheet.merged_cells.ranges if area.min_row == bottom)]
        )
    return bottom + 1 if _is_ruler(sheet, bottom + 1) else bottom


def _is_storey(sheet: Worksheet, row: int, words: Words) -> bool:
    """A lower storey: every text stands under a header that reaches sideways or is a header word, and none
    is a number.
    """
    texts = _texts(sheet, row)
    if not texts or any(_FOOTER.search(text) for text in texts.values()):
        return False
    wide = {
        column
        for area in sheet.merged_cells.ranges
        if area.max_row == row - 1 and area.max_col > area.min_col
        for column in range(area.min_col, area.max_col + 1)
    }
    return all(
        column in wide or words.guess(text).confidence >= 0.9 for column, text in texts.items()
    ) and not all(isinstance(sheet.cell(row, column).value, int | float) for column in texts)


def _is_ruler(sheet: Worksheet, row: int) -> bool:
    """A row that only numbers the columns: 1 2 3 … or 甲 乙 1 2 3."""
    texts = list(_texts(sheet, row).values())
    numbers = [int(text) for text in texts if text.isdecimal()]
    letters = [text for text in texts if not text.isdecimal()]
    return (
        len(numbers) > _FEW_COLUMNS
        and numbers == list(range(1, len(numbers) + 1))
        and all(text in "甲乙丙丁戊己" for text in letters)
    )


def _headers(sheet: Worksheet, top: int, bottom: int, first: int) -> Iterator[tuple[int, str]]:
    for column in range(1, sheet.max_column + 1):
        if isinstance(sheet.cell(first, column), MergedCell):
            continue  # the row's cells are merged sideways too: the left one is the column
        path = _path(sheet, column, top, bottom)
        if path:
            yield column, path


def _path(sheet: Worksheet, column: int, top: int, bottom: int) -> str:
    parts: list[str] = []
    for row in range(top, bottom + 1):
        text = re.sub(r"\s+", "", text_of(sheet, row, column)) or _from_left(sheet, row, column, bottom)
        if text and not text.isdecimal() and text not in parts[-1:] and text not in "甲乙丙丁戊己":
            parts.append(text)
    return "/".join(parts)


def _from_left(sheet: Worksheet, row: int, column: int, bottom: int) -> str:
    """An upper header that was centred across columns instead of merged: the next text to the left, if
    there is a lower one here.
    """
    if row == bottom or isinstance(sheet.cell(row, column), MergedCell) or not text_of(sheet, bottom, column):
        return ""
    left = next((at for at in range(column - 1, 0, -1) if text_of(sheet, row, at)), 0)
    upper = text_of(sheet, row, left) if left else ""
    lower = [text_of(sheet, bottom, at) for at in range(left, column)] if left else [""]
    return re.sub(r"\s+", "", upper) if all(lower) and lower[0] != upper else ""


def _guess(column: int, header: str, words: Words) -> Column:
    guess = words.guess(header)
    return Column(column, header, guess.field, guess.confidence)


def _settle(columns: list[Column]) -> tuple[Column, ...]:
    """One column per meaning: where two claim the same, the surer (then the left one) keeps it."""
    best: dict[str, Column] = {}
    for column in columns:
        held = best.get(column.field)
        if column.field and (held is None or column.confidence > held.confidence):
            best[column.field] = column
    return tuple(
        column if best.get(column.field) is column else replace(column, field="", confidence=0.0)
        for column in columns
    )


def _footer_row(sheet: Worksheet, first: int) -> int:
    for row in range(first, sheet.max_row + 1):
        texts = list(_texts(sheet, row).values())
        if texts and _FOOTER.search(re.sub(r"\s+", "", texts[0])) and not _looks_like_person(texts):
            return row
    return 0


def _looks_like_person(texts: list[str]) -> bool:
    return any(re.fullmatch(r"\d{17}[\dXx]", text) for text in texts)


def _last_prepared(sheet: Worksheet, first: int) -> int:
    """Without a footer the prepared rows are those with a border or a value."""
    last = first - 1
    for row in range(first, sheet.max_row + 1):
        cells = [sheet.cell(row, column) for column in range(1, sheet.max_column + 1)]
        if any(cell.value is not None or (cell.has_style and cell.border.bottom.style) for cell in cells):
            last = row
    return last


def _holds_data(sheet: Worksheet, row: int, columns: tuple[Column, ...]) -> bool:
    cells = [sheet.cell(row, column.at) for column in columns if column.field != "serial"]
    return any(cell.value is not None and cell.data_type != "f" for cell in cells)


# -- number sheets -------------------------------------------------------------------------------------------


def _numbers(sheet: Worksheet, words: Words) -> SheetLayout:
    lines = [line for column in _label_columns(sheet, words) for line in _lines(sheet, column, words)]
    known = [line.at for line in lines if line.field]
    if not known:
        return SheetLayout(sheet.title, "numbers")
    first, last = min(known), max(known)
    kept = tuple(line for line in lines if first <= line.at <= last)
    blanks = _blanks(sheet, [*range(1, first), *range(last + 1, sheet.max_row + 1)])
    return SheetLayout(
        sheet.title,
        "numbers",
        (max(first - 1, 1), first - 1),
        first,
        last - first + 1,
        last + 1,
        kept,
        blanks,
    )


def _label_columns(sheet: Worksheet, words: Words) -> list[int]:
    hits: Counter[int] = Counter()
    for row in range(1, min(sheet.max_row, _LONGEST_FORM) + 1):
        short = {column: text for column, text in _texts(sheet, row).items() if len(text) <= _LONGEST_HEADER}
        hits.update(column for column, text in short.items() if words.guess(text).confidence >= ENOUGH)
    return sorted(column for column, count in hits.items() if count >= _FEW_LINES)


def _lines(sheet: Worksheet, column: int, words: Words) -> Iterator[Column]:
    into, block = _number_column(sheet, column), ""
    for row in range(1, min(sheet.max_row, _LONGEST_FORM) + 1):
        label = _texts(sheet, row).get(column, "")
        target = sheet.cell(row, into)
        taken = isinstance(target, MergedCell) or (isinstance(target.value, str) and target.data_type != "f")
        if not label or taken or plain(label) in _LABEL_HEADS:
            continue
        guess = words.guess(label, block)
        block = guess.field if words.opens(guess.field) else block
        yield Column(
            row,
            label,
            guess.field,
            guess.confidence,
            into,
            str(target.value) if target.data_type == "f" else "",
        )


def _number_column(sheet: Worksheet, column: int) -> int:
    """The column of the numbers: the next one headed 数量, 人数 …, else the next to the right."""
    for row in range(1, min(sheet.max_row, _DEEP) + 1):
        heads = {at: plain(text) for at, text in _texts(sheet, row).items() if at > column}
        if plain(_texts(sheet, row).get(column, "")) in _LABEL_HEADS and heads:
            return next((at for at, text in sorted(heads.items()) if text in _NUMBER_HEADS), min(heads))
    return column + 1


def _blanks(sheet: Worksheet, rows: Iterable[int]) -> tuple[str, ...]:
    found = (sheet.cell(row, column) for row in rows for column in range(1, sheet.max_column + 1))
    return tuple(
        cell.coordinate
        for cell in found
        if isinstance(cell.value, str) and cell.data_type == "s" and has_blank(cell.value)
    )
