"""excel/saved.py: the file of a workbook as openpyxl makes it, and nothing of it in a temporary folder."""

import ast
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet import _writer

from anbang_desktop.excel import list_build
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.excel.parse import parse
from anbang_desktop.excel.saved import bytes_of
from tests.architecture.test_mirror import ROOT

NAME = "欧阳测试"
NEVER_THE_SAME = "docProps/core.xml"  # says when it was made


@pytest.fixture
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder that takes nothing."""

    def refuse(suffix: str = "") -> str:
        raise AssertionError(f"a sheet goes to a temporary file in the clear {suffix}")

    monkeypatch.setattr(_writer, "create_temporary_file", refuse)


def book() -> Workbook:
    """Two sheets with all that has a part of its own: a comment, a link, a chart."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (["姓名", "人数"], [NAME, 3], ["陈试", 4]):
        sheet.append(row)
    sheet["A2"].comment = Comment("批注", "县局")
    sheet["A3"].hyperlink = "https://example.invalid/"
    sheet.merge_cells("A5:B5")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    made.create_sheet("说明")["A1"] = "另一张表"
    return made


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != NEVER_THE_SAME}


@pytest.mark.usefixtures("no_folder")
def test_a_workbook_is_made_without_a_temporary_file() -> None:
    data = bytes_of(book())
    made = parts(data)
    assert load_workbook(BytesIO(data)).worksheets[0]["A2"].value == NAME
    assert {"xl/charts/chart1.xml", "xl/worksheets/sheet2.xml"} <= set(made)


def test_part_by_part_as_openpyxl_saves_it() -> None:
    own = BytesIO()
    book().save(own)
    assert parts(bytes_of(book())) == parts(own.getvalue())


@pytest.mark.usefixtures("no_folder")
@pytest.mark.parametrize("keep", [None, [3]], ids=["every row", "problem rows"])
def test_a_list_as_text_goes_back_without_a_temporary_file(tmp_path: Path, keep: list[int] | None) -> None:
    out = tmp_path / "回执.xlsx"
    request = {
        "kind": "csv",
        "sheet": "名单",
        "header": [1, 1],
        "width": 2,
        "keep": keep,
        "columns": [["问题", [[3, "缺日期"]], 20, None]],
        "out": str(out),
    }
    data = f"姓名,释放日期\n{NAME},2026-11-03\n陈试,\n".encode()
    request["sheet"] = parse(data, None, LIMITS)["sheets"][0]["name"]
    list_build.build(data, request, LIMITS)
    texts = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    assert texts[0] == ["姓名", "释放日期", "问题"]
    assert texts[-1][2] == "缺日期"


def test_no_other_module_lets_openpyxl_save() -> None:
    """``save`` of a workbook is openpyxl's own way through the temporary folder."""
    sources = {
        file.name: file.read_text("utf-8") for file in (ROOT / "anbang_desktop" / "excel").glob("*.py")
    }
    found = [
        f"{name}:{node.lineno}"
        for name, source in sorted(sources.items())
        if re.search(r"^(?:from|import) openpyxl", source, re.MULTILINE) and name != "saved.py"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "save_workbook"}
    ]
    assert [name for name in found if "list_build" not in name] == []
    assert len(found) == 1, "the patched parts, no workbook"
