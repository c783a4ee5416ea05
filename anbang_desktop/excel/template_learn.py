"""Learns a blank: what each visible sheet is, whom it lists, and what each column or line asks for."""

from dataclasses import replace

from anbang_desktop.domain.sheet_meanings import Meanings, parse_meanings
from anbang_desktop.domain.sheet_sets import NUMBERS
from anbang_desktop.excel.child import Plain
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.template import CARD, Layout, SheetLayout, to_plain
from anbang_desktop.excel.template_grid import Grid, read_grid
from anbang_desktop.excel.template_numbers import learn_numbers
from anbang_desktop.excel.template_open import check_blank, open_blank
from anbang_desktop.excel.template_rows import FEW, Sheetful, is_card
from anbang_desktop.excel.template_trial import trial


def learn(data: bytes, meanings: Meanings, file_name: str = "") -> Layout:
    """The layout of a blank's sheets."""
    book = open_blank(data)
    return Layout(tuple(_learn_sheet(read_grid(sheet), meanings, file_name) for sheet in book.worksheets))


def learn_in_child(data: bytes, request: Plain, limits: Limits) -> Plain:
    """In the child process: the layout as plain data; ``request`` holds the words and the file's name."""
    check_blank(data, limits)
    layout = learn(data, parse_meanings(request["words"]), request["file"])
    trial(data, layout)
    return to_plain(layout)


def _learn_sheet(grid: Grid, meanings: Meanings, file_name: str) -> SheetLayout:
    if not grid.visible:
        return SheetLayout(grid.name, "other", why="隐藏的工作表")
    roster, numbers = _roster(grid, meanings, file_name), learn_numbers(grid, meanings.lines)
    if len({one.field for one in numbers.known}) > len(roster.known):
        return replace(numbers, row_set=NUMBERS)
    if sum(bool(one.field) for one in roster.columns) >= FEW and roster.known:
        return roster
    return SheetLayout(grid.name, "other", why=CARD if is_card(grid, meanings.every) else "没有认出表头")


def _roster(grid: Grid, meanings: Meanings, file_name: str) -> SheetLayout:
    parts = Sheetful(grid, meanings.every)
    if not parts.top or is_card(grid, meanings.every):
        return SheetLayout(grid.name, "rows")
    columns = parts.headings()
    paths = [heading.path for _column, heading in columns]
    listed = meanings.sets.recognise(parts.title(), grid.name, file_name, paths)
    words = meanings.of(
        meanings.sets.row_kind(listed.known), listed.known
    )  # an offered set is read anew once it is taken
    readings = words.read([heading for _column, heading in columns])
    layout = parts.layout(
        (column, heading, reading) for (column, heading), reading in zip(columns, readings, strict=True)
    )
    return replace(layout, row_set=listed.known, offered=listed.set, why=listed.why)
