"""Values in the form that a county's sheet asks for: what the office holds becomes what is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.sheet_form import PLAIN, Value, joined, per, written
from anbang_desktop.excel.template import Column, Figure
from anbang_desktop.services.reports.rosters import Roster
from anbang_desktop.services.reports.words import code_of

Write = Callable[[Sequence[Value]], Value]


@dataclass(frozen=True, slots=True)
class Formed:
    """The rows of a roster as its sheet writes them; can be gone through again."""

    roster: Roster
    codes: CodeBook

    def __len__(self) -> int:
        """How many rows."""
        return len(self.roster.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        """Row by row, a value for each column."""
        wanted = self.roster.wanted
        places = {field: place for place, field in enumerate(wanted.fields)}
        writes = [self._write(place, one, places) for place, one in enumerate(wanted.columns)]
        if all(write is None for write in writes) and not wanted.also:
            yield from self.roster.rows
            return
        for row in self.roster.rows:
            yield tuple(write(row) if write is not None else row[place] for place, write in enumerate(writes))

    def _write(self, place: int, column: Column, places: Mapping[str, int]) -> Write | None:
        form = column.form
        if form == PLAIN:
            return None
        if form.also:
            told = [place, *(places[field] for field in form.also)]
            return lambda row: joined([row[one] for one in told], form)
        write = partial(written, form=form, code_of=code_of(self.codes, column.field) if form.code else None)
        return lambda row: write(row[place])


def figure(column: Column, value: Figure) -> Figure:
    """What is written into a cell of numbers: a rate as so many of a hundred where that is asked."""
    if value is None or not column.form.per:
        return value
    return per(value, column.form)
