"""Cells of a sheet are found and written in their places; what isn't touched stays."""

import pytest
from lxml import etree

from anbang_desktop.excel.package import Package
from anbang_desktop.excel.sheet_tree import SheetTree, Strings, corners
from tests.support.many_parts import MAIN, packed, parts


def _tree(data: str, before: str = "", after: str = "") -> SheetTree:
    text = f'<x:worksheet xmlns:x="{MAIN}">{before}<x:sheetData>{data}</x:sheetData>{after}</x:worksheet>'
    return SheetTree(etree.fromstring(text), Strings(Package(packed(parts()))))


def test_rows_and_cells_without_an_address_have_one() -> None:
    tree = _tree('<x:row><x:c/><x:c r="D1"/><x:c/></x:row><x:row r="5"><x:c/></x:row><x:row><x:c/></x:row>')
    assert {row: list(cells) for row, cells in tree.cells.items()} == {1: [1, 4, 5], 5: [1], 6: [1]}


def test_new_cells_stand_in_order_and_look_like_their_row_or_column() -> None:
    tree = _tree(
        '<x:row r="2" s="4" customFormat="1"><x:c r="B2"/></x:row>',
        '<x:cols><x:col min="3" max="9" style="5"/></x:cols>',
    )
    tree.write_text(2, 1, "甲", tree.style(2, 1))
    tree.write_number(7, 4, "3", tree.style(7, 4))
    tree.write_text(2, 3, "", "4")
    cells = [(cell.get("r"), cell.get("s")) for cell in tree.data.iter("{*}c")]
    assert cells == [("A2", "4"), ("B2", None), ("C2", "4"), ("D7", "5")]
    assert (tree.text(2, 1), tree.text(7, 4), tree.text(2, 3)) == ("甲", "3", "")


def test_children_stand_where_the_format_wants_them() -> None:
    tree = _tree("", after="<x:mergeCells/><x:pageMargins/><x:drawing/>")
    for tag in ("pageSetup", "cols", "sheetPr"):
        tree.child(tag)
    tags = [etree.QName(node).localname for node in tree.root]
    assert tags == ["sheetPr", "cols", "sheetData", "mergeCells", "pageMargins", "pageSetup", "drawing"]


def test_one_column_of_a_group_gets_a_width() -> None:
    tree = _tree("", '<x:cols><x:col min="2" max="6" width="9" style="3" hidden="1"/></x:cols>')
    tree.set_width(4, 20)
    assert [
        (col.get("min"), col.get("max"), col.get("width"), col.get("style"), col.get("hidden"))
        for col in tree.columns()
    ] == [("2", "3", "9", "3", "1"), ("4", "4", "20", "3", None), ("5", "6", "9", "3", "1")]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("填报单位：柳湾所", ["填报单位：", "柳湾所"]),
        ("填报单位：柳湾所        ", ["填报单位：", "柳湾所        "]),
        ("填报单位：        ", ["填报单位：", "        "]),
        ("单位", ["单位"]),
        ("甲填报单位：        ", ["甲填报单位：", "        "]),
        ("填报机关：        ", ["填报机关：", "        "]),
    ],
)
def test_other_words_keep_the_looks_of_what_they_replace(text: str, runs: list[str]) -> None:
    tree = _tree('<x:row><x:c r="A1" t="s"><x:v>1</x:v></x:c></x:row>')
    tree.complete(tree.cells[1][1], text)
    assert tree.text(1, 1) == text
    assert [node.findtext("{*}t") for node in tree.data.iter("{*}r")] == runs


def test_plain_words_stay_plain() -> None:
    tree = _tree('<x:row><x:c r="A1" t="inlineStr"><x:is><x:t>年 月</x:t></x:is></x:c></x:row>')
    tree.complete(tree.cells[1][1], "2026年11月")
    assert etree.tostring(tree.cells[1][1]).count(b"<x:r>") == 0
    assert tree.text(1, 1) == "2026年11月"


@pytest.mark.parametrize(
    ("area", "found"),
    [("A1", (1, 1, 1, 1)), ("$B$2:AA30", (2, 2, 30, 27)), ("A:C", None), ("", None), ("甲1", None)],
)
def test_corners(area: str, found: tuple[int, int, int, int] | None) -> None:
    assert corners(area) == found
