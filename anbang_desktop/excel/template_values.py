"""What the cells of a workbook that is being filled hold, so that its own formulas can be reckoned; and the
results written beside them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from anbang_desktop.excel.formula import Area, At, Formula, NotSimple, Result, outcome, parse
from anbang_desktop.excel.package import Node
from anbang_desktop.excel.references import translate
from anbang_desktop.excel.sheet_tree import SheetTree, corners, plain
from anbang_desktop.excel.template import Value
from anbang_desktop.excel.template_stream import day_number, spelled_result

_MOST = 3_000_000  # cells that all formulas of a workbook may look at


@dataclass(slots=True)
class Streamed:
    """The rows of a roster, which stand in no tree: from row ``first`` on, ``columns`` by their place among
    the values; ``origin`` tells which row of the tree one is like, for its formulas.
    """

    rows: Callable[[], Iterable[Sequence[Value]]]
    first: int
    count: int
    columns: Mapping[int, int]  # the column of the sheet, its place among the values (−1: a serial number)
    origin: Callable[[int], int]
    kept: dict[int, list[Value]] = field(default_factory=dict)

    def holds(self, row: int) -> bool:
        """Whether it is one of these rows."""
        return self.first <= row < self.first + self.count

    def keep(self, columns: Iterable[int]) -> None:
        """Go through the rows once for the columns that formulas look at."""
        wanted = {column: self.columns[column] for column in columns if self.columns.get(column, -1) >= 0}
        for column in wanted:
            self.kept[column] = []
        if wanted:
            for values in self.rows():
                for column, place in wanted.items():
                    self.kept[column].append(values[place])

    def value(self, row: int, column: int) -> Value:
        """What is written into a cell; None where nothing is."""
        if column not in self.columns:
            return None
        if self.columns[column] < 0:
            return row - self.first + 1
        kept = self.kept.get(column, [])
        if row - self.first >= len(kept):
            raise NotSimple("a cell that wasn't looked at")
        return kept[row - self.first]


@dataclass(frozen=True, slots=True)
class _Sheet:
    tree: SheetTree
    streamed: Streamed | None


class Reckoner:
    """The sheets that are open, as cells with values."""

    def __init__(self, *, from_1904: bool) -> None:
        """No sheet is there yet."""
        self._from_1904 = from_1904
        self._sheets: dict[str, _Sheet] = {}
        self._known: dict[tuple[str, int, int], Result | NotSimple] = {}
        self._left = [_MOST]

    def add(self, title: str, tree: SheetTree, streamed: Streamed | None = None) -> None:
        """A sheet by its name, with the rows that don't stand in its tree."""
        self._sheets[title] = _Sheet(tree, streamed)

    def prepare(self) -> None:
        """Read the columns of the rosters that formulas look at."""
        looked_at: dict[str, set[int]] = {}
        for title, sheet in self._sheets.items():
            for node in sheet.tree.data.iter("{*}f"):
                for area in _areas(node.text or ""):
                    across = range(area.first[1], area.last[1] + 1)
                    looked_at.setdefault(area.sheet or title, set()).update(across)
        for title, columns in looked_at.items():
            streamed = self._sheets[title].streamed if title in self._sheets else None
            if streamed is not None:
                streamed.keep(columns)

    def formula(self, title: str, row: int, column: int) -> Result:
        """What the formula in a cell gives; NotSimple where we can't tell."""
        key = (title, row, column)
        if key not in self._known:
            self._known[key] = NotSimple("it leads back to itself")
            self._known[key] = self._reckoned(*key)
        found = self._known[key]
        if isinstance(found, NotSimple):
            raise found
        return found

    def _reckoned(self, title: str, row: int, column: int) -> Result | NotSimple:
        sheet = self._sheets[title]
        streamed = sheet.streamed
        origin = streamed.origin(row) if streamed is not None and streamed.holds(row) else row
        node = sheet.tree.formula(origin, column)
        try:
            at = At(_Here(self, title), row, column, row - origin, self._left)
            return outcome(_parsed(node, origin, column, sheet.tree), at)
        except NotSimple as reason:
            return reason
        except RecursionError:
            return NotSimple("too deep")

    def value(self, title: str, row: int, column: int) -> Result:
        """What a cell shows."""
        sheet = self._sheets.get(title)
        if sheet is None:
            raise NotSimple(title)
        streamed = sheet.streamed
        if streamed is not None and streamed.holds(row):
            if sheet.tree.formula(streamed.origin(row), column) is not None:
                return self.formula(title, row, column)
            return self._plain(streamed.value(row, column))
        cell = sheet.tree.cells.get(row, {}).get(column)
        if cell is None:
            return None
        return self.formula(title, row, column) if cell.find("{*}f") is not None else _held(sheet.tree, cell)

    def _plain(self, value: Value) -> Result:
        if isinstance(value, date):
            number = day_number(value, from_1904=self._from_1904)
            return value.isoformat() if number is None else Decimal(number)
        if isinstance(value, str) or value is None:
            return value or None
        return Decimal(value)

    def write(self, title: str) -> None:
        """Give the formulas in a sheet's tree their results; those that we can't reckon lose the old ones."""
        tree = self._sheets[title].tree
        for row, cells in tree.cells.items():
            for column, cell in cells.items():
                if cell.find("{*}f") is not None:
                    try:
                        found = self.formula(title, row, column)
                    except NotSimple:
                        found = None
                    _write_result(cell, found, tree.ns)
                    _forget_array(tree, cell.find("{*}f"))


@dataclass(frozen=True, slots=True)
class _Here:
    """The cells as a formula in one sheet names them."""

    reckoner: Reckoner
    title: str

    def value(self, sheet: str, row: int, column: int) -> Result:
        return self.reckoner.value(sheet or self.title, row, column)


def _areas(formula: str) -> tuple[Area, ...]:
    try:
        return parse(formula).areas
    except NotSimple:
        return ()


def _parsed(node: Node | None, row: int, column: int, tree: SheetTree) -> Formula:
    if node is None or node.get("t") in ("array", "dataTable"):
        raise NotSimple("no plain formula")
    if node.get("t") != "shared" or node.text:
        return parse(node.text or "")
    for master in tree.data.iter("{*}f"):
        if master.get("si") == node.get("si") and master.get("t") == "shared" and master.text:
            top, left, _bottom, _right = corners(str(master.getparent().get("r"))) or (1, 1, 1, 1)
            return parse(translate(master.text, row - top, column - left))
    raise NotSimple("a shared formula without its text")


def _held(tree: SheetTree, cell: Node) -> Result:
    kind = cell.get("t") or "n"
    words = tree.words(cell)
    if kind in ("s", "inlineStr"):
        return (plain(words) or None) if words is not None else None
    value = cell.findtext("{*}v")
    if not value:
        return None
    if kind == "str":
        return str(value)
    if kind == "b":
        return value in ("1", "true")
    try:
        found = Decimal(value)
    except InvalidOperation as fault:
        raise NotSimple(kind) from fault
    if kind != "n" or not found.is_finite():
        raise NotSimple(kind)  # an error value, a day as text
    return found


def _forget_array(tree: SheetTree, node: Node) -> None:
    """The other cells that an array formula fills lose what it showed."""
    area = corners(str(node.get("ref") or "")) if node.get("t") in ("array", "dataTable") else None
    top, left, bottom, right = area or (1, 1, 0, 0)
    for row in range(top, bottom + 1):
        for column, cell in tree.cells.get(row, {}).items():
            if left <= column <= right and cell.find("{*}f") is None:
                _write_result(cell, None, tree.ns)


def _write_result(cell: Node, found: Result, space: str) -> None:
    for old in cell.findall(f"{{{space}}}v"):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if found is None:
        return
    made = etree.SubElement(cell, f"{{{space}}}v")
    if isinstance(found, bool):
        cell.set("t", "b")
        made.text = str(int(found))
    elif isinstance(found, Decimal):
        made.text = spelled_result(found)
    else:
        cell.set("t", "str")
        made.text = found
