"""Reading foreign workbooks: the samples as they are, and everything hostile or broken refused with one
Chinese sentence.
"""

import io
import multiprocessing
import os
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from anbang_desktop.domain.sheet import Cell, Merge
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.excel import biff, child, reader
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.excel.parse import parse
from anbang_desktop.excel.reader import read_workbook
from anbang_desktop.progress import Progress
from tests.support import hostile, office_suite

FIRST, SECOND = "预释放人员名单_2026年11月.xlsx", "拟释放人员衔接名册"


def processor_seconds_of_children() -> float:
    """Of those that have ended; a busy machine does not count."""
    told = os.times()
    return told.children_user + told.children_system


def test_the_first_sample_is_read_with_its_kinds(data: Path) -> None:
    book = read_workbook(data / FIRST)
    sheet = book.sheets[0]
    assert (book.kind, len(book.digest), sheet.name, len(sheet.rows)) == ("xlsx", 64, "预释放人员", 45)
    assert sheet.cell(3, 1) == Cell("text", "陈丽华")
    assert sheet.cell(3, 3) == Cell("date", "1972-07-11", day=date(1972, 7, 11))
    assert sheet.cell(8, 4).kind == "number"
    assert sheet.cell(12, 19) == Cell("formula", '=HYPERLINK("x","点我")')
    assert sheet.cell(10, 1).text == "王𬖸龘"
    assert Merge(0, 0, 0, 19) in sheet.merges


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_both_forms_of_the_second_sample_read_alike(data: Path, ending: str) -> None:
    book = read_workbook(data / f"{SECOND}{ending}")
    sheet = book.sheets[1]
    assert [one.name for one in book.sheets] == ["说明", "名册(11月)"]
    assert len(sheet.rows) == 30
    assert all(cell.blank for cell in sheet.rows[17])
    assert sheet.cell(4, 13).text == "曹海(兄弟)"
    assert Merge(2, 1, 2, 5) in sheet.merges


@pytest.mark.parametrize(("name", "make", "words"), hostile.SHELF, ids=[name for name, _, _ in hostile.SHELF])
def test_the_hostile_shelf_is_refused(
    tmp_path: Path, name: str, make: Callable[[], bytes], words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(make())
    before = processor_seconds_of_children()
    with pytest.raises(UserError, match=words) as refused:
        read_workbook(file)
    assert processor_seconds_of_children() - before < 10
    assert refused.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"找不到文件“没有\.xlsx”"):
        read_workbook(tmp_path / "没有.xlsx")


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "大.xlsx"
    with file.open("wb") as stream:
        stream.truncate(LIMITS.file_size + 1)
    with pytest.raises(UserError, match="超过 20 MB"):
        read_workbook(file)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{hostile.inline(f"A{n}", "x")}</row>' for n in range(1, 250))
    file = tmp_path / "长.xlsx"
    file.write_bytes(hostile.package(hostile.SHEET.format(rows, "")))
    with pytest.raises(UserError, match="超过 100 行"):
        read_workbook(file, replace(LIMITS, rows=100))


def test_a_child_that_takes_too_long_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSE", "tests.support.tasks:wait")  # never answers by itself
    file = tmp_path / "慢.xlsx"
    file.write_bytes(hostile.workbook(hostile.HEAD))
    with pytest.raises(UserError, match="时间太长"):
        read_workbook(file, replace(LIMITS, seconds=0.1))
    assert not multiprocessing.active_children()


def test_a_child_that_keeps_the_processor_busy_is_told_to_take_too_long() -> None:
    with pytest.raises(UserError, match="时间太长"):
        child.run("tests.support.tasks:spin", b"", None, replace(LIMITS, seconds=1, patience=60))


def test_a_child_that_wants_too_much_memory_is_stopped() -> None:
    with pytest.raises(UserError, match="内存不够"):
        child.run("tests.support.tasks:eat_memory", b"", None, replace(LIMITS, memory=64 << 20))


def test_a_child_that_dies_is_one_sentence() -> None:
    with pytest.raises(UserError, match="已经停下"):
        child.run("tests.support.tasks:die", b"")


def test_a_fault_in_the_child_never_quotes_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UserError, match="程序读不了"):
        child.run("tests.support.tasks:fail", "张三 14990119720711407X".encode())
    assert "ValueError" in caplog.text
    assert "张三" not in caplog.text


def test_reading_stops_when_the_clerk_says_so(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        child.run("tests.support.tasks:wait", b"", None, LIMITS, progress)


def test_formulas_of_an_xlsx_keep_what_they_last_showed(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>3</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c>'
    )
    file = tmp_path / "公式.xlsx"
    file.write_bytes(hostile.package(hostile.one_row(cells)))
    sheet = read_workbook(file).sheets[0]
    assert sheet.rows[0] == (
        Cell("formula", "=1+1", result="2"),
        Cell("formula", "=（公式）", result="3"),
        Cell("error", "#N/A"),
    )


def test_formulas_of_an_old_workbook_are_shown_as_formulas(tmp_path: Path) -> None:
    (tmp_path / "公式.xlsx").write_bytes(
        hostile.workbook(
            ("姓名", "备注"), ("张三", '=HYPERLINK("x","点我")'), ("李四", "=1+1"), ("王五", "无")
        )
    )
    old = office_suite.convert(tmp_path / "公式.xlsx", "xls", tmp_path)[0]
    sheet = read_workbook(old).sheets[0]
    assert [sheet.cell(row, 1).kind for row in range(1, 4)] == ["formula", "formula", "text"]
    assert sheet.cell(2, 1) == Cell("formula", "=（公式）", result="2")


def test_an_old_workbook_with_a_far_cell_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["IT5"] = "x"
    book.save(tmp_path / "远.xlsx")
    with pytest.raises(UserError, match="第 5 行 IT 列"):
        read_workbook(office_suite.convert(tmp_path / "远.xlsx", "xls", tmp_path)[0])


# ---------------------------------------------------------------- lists that are not quite workbooks
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_list_as_text_is_read(encoding: str, separator: str) -> None:
    lines = [
        ["姓名", "身份证号码", "释放日期"],
        ["傅霞", '"=""149901198311210525"""', "2026-11-08"],
        ["胡山", "", ""],
    ]
    text = "\r\n".join(separator.join(cells) for cells in lines)
    plain = parse(text.encode(encoding), None, LIMITS)
    assert plain["kind"] == "csv"
    assert plain["sheets"][0]["rows"] == [
        ["姓名", "身份证号码", "释放日期"],
        ["傅霞", "149901198311210525", "2026-11-08"],
        ["胡山"],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [(",".join("x" * 300), "300 列"), ("a,b\n" * 400, "400 行"), (f'"{"字" * 40_000}",1', "已损坏")],
)
def test_a_text_beyond_the_limits_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse(text.encode(), None, replace(LIMITS, rows=200))


def _with_backslashes(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("/", "\\"), source.read(name))
    return made.getvalue()


def test_parts_named_with_backslashes_are_read(tmp_path: Path) -> None:
    file = tmp_path / "别的系统.xlsx"
    file.write_bytes(_with_backslashes(hostile.workbook(hostile.HEAD)))
    assert read_workbook(file).sheets[0].cell(0, 1).text == "姓名"


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook"])
def test_the_stream_of_an_old_workbook_may_be_named_in_any_case(data: Path, name: str) -> None:
    old = (data / f"{SECOND}.xls").read_bytes()
    usual = "Workbook".encode("utf-16-le")
    assert old.count(usual) == 1
    plain = parse(old.replace(usual, name.encode("utf-16-le")), None, LIMITS)
    assert plain["sheets"] == parse(old, None, LIMITS)["sheets"]


# ---------------------------------------------------------------- rows that were put away
def test_hidden_rows_and_cells_struck_out_are_known(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("姓名", "身份证号码"), ("傅霞", "1"), ("胡山", "2"), ("胡平", "3")):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet["A3"].font = Font(strike=True)
    sheet["C4"].font = Font(strike=True)  # nothing stands there
    file = tmp_path / "划掉.xlsx"
    book.save(file)
    read = read_workbook(file).sheets[0]
    assert (read.hidden, read.struck) == (frozenset({1}), frozenset({(2, 0)}))


def test_hidden_rows_and_struck_cells_of_an_old_workbook_are_known() -> None:
    def record(code: int, body: bytes) -> bytes:
        return struct.pack("<HH", code, len(body)) + body

    fonts = [record(0x31, struct.pack("<HH", 200, 8 if at == 4 else 0) + bytes(10)) for at in range(5)]
    forms = [record(0xE0, struct.pack("<H", font) + bytes(18)) for font in (0, 5)]
    head = [record(0x809, bytes(16)), *fonts, *forms]
    start = sum(map(len, head)) + 12 + 4
    book = b"".join([*head, record(0x85, struct.pack("<I", start) + bytes(4)), record(0x0A, b"")])
    sheet = b"".join(
        [
            record(0x809, bytes(16)),
            record(0x208, struct.pack("<6HI", 3, 0, 1, 0, 0, 0, 0x20)),
            record(0x203, struct.pack("<HHHd", 3, 1, 1, 5.0)),
            record(0x203, struct.pack("<HHHd", 4, 1, 0, 5.0)),
            record(0x0A, b""),
        ]
    )
    (found,) = biff._sheets(book + sheet, LIMITS)
    assert (found.hidden, found.struck) == ({3}, {(3, 1)})


def test_text_longer_than_excel_allows_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "长.xlsx"
    file.write_bytes(hostile.package(hostile.one_row('<c r="A1"><f>' + "1+" * 20_000 + "1</f></c>")))
    with pytest.raises(UserError, match="文字太长"):
        read_workbook(file)


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 400, "姓名，".encode("gb18030")[:-1] + b"\xff\x00,"])
def test_a_damaged_list_as_text_is_told_as_what_it_was_meant_to_be(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes(data)
    with pytest.raises(UserError) as refused:
        read_workbook(file)
    assert ".csv" in refused.value.what
    assert "Excel 工作簿" not in refused.value.what
    other = file.rename(tmp_path / "名单.xlsx")
    with pytest.raises(UserError) as refused:
        read_workbook(other)
    assert "不是 Excel 工作簿" in refused.value.what
