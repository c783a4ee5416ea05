"""Values in the form that a county's sheet asks for: what the office holds becomes what is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.sheet_form import PLAIN, Value, joined, per, written
from anbang_desktop.excel.template import Column, Figure
from anbang_desktop.services.reports.rosters import Roster
from anbang_desktop.services.reports.words import code_of

Write = Callable[[Sequence[Value]], Value]
_MOST = 4096  # values of a column that are remembered


class _Remembered(dict[Value, Value]):
    """What each word or day of a column is written as: of most there are few. Numbers are not kept: 1 and
    1.00 are one key.
    """

    def __init__(self, write: Callable[[Value], Value]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Value) -> Value:
        """Write it and, as long as there are few, keep it."""
        made = self._write(value)
        if len(self) < _MOST and isinstance(value, str | date):
            self[value] = made
        return made


def formed(roster: Roster, codes: CodeBook) -> Sequence[Sequence[Value]]:
    """The rows of a roster as its sheet writes them, a value for each column: made once, since they are
    frozen, filled in and counted again.
    """
    wanted = roster.wanted
    places = {field: place for place, field in enumerate(wanted.fields)}
    told = [(place, _write(codes, place, one, places)) for place, one in enumerate(wanted.columns)]
    writes = [(place, write) for place, write in told if write is not None]
    if not writes and not wanted.also:
        return roster.rows
    made, many = [], len(wanted.columns)
    for row in roster.rows:
        cells = list(row[:many])
        for place, write in writes:
            cells[place] = write(row)
        made.append(cells)
    return made


def _write(codes: CodeBook, place: int, column: Column, places: Mapping[str, int]) -> Write | None:
    form = column.form
    if form == PLAIN:
        return None
    if form.also:
        told = [place, *(places[field] for field in form.also)]
        return lambda row: joined([row[one] for one in told], form)
    known = _Remembered(
        partial(written, form=form, code_of=code_of(codes, column.field) if form.code else None)
    )
    return lambda row: known[row[place]]


def figure(column: Column, value: Figure) -> Figure:
    """What is written into a cell of numbers: a rate as so many of a hundred where that is asked."""
    if value is None or not column.form.per:
        return value
    return per(value, column.form)
