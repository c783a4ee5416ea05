"""The people of a roster as the text of rows: each like the prepared row it takes the place of, streamed into
the sheet, since a tree of a big roster would cost gigabytes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from anbang_desktop.excel.cell_styles import DAY, TEXT, Change, Styles
from anbang_desktop.excel.formula import NotSimple, Result
from anbang_desktop.excel.list_text import escaped, is_formula_like
from anbang_desktop.excel.package import Node
from anbang_desktop.excel.references import translate
from anbang_desktop.excel.scan import column_letters
from anbang_desktop.excel.sheet_tree import SheetTree
from anbang_desktop.excel.template import Column, Value
from anbang_desktop.excel.template_height import Heights, lines_of

SERIAL = "serial"
_CHUNK = 256  # rows written at once
_LONGEST = 32_767
_ENTITIES = {"\r": "&#13;"}
_OUTER = re.compile(r"^\s|\s$|[\n\t]|\s\s")
_OWN_HEIGHT = ("1", "true")
_LEFT_OUT = frozenset(("r", "spans", "ht", "hidden"))  # of a row that is copied
_BEGIN = (date(1899, 12, 30).toordinal(), date(1904, 1, 1).toordinal())
_FIRST_DAYS = 61  # before March 1900 Excel counts a day that never was

_ROW, _ORDINAL = "\0", "\1"  # stand in the text of a row for its number and for that of the person
_REMEMBERED = 4096  # values of a column

Make = Callable[[int, Sequence[Value], int], str]
Reckoned = Callable[[int, int], Result]
_Column = Mapping[Value, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How this workbook writes: whether days count from 1904, which columns get wrapped text."""

    from_1904: bool = False
    wrapped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Model:
    """A prepared row: its number in the tree, whether it is a heading whose weight goes."""

    row: int
    heading: bool = False


class RowText:
    """Writes rows like those of one sheet."""

    def __init__(self, tree: SheetTree, styles: Styles, columns: Sequence[Column], manner: Manner) -> None:
        """``columns`` are those that get values, in their order."""
        self._tree, self._styles, self._manner = tree, styles, manner
        self._known: Mapping[int, int] = {column.at: place for place, column in enumerate(columns)}
        self._serial = {column.at for column in columns if column.field == SERIAL}
        self._heights = Heights(tree, styles)
        self._mark = f"{tree.data.prefix}:" if tree.data.prefix else ""
        self._covered: dict[int, set[int]] = {}  # columns under joined cells, by row
        self._beside: dict[int, set[int]] = {}  # those of cells joined sideways only
        for top, left, bottom, right in tree.merges():
            for row in range(top, bottom + 1):
                under = range(left + (row == top), right + 1)
                self._covered.setdefault(row, set()).update(under)
                if top == bottom:
                    self._beside.setdefault(row, set()).update(under)

    def write(
        self,
        rows: Iterable[Sequence[Value]],
        models: Callable[[int], Model],
        first: int,
        reckoned: Reckoned,
    ) -> Iterator[bytes]:
        """The rows from row ``first`` on; ``models`` tells for each (from 0) what it is like, ``reckoned``
        what the formula of a cell (row, column) gives.
        """
        lines: list[str] = []
        last: Model | None = None
        for place, values in enumerate(rows):
            model = models(place)
            if model != last:
                make, last = self._row(model, reckoned), model
            lines.append(make(first + place, values, place + 1))
            if len(lines) == _CHUNK:
                yield "".join(lines).encode("utf-8")
                lines.clear()
        yield "".join(lines).encode("utf-8")

    # ---- one row

    def _row(self, model: Model, reckoned: Reckoned) -> Make:
        """How a row like the model is written: one text with places for what differs."""
        node, mark = self._tree.rows.get(model.row), self._mark
        own = node is not None and node.get("customHeight") in _OWN_HEIGHT
        told = f' ht="{node.get("ht")}"' if node is not None and node.get("ht") else ""
        least = float(node.get("ht") or 0) if node is not None else 0.0
        usual = self._usual(model.row)
        pieces, columns = self._pieces(model, reckoned)
        body = f"{pieces}</{mark}row>"
        begin = f'<{mark}row r="{_ROW}"{_attributes(node, self._tree.root)}'.replace("%", "%%")
        fixed = f"{begin}{told}>{body}"

        def make(row: int, values: Sequence[Value], ordinal: int) -> str:
            need, cells = usual, []
            for place, column in columns:
                tail, high = column[values[place] if place >= 0 else row]
                cells.append(tail)
                need = max(need, high)
            text = f'{begin} ht="{need:g}">{body}' if need > least and not own else fixed
            return text.replace(_ROW, str(row)).replace(_ORDINAL, str(ordinal)) % tuple(cells)

        return make

    def _usual(self, row: int) -> float:
        """What one line of text takes."""
        columns = [column for column in self._known if column not in self._serial]
        ems = [self._heights.letter(self._tree.style(row, column))[0] for column in columns]
        return max((self._heights.needed(1, em) for em in ems), default=0.0)

    def _pieces(self, model: Model, reckoned: Reckoned) -> tuple[str, list[tuple[int, _Column]]]:
        """The cells as one text with places for what differs, and what goes there: of a value its place among
        the row's values, of a formula −1.
        """
        cells, mark = self._tree.cells.get(model.row, {}), self._mark
        covered = (self._beside if model.heading else self._covered).get(model.row, set())
        pieces: list[str] = []
        columns: list[tuple[int, _Column]] = []
        for column in sorted({*cells, *self._known}):
            style = self._tree.style(model.row, column)
            if model.heading:
                style = self._styles.changed(style, Change(bold=False))
            cell = cells.get(column)
            formula = cell.find("{*}f") if cell is not None and not model.heading else None
            head = f'<{mark}c r="{column_letters(column)}{_ROW}"'
            if formula is not None:
                columns.append((-1, _FormulaColumn(mark, column, style, (formula, model.row), reckoned)))
            elif column not in self._known or column in covered:
                pieces.append(f"{head}{_style(style)}/>")
                continue
            elif column in self._serial:
                pieces.append(f"{head}{_style(style)}><{mark}v>{_ORDINAL}</{mark}v></{mark}c>")
                continue
            else:
                em, wrapped = self._heights.letter(style)
                lines = _Lines(self._heights, self._heights.room(model.row, column), em)
                wrapped = wrapped or column in self._manner.wrapped
                about = _About(
                    mark, style, self._styles, self._manner.from_1904, column in self._manner.wrapped
                )
                columns.append((self._known[column], _ValueColumn(about, lines if wrapped else None)))
            pieces.append(f"{head}%s")
        return "".join(pieces), columns


def _style(style: str) -> str:
    return f' s="{style}"' if style != "0" else ""


@dataclass(frozen=True, slots=True)
class _Lines:
    """How high the text of a wrapped column makes its row."""

    heights: Heights
    room: float
    em: float

    def needed(self, text: str) -> float:
        width = len(text) * self.em
        if (width <= self.room or (text.isascii() and width <= 2 * self.room)) and "\n" not in text:
            return 0.0
        return self.heights.needed(lines_of(text, self.room, self.em), self.em)


@dataclass(frozen=True, slots=True)
class _About:
    """How the values of one column are written."""

    mark: str
    style: str
    styles: Styles
    from_1904: bool
    wrapped: bool

    def words(self, text: str) -> str:
        """Text that stays text."""
        change = Change(TEXT, quoted=is_formula_like(text), wrapped=self.wrapped)
        mark, kept = self.mark, ' xml:space="preserve"' if _OUTER.search(text) else ""
        spelled = escape(escaped(text), _ENTITIES)
        style = _style(self.styles.changed(self.style, change))
        return f'{style} t="inlineStr"><{mark}is><{mark}t{kept}>{spelled}</{mark}t></{mark}is></{mark}c>'

    def number(self, value: Value) -> str:
        """A number, or a day as a number."""
        style, number = self.style, spelled_number(value)
        if isinstance(value, date):
            day = day_number(value, from_1904=self.from_1904)
            if day is None:
                return self.words(value.isoformat())
            number = day
            style = style if self.styles.is_day(style) else self.styles.changed(style, Change(DAY))
        return f"{_style(style)}><{self.mark}v>{number}</{self.mark}v></{self.mark}c>"


class _ValueColumn(dict[Value, tuple[str, float]]):
    """The rest of a cell by its value, and the height it needs. What came before is known; of a column where
    each value is another only the first ones are kept.
    """

    def __init__(self, about: _About, lines: _Lines | None) -> None:
        self._about, self._lines = about, lines
        style = _style(about.styles.changed(about.style, Change(TEXT, quoted=False, wrapped=about.wrapped)))
        self._open = f'{style} t="inlineStr"><{about.mark}is><{about.mark}t>'
        self._close = f"</{about.mark}t></{about.mark}is></{about.mark}c>"
        self[None] = self[""] = (f"{_style(about.style)}/>", 0.0)

    def __missing__(self, value: Value) -> tuple[str, float]:
        if not isinstance(value, str):
            made = (self._about.number(value), 0.0)
        elif value.isalnum() and len(value) < _LONGEST:
            tail = f"{self._open}{value}{self._close}"
            made = (tail, self._lines.needed(value) if self._lines is not None else 0.0)
        else:
            tail = self._about.words(value)
            made = (tail, self._lines.needed(value) if self._lines is not None else 0.0)
        if len(self) < _REMEMBERED and (isinstance(value, str) or value.__class__ is date):
            self[value] = made
        return made


class _FormulaColumn(dict[Value, tuple[str, float]]):
    """The rest of a cell with the county's own formula, by the number of its row."""

    def __init__(
        self, mark: str, column: int, style: str, formula: tuple[Node, int], reckoned: Reckoned
    ) -> None:
        self._mark, self._column, self._style = mark, column, _style(style)
        self._text, self._origin = str(formula[0].text or ""), formula[1]
        self._array = formula[0].get("t") == "array"
        self._reckoned = reckoned

    def __missing__(self, row: Value) -> tuple[str, float]:
        at, mark = int(str(row)), self._mark
        spelled = escape(translate(self._text, at - self._origin))
        if self._array:
            kind = f' t="array" ref="{column_letters(self._column)}{at}"'
            return f"{self._style}><{mark}f{kind}>{spelled}</{mark}f></{mark}c>", 0.0
        try:
            about, value = cached(self._reckoned(at, self._column), mark)
        except NotSimple:
            about, value = "", ""
        return f"{self._style}{about}><{mark}f>{spelled}</{mark}f>{value}</{mark}c>", 0.0


def day_number(day: date, *, from_1904: bool) -> str | None:
    """A day as Excel counts it; None for one that it can't count."""
    number = day.toordinal() - _BEGIN[from_1904]
    return str(number) if number >= (0 if from_1904 else _FIRST_DAYS) else None


def spelled_number(value: Value) -> str:
    """The digits of a number, never with an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(int(value)) if isinstance(value, int) else "0"


def cached(found: Result, mark: str = "") -> tuple[str, str]:
    """What a formula gave, for its cell: the attributes and the value as XML."""
    if isinstance(found, bool):
        return ' t="b"', f"<{mark}v>{int(found)}</{mark}v>"
    if isinstance(found, Decimal):
        return "", f"<{mark}v>{spelled_result(found)}</{mark}v>"
    return ' t="str"', f"<{mark}v>{escape(escaped(found or ''), _ENTITIES)}</{mark}v>" if found else ""


def spelled_result(found: Decimal) -> str:
    """A reckoned number as the file holds it."""
    whole = found == found.to_integral_value() and abs(found) < 10**15
    return str(int(found)) if whole else repr(float(found))


def _attributes(node: Node | None, root: Node) -> str:
    """What is said of a row, for one like it; a hidden row would hide a person."""
    if node is None:
        return ""
    prefixes = {space: prefix for prefix, space in root.nsmap.items() if prefix}
    made = []
    for name, value in node.attrib.items():
        space, _, tag = str(name).rpartition("}")
        if tag not in _LEFT_OUT and (not space or space[1:] in prefixes):
            spelled = f"{prefixes[space[1:]]}:{tag}" if space else tag
            made.append(f" {spelled}={quoteattr(value)}")
    return "".join(made)
