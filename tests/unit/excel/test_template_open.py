"""Blanks come from outside: what is unsafe or no blank is refused with a sentence before openpyxl sees it."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.excel.template_open import check_blank, count_texts, read_blank
from anbang_desktop.services.reports import workbook
from tests.support.blanks import ROSTER, shipped
from tests.support.many_parts import MAIN, packed, parts
from tests.support.many_parts import SHEET as SHEET_NAME

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
        (_changed(lambda xml: xml.replace(b'ref="A25:R25"', b'ref="A25:GR2000"')), "大得不合常理"),
        (_changed(lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "DOCTYPE"),
        (_changed(lambda xml: b"<c " * 300_000), "已损坏"),
        (b"PK\x03\x04 nothing", "损坏"),
        (b"a,b,c\n1,2,3\n", "不是 Excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "旧格式"),
    ],
)
def test_what_is_unsafe_or_no_workbook_is_refused(data: bytes, words: str) -> None:
    started = time.process_time()
    with pytest.raises(UserError, match=words):
        check_blank(data)
    assert time.process_time() - started < 2


def test_a_damaged_blank_is_a_sentence_when_it_is_learned(tmp_path: Path) -> None:
    data = bytearray(shipped(ROSTER))
    with zipfile.ZipFile(BytesIO(shipped(ROSTER))) as archive:
        at = archive.getinfo(SHEET).header_offset + 60
    data[at] ^= 0xFF
    file = tmp_path / "坏.xlsx"
    file.write_bytes(bytes(data))
    with pytest.raises(UserError, match="已损坏"):
        workbook.learn(read_blank(file))


def test_the_strict_form_is_refused_with_how_to_save_anew() -> None:
    book = "xl/workbook.xml"
    strict = {
        **parts(),
        book: str(parts()[book]).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    }
    with pytest.raises(UserError, match=r"严格的 Open XML.*另存为"):
        check_blank(packed(strict))


def test_the_texts_of_a_column_are_counted() -> None:
    data = packed(parts())
    assert count_texts(data, SHEET_NAME, 2, range(4, 8)) == 2
    assert count_texts(data, SHEET_NAME, 1, range(1, 13)) == 7
    assert count_texts(data, "汇总", 1, range(1, 2)) == 1


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"")
    with pytest.raises(UserError, match="是空的"):
        read_blank(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_blank(tmp_path / "none.xlsx")
