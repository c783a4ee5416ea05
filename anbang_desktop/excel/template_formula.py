"""Reckons the formulas of a county's number sheet, so that a contradiction shows before the export and not in
Excel.
"""

from collections.abc import Mapping
from decimal import Decimal

from anbang_desktop.excel.formula import At, NotSimple, Result, number, outcome, parse
from anbang_desktop.excel.template import Column, SheetLayout


class _Lines:
    """The lines of a sheet as cells: our numbers, and what formulas make of them."""

    def __init__(self, layout: SheetLayout, numbers: Mapping[str, int | Decimal | None]) -> None:
        self._numbers = numbers
        self._places = {(line.at, line.into): line for line in layout.columns}
        self._reckoned: dict[
            tuple[int, int], Decimal | None
        ] = {}  # once each; None while it is being reckoned

    def value(self, sheet: str, row: int, column: int) -> Result:
        line = self._places.get((row, column))
        if sheet:
            raise NotSimple(sheet)
        if line is None:
            return Decimal(0)
        return self.of(line) if line.formula else Decimal(self._numbers.get(line.field) or 0)

    def of(self, line: Column) -> Decimal:
        place = (line.at, line.into)
        if place not in self._reckoned:
            self._reckoned[place] = None
            self._reckoned[place] = number(outcome(parse(line.formula), At(self, *place)))
        known = self._reckoned[place]
        if known is None:
            raise NotSimple(line.formula)  # it leads back to itself
        return known


def results(layout: SheetLayout, numbers: Mapping[str, int | Decimal | None]) -> dict[str, Decimal]:
    """What the county's own formulas will show, by line; a formula that we can't reckon is left out."""
    lines, found = _Lines(layout, numbers), {}
    for line in layout.known:
        if line.formula:
            try:
                found[line.field] = lines.of(line)
            except NotSimple:
                continue
    return found
