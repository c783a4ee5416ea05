"""Places written as text (A1:C3, 名册!$B$4) after rows were inserted: what lies below moves, what spans them
grows, as in Excel.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anbang_desktop.excel.scan import column_letters, column_number

_SHEET = r"(?:'(?:[^']|'')*'|[\w.\u0080-\uffff]+(?::[\w.\u0080-\uffff]+)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # words
    r"|\[[^\[\]]*\]"  # a column of a table
    rf"|(?<![\w.$])(?P<sheet>{_SHEET})?"
    rf"(?:(?P<first>{_CELL})(?::(?P<last>{_CELL}))?|(?P<top>\$?[0-9]{{1,7}}):(?P<bottom>\$?[0-9]{{1,7}}))"
    r"(?![\w.(\[!])"
)
_PLACE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Insertion:
    """``extra`` rows go in before row ``at``. A range that ends at row ``tail`` or below grows or moves; what
    holds for row ``model`` alone may be spread over the new rows (0: for none).
    """

    at: int
    extra: int
    tail: int
    model: int

    def moved(self, row: int) -> int:
        """Where a row, or a reference to it alone, goes."""
        return row + self.extra if row >= self.at else row

    def end(self, row: int) -> int:
        """Where the last row of a range goes."""
        return row + self.extra if row >= self.tail else row

    @property
    def new_rows(self) -> range:
        """The rows that weren't there."""
        return range(self.at, self.at + self.extra)


def move_area(area: str, insertion: Insertion, *, spread: bool = False) -> str:
    """A range, or several, of one sheet. ``spread``: what holds for the model row holds for the new rows."""
    return " ".join(_moved_part(part, insertion, spread=spread) for part in area.split())


def _moved_part(part: str, insertion: Insertion, *, spread: bool) -> str:
    first, _, last = part.partition(":")
    begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if begin is None or end is None:
        return move_formula(part, insertion, here=True, titles=frozenset())  # whole rows or columns
    top, bottom = int(begin[4]), int(end[4])
    corner, other = (f"{one[1]}{one[2]}{one[3]}" for one in (begin, end))
    new_top, new_bottom = insertion.moved(top), insertion.end(bottom)
    if spread and bottom == insertion.model < insertion.tail:
        new_bottom = insertion.new_rows[-1]
    whole = f"{corner}{new_top}"
    return whole if not last and new_top == new_bottom else f"{whole}:{other}{new_bottom}"


def move_formula(formula: str, insertion: Insertion, *, here: bool, titles: frozenset[str]) -> str:
    """A formula whose references follow the insertion. ``titles`` is the sheet's name; ``here``: references
    without a sheet's name mean that sheet.
    """

    def move(match: re.Match[str]) -> str:
        sheet = match["sheet"]
        if not (match["first"] or match["top"]) or not _means(sheet, titles, here=here):
            return match[0]
        if match["top"]:
            top, bottom = (int(match[part].strip("$")) for part in ("top", "bottom"))
            marks = ["$" if match[part].startswith("$") else "" for part in ("top", "bottom")]
            return f"{sheet or ''}{marks[0]}{insertion.moved(top)}:{marks[1]}{insertion.end(bottom)}"
        if match["last"]:
            first = _at(match["first"], insertion.moved)
            return f"{sheet or ''}{first}:{_at(match['last'], insertion.end)}"
        return f"{sheet or ''}{_at(match['first'], insertion.moved)}"

    return _TOKEN.sub(move, formula)


def _means(sheet: str | None, titles: frozenset[str], *, here: bool) -> bool:
    return here if sheet is None else sheet_name(sheet) in titles


def _at(place: str, move: Callable[[int], int]) -> str:
    match = _PLACE.fullmatch(place)
    assert match is not None  # noqa: S101 - the expression above found it
    return f"{match[1]}{match[2]}{match[3]}{move(int(match[4]))}"


def sheet_name(mark: str) -> str:
    """'甲''乙'! as 甲'乙."""
    name = mark.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def sheets_named(formula: str) -> set[str]:
    """The sheets a formula looks at by name; several in one (一月:三月) as they stand there."""
    return {sheet_name(match["sheet"]) for match in _TOKEN.finditer(formula) if match["sheet"]}


def translate(formula: str, down: int, right: int = 0) -> str:
    """A formula as it reads when it is copied so many cells away; what has a $ stays."""

    def move(match: re.Match[str]) -> str:
        if match["top"]:
            parts = [_row_moved(match[part], down) for part in ("top", "bottom")]
        elif match["first"]:
            parts = [_copied(match[part], down, right) for part in ("first", "last") if match[part]]
        else:
            return match[0]
        return f"{match['sheet'] or ''}{':'.join(parts)}"

    return _TOKEN.sub(move, formula)


def _row_moved(row: str, down: int) -> str:
    return row if row.startswith("$") else str(int(row) + down)


def _copied(place: str, down: int, right: int) -> str:
    match = _PLACE.fullmatch(place)
    assert match is not None  # noqa: S101 - as above
    column = match[2] if match[1] else column_letters(max(column_number(match[2].upper()) + right, 1))
    row = match[4] if match[3] else str(max(int(match[4]) + down, 1))
    return f"{match[1]}{column}{match[3]}{row}"
