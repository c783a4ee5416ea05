"""One sheet as it went out and as it came back, compared: comments, marks, other values, rows that came or
went.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from anbang_desktop.excel.scan import REFERENCE, column_letters, column_number
from anbang_desktop.excel.template import Column, SheetLayout
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reports import Remark
from anbang_desktop.services.reports.frozen import SERIAL, FrozenSheet
from anbang_desktop.services.reports.leaving import ID_NO

NAME = name_of(names(Client).name)


class Cell(NamedTuple):
    """What stands in a cell, and how it is marked."""

    text: str
    mark: str


_NOTHING = Cell("", "")
Cells = Mapping[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet as it was read: cells by row and column, comments (row, column, author, words)."""

    name: str
    cells: Cells
    comments: tuple[tuple[int, int, str, str], ...]


def commented(sheet: str, said: tuple[int, int, str, str]) -> Remark:
    """A comment as it stands there, of nobody yet."""
    row, column, author, text = said
    return Remark(kind="comment", sheet=sheet, cell=_name(row, column), text=text, author=author)


def _name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _place(remark: Remark) -> tuple[bool, int, int]:
    """From top to bottom; what has no cell stands last."""
    at = REFERENCE.fullmatch(remark.cell)
    return (False, int(at[2]), column_number(at[1])) if at else (True, 0, 0)


class Compared:
    """One sheet as it went out and as it came back. Rows of a roster are found again by ID number and name,
    so that the county may sort them or put rows between.
    """

    def __init__(self, layout: SheetLayout, ours: ReadSheet, theirs: ReadSheet, frozen: FrozenSheet) -> None:
        """``frozen`` says whose rows they are."""
        self._layout, self._ours, self._theirs, self._frozen = layout, ours, theirs, frozen
        self._columns: dict[int, Column] = {one.at: one for one in layout.columns}
        self._of: dict[int, int] = {}  # their row → place of the row among ours
        if layout.kind == "rows":
            self._of = self._pair_rows()

    def remarks(self) -> Iterator[Remark]:
        """What the county wrote, marked and changed, from top to bottom."""
        found = [self._commented(one) for one in self._theirs.comments]
        told = {one.cell for one in found}
        if self._layout.kind == "rows":
            found += [*self._changed_rows(told), *self._more_and_less()]
        found += self._changed_elsewhere()
        yield from sorted(found, key=_place)

    # ---- rows

    def _pair_rows(self) -> dict[int, int]:
        keys: dict[tuple[str, str], list[int]] = defaultdict(list)
        many = len(self._frozen.rows)
        for place in range(many):
            for key in self._keys(self._ours.cells, self._layout.first + place):
                keys[key].append(place)
        last = max((row for row, _ in self._theirs.cells), default=0)
        found: dict[int, int] = {}
        left = set(range(many))
        for row in range(self._layout.first, last + 1):
            for key in self._keys(self._theirs.cells, row):
                free = next((one for one in keys.get(key, ()) if one in left), None)
                if free is not None:
                    found[row] = free
                    left.discard(free)
                    break
        return found

    def _keys(self, cells: Cells, row: int) -> Iterator[tuple[str, str]]:
        """By what a row is known: number and name, the number, the name."""
        number, name = (
            next(
                (cells.get((row, one.at), _NOTHING).text for one in self._layout.known if one.field == field),
                "",
            )
            for field in (ID_NO, NAME)
        )
        if number and name:
            yield number.upper(), name
        if number and "*" not in number:
            yield number.upper(), ""
        if name:
            yield "", name

    def _commented(self, said: tuple[int, int, str, str]) -> Remark:
        row, column = said[0], said[1]
        return self._placed(row, column, commented(self._layout.name, said))

    def _placed(self, row: int, column: int, remark: Remark) -> Remark:
        """The remark with the person and the datum that its cell is about."""
        if self._layout.kind == "numbers":
            line = next((one for one in self._layout.columns if one.at == row), None)
            return replace(remark, field=line.field, header=line.header) if line else remark
        known = self._columns.get(column)
        remark = replace(remark, field=known.field, header=_last(known.header)) if known else remark
        if row in self._of:
            return replace(remark, case_id=self._frozen.rows[self._of[row]].case)
        inside_head = self._layout.head[0] <= row <= self._layout.head[1]
        return remark if inside_head else replace(remark, field="")

    def _changed_rows(self, told: set[str]) -> Iterator[Remark]:
        width = max(self._columns, default=0)
        widest = max((column for _, column in self._theirs.cells), default=0)
        for row, place in self._of.items():
            mine = self._layout.first + place
            for column in range(1, max(width, widest) + 1):
                old, new = (
                    self._ours.cells.get((mine, column), _NOTHING),
                    self._theirs.cells.get((row, column), _NOTHING),
                )
                plain = Remark(kind="changed", sheet=self._layout.name, cell=_name(row, column))
                serial = column in self._columns and self._columns[column].field == SERIAL
                if old.text != new.text and not serial:
                    if column > width:  # a column of the county's own beside ours: it wrote there
                        plain = replace(plain, kind="comment", text=new.text, header=self._head(column))
                    else:
                        plain = replace(plain, old=old.text, new=new.text)
                    yield self._placed(row, column, plain)
                elif new.mark and new.mark != old.mark and plain.cell not in told:
                    yield self._placed(row, column, replace(plain, kind="mark", text=new.mark))

    def _head(self, column: int) -> str:
        rows = range(self._layout.head[1], self._layout.head[0] - 1, -1)
        texts = (self._theirs.cells.get((row, column), _NOTHING).text for row in rows)
        return next(filter(None, texts), "")

    def _more_and_less(self) -> Iterator[Remark]:
        there = set(self._of.values())
        for place, lost in enumerate(self._frozen.rows):
            if place not in there:
                words = "县局的表里没有这一行了"
                yield Remark(kind="row", sheet=self._layout.name, cell="", text=words, case_id=lost.case)
        last = max(self._of, default=0)
        name = next((one.at for one in self._layout.known if one.field == NAME), 0)
        for row in range(self._layout.first, last + 1):
            text = self._theirs.cells.get((row, name), _NOTHING).text
            if row not in self._of and text:
                cell = _name(row, name)
                yield Remark(
                    kind="row", sheet=self._layout.name, cell=cell, text=f"县局的表里多了一行：{text}"
                )

    # ---- outside of the rows

    def _changed_elsewhere(self) -> Iterator[Remark]:
        """Numbers, heads and what stands above the rows; what stands below them moves with them and is
        left.
        """
        until = self._layout.first if self._layout.kind == "rows" else None
        places: Sequence[tuple[int, int]] = sorted({*self._ours.cells, *self._theirs.cells})
        for row, column in places:
            if until is not None and row >= until:
                break
            old, new = (one.cells.get((row, column), _NOTHING).text for one in (self._ours, self._theirs))
            if old != new:
                plain = Remark(
                    kind="changed", sheet=self._layout.name, cell=_name(row, column), old=old, new=new
                )
                yield self._placed(row, column, plain)


def _last(header: str) -> str:
    return header.rpartition("/")[2]
