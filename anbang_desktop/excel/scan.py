"""One pass over a workbook's XML: no DOCTYPE, nothing beyond the limits, and where formulas and error
values stand.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from anbang_desktop.errors import UserError
from anbang_desktop.excel.container import DAMAGED
from anbang_desktop.excel.limits import Limits

CHUNK = 64 * 1024
READABLE_ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
)  # the parser knows no others
UNSAFE_XML = (
    "这个文件的内部写法不正常（含有 DOCTYPE），为了安全不予读取。",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Attributes = dict[str, str]


@dataclass(slots=True)
class Found:
    """What one sheet holds besides plain values, by (row, column) counted from 0."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)


def scan(archive: zipfile.ZipFile, limits: Limits) -> list[Found]:
    """What was found in each sheet, in the workbook's order; UserError for what is refused."""
    sheets = sheet_members(archive)
    names = {name.lower(): name for name in archive.namelist()}
    styles = names.get("xl/styles.xml", "")
    struck = _struck_formats(archive, styles) if styles else frozenset()
    found: dict[str, Found] = {}
    for member in archive.infolist():
        name = member.filename
        if name in sheets:
            found[name] = _scan_sheet(archive, name, struck, limits)
        elif name != styles and name.lower().endswith((".xml", ".rels", ".vml")):
            parse_member(archive, name)
    return [found.get(name, Found()) for name in sheets]


def _struck_formats(archive: zipfile.ZipFile, member: str) -> frozenset[str]:
    """The numbers of the cell formats whose font is struck out."""
    fonts: list[bool] = []
    struck: set[str] = set()
    inside = ""
    formats = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside, formats
        tag = local_name(name)
        if tag in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
        elif tag == "font" and inside == "fonts":
            fonts.append(False)
        elif tag == "strike" and inside == "fonts" and fonts:
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif tag == "xf" and inside == "cellXfs":
            font = _number(attributes.get("fontId"), 0)
            if font < len(fonts) and fonts[font]:
                struck.add(str(formats))
            formats += 1

    parse_member(archive, member, start)
    return frozenset(struck)


def local_name(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def parse_member(
    archive: zipfile.ZipFile, member: str, start: Callable[[str, Attributes], None] | None = None
) -> None:
    """Read one member with expat, whose time grows with the size alone, whatever stands in it."""
    for _piece in pieces(archive, member, start):
        pass


def pieces(
    archive: zipfile.ZipFile, member: str, start: Callable[[str, Attributes], None] | None = None
) -> Iterator[bytes]:
    """The bytes of one member, piece by piece, each after expat has read it. UserError for what isn't whole
    XML.
    """
    parser = _careful_parser()
    parser.StartElementHandler = start
    yield from _fed(archive, member, parser)


def _careful_parser() -> expat.XMLParserType:
    """A parser that refuses a DOCTYPE and so every entity."""

    def refuse(*_: object) -> None:
        raise UserError(*UNSAFE_XML)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(archive: zipfile.ZipFile, member: str, parser: expat.XMLParserType) -> None:
    for _piece in _fed(archive, member, parser):
        pass


def _fed(archive: zipfile.ZipFile, member: str, parser: expat.XMLParserType) -> Iterator[bytes]:
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - a C function without names
                yield chunk
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, KeyError, EOFError) as fault:
        raise UserError(*DAMAGED) from fault


def sheet_names(archive: zipfile.ZipFile) -> list[str]:
    """What the sheets are called, in the order of the workbook."""
    found: list[str] = []

    def sheet(name: str, attributes: Attributes) -> None:
        if local_name(name) == "sheet":
            found.append(attributes.get("name", ""))

    names = {name.lower(): name for name in archive.namelist()}
    parse_member(archive, names["xl/workbook.xml"], sheet)
    return found


def sheet_members(archive: zipfile.ZipFile) -> list[str]:
    """The members of the sheets, in the order of the workbook."""
    relations: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if local_name(name) == "sheet":
            relations.extend(value for key, value in attributes.items() if key.endswith(":id"))

    def relation(_name: str, attributes: Attributes) -> None:
        if "Id" in attributes and "Target" in attributes:
            if attributes.get("TargetMode") == "External":
                raise UserError(
                    "这个文件链接着外部内容，为了安全不予读取。",
                    "请把名单复制到一个新的工作簿，另存后再导入。",
                )
            targets[attributes["Id"]] = attributes["Target"]

    names = {name.lower(): name for name in archive.namelist()}
    parse_member(archive, names["xl/workbook.xml"], sheet)
    if "xl/_rels/workbook.xml.rels" in names:
        parse_member(archive, names["xl/_rels/workbook.xml.rels"], relation)
    return [_member(targets.get(one, "")) for one in relations]


def _member(target: str) -> str:
    path = target.replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else f"xl/{path}"


class _SheetScan:
    """Follows where in the sheet the parser is; cells may leave out their own address. It runs once for every
    element of a sheet of perhaps a million cells, so it looks closer only where a cell holds something, and
    listens to the text of formulas and error values only.
    """

    def __init__(self, parser: expat.XMLParserType, struck: frozenset[str], limits: Limits) -> None:
        self.found = Found()
        self._parser, self._limits, self._struck = parser, limits, struck
        self._row, self._column = -1, -1
        self._reference, self._kind, self._form = "", "", ""
        self._inside = ""
        self._words: list[str] = []
        self._tags: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._rows: tuple[str, int] = ("", -1)  # the digits of the last row and its number

    def start(self, name: str, attributes: Attributes) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = local_name(name)
        if tag == "c":
            self._column += 1
            get = attributes.get
            self._reference, self._kind, self._form = get("r", ""), get("t", ""), get("s", "")
        elif tag in ("v", "f", "is"):
            self._enter_content(tag)
        elif tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 2) - 1, -1
            if attributes.get("hidden") in ("1", "true") and self._row < self._limits.rows + 100:
                self.found.hidden.add(self._row)
        elif tag == "mergeCell":
            self._check_merge(attributes.get("ref", ""))

    def _enter_content(self, tag: str) -> None:
        if self._reference:
            self._find_place(self._reference)
        if self._column >= self._limits.columns or self._row >= self._limits.rows:
            check_place(self._row, self._column, self._limits)
        if self._form in self._struck:
            self.found.struck.add((self._row, self._column))
        if tag == "f" or (tag == "v" and self._kind == "e"):
            self._inside, self._words = tag, []
            self._parser.CharacterDataHandler = self._words.append
            self._parser.EndElementHandler = self.end

    def _find_place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        digits = reference[len(letters) :]
        column = self._columns.get(letters)
        if column is None:
            place = REFERENCE.fullmatch(reference)
            if place is None:
                return
            column = self._columns[letters] = column_number(letters) - 1
        if digits != self._rows[0]:
            self._rows = (digits, _number(digits, self._row + 1) - 1)
        self._row, self._column = self._rows[1], column

    def _check_merge(self, area: str) -> None:
        corners = [REFERENCE.fullmatch(corner) for corner in area.split(":")]
        if len(corners) != 2 or not corners[0] or not corners[1]:
            return
        high = int(corners[1][2]) - int(corners[0][2]) + 1
        wide = column_number(corners[1][1]) - column_number(corners[0][1]) + 1
        if high * wide > self._limits.merged_cells:
            raise UserError(f"合并单元格 {area} 大得不合常理，读不了。", "请取消这处合并，另存后再导入。")

    def end(self, name: str) -> None:
        if self._tags.get(name) != self._inside:
            return
        words, place = "".join(self._words), (self._row, self._column)
        if len(words) > self._limits.cell_length:
            raise too_long(*place)
        if self._inside == "f":
            self.found.formulas[place] = f"={words}" if words else "=（公式）"
        else:
            self._keep_error(words)
        self._inside = ""
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _keep_error(self, words: str) -> None:
        if words not in READABLE_ERRORS:
            place = f"第 {self._row + 1} 行 {column_letters(self._column + 1)} 列"
            raise UserError(
                f"{place}是错误值 {words}，带着它的文件读不了。", "请改好或清空这一格，另存后再导入。"
            )
        self.found.errors[self._row, self._column] = words


def too_long(row: int, column: int) -> UserError:
    """What is said of a cell (from 0) that holds more text than Excel itself allows."""
    return UserError(f"第 {row + 1} 行第 {column + 1} 列的文字太长，读不了。", "请检查这一格，另存后再导入。")


def _scan_sheet(archive: zipfile.ZipFile, member: str, struck: frozenset[str], limits: Limits) -> Found:
    parser = _careful_parser()
    scan_of = _SheetScan(parser, struck, limits)
    parser.StartElementHandler = scan_of.start
    _feed(archive, member, parser)
    return scan_of.found


def check_place(row: int, column: int, limits: Limits) -> None:
    """Refuse a sheet whose cell at ``row`` and ``column`` (from 0) lies beyond the limits; a list has some
    rows above and below it.
    """
    if row >= limits.rows + 100 or column >= limits.columns:
        raise UserError(
            f"第 {row + 1} 行 {column_letters(column + 1)} 列还有内容，"
            f"超过 {limits.rows} 行、{limits.columns} 列的上限。",
            "请删去名单以外的内容，或分成几个文件导入。",
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
