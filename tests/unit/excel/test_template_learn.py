"""Blanks are learned: where the header ends, which rows are prepared, what each column or line means."""

from collections.abc import Mapping, Sequence

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


def _roster(title: str, headings: Sequence[str | None], name: str = "Sheet1") -> SheetLayout:
    def draw(sheet: Worksheet) -> None:
        sheet.title = name
        sheet["A1"] = title or None
        put(sheet, 2, headings)
        for row in range(3, 8):
            put(sheet, row, [None] * len(headings))

    return learn(blank(draw), meanings()).sheets[0]


FIRST = ("序号", "姓名", "性别", "身份证号码")
UNSEEN: Mapping[str, tuple[str, Sequence[str], str, Mapping[str, str]]] = {
    "of whom the period is over": (
        "××县期满解除安置帮教人员花名册（2026年11月）", ("解除时间", "解除原因", "批准人"), "R03.1",
        {"解除时间": "passage.on", "解除原因": "passage.reason", "批准人": "passage.approved_by"},
    ),
    "who moved away": (
        "青禾县安置帮教对象转出名册", ("原住址", "迁入地", "转出时间", "接收单位"), "R03.3",
        {"转出时间": "passage.on", "接收单位": "passage.to"},
    ),
    "who died": ("刑满释放人员死亡情况登记表", ("死亡原因",), "R03.4", {}),
    "who came from elsewhere": (
        "外县转入安置帮教人员名册", ("转入时间", "原列管单位"), "R02.1", {"转入时间": "passage.on"},
    ),
    "not handed over": ("未衔接刑满释放人员情况表", ("释放日期",), "R11.1", {"释放日期": "release_date"}),
    "who refused": ("拒绝签订安置帮教协议人员名单", ("拒签原因",), "R01.2", {}),
    "without a place": ("未安置刑满释放人员统计表", ("未安置原因",), "R01.3", {"未安置原因": "none_reason"}),
    "visits": (
        "安置帮教工作走访记录台账", ("走访时间", "被走访人姓名", "走访人"), "R07",
        {"走访时间": "contact.at", "走访人": "contact.workers"},
    ),
    "key people and whose police": (
        "重点人员管控台账", ("重点类型", "管控责任民警", "民警电话"), "R04", {"重点类型": "key_triggers"},
    ),
    "another office's": ("社区矫正对象花名册", ("矫正类别", "社区矫正人员编号"), "", {}),
    "the opposite": ("非重点帮教对象花名册", ("释放日期",), "", {"释放日期": "release_date"}),
    "only some of them": ("历年期满解除人员花名册", ("释放日期",), "", {"释放日期": "release_date"}),
}  # fmt: skip


@pytest.mark.parametrize(("title", "headings", "row_set", "filled"), UNSEEN.values(), ids=UNSEEN)
def test_a_blank_nobody_has_seen(
    title: str, headings: Sequence[str], row_set: str, filled: Mapping[str, str]
) -> None:
    sheet = _roster(title, [*FIRST, *headings])
    assert sheet.row_set == row_set
    own = {one.header: one.field for one in sheet.known if one.header not in FIRST}
    own.pop("被走访人姓名", None)
    assert own == filled


def test_under_people_at_home_nothing_is_the_persons_own() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "在册安置帮教对象花名册"
        put(sheet, 2, ["序号", "姓名", "身份证号码", "家庭主要成员", None, None, "帮教责任人", None])
        put(sheet, 3, [None, None, None, "姓名", "关系", "电话", "姓名", "电话"])
        for area in ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:H2"):
            sheet.merge_cells(area)
        put(sheet, 4, [None] * 8)

    (sheet,) = learn(blank(draw), meanings()).sheets
    assert [one.field for one in sheet.known] == ["serial", "name", "id_no", "responsible_worker"]
