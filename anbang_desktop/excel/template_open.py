"""Opens a county's blank for learning and filling, after its container and its extent have been checked."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import DEFUSEDXML, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook

from anbang_desktop.errors import UserError
from anbang_desktop.excel.container import check, load
from anbang_desktop.excel.limits import Limits

if not DEFUSEDXML:  # a hard dependency: without it openpyxl would expand entities of foreign files
    raise ImportError("defusedxml is missing")

_REFERENCE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_MOST_MERGED = 200_000
_UNREADABLE = ("这个空白表读不出来，文件可能已损坏。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选一次。")


def read_blank(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a blank that is safe to open; UserError says why it is refused."""
    bounds = limits or Limits()
    data = load(path, bounds)
    if check(data, bounds) != "xlsx":
        raise UserError(
            "这是旧格式的表（.xls），程序填不回原样。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选一次。"
        )
    _check_extent(data, bounds)
    return data


def open_blank(data: bytes) -> Workbook:
    """The workbook of a checked blank, with its formulas."""
    try:
        return load_workbook(BytesIO(data), rich_text=False, keep_links=False)
    except Exception as fault:
        raise UserError(*_UNREADABLE) from fault


def _check_extent(data: bytes, bounds: Limits) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_sheet(archive.read(name), bounds)


def _check_sheet(xml: bytes, bounds: Limits) -> None:
    if b"<!DOCTYPE" in xml:
        raise UserError(*_UNREADABLE)
    far = any(
        int(row) > bounds.rows or _column(letters) > bounds.columns
        for letters, row in _REFERENCE.findall(xml)
    )
    if far or _merged(xml) > _MOST_MERGED:
        raise UserError(
            "这个空白表的范围大得不合常理，为了安全不予读取。", "请删去表格以外的空行空列，另存后再选一次。"
        )


def _merged(xml: bytes) -> int:
    corners = (
        (_column(left), int(top), _column(right), int(bottom))
        for left, top, right, bottom in _MERGE.findall(xml)
    )
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in corners)


def _column(letters: bytes) -> int:
    return int(column_index_from_string(letters.decode()))
