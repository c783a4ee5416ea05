"""Sheets of names: a column is enough, headings or what stands in the columns say what is what."""

from pathlib import Path

import openpyxl
import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.office import list_rows
from anbang_desktop.services.office.own_lists import Line


def test_a_column_of_names_is_enough() -> None:
    assert list_rows.read_text(OwnList.VILLAGE, "柳湾村\n上河社区\n\n柳湾村\n").lines == (
        Line("柳湾村"),
        Line("上河社区"),
    )


def test_a_heading_says_what_the_columns_are() -> None:
    rows = [
        ["某镇民警名单"],
        ["序号", "派出所", "民警电话", "姓名"],
        ["1", "城关派出所", "0351-1234567", "周勇"],
    ]
    assert list_rows.read_rows(OwnList.OFFICER, rows).lines == (Line("周勇", "城关派出所", "0351-1234567"),)


def test_without_a_heading_what_stands_in_the_columns_says_it() -> None:
    rows = [["1", "周勇", "13900000001", "城关派出所"], ["2", "孙文", "13900000002", "城关派出所"]]
    found = list_rows.read_rows(OwnList.OFFICER, rows)
    assert found.lines[1] == Line("孙文", "城关派出所", "13900000002")
    assert list_rows.read_rows(OwnList.VILLAGE, rows).lines[0] == Line("周勇")


def test_what_cannot_be_read_is_told_and_left_out() -> None:
    rows = [["姓名", "电话"], ["周勇", "12"], ["", "0351-1234567"]]
    found = list_rows.read_rows(OwnList.WORKER, rows)
    assert found.lines == (Line("周勇"),)
    assert len(found.strange) == 2
    assert "周勇的电话“12”不对" in found.strange[0]


def test_sheets_and_text_files_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("村居", 0)
    for row in (["村居"], ["柳湾村"], ["上河社区"]):
        sheet.append(row)
    book.save(tmp_path / "村居.xlsx")
    (tmp_path / "村居.csv").write_bytes("村居,备注\n柳湾村,远\n上河社区,\n".encode("gb18030"))
    for name in ("村居.xlsx", "村居.csv"):
        found = list_rows.read_file(OwnList.VILLAGE, tmp_path / name)
        assert [one.name for one in found.lines] == ["柳湾村", "上河社区"], name


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_text("村居\n", "utf-8")
    with pytest.raises(UserError, match="没有找到村居"):
        list_rows.read_file(OwnList.VILLAGE, tmp_path / "空.csv")
    (tmp_path / "坏.csv").write_bytes(b"\x81\xff\xff\x00")
    with pytest.raises(UserError, match="不是文字文件"):
        list_rows.read_file(OwnList.VILLAGE, tmp_path / "坏.csv")


def test_what_else_a_list_keeps_comes_from_its_headings() -> None:
    text = "岗位\t用工单位\t招几人\t招到哪天\n保安\t东河纺织厂\t2\t2026-12-31\n保安\t柳湾合作社\t1\t\n"
    found = list_rows.read_text(OwnList.POST, text)
    assert [(one.name, one.within, one.number, one.until) for one in found.lines] == [
        ("保安", "东河纺织厂", "2", "2026-12-31"),
        ("保安", "柳湾合作社", "1", ""),
    ]
    text = "部门名称\t联系人\t办公电话\t管什么\n县人社局\t周科长\t0351-1234567\t培训、补贴\n"
    (line,) = list_rows.read_text(OwnList.DEPARTMENT, text).lines
    assert (line.contact, line.phone, line.about) == ("周科长", "0351-1234567", "培训、补贴")
