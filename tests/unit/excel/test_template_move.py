"""A blank with more than twenty kinds of parts gets seven rows: each is compared with what it must be."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from lxml import etree

from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Content, Value
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.excel.template_open import check_blank, open_blank
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.excel.template_trial import trial
from tests.support.blanks import contents, meanings
from tests.support.many_parts import SECOND, SHEET, changed, packed, parts

DETAILS = Details("柳湾镇司法所", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", date(2026, 11, 30))
AGES = [30 + at for at in range(10)]
Q = "'名册 ''甲'''!"


def _filled(count: int, data: bytes | None = None) -> zipfile.ZipFile:
    blank = data or packed(parts())
    people: list[dict[str, Value]] = [
        {
            "name": f"王某{at}",
            "id_no": f"1499011990010{at:05}",
            "release_date": date(2026, 11, 3),
            "age": AGES[at],
            "remark": "无",
        }
        for at in range(count)
    ]
    layout = learn(blank, meanings())
    made = fill(blank, layout, contents(layout, people), DETAILS)
    check_blank(made)
    return zipfile.ZipFile(BytesIO(made))


@pytest.fixture(scope="module")
def grown() -> zipfile.ZipFile:
    """Ten people in the blank for three."""
    return _filled(10)


def _sheet(book: zipfile.ZipFile, number: int = 1) -> str:
    return book.read(f"xl/worksheets/sheet{number}.xml").decode()


def _attributes(text: str, tag: str, name: str) -> list[str]:
    return re.findall(rf"<{tag}\b[^>]*?\s{name}=\"([^\"]*)\"", text)


def _cell(text: str, place: str) -> str:
    found = re.search(rf'<c r="{place}"(?:[^>]*/>|.*?</c>)', text)
    return found[0] if found else ""


def test_parts_that_name_no_place_of_the_sheet_stay_byte_for_byte(grown: zipfile.ZipFile) -> None:
    before = parts()
    touched = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
        "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/charts/chart1.xml", "xl/comments1.xml",
        "xl/threadedComments/threadedComment1.xml", "xl/tables/table1.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
    }  # fmt: skip
    assert set(before) - set(grown.namelist()) == {"xl/calcChain.xml"}
    for name in grown.namelist():
        old = before[name]
        same = grown.read(name) == (old.encode() if isinstance(old, str) else old)
        assert same == (name not in touched), name
    with zipfile.ZipFile(BytesIO(packed(before))) as blank:
        one = "xl/theme/theme1.xml"
        assert grown.getinfo(one).date_time == blank.getinfo(one).date_time
        assert grown.getinfo(one).compress_size == blank.getinfo(one).compress_size


def test_without_new_rows_only_cells_formats_and_reckoning_change() -> None:
    before, after = parts(), _filled(3)
    assert after.namelist() == list(before)
    changed_parts = [
        name
        for name, old in before.items()
        if after.read(name) != (old.encode() if isinstance(old, str) else old)
    ]
    assert changed_parts == [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # its formulas look at the roster: what they showed is no longer right
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    ]
    for tag in ("sheetViews", "cols", "sheetProtection", "conditionalFormatting", "hyperlinks", "extLst"):
        assert _canonical(_sheet(after), tag) == _canonical(str(before["xl/worksheets/sheet1.xml"]), tag)


def _canonical(text: str, tag: str) -> list[bytes]:
    root = etree.fromstring(text.encode())
    return [etree.tostring(node, method="c14n", exclusive=True) for node in root.iterchildren(f"{{*}}{tag}")]


GROWN: list[tuple[str, str, list[str]]] = [
    ("dimension", "ref", ["A1:H19"]),
    ("protectedRange", "sqref", ["B5:H14 A17"]),
    ("inputCells", "r", ["C22"]),
    ("autoFilter", "ref", ["A4:H14"]),
    ("mergeCell", "ref", ["A1:H1", "A3:D3", "G6:H6", "A17:A18", *(f"G{row}:H{row}" for row in range(7, 14))]),
    ("conditionalFormatting", "sqref", ["D5:D14"]),
    ("dataValidation", "sqref", ["H5:H13", "C22"]),
    ("hyperlink", "ref", ["A17", "A19"]),
    ("hyperlink", "location", [f"{Q}A19"]),
    ("brk", "id", ["15"]),
    ("cellWatch", "r", ["E15"]),
    ("ignoredError", "sqref", ["C5:C14"]),
    ("selection", "sqref", ["B5"]),
    ("pane", "topLeftCell", ["A5"]),
]


@pytest.mark.parametrize(("tag", "name", "places"), GROWN)
def test_whatever_in_the_sheet_lies_below_or_spans_the_rows_follows(
    grown: zipfile.ZipFile, tag: str, name: str, places: list[str]
) -> None:
    assert _attributes(_sheet(grown), tag, name) == places


INSIDE: list[tuple[str, list[str]]] = [
    ("formula1", ["$B$21:$B$22", "0"]),
    ("formula2", ["E15"]),
    ("formula", ["$D5&lt;$C$22"]),
    ("xm:f", [f"E5&gt;{SECOND}!$A$1", f"{SECOND}!$A$1:$A$2", f"{Q}E6:F6", f"{Q}E5:E14",
              *(f"{Q}E{row}:F{row}" for row in range(7, 14))]),
    ("xm:sqref", ["E5:E14", "G5:G14", "G6", "H15", *(f"G{row}" for row in range(7, 14))]),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "texts"), INSIDE)
def test_rules_and_small_charts_follow_too(grown: zipfile.ZipFile, tag: str, texts: list[str]) -> None:
    assert re.findall(rf"<{tag}>([^<]*)</{tag}>", _sheet(grown)) == texts


def test_formulas_move_are_repeated_and_have_their_results(grown: zipfile.ZipFile) -> None:
    text = _sheet(grown)
    for row, age in zip(range(5, 15), AGES, strict=True):
        assert _cell(text, f"F{row}") == f'<c r="F{row}" s="2"><f>E{row}*2</f><v>{age * 2}</v></c>'
    assert _cell(text, "E15").endswith(f"<f>SUM(E5:E14)</f><v>{sum(AGES)}</v></c>")
    assert f"<f>SUM(F5:F14)+SUM({SECOND}!A1:A9)</f><v>{2 * sum(AGES) + 1}</v>" in _cell(text, "F15")
    assert _cell(text, "G15").endswith("<f>SUMPRODUCT(E5:E14)</f></c>"), "the old result would be wrong"
    assert '<f t="array" ref="B17:C17">TRANSPOSE(E5:E6)</f></c>' in _cell(text, "B17")
    assert _cell(text, "C17") == '<c r="C17"/>'
    other = _sheet(grown, 2)
    assert f"<f>{Q}E15+SUM({Q}E5:E14)</f><v>{2 * sum(AGES)}</v>" in other
    assert "<f>COUNTA(人名)</f></c>" in other
    assert f"<formula>B1&gt;{Q}E15</formula>" in other


def test_other_parts_follow(grown: zipfile.ZipFile) -> None:
    drawing = grown.read("xl/drawings/drawing1.xml").decode()
    assert re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing) == ["16", "21", "14", "4", "8"]
    assert f'textlink="{Q}$E$15"' in drawing
    chart = grown.read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<c:f>([^<]*)</c:f>", chart) == [f"{Q}$B$5:$B$14", f"{Q}$E$5:$E$14"]
    vml = grown.read("xl/drawings/vmlDrawing1.vml").decode()
    assert re.findall(r"<x:Row>(\d+)", vml) == ["16", "3"]
    anchors = re.findall(r"<x:Anchor>([^<]*)", vml)
    assert anchors == ["1, 15, 16, 10, 3, 15, 20, 4", "2, 15, 3, 10, 4, 15, 7, 4"]
    for part in ("comments1.xml", "threadedComments/threadedComment1.xml"):
        assert 'ref="A17"' in grown.read(f"xl/{part}").decode()
    table = grown.read("xl/tables/table1.xml").decode()
    assert table.count('ref="B21:C22"') == 2
    assert f"<calculatedColumnFormula>{Q}E15+1<" in table
    pivot = grown.read("xl/pivotCache/pivotCacheDefinition1.xml").decode()
    assert 'ref="A4:H14"' in pivot
    assert 'refreshOnLoad="1"' in pivot
    book = grown.read("xl/workbook.xml").decode()
    assert re.findall(r"<definedName [^>]*>([^<]*)", book) == [
        f"{Q}$A$4:$H$14",
        f"{Q}$A$1:$H$19",
        f"{Q}$3:$4",
        f"{Q}$B$5:$B$14",
    ]
    assert 'fullCalcOnLoad="1"' in book
    assert "calcChain" not in grown.read("[Content_Types].xml").decode()


def test_rich_text_protection_and_the_countys_rows_keep_their_looks(grown: zipfile.ZipFile) -> None:
    text = _sheet(grown)
    assert '<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">填报单位：</t></r>' in _cell(text, "A2")
    assert '<r><rPr><u/></rPr><t xml:space="preserve">柳湾镇司法所</t></r>' in _cell(text, "A2")
    assert _cell(text, "A17") == '<c r="A17" s="1" t="s"><v>10</v></c>'
    assert '<sheetProtection sheet="1" objects="1" scenarios="1" password="CEBA"/>' in text
    assert _cell(text, "C9") == '<c r="C9" s="3" t="inlineStr"><is><t>149901199001000004</t></is></c>'
    assert _cell(text, "D9") == '<c r="D9" s="4"><v>46329</v></c>'
    assert 'outlineLevel="1" x14ac:dyDescent="0.2"' in text.partition('<row r="9"')[2].partition(">")[0]
    assert '<row r="17" ht="40" customHeight="1">' in text


def test_people_of_an_earlier_use_leave_the_list_of_words_too(grown: zipfile.ZipFile) -> None:
    words = grown.read("xl/sharedStrings.xml").decode()
    assert "旧人" not in words
    assert words.count("<si>") == 14
    assert "<rPh" in words


def test_a_second_reader_sees_the_same(grown: zipfile.ZipFile) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in grown.namelist():
            target.writestr(name, grown.read(name))
    sheet = open_blank(stream.getvalue())[SHEET]
    assert [sheet.cell(row, 2).value for row in range(5, 15)] == [f"王某{at}" for at in range(10)]
    assert str(sheet.cell(9, 4).value) == "2026-11-03 00:00:00"
    assert "<v>345</v>" in _cell(_sheet(grown), "E15")


def _related(kind: str) -> bytes:
    """The blank's sheet points at a part of another kind."""
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    rels = str(parts()[name]).replace("relationships/customProperty", f"relationships/{kind}")
    return packed({**parts(), name: rels})


REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (lambda: changed(sheet1='<mergeCell ref="G6:H6"/>→<mergeCell ref="B5:B6"/>'), "竖着合并"),
    (lambda: changed(sheet1='t="shared" ref="F5:F7" si="0"→t="array" ref="F5:F7"'), "数组公式"),
    (lambda: changed(sheet2="COUNTA(人名)→SUM('名册 ''甲'':图'!A1)"), "好几张表"),
    (lambda: packed({**parts(), "xl/revisions/revisionHeaders.xml": "<headers/>"}), "共享工作簿"),
    (lambda: _related("pivotTable"), "数据透视表"),
    (lambda: _related("newThing"), "newThing"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "words"), REFUSED)
def test_what_cannot_follow_is_named_when_the_blank_is_learned(made: Callable[[], bytes], words: str) -> None:
    data = made()
    with pytest.raises(UserError, match=words):
        trial(data, learn(packed(parts()), meanings()))


def test_the_blank_itself_passes_its_trial() -> None:
    data = packed(parts())
    trial(data, learn(data, meanings()))


def test_rows_that_do_not_come_as_told_are_a_fault() -> None:
    data = packed(parts())
    layout = learn(data, meanings())
    rows = [[None] * len(layout.sheets[0].known)] * 2
    with pytest.raises(RuntimeError, match="2 rows came instead of 3"):
        fill(data, layout, {SHEET: Content(rows, 3)}, DETAILS)
