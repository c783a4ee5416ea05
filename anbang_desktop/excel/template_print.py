"""The columns of a filled roster: an ID number is never broken, a day never shown as ###; those of a blank
that nobody made ready for paper are as wide as what they hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from anbang_desktop.excel.list_text import LONG_NUMBER, wide
from anbang_desktop.excel.sheet_tree import SheetTree
from anbang_desktop.excel.template import SheetLayout, Value

_USUAL, _MARGIN, _DAY, _HEADING = 8.43, 2, 11, 8  # in digits; a day takes ten and is known by eleven
_MOST_WIDE, _WIDEST, _ACROSS = 24, 60, 120  # of a column; where there is room; what A4 across has room for


@dataclass(frozen=True, slots=True)
class Widened:
    """Whether columns that had a width got a greater one; the columns whose text is wrapped from now on."""

    beyond: bool
    wrapped: frozenset[int]


def widen(tree: SheetTree, layout: SheetLayout, sample: Iterable[Sequence[Value]], *, free: bool) -> Widened:
    """Make the known columns wide enough, judged by some rows. ``free``: nobody set the sheet up for paper,
    so columns without a width get one by what they hold, and longer text is wrapped.
    """
    spoken = {
        at: float(col.get("width") or _USUAL)
        for col in tree.columns()
        for at in range(int(col.get("min") or 0), min(int(col.get("max") or 0), 1000) + 1)
    }
    rows, usual = list(sample), _usual(tree)
    texts = {column.at: [_text(row[place]) for row in rows] for place, column in enumerate(layout.known)}
    needs = {at: max(map(_width, words), default=0) for at, words in texts.items()}
    wanted = sum(min(need + _MARGIN, _WIDEST) for need in needs.values())
    most = _WIDEST if wanted <= _ACROSS else _MOST_WIDE
    beyond, long = False, set()
    for at, words in texts.items():
        least = max((len(one) + _MARGIN for one in words if LONG_NUMBER.fullmatch(one)), default=0)
        if at in spoken or not free:
            width = max(spoken.get(at, usual), least)
            beyond |= width > spoken.get(at, usual)
        else:
            heading = min(wide(tree.text(layout.head[1], at)), _HEADING) + _MARGIN
            width = max(min(needs[at] + _MARGIN, most), heading, usual, least)
        if width > spoken.get(at, usual):
            tree.set_width(at, width)
        if free and needs[at] > width - 1:
            long.add(at)
    return Widened(beyond, frozenset(long))


def _usual(tree: SheetTree) -> float:
    about = tree.root.find("{*}sheetFormatPr")
    told = about.get("defaultColWidth") if about is not None else None
    return float(told or _USUAL)


def _text(value: Value) -> str:
    return "" if value is None else "0" * _DAY if isinstance(value, date) else str(value)


def _width(text: str) -> int:
    return max(map(wide, text.splitlines()), default=0)
