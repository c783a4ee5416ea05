"""In the child process: columns added to one sheet of a workbook, inside its own parts. Every other part
(other sheets, charts, pictures, comments) stays byte for byte: openpyxl would write anew only what it knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from anbang_desktop.excel.cell_styles import TEXT, Change, Styles
from anbang_desktop.excel.list_text import LONG_NUMBER, is_formula_like, lines_of, wide
from anbang_desktop.excel.package import WORKBOOK, Node, Package
from anbang_desktop.excel.paper import AREA, name_rows, set_for_paper, set_name
from anbang_desktop.excel.scan import column_letters, sheet_members
from anbang_desktop.excel.sheet_tree import SheetTree, Strings, plain

_CORE = "docProps/core.xml"
_POINTS_A_LINE = 1.35  # the height of a line by that of its letters
_GROUND = "FFFFC000"  # of what is marked: amber, a middle grey on paper
_USUAL_WIDTH, _MOST_WIDE, _DAY = 9, 24, 10  # in digits; of a column nobody set, of one set here, of a day
_FEW = 3  # cells that a line of the table has at least
_MEASURED = 200  # rows that are looked at for a width
_CORE_NAMES = re.compile(
    rb"<(dc:creator|cp:lastModifiedBy)(?:\s[^>]*)?>[^<]*</\1>"
)  # of the file's own properties


@dataclass(frozen=True, slots=True)
class Column:
    """A column to add; ``at`` (from 1) is one of the file that already has this meaning."""

    header: str
    texts: dict[int, str]
    width: int
    at: int | None


def patch(data: bytes, sheet: str, header: tuple[int, int], width: int, columns: Sequence[Column]) -> "Patch":
    """The workbook opened, with the columns added behind ``width`` or in their own place."""
    made = Patch(Package(data), sheet, header)
    free = width + 1
    for column in columns:
        place = column.at or made.empty_column(column.header) or free
        free += place == free
        made.add(place, column)
    made.keep_long_numbers()
    made.widen(width)
    made.make_printable()
    return made


class Patch:
    """One sheet of one workbook while it is changed."""

    def __init__(self, package: Package, sheet: str, header: tuple[int, int]) -> None:
        """``header`` are the first and the last row of the heading."""
        self._package, self.first, self.last = package, *header
        names = [one.get("name") for one in package.peek(WORKBOOK).iter("{*}sheet")]
        self._at, self._name = names.index(sheet), sheet
        self._strings, self._styles = Strings(package), Styles(package)
        part = sheet_members(package.archive)[self._at]
        self.tree = SheetTree(package.tree(part), self._strings)
        self._cells = self.tree.cells

    def save(self, out: Path | BytesIO) -> int:
        """Write it, without who wrote the file; the last row that holds a cell."""
        for old in self.tree.root.findall(f"{{{self.tree.ns}}}dimension"):
            self.tree.root.remove(old)  # it may be left out, and would be wrong
        if self._package.has(_CORE):
            self._package.replace(_CORE, _CORE_NAMES.sub(b"", self._package.read(_CORE)))
        made = self._package.save()
        if isinstance(out, Path):
            out.write_bytes(made)
        else:
            out.write(made)
        return max(self.tree.rows, default=0)

    # ---- reading

    def empty_column(self, header: str) -> int | None:
        """A column that the sheet keeps free under just this heading."""
        named = [
            column
            for row in range(self.first, self.last + 1)
            for column in self._cells.get(row, {})
            if re.sub(r"\s", "", self.tree.text(row, column)) == header
        ]
        bodies = [row for row in self.tree.rows if row > self.last]
        return next((one for one in named if not any(self.tree.has(row, one) for row in bodies)), None)

    # ---- writing

    def add(self, place: int, column: Column) -> None:
        """Heading, texts and width of one column."""
        if not any(self.tree.text(row, place) for row in range(self.first, self.last + 1)):
            self._head(place, column.header)
        self.tree.set_width(place, column.width)
        for row in self.tree.rows:
            if row > self.last and self._cells.get(row) and row not in column.texts:
                self._style_blank(row, place)
        for row, text in sorted(column.texts.items()):
            like = self._like(row, place)
            self.tree.write_text(row, place, text, self._style(like, quoted=is_formula_like(text)))
            self._grow(row, lines_of(text, column.width), like)

    def _head(self, place: int, title: str) -> None:
        for row in range(self.first, self.last + 1):
            self.tree.write_text(row, place, title if row == self.first else "", self._like(row, place))
        if self.last > self.first:
            merges = self.tree.child("mergeCells")
            letters = column_letters(place)
            node = etree.SubElement(merges, f"{{{self.tree.ns}}}mergeCell")
            node.set("ref", f"{letters}{self.first}:{letters}{self.last}")
            merges.set("count", str(len(merges)))

    def _style_blank(self, row: int, place: int) -> None:
        """The lines of the table go on."""
        if place not in self._cells[row] and self._cells[row].get(place - 1) is not None:
            self.tree.write_text(row, place, "", self._style(self._like(row, place), quoted=False))

    def _like(self, row: int, place: int) -> str:
        """The style of the cell to the left."""
        left = self._cells.get(row, {}).get(place - 1)
        return str(left.get("s") or "0") if left is not None else "0"

    def _style(self, like: str, *, quoted: bool, wrapped: bool = True) -> str:
        """The style of a cell with the format of text, and wrapped."""
        return self._styles.changed(like, Change(TEXT, quoted=quoted, wrapped=wrapped))

    def shade(self, row: int, column: int) -> None:
        """A cell on a ground that is seen on grey paper too, its letters bold; its format stays."""
        cell = self.tree.cell(row, column)
        cell.set("s", self._styles.changed(cell.get("s") or "0", Change(bold=True, ground=_GROUND)))

    def _grow(self, row: int, lines: int, like: str) -> None:
        """A row whose height was set grows with what it is to hold; the others grow by themselves."""
        node = self.tree.row(row)
        if node.get("ht") is not None:
            need = lines * self._styles.look(like)[0] * _POINTS_A_LINE
            node.set("ht", f"{max(float(node.get('ht')), min(need, 409.0)):g}")

    def widen(self, width: int) -> None:
        """Columns whose width nobody set get room for what they hold: a day in a narrow one prints as ###."""
        spoken = [(int(node.get("min")), int(node.get("max"))) for node in self.tree.columns()]
        rows = [row for row, cells in self._cells.items() if row >= self.first and _lined(cells)][:_MEASURED]
        for place in range(1, width + 1):
            if not any(low <= place <= high for low, high in spoken):
                room = max((self._room(row, place) for row in rows), default=0)
                if room + 2 > _USUAL_WIDTH:
                    self.tree.set_width(place, min(room + 2, _MOST_WIDE))

    def _room(self, row: int, place: int) -> int:
        cell = self._cells.get(row, {}).get(place)
        if cell is not None and cell.get("t") in (None, "n") and len(cell):
            return _DAY if cell.get("s") else len(self.tree.text(row, place))
        return max(map(wide, self.tree.text(row, place).splitlines() or [""]))

    def keep_long_numbers(self) -> None:
        """An ID number that stands as text gets the format of text, so that editing the cell in Excel keeps
        all its digits.
        """
        texts = self._strings.texts()
        long = {str(at) for at, text in enumerate(texts) if LONG_NUMBER.fullmatch(text.strip())}
        for row, cells in self._cells.items():
            for cell in cells.values() if row > self.last else ():
                kind = cell.get("t")
                if (kind == "s" and cell.findtext(f"{{{self.tree.ns}}}v") in long) or (
                    kind == "inlineStr" and LONG_NUMBER.fullmatch(plain(cell).strip())
                ):
                    cell.set("s", self._style(cell.get("s") or "0", quoted=False, wrapped=False))

    def make_printable(self) -> None:
        """Across, as wide as one sheet of paper, the heading on each; the new columns are printed too."""
        set_for_paper(self.tree, across=True)
        name_rows(self._package, self._at, self._name, (self.first, self.last))
        set_name(self._package, AREA, self._at, "")


def _lined(cells: dict[int, Node]) -> bool:
    """A line of the table, and no remark under it that runs on over its neighbours."""
    return sum(len(cell) > 0 for cell in cells.values()) >= _FEW
