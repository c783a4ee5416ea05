"""Blanks come from outside: what is unsafe or no blank is refused with a sentence before openpyxl sees it."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.excel.template_open import read_blank
from tests.support.blanks import ROSTER, shipped

SHEET = "xl/worksheets/sheet1.xml"


def _changed(change: Callable[[bytes], bytes]) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(shipped(ROSTER))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == SHEET else data)
    return made.getvalue()


def test_the_shipped_blank_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(shipped(ROSTER))
    assert read_blank(file) == shipped(ROSTER)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_changed(lambda xml: xml.replace(b'r="A25"', b'r="XFD1048576"')), "大得不合常理"),
        (_changed(lambda xml: xml.replace(b'ref="A25:R25"', b'ref="A25:XFD20000"')), "大得不合常理"),
        (_changed(lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "读不出来"),
        (b"", "是空的"),
        (b"PK\x03\x04 nothing", "损坏"),
        (b"a,b,c\n1,2,3\n", "不是 Excel"),
    ],
)
def test_what_is_unsafe_or_no_workbook_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    with pytest.raises(UserError, match=words):
        read_blank(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_blank(tmp_path / "none.xlsx")
