"""One sheet of a workbook as its own XML: cells are found, read and written in place, all else stays."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from anbang_desktop.excel.list_text import escaped, unescaped
from anbang_desktop.excel.package import STRINGS, Node, Package, local
from anbang_desktop.excel.scan import REFERENCE, column_letters, column_number

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SETTINGS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_MERGES = (
    *_SETTINGS,
    *("cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
    *("sortState", "dataConsolidate", "customSheetViews"),
)
_PAGE = (
    *_MERGES,
    *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
)
_BEFORE: dict[str, tuple[str, ...]] = {  # what stands before a child of the worksheet, as the format wants it
    "sheetPr": (),
    "cols": _SETTINGS,
    "sheetData": (*_SETTINGS, "cols"),
    "mergeCells": _MERGES,
    "pageMargins": _PAGE,
    "pageSetup": (*_PAGE, "pageMargins"),
}


class Strings:
    """The texts that the sheets of a workbook share."""

    def __init__(self, package: Package) -> None:
        """Nothing is read yet."""
        self._package = package
        self._nodes: list[Node] | None = None

    def node(self, number: str) -> Node | None:
        """The text of that number, with how it is written."""
        if self._nodes is None:
            known = self._package.has(STRINGS)
            self._nodes = list(self._package.peek(STRINGS).iterchildren("{*}si")) if known else []
        return self._nodes[int(number)] if number.isdecimal() and int(number) < len(self._nodes) else None

    def texts(self) -> list[str]:
        """All of them, plain."""
        self.node("")
        return [plain(node) for node in self._nodes or ()]


class SheetTree:
    """One sheet while it is changed. Rows and cells may leave out their own address; here each has one."""

    def __init__(self, root: Node, strings: Strings) -> None:
        """``root`` is the worksheet."""
        self.root, self.strings = root, strings
        self.ns = etree.QName(root).namespace
        self.data: Node = self.child("sheetData")
        self.rows: dict[int, Node] = {}
        self.cells: dict[int, dict[int, Node]] = {}
        self.index()

    def index(self) -> None:
        """Find rows and cells by their places."""
        self.rows.clear()
        self.cells.clear()
        row = 0
        for node in self.data.iterchildren(f"{{{self.ns}}}row"):
            row = int(node.get("r") or row + 1)
            node.set("r", str(row))
            self.rows[row] = node
            cells, column = self.cells.setdefault(row, {}), 0
            for cell in node.iterchildren(f"{{{self.ns}}}c"):
                place = REFERENCE.fullmatch(cell.get("r") or "")
                column = column_number(place[1]) if place else column + 1
                cell.set("r", f"{column_letters(column)}{row}")
                cells[column] = cell

    # ---- reading

    def has(self, row: int, column: int) -> bool:
        """Whether the cell holds anything."""
        cell = self.cells.get(row, {}).get(column)
        return cell is not None and len(cell) > 0

    def text(self, row: int, column: int) -> str:
        """What a cell holds, as text; empty where it holds nothing."""
        cell = self.cells.get(row, {}).get(column)
        if cell is None:
            return ""
        words = self.words(cell)
        return plain(words) if words is not None else cell.findtext(f"{{{self.ns}}}v") or ""

    def words(self, cell: Node) -> Node | None:
        """The element with a cell's words (of a text only), its own or the shared one."""
        if cell.get("t") == "inlineStr":
            return cell.find(f"{{{self.ns}}}is")
        if cell.get("t") == "s":
            return self.strings.node(cell.findtext(f"{{{self.ns}}}v") or "")
        return None

    def formula(self, row: int, column: int) -> Node | None:
        """The formula of a cell."""
        cell = self.cells.get(row, {}).get(column)
        return None if cell is None else cell.find(f"{{{self.ns}}}f")

    def style(self, row: int, column: int) -> str:
        """The number of the format of a cell, of its row or of its column."""
        cell = self.cells.get(row, {}).get(column)
        if cell is not None:
            return str(cell.get("s") or "0")
        node = self.rows.get(row)
        if node is not None and node.get("customFormat") in ("1", "true"):
            return str(node.get("s") or "0")
        return next((str(col.get("style") or "0") for col in self.columns() if _covers(col, column)), "0")

    def columns(self) -> Iterator[Node]:
        """The groups of columns that something is said of."""
        for cols in self.root.iterchildren(f"{{{self.ns}}}cols"):
            yield from cols.iterchildren(f"{{{self.ns}}}col")

    def merges(self) -> Iterator[tuple[int, int, int, int]]:
        """The merged areas: first row and column, last row and column."""
        for merges in self.root.iterchildren(f"{{{self.ns}}}mergeCells"):
            for node in merges.iterchildren(f"{{{self.ns}}}mergeCell"):
                found = corners(str(node.get("ref") or ""))
                if found is not None:
                    yield found

    # ---- writing

    def cell(self, row: int, column: int) -> Node:
        """A cell, made in its place (and with the format of its row or column) where there is none."""
        cells = self.cells.setdefault(row, {})
        if column not in cells:
            style, node = self.style(row, column), self.row(row)
            made = etree.Element(f"{{{self.ns}}}c")
            made.set("r", f"{column_letters(column)}{row}")
            if style != "0":
                made.set("s", style)
            before = [at for at in cells if at < column]
            node.insert(node.index(cells[max(before)]) + 1 if before else 0, made)
            node.attrib.pop("spans", None)
            cells[column] = made
        return cells[column]

    def row(self, row: int) -> Node:
        """A row, made in its place where there is none."""
        if row not in self.rows:
            made = etree.Element(f"{{{self.ns}}}row")
            made.set("r", str(row))
            before = [at for at in self.rows if at < row]
            self.data.insert(self.data.index(self.rows[max(before)]) + 1 if before else 0, made)
            self.rows[row] = made
            self.cells.setdefault(row, {})
        return self.rows[row]

    def write_text(self, row: int, column: int, text: str, style: str) -> None:
        """A text as words of the cell's own; an empty one leaves the format alone."""
        cell = self.cell(row, column)
        clear(cell)
        cell.set("s", style)
        if text:
            cell.set("t", "inlineStr")
            _put(etree.SubElement(etree.SubElement(cell, f"{{{self.ns}}}is"), f"{{{self.ns}}}t"), text)

    def write_number(self, row: int, column: int, number: str, style: str) -> None:
        """A number as its digits."""
        cell = self.cell(row, column)
        clear(cell)
        cell.set("s", style)
        etree.SubElement(cell, f"{{{self.ns}}}v").text = number

    def complete(self, cell: Node, text: str) -> None:
        """Other words in a text cell; what stays of the old ones keeps its looks."""
        words = self.words(cell)
        runs = _runs(words) if words is not None else []
        clear(cell)
        cell.set("t", "inlineStr")
        made = etree.SubElement(cell, f"{{{self.ns}}}is")
        for look, piece in _respelled(runs, text) if len(runs) > 1 or _looks(runs) else [(None, text)]:
            holder = made
            if look is not None:
                holder = etree.SubElement(made, f"{{{self.ns}}}r")
                holder.extend([deepcopy(one) for one in look])
            _put(etree.SubElement(holder, f"{{{self.ns}}}t"), piece)

    def child(self, tag: str) -> Node:
        """A child of the worksheet, made in its place where there is none."""
        found = self.root.find(f"{{{self.ns}}}{tag}")
        if found is None:
            found = etree.Element(f"{{{self.ns}}}{tag}")
            earlier = [node for node in self.root if local(node) in _BEFORE[tag]]
            if earlier:
                earlier[-1].addnext(found)
            else:
                self.root.insert(0, found)
        return found

    def set_width(self, place: int, width: float) -> None:
        """The width of one column, in digits; what else is said of it stays."""
        cols = self.child("cols")
        old = next((node for node in cols if _covers(node, place)), None)
        made = etree.Element(f"{{{self.ns}}}col") if old is None else deepcopy(old)
        made.attrib.pop("hidden", None)
        if old is not None:
            self._split(cols, old, place)
        for name, value in (("min", place), ("max", place), ("width", f"{width:g}"), ("customWidth", 1)):
            made.set(name, str(value))
        before = [node for node in cols if int(node.get("max")) < place]
        cols.insert(cols.index(before[-1]) + 1 if before else 0, made)

    def _split(self, cols: Node, old: Node, place: int) -> None:
        low, high, at = int(old.get("min")), int(old.get("max")), cols.index(old)
        cols.remove(old)
        for begin, end in ((place + 1, high), (low, place - 1)):
            if begin <= end:
                rest = deepcopy(old)
                rest.set("min", str(begin))
                rest.set("max", str(end))
                cols.insert(at, rest)


def _covers(col: Node, column: int) -> bool:
    return int(col.get("min") or 0) <= column <= int(col.get("max") or 0)


def clear(cell: Node) -> None:
    """Take out what a cell holds."""
    for part in list(cell):
        cell.remove(part)
    cell.attrib.pop("t", None)
    cell.attrib.pop("vm", None)


def corners(area: str) -> tuple[int, int, int, int] | None:
    """A1:C3 as (1, 1, 3, 3); None for what is no area of cells."""
    first, _, last = area.replace("$", "").partition(":")
    begin, end = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last or first)
    if begin is None or end is None:
        return None
    return int(begin[2]), column_number(begin[1]), int(end[2]), column_number(end[1])


def plain(node: Node) -> str:
    """The words of a text, of all its runs, without how it is to be spoken."""
    return "".join(
        unescaped(part.text or "") for part in node.iter("{*}t") if local(part.getparent()) != "rPh"
    )


def _put(node: Node, text: str) -> None:
    node.set(_SPACE, "preserve")
    node.text = escaped(text)


_Runs = list[tuple[list[Node], str]]


def _runs(words: Node) -> _Runs:
    """The pieces of a text with their looks."""
    found: _Runs = []
    for part in words:
        if local(part) == "t":
            found.append(([], unescaped(part.text or "")))
        elif local(part) == "r":
            found.append((part.findall("{*}rPr"), plain(part)))
    return found


def _looks(runs: _Runs) -> bool:
    return any(look for look, _text in runs)


def _respelled(runs: _Runs, text: str) -> Iterator[tuple[list[Node] | None, str]]:
    """The new text cut as the old one was: what both begin and end with keeps its looks, what is new between
    looks like what it replaces.
    """
    old = "".join(piece for _look, piece in runs)
    head = _common(old, text)
    tail = _common(old[head:][::-1], text[head:][::-1])
    middle = text[head : len(text) - tail]
    at, placed = 0, not middle
    for look, piece in runs:
        begin, at = at, at + len(piece)
        kept = piece[: max(head - begin, 0)]
        if (not placed and at > head) or (not placed and at == head == len(old)):
            kept, placed = kept + middle, True
        kept += piece[max(len(old) - tail - begin, 0) :]
        if kept:
            yield look, kept


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
