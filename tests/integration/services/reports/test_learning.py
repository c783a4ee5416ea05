"""services/reports/learning: whom a blank lists and what it asks for, told, confirmed, refused, and what is
written.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.period import parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Layout, from_plain, to_plain
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import count, learning, making
from anbang_desktop.services.reports.gaps import NOT_YET
from anbang_desktop.storage.queries import reports as query
from tests.conftest import DATA
from tests.support import makers
from tests.support.blanks import blank, put

CASES = DATA / "learn_blanks"
MONTHS = ("2026-10", "2026-11")
Draw = Callable[[Worksheet], None]


def _file(folder: Path, name: str, draw: Draw) -> Path:
    file = folder / name
    file.write_bytes(blank(draw))
    return file


def _roster(title: str, *headings: str) -> Draw:
    def draw(sheet: Worksheet) -> None:
        sheet.title = "表一"
        sheet["A1"] = title
        put(sheet, 2, headings)
        for row in range(3, 6):
            put(sheet, row, [None] * len(headings))

    return draw


def test_a_roster_of_nobody_knows_whom_is_not_kept(empty_desk: Desk, tmp_path: Path) -> None:
    file = _file(tmp_path, "a.xlsx", _roster("刑满释放人员信息表", "序号", "姓名", "性别", "身份证号"))
    with pytest.raises(UserError, match="列的是哪些人") as told:
        learning.learn(empty_desk, file, "名册")
    assert told.value.field == "set"
    assert "R04 重点对象" in told.value.remedy
    assert learning.profiles(empty_desk) == ()
    learned = learning.learn(empty_desk, file, "名册", ["表一=R04"])
    assert [(one.set, one.row_kind) for one in learned.sheets] == [("R04", "person")]
    (kept,) = learning.profiles(empty_desk)
    assert kept.layout.sheets[0].row_set == "R04"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("R99", "没有“R99”这样的表"),
        ("表二=R01", "没有名册“表二”"),
        ("R20", "没有“R20”"),
        ("不填", "没有要填的表"),
    ],
)
def test_a_set_that_does_not_exist_is_told(empty_desk: Desk, tmp_path: Path, told: str, words: str) -> None:
    file = _file(tmp_path, "a.xlsx", _roster("在册人员名册", "序号", "姓名", "性别", "身份证号"))
    with pytest.raises(UserError, match=words):
        learning.learn(empty_desk, file, "名册", [told])


def test_another_set_reads_the_columns_anew(tmp_path: Path) -> None:
    file = _file(tmp_path, "a.xlsx", _roster("人员名册", "序号", "姓名", "性别", "身份证号"))
    studied = learning.study(file)
    assert [one.offered for one in learning.asked_sets(studied)] == ["R01"]
    assert "sex" in {one.taken for one in learning.asked(studied)}
    child = learning.assign(studied, {"表一": "R14"})
    assert "sex" not in {one.taken for one in learning.asked(child)}
    assert learning.assign(child, {"表一": "R01"}).layout.sheets[0].fields >= {"sex"}
    assert ("R14", "R14 未成年子女") in learning.sets()


def test_suggestions_are_taken_by_name_or_all_at_once(empty_desk: Desk, tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        "a.xlsx",
        _roster("在册人员名册", "序号", "姓名", "身份证号", "地址", "落脚", "血型", "备注"),
    )
    plain = learning.learn(empty_desk, file, "甲")
    assert {
        one.header: (one.field, one.certainty) for one in plain.sheets[0].columns if one.header == "地址"
    } == {"地址": ("live_addr", Certainty.SUGGESTED)}
    assert plain.sheets[0].unknown == ("落脚", "血型")
    mapped = learning.learn(empty_desk, file, "乙", maps=["落脚=现居住地", "备注=不填"])
    fields = {one.header: (one.field, one.certainty) for one in mapped.sheets[0].columns}
    assert fields["落脚"] == ("live_addr", Certainty.KNOWN)
    assert fields["地址"] == fields["备注"] == (None, Certainty.UNKNOWN)
    every = learning.learn(empty_desk, file, "丙", accept=True)
    assert {one.header for one in every.sheets[0].columns if one.certainty is Certainty.KNOWN} >= {"地址"}
    assert (
        learning.learn(empty_desk, file, "丁", maps=["落脚=常住地址"]).sheets[0].columns[4].field
        == "live_addr"
    )


@pytest.mark.parametrize(
    ("said", "words"), [("没有=姓名", "没有“没有”这一项"), ("备注=星座", "没有可以填的“星座”")]
)
def test_a_heading_or_field_that_does_not_exist_is_told(
    empty_desk: Desk, tmp_path: Path, said: str, words: str
) -> None:
    file = _file(tmp_path, "a.xlsx", _roster("在册人员名册", "序号", "姓名", "身份证号", "备注"))
    with pytest.raises(UserError, match=words):
        learning.learn(empty_desk, file, "名册", maps=[said])


def test_a_line_of_numbers_is_mapped_by_its_label(empty_desk: Desk) -> None:
    learned = learning.learn(
        empty_desk, CASES / "n06_上期末.xlsx", "表", maps=["非重点对象=其中：一般帮教对象"]
    )
    (sheet,) = learned.sheets
    found = {one.header: (one.field, one.certainty) for one in sheet.columns}
    assert found["非重点对象"] == ("end_general", Certainty.KNOWN)
    assert (sheet.set, sheet.row_kind, found["不在册人数"]) == ("R20", "figures", (None, Certainty.UNKNOWN))


def test_a_card_is_refused_with_what_to_do(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        for at, labels in enumerate((("姓名", "性别"), ("民族", "文化程度"), ("罪名", "释放日期")), 1):
            put(sheet, at, [labels[0], None, labels[1], None])

    with pytest.raises(UserError, match="一人一张的表"):
        learning.study(_file(tmp_path, "卡片.xlsx", draw))


def test_samples_show_the_form(tmp_path: Path) -> None:
    headings = (
        "姓名（身份证号）",
        "出生年月",
        "是否累犯",
        "文化程度代码",
        "身份证号（脱敏）",
        "人户分离（√）",
        "罪名",
    )
    studied = learning.study(_file(tmp_path, "a.xlsx", _roster("在册人员名册", *headings)))
    samples = [one.sample for one in learning.asked(studied, date(2026, 11, 30))]
    assert samples == ["再写公民身份号码", "2026.11", "是／否", "代码", "遮盖号码", "√", ""]
    rate = learning.asked(learning.study(CASES / "n04_本月数本年累计.xlsx"), date(2026, 11, 30))
    assert {one.sample for one in rate} == {""}


def test_layouts_kept_before_there_were_three_certainties_still_load() -> None:
    column = {"at": 1, "header": "姓名", "into": 0, "formula": "", "span": "period"}
    old = {
        "name": "Sheet", "kind": "rows", "head": [1, 1], "first": 2, "prepared": 3, "footer": 0, "blanks": [],
        "stale": 0, "columns": [
            {**column, "field": "name", "confidence": 1.0},
            {**column, "field": "sex", "confidence": 0.65},
            {**column, "field": "", "confidence": 0.0},
        ],
    }  # fmt: skip
    (sheet,) = from_plain({"sheets": [old]}).sheets
    assert [one.certainty for one in sheet.columns] == [
        Certainty.KNOWN,
        Certainty.SUGGESTED,
        Certainty.UNKNOWN,
    ]
    assert [one.field for one in sheet.known] == ["name"]


def test_whom_a_blank_lists_that_was_kept_without_is_told_once(empty_desk: Desk, tmp_path: Path) -> None:
    file = _file(tmp_path, "a.xlsx", _roster("期满解除人员名册", "序号", "姓名", "身份证号", "解除原因"))
    learning.learn(empty_desk, file, "名册")
    old = learning.profiles(empty_desk)[0].layout
    (one,) = old.sheets
    pathless = tuple(replace(column, path=()) for column in one.columns)
    sheets = (replace(one, row_set="", offered="R01", columns=pathless),)
    with empty_desk.store.work(empty_desk.clock, "旧版") as work:
        kept = query.profile(work.connection, "名册")
        assert kept is not None
        work.add(replace(kept, id=0, version=2, layout=to_plain(Layout(sheets))), "旧版")
    (before,) = learning.profiles(empty_desk)
    assert before.open_sets == ("表一",)
    with pytest.raises(UserError, match="列的是哪些人") as said:
        making.make(empty_desk, "名册", "2026-11", tmp_path / "out")
    assert "--set" in said.value.remedy
    with pytest.raises(UserError, match="没有名为“别的”"):
        learning.tell_sets(empty_desk, "别的", {})
    learned = learning.tell_sets(empty_desk, "名册", {"表一": "R03.1"})
    assert [one.field for one in learned.sheets[0].columns] == ["serial", "name", "id_no", "passage.reason"]
    (after,) = learning.profiles(empty_desk)
    assert (after.version, after.open_sets, after.layout.sheets[0].row_set) == (3, (), "R03.1")
    assert making.make(empty_desk, "名册", "2026-11", tmp_path / "out").people == 0


@pytest.fixture
def office(empty_desk: Desk) -> Desk:
    """Two people on the books, one fetched by the family."""
    for number, mode in enumerate(("L01", "06")):
        one = makers.people(9, seed=5)[number]
        values = {**one.values(), "release_type": "01", "release_date": date(2026, 10, 12)}
        more = {
            "release_cert_no": f"（2026）释字第 {number} 号",
            "handover_mode": mode,
            "recidivist": number == 0,
        }
        advance.register_walk_in(empty_desk, {**values, **more}, "PRISON", date(2026, 10, 14))
    return empty_desk


def test_what_is_written_has_the_forms_of_the_sheet(office: Desk, tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "在册人员花名册"
        heads = ("序号", "姓名（身份证号）", "接回方式", None, "释放日期（年.月.日）", "出生年月", "是否累犯")
        put(sheet, 2, [*heads, "性别代码", "签订协议时间", "身份证号后四位", "刑满释放日期"])
        put(sheet, 3, [None, None, "家属接回", "自返", *[None] * 7])
        for area in ("A2:A3", "B2:B3", "C2:D2", *(f"{letter}2:{letter}3" for letter in "EFGHIJK")):
            sheet.merge_cells(area)
        put(sheet, 4, [None] * 11)
        put(sheet, 5, [None] * 11)

    learning.learn(office, _file(tmp_path, "表.xlsx", draw), "表")
    made = making.make(office, "表", "2026-11", tmp_path / "out")
    first, second = (
        load_workbook(made.files[0]).worksheets[0].iter_rows(min_row=4, max_row=5, values_only=True)
    )
    name, birth = makers.people(9, seed=5)[0].name, makers.people(9, seed=5)[0].birth_date
    assert str(first[1]).startswith(f"{name}（")
    assert (first[2], first[3], second[2], second[3]) == ("√", None, None, "√")
    assert (first[4], first[5]) == ("2026.10.12", f"{birth.year}.{birth.month:02}")
    assert (first[6], second[6]) == ("是", "否")
    assert first[7] in ("1", "2")
    assert first[8] is None, "nothing was signed: no 是 under a date"


def test_a_share_is_written_as_the_sheet_wants_it(office: Desk, tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "数量"])
        for at, label in enumerate(
            ("期初在册", "本期新增", "期末在册人数", "应安置人数", "安置率(%)", "安置率"), 2
        ):
            put(sheet, at, [label, None])

    learning.learn(office, _file(tmp_path, "表.xlsx", draw), "统计")
    made = making.make(office, "统计", "2026-11", tmp_path / "out")
    sheet = load_workbook(made.files[0]).worksheets[0]
    assert (sheet["B4"].value, sheet["B6"].value, sheet["B7"].value) == (2, 0, 0)
    assert (sheet["B6"].number_format, sheet["B7"].number_format) == ("0.00", "0.00%")


def test_columns_of_printed_days_are_filled_with_their_own_numbers(office: Desk, tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "2026年10月", "2026年11月", "2026年12月"])
        for at, label in enumerate(("期初在册", "本期新增", "本期减少", "期末在册人数"), 2):
            put(sheet, at, [label, None, None, None])

    learning.learn(office, _file(tmp_path, "表.xlsx", draw), "统计")
    whole = making.preview(office, "统计", "2026Q4")
    told = {month: count.count(office, Layout(()), parse_period(month), Progress()) for month in MONTHS}
    made = making.make(office, "统计", "2026-11", tmp_path / "out")
    sheet = load_workbook(made.files[0]).worksheets[0]
    for column, month in zip("BC", MONTHS, strict=True):
        numbers = told[month].numbers
        want = [numbers[line].value for line in ("book_start", "new", "left", "book_end")]
        assert [sheet[f"{column}{row}"].value for row in range(2, 6)] == want, month
    assert [sheet[f"D{row}"].value for row in range(2, 6)] == [None] * 4
    assert {one.why for one in made.empty} == {NOT_YET}
    assert not whole.empty, "a quarter's sheet reaches to the end of December"


def test_the_shape_on_the_command_line(tmp_path: Path) -> None:
    studied = learning.study(CASES / "b06_帮扶信息采集.xlsx")
    shown = asdict(learning.shown(studied, ""))
    assert shown["sheets"][0]["set"] == ""
    assert {
        "header": "服刑类型",
        "field": None,
        "certainty": Certainty.UNKNOWN,
        "why": "没有这样的列名",
    } in shown["sheets"][0]["columns"]
