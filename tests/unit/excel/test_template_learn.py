"""Blanks are learned: where the header ends, which rows are prepared, what each column or line means."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.excel.template import SheetLayout, from_plain, to_plain
from anbang_desktop.excel.template_learn import learn
from tests.support.blanks import NUMBERS, ROSTER, blank, meanings, put, shipped


def _one(data: bytes) -> SheetLayout:
    return learn(data, meanings()).sheets[0]


def test_the_shipped_roster_is_learned_whole() -> None:
    sheet = _one(shipped(ROSTER))
    assert (sheet.kind, sheet.head, sheet.first, sheet.prepared, sheet.footer) == ("rows", (3, 4), 5, 20, 25)
    assert [column.field for column in sheet.columns] == [
        "serial", "name", "sex", "id_no", "hukou_addr", "live_addr", "offences", "term", "release_date",
        "handover_date", "level", "period", "agreement", "responsible_worker", "placement_way", "placed_from",
        "reoffended", "remark",
    ]  # fmt: skip
    assert sheet.columns[10].header == "帮教情况/帮教类别"
    assert sheet.unknown == ()
    assert sheet.blanks == ("A2", "A25")
    assert len(sheet.known) == len(sheet.columns)
    assert sheet.row_set == "R01"


def test_the_shipped_number_sheet_is_learned_whole() -> None:
    sheet = _one(shipped(NUMBERS))
    assert (sheet.kind, sheet.first, sheet.prepared) == ("numbers", 4, 29)
    assert [line.at for line in sheet.columns] == list(range(4, 33))
    assert {line.into for line in sheet.columns} == {3}
    assert sheet.unknown == ()
    assert [line.field for line in sheet.columns if line.formula] == ["book_end"]
    assert next(line.formula for line in sheet.columns if line.formula) == "=C4+C5-C10"
    assert {line.header: line.field for line in sheet.columns}["重新犯罪"] == "left_reoffence"


def test_three_storeys_of_header_and_a_ruler() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "安置帮教对象名册"
        sheet.merge_cells("A1:G1")
        put(sheet, 2, ["序号", "基本情况", None, None, "帮教情况", None, "说明文字"])
        put(sheet, 3, [None, "姓名", "证件", None, "期限", None, None])
        put(sheet, 4, [None, None, "身份证号码", "户籍所在地", "起", "止", None])
        for area in ("A2:A4", "B2:D2", "E2:F2", "G2:G4", "B3:B4", "C3:D3", "E3:F3"):
            sheet.merge_cells(area)
        put(sheet, 5, [1, 2, 3, 4, 5, 6, 7])
        put(sheet, 6, [None] * 7)
        sheet["A7"] = "填报人：        审核人："

    sheet = _one(blank(draw))
    assert (sheet.head, sheet.first, sheet.prepared, sheet.footer) == ((2, 5), 6, 1, 7)
    assert sheet.columns[4].header == "帮教情况/期限/起"
    assert [column.field for column in sheet.columns[:4]] == ["serial", "name", "id_no", "hukou_addr"]


def test_a_header_centred_across_columns_without_merging() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["序号", "姓名", "帮教情况", None, None, "备注"])
        put(sheet, 2, [None, None, "帮教类别", "起止时间", "责任人", None])
        put(sheet, 3, [None] * 6)

    sheet = _one(blank(draw))
    assert sheet.head == (1, 2)
    assert [column.header for column in sheet.columns[2:5]] == [
        "帮教情况/帮教类别",
        "帮教情况/起止时间",
        "帮教情况/责任人",
    ]


def test_without_footer_the_bordered_rows_are_prepared() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["姓名", "性别", "身份证号"])
        for row in range(2, 9):
            put(sheet, row, [None] * 3)

    sheet = _one(blank(draw))
    assert (sheet.first, sheet.prepared, sheet.footer) == (2, 7, 0)


def test_unknown_headers_are_listed_and_a_meaning_is_given_once() -> None:
    sheet = _one(blank(lambda sheet: put(sheet, 1, ["姓名", "性别", "联系电话", "血型", "联系电话"])))
    assert sheet.unknown == ("血型", "联系电话")
    assert [column.at for column in sheet.columns if column.field == "phone"] == [3]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓  名", "name"),
        ("身份证号\n码", "id_no"),
        ("联系电话（本人）", "phone"),
        ("2、性别", "sex"),
        ("刑满释放日期:", "release_date"),
    ],
)
def test_headers_are_read_past_spaces_breaks_brackets_and_numbers(header: str, field: str) -> None:
    sheet = _one(blank(lambda sheet: put(sheet, 1, ["序号", header, "户籍地", "备注"])))
    assert sheet.columns[1].field == field


def test_a_used_blank_says_how_many_rows_it_holds() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["序号", "姓名", "性别", "身份证号"])
        put(sheet, 2, [1, "旧人", "男", "149901199001011234"])
        put(sheet, 3, [2, None, None, None])
        sheet["A4"] = "填表人:"

    assert _one(blank(draw)).stale == 1


def test_an_ambiguous_line_means_what_its_block_says() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "备注", "数量"])
        labels = ["期初在册人数", "本期新增", "转入", "补录", "本期减少", "期满解除", "其他", "期末在册人数"]
        for row, label in enumerate(labels, 2):
            put(sheet, row, [label, None, None])

    fields = {line.header: line.field for line in _one(blank(draw)).columns}
    assert (fields["补录"], fields["其他"]) == ("new_other", "left_other")
    assert {line.into for line in _one(blank(draw)).columns} == {3}


def test_two_blocks_of_lines_side_by_side() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "数量", "项目", "数量"])
        left = ["期初在册", "本期新增", "本期减少", "期末在册"]
        right = ["应衔接", "已衔接", "衔接率", "应帮教"]
        for row, pair in enumerate(zip(left, right, strict=True), 2):
            put(sheet, row, [pair[0], None, pair[1], None])

    lines = _one(blank(draw)).columns
    assert {line.field: line.into for line in lines} == {
        "book_start": 2, "new": 2, "left": 2, "book_end": 2,
        "handover_due": 4, "handover_done": 4, "handover_rate": 4, "help_due": 4,
    }  # fmt: skip


def test_a_layout_survives_being_stored() -> None:
    layout = learn(shipped(NUMBERS), meanings())
    assert from_plain(to_plain(layout)) == layout
