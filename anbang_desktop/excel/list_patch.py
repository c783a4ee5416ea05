"""In the child process: columns added to one sheet of a workbook, inside its own parts. Every other part
(other sheets, charts, pictures, comments) stays byte for byte: openpyxl would write anew only what it knows.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from anbang_desktop.excel.container import mended
from anbang_desktop.excel.list_text import LONG_NUMBER, escaped, is_formula_like, lines_of, unescaped, wide
from anbang_desktop.excel.scan import REFERENCE, column_letters, column_number, sheet_members

Node: TypeAlias = Any  # lxml has no types of its own
_WORKBOOK, _STRINGS, _STYLES, _CORE = (
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "docProps/core.xml",
)
_TEXT_FORMAT = "49"
_POINTS_A_LINE, _LETTER = 1.35, 11.0  # the height of a line by that of its letters; of letters unless said
_PAPER_A4 = "9"
_GROUND = "FFFFC000"  # of what is marked: amber, a middle grey on paper
_USUAL_WIDTH, _MOST_WIDE, _DAY = 9, 24, 10  # in digits; of a column nobody set, of one set here, of a day
_FEW = 3  # cells that a line of the table has at least
_MEASURED = 200  # rows that are looked at for a width
_BEFORE: dict[str, tuple[str, ...]] = {  # what stands before a child of the worksheet, as the format wants it
    "sheetPr": (),
    "cols": ("sheetPr", "dimension", "sheetViews", "sheetFormatPr"),
}
_BEFORE["mergeCells"] = (
    *_BEFORE["cols"],
    *("cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
    *("sortState", "dataConsolidate", "customSheetViews"),
)
_BEFORE["pageSetup"] = (
    *_BEFORE["mergeCells"],
    *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
    "pageMargins",
)
_BEFORE_NAMES = ("definedNames", "externalReferences", "functionGroups", "sheets")
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


@dataclass(slots=True)
class _Parts:
    """The parts of the workbook that are read or written anew, by name."""

    archive: zipfile.ZipFile
    trees: dict[str, Node] = field(default_factory=dict)

    def tree(self, name: str) -> Node:
        """The root of a part that is written anew; the same one every time."""
        if name not in self.trees:
            self.trees[name] = self.read(name)
        return self.trees[name]

    def read(self, name: str) -> Node:
        """The root of a part, which stays as it is in the file."""
        careful = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self.archive.read(self.real(name)), careful)

    def real(self, name: str) -> str:
        """A part's name as the file writes it; capitals don't count."""
        return next((one for one in self.archive.namelist() if one.lower() == name.lower()), name)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self.real(name) in self.archive.namelist()

    def save(self, out: Path | BytesIO) -> None:
        """The workbook with the parts that were opened in their new form; who wrote the file isn't told."""
        new = {self.real(name): tree for name, tree in self.trees.items()}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in self.archive.namelist():
                if name in new:
                    content = etree.tostring(
                        new[name], xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                else:
                    content = self.archive.read(name)
                    content = _CORE_NAMES.sub(b"", content) if name.lower() == _CORE.lower() else content
                target.writestr(name, content)


def patch(data: bytes, sheet: str, header: tuple[int, int], width: int, columns: Sequence[Column]) -> "Patch":
    """The workbook opened, with the columns added behind ``width`` or in their own place."""
    made = Patch(zipfile.ZipFile(BytesIO(mended(data, "xlsx"))), sheet, header)
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

    def __init__(self, archive: zipfile.ZipFile, sheet: str, header: tuple[int, int]) -> None:
        """``header`` are the first and the last row of the heading."""
        self.parts, self.first, self.last = _Parts(archive), *header
        book = self.parts.tree(_WORKBOOK)
        names = [one.get("name") for one in book.iter("{*}sheet")]
        self.at = names.index(sheet)
        self.name = sheet
        self.root = self.parts.tree(sheet_members(archive)[self.at])
        self.ns = etree.QName(self.root).namespace
        self.rows: dict[int, Node] = {}
        self._data = next(self.root.iterchildren(f"{{{self.ns}}}sheetData"))
        self._cells: dict[int, dict[int, Node]] = {}
        self._read_rows()
        self._strings = self._read_strings()
        self._styles: dict[tuple[str, bool], str] = {}

    def save(self, out: Path | BytesIO) -> int:
        """Write it; the last row that holds a cell."""
        for old in self.root.findall(f"{{{self.ns}}}dimension"):
            self.root.remove(old)  # it may be left out, and would be wrong
        self.parts.save(out)
        return max(self.rows, default=0)

    # ---- reading

    def _read_rows(self) -> None:
        """Rows and cells may leave out their own address."""
        row = 0
        for node in self._data:
            row = int(node.get("r") or row + 1)
            node.set("r", str(row))
            self.rows[row] = node
            cells, column = self._cells.setdefault(row, {}), 0
            for cell in node.iterchildren(f"{{{self.ns}}}c"):
                place = REFERENCE.fullmatch(cell.get("r") or "")
                column = column_number(place[1]) if place else column + 1
                cell.set("r", f"{column_letters(column)}{row}")
                cells[column] = cell

    def _read_strings(self) -> list[str]:
        if not self.parts.has(_STRINGS):
            return []
        root = self.parts.read(_STRINGS)
        return ["".join(_plain(node)) for node in root.iterchildren("{*}si")]

    def text(self, row: int, column: int) -> str:
        """What a cell holds, as text; empty where it holds nothing."""
        cell = self._cells.get(row, {}).get(column)
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            return "".join(_plain(cell))
        value = cell.findtext(f"{{{self.ns}}}v") or ""
        if cell.get("t") == "s" and value.isdecimal() and int(value) < len(self._strings):
            return self._strings[int(value)]
        return value

    def empty_column(self, header: str) -> int | None:
        """A column that the sheet keeps free under just this heading."""
        named = [
            column
            for row in range(self.first, self.last + 1)
            for column in self._cells.get(row, {})
            if re.sub(r"\s", "", self.text(row, column)) == header
        ]
        bodies = [row for row in self.rows if row > self.last]
        return next((one for one in named if not any(self._filled(row, one) for row in bodies)), None)

    def _filled(self, row: int, column: int) -> bool:
        cell = self._cells[row].get(column)
        return cell is not None and len(cell) > 0

    # ---- writing

    def add(self, place: int, column: Column) -> None:
        """Heading, texts and width of one column."""
        if not any(self.text(row, place) for row in range(self.first, self.last + 1)):
            self._head(place, column.header)
        self._set_width(place, column.width)
        for row in self.rows:
            if row > self.last and self._cells.get(row) and row not in column.texts:
                self._style_blank(row, place)
        for row, text in sorted(column.texts.items()):
            like = self._like(row, place)
            self._write(row, place, text, self._style(like, is_formula_like(text)))
            self._grow(row, lines_of(text, column.width), like)

    def _head(self, place: int, title: str) -> None:
        for row in range(self.first, self.last + 1):
            self._write(row, place, title if row == self.first else "", self._like(row, place))
        if self.last > self.first:
            merges = self._child("mergeCells")
            letters = column_letters(place)
            node = etree.SubElement(merges, f"{{{self.ns}}}mergeCell")
            node.set("ref", f"{letters}{self.first}:{letters}{self.last}")
            merges.set("count", str(len(merges)))

    def _style_blank(self, row: int, place: int) -> None:
        """The lines of the table go on."""
        if place not in self._cells[row] and self._cells[row].get(place - 1) is not None:
            self._write(row, place, "", self._style(self._like(row, place), quoted=False))

    def _like(self, row: int, place: int) -> str:
        """The style of the cell to the left."""
        left = self._cells.get(row, {}).get(place - 1)
        return str(left.get("s") or "0") if left is not None else "0"

    def _write(self, row: int, column: int, text: str, style: str) -> None:
        cell = self._cell(row, column)
        for part in list(cell):
            cell.remove(part)
        cell.set("s", style)
        cell.attrib.pop("t", None)
        if text:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(etree.SubElement(cell, f"{{{self.ns}}}is"), f"{{{self.ns}}}t")
            inline.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            inline.text = escaped(text)

    def _cell(self, row: int, column: int) -> Node:
        cells = self._cells.setdefault(row, {})
        if column not in cells:
            node = self._row(row)
            made = etree.Element(f"{{{self.ns}}}c")
            made.set("r", f"{column_letters(column)}{row}")
            before = [at for at in cells if at < column]
            node.insert(node.index(cells[max(before)]) + 1 if before else 0, made)
            node.attrib.pop("spans", None)
            cells[column] = made
        return cells[column]

    def _row(self, row: int) -> Node:
        if row not in self.rows:
            made = etree.Element(f"{{{self.ns}}}row")
            made.set("r", str(row))
            before = [at for at in self.rows if at < row]
            self._data.insert(self._data.index(self.rows[max(before)]) + 1 if before else 0, made)
            self.rows[row] = made
        return self.rows[row]

    def _grow(self, row: int, lines: int, like: str) -> None:
        """A row whose height was set grows with what it is to hold; the others grow by themselves."""
        node = self._row(row)
        if node.get("ht") is not None:
            need = lines * self._letter(like) * _POINTS_A_LINE
            node.set("ht", f"{max(float(node.get('ht')), min(need, 409.0)):g}")

    def _set_width(self, place: int, width: int) -> None:
        cols = self._child("cols")
        for node in list(cols):
            low, high = int(node.get("min")), int(node.get("max"))
            if low <= place <= high:
                at = cols.index(node)
                cols.remove(node)
                for begin, end in ((place + 1, high), (low, place - 1)):
                    if begin <= end:
                        rest = deepcopy(node)
                        rest.set("min", str(begin))
                        rest.set("max", str(end))
                        cols.insert(at, rest)
        made = etree.Element(f"{{{self.ns}}}col")
        for name, value in (("min", place), ("max", place), ("width", width), ("customWidth", 1)):
            made.set(name, str(value))
        before = [node for node in cols if int(node.get("max")) < place]
        cols.insert(cols.index(before[-1]) + 1 if before else 0, made)

    def widen(self, width: int) -> None:
        """Columns whose width nobody set get room for what they hold: a day in a narrow one prints as ###."""
        cols = self._child("cols")
        spoken = [(int(node.get("min")), int(node.get("max"))) for node in cols]
        rows = [row for row, cells in self._cells.items() if row >= self.first and _lined(cells)][:_MEASURED]
        for place in range(1, width + 1):
            if not any(low <= place <= high for low, high in spoken):
                room = max((self._room(row, place) for row in rows), default=0)
                if room + 2 > _USUAL_WIDTH:
                    self._set_width(place, min(room + 2, _MOST_WIDE))

    def _room(self, row: int, place: int) -> int:
        cell = self._cells.get(row, {}).get(place)
        if cell is not None and cell.get("t") in (None, "n") and len(cell):
            return _DAY if cell.get("s") else len(self.text(row, place))
        return max(map(wide, self.text(row, place).splitlines() or [""]))

    def keep_long_numbers(self) -> None:
        """An ID number that stands as text gets the format of text, so that editing the cell in Excel keeps
        all its digits.
        """
        long = {str(at) for at, text in enumerate(self._strings) if LONG_NUMBER.fullmatch(text.strip())}
        for row, cells in self._cells.items():
            for cell in cells.values() if row > self.last else ():
                kind = cell.get("t")
                if (kind == "s" and cell.findtext(f"{{{self.ns}}}v") in long) or (
                    kind == "inlineStr" and LONG_NUMBER.fullmatch("".join(_plain(cell)).strip())
                ):
                    cell.set("s", self._style(cell.get("s") or "0", quoted=False, wrapped=False))

    # ---- styles

    def _formats(self) -> Node:
        return next(self.parts.tree(_STYLES).iterchildren("{*}cellXfs"))

    def _style(self, like: str, quoted: bool, wrapped: bool = True) -> str:  # noqa: FBT001, FBT002
        """The style of a cell with the format of text, and wrapped."""
        key = (f"{like}{'w' if wrapped else ''}", quoted)
        if key not in self._styles:
            if not self.parts.has(_STYLES):
                return like
            formats = self._formats()
            made = deepcopy(formats[int(like)] if int(like) < len(formats) else formats[0])
            made.set("numFmtId", _TEXT_FORMAT)
            made.set("applyNumberFormat", "1")
            made.attrib.pop("quotePrefix", None)
            if quoted:
                made.set("quotePrefix", "1")
            if wrapped:
                self._wrap(made)
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._styles[key] = str(len(formats) - 1)
        return self._styles[key]

    def shade(self, row: int, column: int) -> None:
        """A cell on a ground that is seen on grey paper too, its letters bold; its format stays."""
        cell = self._cell(row, column)
        like = cell.get("s") or "0"
        key = (f"{like}shaded", False)
        if key not in self._styles:
            formats = self._formats()
            made = deepcopy(formats[int(like)] if int(like) < len(formats) else formats[0])
            made.set("fillId", str(self._ground()))
            made.set("fontId", str(self._bold(int(made.get("fontId") or 0))))
            made.set("applyFill", "1")
            made.set("applyFont", "1")
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._styles[key] = str(len(formats) - 1)
        cell.set("s", self._styles[key])

    def _ground(self) -> int:
        """The number of the fill of what is marked."""
        fills = next(self.parts.tree(_STYLES).iterchildren("{*}fills"))
        space = f"{{{etree.QName(fills).namespace}}}"
        for at, fill in enumerate(fills):
            color = fill.find(f"{space}patternFill/{space}fgColor")
            if color is not None and color.get("rgb") == _GROUND:
                return at
        pattern = etree.SubElement(etree.SubElement(fills, f"{space}fill"), f"{space}patternFill")
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, f"{space}fgColor").set("rgb", _GROUND)
        etree.SubElement(pattern, f"{space}bgColor").set("indexed", "64")
        fills.set("count", str(len(fills)))
        return len(fills) - 1

    def _bold(self, like: int) -> int:
        """The number of a font like that one, but bold."""
        fonts = next(self.parts.tree(_STYLES).iterchildren("{*}fonts"))
        space = f"{{{etree.QName(fonts).namespace}}}"
        made = deepcopy(fonts[like] if like < len(fonts) else fonts[0])
        if made.find(f"{space}b") is None:
            made.insert(0, etree.Element(f"{space}b"))
        fonts.append(made)
        fonts.set("count", str(len(fonts)))
        return len(fonts) - 1

    def _wrap(self, style: Node) -> None:
        for old in style.findall("{*}alignment"):
            style.remove(old)
        alignment = etree.Element(f"{{{etree.QName(style).namespace}}}alignment")
        alignment.set("vertical", "center")
        alignment.set("wrapText", "1")
        style.insert(0, alignment)
        style.set("applyAlignment", "1")

    def _letter(self, style: str) -> float:
        """How high the letters of a style are."""
        if not self.parts.has(_STYLES):
            return _LETTER
        formats = self._formats()
        fonts = next(self.parts.tree(_STYLES).iterchildren("{*}fonts"))
        at = int(formats[int(style)].get("fontId") or 0) if int(style) < len(formats) else 0
        size = fonts[at].find("{*}sz") if at < len(fonts) else None
        return float(size.get("val")) if size is not None else _LETTER

    # ---- on paper

    def make_printable(self) -> None:
        """Across, as wide as one sheet of paper, the heading on each; the new columns are printed too."""
        setup = self._child("pageSetup")
        for name in [one for one in setup.attrib if etree.QName(one).localname == "id"]:
            del setup.attrib[name]  # settings of somebody's printer, which would count before these
        setup.attrib.pop("scale", None)
        setup.set("paperSize", setup.get("paperSize") or _PAPER_A4)
        for name, value in (("orientation", "landscape"), ("fitToWidth", "1"), ("fitToHeight", "0")):
            setup.set(name, value)
        about = self._child("sheetPr")
        fit = about.find(f"{{{self.ns}}}pageSetUpPr")
        if fit is None:
            fit = etree.SubElement(about, f"{{{self.ns}}}pageSetUpPr")
        fit.set("fitToPage", "1")
        quoted = self.name.replace("'", "''")
        self._name("_xlnm.Print_Titles", f"'{quoted}'!${self.first}:${self.last}")
        self._name("_xlnm.Print_Area", "")

    def _name(self, name: str, target: str) -> None:
        """A name of this sheet means this; with no target there is none."""
        book = self.parts.tree(_WORKBOOK)
        space = etree.QName(book).namespace
        names = book.find(f"{{{space}}}definedNames")
        if names is None:
            before = next(node for one in _BEFORE_NAMES for node in book.iterchildren(f"{{{space}}}{one}"))
            names = etree.Element(f"{{{space}}}definedNames")
            before.addnext(names)
        for old in list(names):
            if (old.get("name"), old.get("localSheetId")) == (name, str(self.at)):
                names.remove(old)
        if target:
            made = etree.SubElement(names, f"{{{space}}}definedName")
            made.set("name", name)
            made.set("localSheetId", str(self.at))
            made.text = target
        if len(names) == 0:
            book.remove(names)

    def _child(self, tag: str) -> Node:
        """A child of the worksheet, made in its place where there is none."""
        found = self.root.find(f"{{{self.ns}}}{tag}")
        if found is None:
            found = etree.Element(f"{{{self.ns}}}{tag}")
            before = [node for node in self.root if _local(node) in _BEFORE[tag]]
            if before:
                before[-1].addnext(found)
            else:
                self.root.insert(0, found)
        return found


def _lined(cells: dict[int, Node]) -> bool:
    """A line of the table, and no remark under it that runs on over its neighbours."""
    return sum(len(cell) > 0 for cell in cells.values()) >= _FEW


def _local(node: Node) -> str:
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""


def _plain(node: Node) -> Iterator[str]:
    """The words of a text, of all its runs, without how it is to be spoken."""
    for part in node.iter("{*}t"):
        if _local(part.getparent()) != "rPh":
            yield unescaped(part.text or "")
