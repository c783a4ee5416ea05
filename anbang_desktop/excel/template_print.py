"""The columns of a blank that nobody made ready for paper: as wide as what they hold, an ID number whole."""

from collections.abc import Iterable, Sequence
from datetime import date

from anbang_desktop.excel.list_text import LONG_NUMBER, wide
from anbang_desktop.excel.sheet_tree import SheetTree
from anbang_desktop.excel.template import SheetLayout, Value

_USUAL, _MOST_WIDE, _MARGIN, _DAY, _HEADING = 8.43, 24, 2, 10, 8  # in digits


def widen(tree: SheetTree, layout: SheetLayout, sample: Iterable[Sequence[Value]]) -> frozenset[int]:
    """Columns nobody set get room for what they hold, and any column room for its ID numbers; the columns
    that hold more than a line, whose text is wrapped.
    """
    spoken = {
        at: float(col.get("width") or _USUAL)
        for col in tree.columns()
        for at in range(int(col.get("min") or 0), min(int(col.get("max") or 0), 1000) + 1)
    }
    rows = list(sample)
    long: set[int] = set()
    for place, column in enumerate(layout.known):
        texts = [_text(values[place]) for values in rows]
        least = max((len(one) + _MARGIN for one in texts if LONG_NUMBER.fullmatch(one)), default=0)
        need = max((_width(one) for one in texts), default=0)
        heading = min(wide(tree.text(layout.head[1], column.at)), _HEADING) + _MARGIN
        wanted = max(min(need + _MARGIN, _MOST_WIDE), heading, _USUAL)
        width = max(spoken.get(column.at, wanted), least)
        if width != spoken.get(column.at, _USUAL):
            tree.set_width(column.at, width)
        if need > width - 1:
            long.add(column.at)
    return frozenset(long)


def _text(value: Value) -> str:
    return "" if value is None else "0" * _DAY if isinstance(value, date) else str(value)


def _width(text: str) -> int:
    return max(map(wide, text.splitlines()), default=0)
