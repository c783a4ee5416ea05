"""Opens a county's blank for learning and filling, after its container and its extent have been checked."""

import re
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import DEFUSEDXML, load_workbook
from openpyxl.workbook import Workbook

from anbang_desktop.errors import UserError
from anbang_desktop.excel.container import NOT_WORKBOOK, check, load, mended
from anbang_desktop.excel.limits import BLANK_LIMITS, Limits
from anbang_desktop.excel.scan import (
    REFERENCE,
    Attributes,
    column_letters,
    column_number,
    local_name,
    parse_member,
    pieces,
    sheet_members,
    sheet_names,
)

if not DEFUSEDXML:  # a hard dependency: without it openpyxl would expand entities of foreign files
    raise ImportError("defusedxml is missing")

_MOST_MERGED = 200_000
_UNREADABLE = ("这个空白表读不出来，文件可能已损坏。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选一次。")
_STRICT = (
    "这个空白表存成了“严格的 Open XML”格式，程序填不了。",
    "请用 Excel 或 WPS 打开，另存为普通的“Excel 工作簿（.xlsx）”后再选一次。",
)
_TAG = rb"(?:[\w.-]+:)?"
_HELD = (  # a cell of a column that holds a value or a text, behind its formula if it has one
    rb'\sr="%s(\d+)"(?:[^<>]*[^<>/])?>\s*'
    rb"(?:<" + _TAG + rb"f\b[^<>]*(?:/>|>[^<]*</" + _TAG + rb"f>)\s*)?<" + _TAG + rb"(?:v|is)\b"
)
_ROW_ENDS = b"row>"
_STRICT_SPACE = "http://purl.oclc.org/"
_TOO_WIDE = ("这个空白表的范围大得不合常理，为了安全不予读取。", "请删去表格以外的空行空列，另存后再选一次。")


def read_blank(path: Path) -> bytes:
    """The bytes of a blank, unseen: what they are is found in the child process that learns it."""
    return load(path, BLANK_LIMITS)


def check_blank(data: bytes, limits: Limits = BLANK_LIMITS) -> None:
    """In the child: UserError says why a blank isn't safe to open, or can't be filled."""
    kind = check(data, limits)
    if kind == "csv":
        raise UserError(*NOT_WORKBOOK)
    if kind != "xlsx":
        raise UserError(
            "这是旧格式的表（.xls），程序填不回原样。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选一次。"
        )
    _check_extent(data, limits)
    _check_strict(data)


def _check_strict(data: bytes) -> None:
    """The strict form of the format has other names for everything; few programs write it, fewer read it."""
    spaces: list[str] = []

    def start(_name: str, attributes: Attributes) -> None:
        spaces.extend(value for key, value in attributes.items() if key.partition(":")[0] == "xmlns")

    with zipfile.ZipFile(BytesIO(mended(data, "xlsx"))) as archive:
        real = next(name for name in archive.namelist() if name.lower() == "xl/workbook.xml")
        parse_member(archive, real, start)
    if any(space.startswith(_STRICT_SPACE) for space in spaces):
        raise UserError(*_STRICT)


def count_texts(data: bytes, sheet: str, column: int, rows: range) -> int:
    """In how many of these rows the column of a sheet holds anything: a filled workbook read again, piece by
    piece. The parser only says that all of it is whole: a million cells would pass through a call each.
    """
    held = re.compile(_HELD % column_letters(column).encode())
    found, rest = 0, b""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for piece in pieces(archive, sheet_members(archive)[sheet_names(archive).index(sheet)]):
            text = rest + piece
            end = text.rfind(_ROW_ENDS) + len(_ROW_ENDS) if _ROW_ENDS in piece else 0
            found += sum(int(one[1]) in rows for one in held.finditer(text, 0, end))
            rest = text[end:]
    return found + sum(int(one[1]) in rows for one in held.finditer(rest))


def open_blank(data: bytes) -> Workbook:
    """The workbook of a checked blank, with its formulas."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it would lose in writing, which we don't do with it
            return load_workbook(BytesIO(mended(data, "xlsx")), rich_text=False, keep_links=False)
    except Exception as fault:
        raise UserError(*_UNREADABLE) from fault


def _check_extent(data: bytes, bounds: Limits) -> None:
    """Every part is whole XML without a DOCTYPE, and no sheet reaches or is merged beyond the limits."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            lowered = name.lower()
            if lowered.startswith("xl/worksheets/") and lowered.endswith(".xml"):
                parse_member(archive, name, _Extent(bounds).start)
            elif lowered.endswith((".xml", ".rels", ".vml")):
                parse_member(archive, name)


class _Extent:
    """Follows how far a sheet reaches, empty cells included: openpyxl walks over all of it."""

    def __init__(self, bounds: Limits) -> None:
        self.bounds, self.merged = bounds, 0

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local_name(name)
        if tag == "c":
            self._check(attributes.get("r", ""))
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            left, top = self._check(first)
            right, bottom = self._check(last)
            self.merged += max(right - left + 1, 0) * max(bottom - top + 1, 0)
            if self.merged > _MOST_MERGED:
                raise UserError(*_TOO_WIDE)

    def _check(self, reference: str) -> tuple[int, int]:
        place = REFERENCE.fullmatch(reference)
        column, row = (column_number(place[1]), int(place[2])) if place else (0, 0)
        if row > self.bounds.rows or column > self.bounds.columns:
            raise UserError(*_TOO_WIDE)
        return column, row
