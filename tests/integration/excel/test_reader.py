"""Reading foreign workbooks: the samples as they are, and everything hostile or broken refused with one
Chinese sentence.
"""

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from anbang_desktop.domain.sheet import Cell, Merge
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.excel import child, reader
from anbang_desktop.excel.limits import LIMITS
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
    rows = "".join(f'<row r="{n}">{hostile.inline(f"A{n}", "x")}</row>' for n in range(1, 20_200))
    file = tmp_path / "长.xlsx"
    file.write_bytes(hostile.package(hostile.SHEET.format(rows, "")))
    with pytest.raises(UserError, match="超过 20000 行"):
        read_workbook(file)


def test_a_child_that_takes_too_long_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSE", "tests.support.tasks:wait")  # never answers by itself
    file = tmp_path / "慢.xlsx"
    file.write_bytes(hostile.workbook(hostile.HEAD))
    with pytest.raises(UserError, match="时间太长"):
        read_workbook(file, replace(LIMITS, seconds=0.1))
    assert not multiprocessing.active_children()


def test_a_child_that_wants_too_much_memory_is_stopped() -> None:
    with pytest.raises(UserError, match="内存不够"):
        child.run("tests.support.tasks:eat_memory", b"", None, replace(LIMITS, memory=64 << 20))


def test_a_child_that_dies_is_one_sentence() -> None:
    with pytest.raises(UserError, match="已经停下"):
        child.run("tests.support.tasks:die", b"")


def test_a_fault_in_the_child_never_quotes_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UserError, match="已损坏"):
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
