"""excel/machine.py: a workbook streamed row by row, read back by two other readers."""

import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from anbang_desktop.errors import UserError
from anbang_desktop.excel import machine
from anbang_desktop.excel.machine import Book, Value, count_rows

ROW: tuple[Value, ...] = (
    "149901198503051234",
    12,
    Decimal("800.50"),
    date(2026, 3, 5),
    None,
    "",
    "=1+1",
    "甲\x0b乙<&>",
    date(1898, 1, 1),
    9_007_199_254_740_993,
)
HEADS = ("id", "count", "money", "day", "none", "empty", "formula", "signs", "old", "row")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    out = tmp_path / "book.xlsx"
    with Book(out, "某所 & 某人") as book:
        assert book.add("人员", HEADS, [ROW, ROW]) == 2
        assert book.add("空的", ("a",), ()) == 0
        book.add("说明", ("项目", "内容"), [("单位", "某所")])
    return out


def test_openpyxl_reads_what_was_written(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["说明", "人员", "空的"], "the last one explains the others"
    sheet = book["人员"]
    assert [one.value for one in sheet[1]] == list(HEADS)
    cells = [one.value for one in sheet[2]]
    assert cells[0] == "149901198503051234"
    assert (cells[1], cells[2]) == (12, 800.5)
    assert str(cells[3]) == "2026-03-05 00:00:00"
    assert cells[4:6] == [None, None]
    assert cells[6] == "=1+1"
    assert sheet["G2"].data_type in ("s", "inlineStr"), "text, no formula"
    assert sheet["G2"].quotePrefix
    assert sheet["A2"].number_format == "@"
    assert sheet["D2"].number_format.replace("\\", "") == "yyyy-mm-dd"
    assert cells[7] in ("甲\x0b乙<&>", "甲_x000B_乙<&>")
    assert cells[8] == "1898-01-01"
    assert cells[9] == "9007199254740993", "a number of more digits than Excel keeps is text"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J3"
    foot = sheet.oddFooter
    assert foot is not None
    assert foot.left.text == "某所 && 某人", "Excel prints one of them"
    assert book["空的"].auto_filter.ref == "A1:A1"


def test_calamine_reads_the_same(file: Path) -> None:
    book = CalamineWorkbook.from_path(str(file))
    rows = book.get_sheet_by_name("人员").to_python()
    assert rows[0] == list(HEADS)
    assert rows[1][0] == "149901198503051234"
    assert rows[1][3] == date(2026, 3, 5)
    assert rows[1][9] == "9007199254740993"


def test_the_rows_are_counted_from_the_file(file: Path) -> None:
    assert count_rows(file) == [3, 1, 2]


def test_a_damaged_file_is_noticed(file: Path) -> None:
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        at = archive.infolist()[0].header_offset
    data[at + 90] ^= 0xFF
    file.write_bytes(bytes(data))
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        count_rows(file)


def test_a_tag_between_two_chunks_is_counted_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_CHUNK", 7)
    assert count_rows(file) == [3, 1, 2]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MOST_ROWS", 3)
    with Book(tmp_path / "a.xlsx", "") as book:
        book.add("两行", ("a",), [("1",), ("2",)])
        with pytest.raises(UserError, match="请分几段期间"):
            book.add("三行", ("a",), [("1",), ("2",), ("3",)])


def test_a_name_is_given_once_and_is_no_longer_than_excel_takes(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", "") as book:
        book.add("甲", ("a",), ())
        for name in ("甲", "长" * 32):
            with pytest.raises(ValueError, match="no name"):
                book.add(name, ("a",), ())


def test_after_an_error_the_file_is_only_closed(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"

    def failing() -> None:
        with Book(out, "") as book:
            book.add("甲", ("a",), ())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with zipfile.ZipFile(out) as archive:
        assert "xl/workbook.xml" not in archive.namelist()


def test_many_rows_take_no_more_memory_than_few(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[tuple[Value, ...]]:
        return (ROW for _at in range(count))

    peaks = []
    for count in (500, 20_000):
        tracemalloc.start()
        with Book(tmp_path / f"{count}.xlsx", "") as book:
            book.add("人员", HEADS, rows(count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000
