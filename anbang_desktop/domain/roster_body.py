"""The rows beneath a heading as they are meant: what is merged downwards, or written 同上, stands in every
row that it covers; lines that belong to the person above are no people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from anbang_desktop.domain.sheet import EMPTY, Cell, Sheet

DITTO = frozenset(
    {"同上", "同前", "仝上", "仝", "〃", "″", "＂", '"', "”", "“", "''", "、、", "々", "同上。", "上同"}
)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One person's row (``at`` from 0) with the cells it means. ``ditto`` are the columns that repeat the row
    above, ``more`` the lines of the same person: (row, column, words).
    """

    at: int
    cells: tuple[Cell, ...]
    ditto: tuple[int, ...] = ()
    more: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False
    struck: bool = False


def complete_rows(
    sheet: Sheet, people: Sequence[int], columns: Collection[int], own: Collection[int]
) -> list[BodyRow]:
    """The rows of people. ``columns`` have a meaning; ``own`` (name, number) are each person's own: nothing
    is ever copied into them, and where one is merged over several rows they are one person.
    """
    merged, shared = _merged(sheet, set(people), columns), frozenset(columns) - frozenset(own)
    made: list[BodyRow] = []
    for at in people:
        sources = merged.get(at, {})
        above = next((sources[column] for column in own if column in sources), None)
        if above is not None and made and made[-1].at >= above:
            made[-1] = _joined(made[-1], sheet, at, [one for one in columns if one not in sources])
            continue
        made.append(_complete(sheet, at, sources, made[-1] if made else None, shared, own))
    return made


def _merged(sheet: Sheet, people: Collection[int], columns: Collection[int]) -> dict[int, dict[int, int]]:
    """By row and column, the row above that holds the value of a cell merged downwards."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for area in sheet.merges:
        if area.left in columns:
            for row in range(area.top + 1, min(area.bottom + 1, len(sheet.rows))):
                if row in people:
                    found[row][area.left] = area.top
    return found


def _joined(person: BodyRow, sheet: Sheet, at: int, columns: Collection[int]) -> BodyRow:
    more = tuple((at, one, sheet.cell(at, one).text) for one in columns if not sheet.cell(at, one).blank)
    return BodyRow(person.at, person.cells, person.ditto, (*person.more, *more), person.hidden, person.struck)


def _complete(
    sheet: Sheet,
    at: int,
    sources: dict[int, int],
    above: BodyRow | None,
    shared: Collection[int],
    own: Collection[int],
) -> BodyRow:
    cells = sheet.rows[at]
    before = above.cells if above else ()
    ditto = tuple(_ditto(cells, shared)) if above else ()
    if sources or ditto:
        filled = [*cells, *[EMPTY] * (max((*sources, *ditto)) + 1 - len(cells))]
        for column, row in sources.items():
            filled[column] = sheet.cell(row, column)
        for column in ditto:
            filled[column] = before[column] if column < len(before) else EMPTY
        cells = tuple(filled)
    return BodyRow(
        at,
        cells,
        ditto,
        hidden=at in sheet.hidden,
        struck=any((at, column) in sheet.struck for column in own),
    )


def _ditto(cells: tuple[Cell, ...], shared: Collection[int]) -> Iterator[int]:
    for at, cell in enumerate(cells):
        if cell.kind == "text" and at in shared and cell.text.strip() in DITTO:
            yield at
