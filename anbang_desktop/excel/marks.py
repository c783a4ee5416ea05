"""Marks in a filled sheet what is otherwise than before: the cells shaded so that it is seen on grey paper
too, and a last column that says it in words. Everything else stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anbang_desktop.excel.list_patch import Column, Patch
from anbang_desktop.excel.package import Package

_WIDE = 36  # digits: what was changed stands in two or three lines


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in one sheet: ``cells`` by row and column, ``notes`` by row in a column ``head`` behind
    ``width``; ``header`` are the first and the last row of the heading.
    """

    sheet: str
    header: tuple[int, int]
    width: int
    cells: frozenset[tuple[int, int]]
    head: str
    notes: Mapping[int, str]


def mark(data: bytes, marks: Sequence[Marks]) -> bytes:
    """The workbook with its marks."""
    package = Package(data)
    for one in marks:
        patch = Patch(package, one.sheet, one.header)
        for row, column in sorted(one.cells):
            patch.shade(row, column)
        if one.notes:
            patch.add(one.width + 1, Column(one.head, dict(one.notes), _WIDE, None))
            patch.make_printable()  # one column more must not make twice the pages
        patch.forget_size()
    return package.save()
