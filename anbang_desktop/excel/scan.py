"""One pass over a workbook's XML: no DOCTYPE, nothing beyond the limits, and where formulas and error
values stand.
"""

import re
import zipfile
from collections.abc import Callable
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
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Attributes = dict[str, str]


@dataclass(slots=True)
class Found:
    """What one sheet holds besides plain values, by (row, column) counted from 0."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(archive: zipfile.ZipFile, limits: Limits) -> list[Found]:
    """What was found in each sheet, in the workbook's order; UserError for what is refused."""
    sheets = _sheet_members(archive)
    found: dict[str, Found] = {}
    for member in archive.infolist():
        name = member.filename
        if name in sheets:
            found[name] = _scan_sheet(archive, name, limits)
        elif name.lower().endswith((".xml", ".rels", ".vml")):
            _parse(archive, name, lambda _name, _attributes: None)
    return [found.get(name, Found()) for name in sheets]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(
    archive: zipfile.ZipFile,
    member: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Feed one member to expat, which is told to refuse a DOCTYPE and so every entity."""

    def refuse(*_: object) -> None:
        raise UserError(*UNSAFE_XML)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - a C function without names
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, EOFError) as fault:
        raise UserError(*DAMAGED) from fault


def _sheet_members(archive: zipfile.ZipFile) -> list[str]:
    """The members of the sheets, in the order of the workbook."""
    relations: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: Attributes) -> None:
        if _local(name) == "sheet":
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
    _parse(archive, names["xl/workbook.xml"], sheet)
    if "xl/_rels/workbook.xml.rels" in names:
        _parse(archive, names["xl/_rels/workbook.xml.rels"], relation)
    return [_member(targets.get(one, "")) for one in relations]


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


@dataclass(slots=True)
class _SheetScan:
    """Follows where in the sheet the parser is; cells may leave out their own address."""

    limits: Limits
    found: Found = field(default_factory=Found)
    row: int = -1
    column: int = -1
    kind: str = ""
    inside: str = ""
    words: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        tag = _local(name)
        if tag == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 2) - 1, -1
        elif tag == "c":
            self._start_cell(attributes)
        elif tag in ("f", "v", "is"):
            check_place(self.row, self.column, self.limits)
            self.inside, self.words = tag, []
        elif tag == "mergeCell":
            self._check_merge(attributes.get("ref", ""))

    def _start_cell(self, attributes: Attributes) -> None:
        self.column += 1
        self.kind = attributes.get("t", "")
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place:
            self.row, self.column = int(place[2]) - 1, column_number(place[1]) - 1

    def _check_merge(self, area: str) -> None:
        corners = [_REFERENCE.fullmatch(corner) for corner in area.split(":")]
        if len(corners) != 2 or not corners[0] or not corners[1]:
            return
        high = int(corners[1][2]) - int(corners[0][2]) + 1
        wide = column_number(corners[1][1]) - column_number(corners[0][1]) + 1
        if high * wide > self.limits.merged_cells:
            raise UserError(f"合并单元格 {area} 大得不合常理，读不了。", "请取消这处合并，另存后再导入。")

    def text(self, words: str) -> None:
        if self.inside:
            self.words.append(words)

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag != self.inside:
            return
        words = "".join(self.words)
        if len(words) > self.limits.cell_length:
            raise UserError(
                f"第 {self.row + 1} 行第 {self.column + 1} 列的文字太长，读不了。",
                "请检查这一格，另存后再导入。",
            )
        if tag == "f":
            self.found.formulas[self.row, self.column] = f"={words}" if words else "=（公式）"
        elif tag == "v" and self.kind == "e":
            self._keep_error(words)
        self.inside = ""

    def _keep_error(self, words: str) -> None:
        if words not in READABLE_ERRORS:
            place = f"第 {self.row + 1} 行 {column_letters(self.column + 1)} 列"
            raise UserError(
                f"{place}是错误值 {words}，带着它的文件读不了。", "请改好或清空这一格，另存后再导入。"
            )
        self.found.errors[self.row, self.column] = words


def _scan_sheet(archive: zipfile.ZipFile, member: str, limits: Limits) -> Found:
    scan_of = _SheetScan(limits)
    _parse(archive, member, scan_of.start, scan_of.end, scan_of.text)
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
