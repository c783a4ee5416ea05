"""Number sheets of many shapes: labels beside one or several columns of numbers, or above them."""

from collections.abc import Sequence

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.sheet_form import Form
from anbang_desktop.excel.template import SheetLayout
from anbang_desktop.excel.template_learn import learn
from tests.conftest import DATA
from tests.support.blanks import blank, meanings, put

BOOK = ["期初在册人数", "本期新增", "本期减少", "期末在册人数"]
Row = Sequence[str | float | None]


def _learned(rows: Sequence[Row], *merged: str, title: str = "安置帮教工作情况统计表（三）") -> SheetLayout:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = title
        for at, row in enumerate(rows, 2):
            put(sheet, at, row)
        for area in merged:
            sheet.merge_cells(area)

    return learn(blank(draw), meanings()).sheets[0]


def _cells(sheet: SheetLayout) -> dict[tuple[int, int], str]:
    """What is written into each cell, with its days."""
    return {
        (one.at, one.into): one.field + ("" if one.span == "period" else f"@{one.span}")
        for one in sheet.known
    }


def _case(name: str) -> SheetLayout:
    return learn((DATA / "learn_blanks" / name).read_bytes(), meanings(), name).sheets[0]


def test_the_beginning_of_the_period_is_not_its_end_and_no_label_is_turned_around() -> None:
    sheet = _case("n06_上期末.xlsx")
    found = {one.header: one for one in sheet.columns}
    filled = {header: (one.field, one.span) for header, one in found.items() if one.known}
    assert filled["上期末在册"] == filled["上月末在册人数"] == ("book_start", "period")
    assert filled["年初在册"] == filled["上年末在册人数"] == ("book_start", "year")
    assert filled["本年累计新增"] == ("new", "year")
    assert filled["签订协议人数"] == ("agreements", "period")
    for header in (
        "上季末在册", "累计衔接人数", "未签订协议人数", "未落实帮教人数", "不在册人数",
        "女性刑释人员未成年子女", "一般刑满释放人员", "非重点对象", "走访未成年人",
    ):  # fmt: skip
        assert not found[header].known, header


def test_two_columns_of_numbers_have_days_of_their_own() -> None:
    sheet = _case("n04_本月数本年累计.xlsx")
    cells = _cells(sheet)
    assert len(cells) == 36
    assert (cells[4, 4], cells[4, 5]) == ("book_start", "book_start@year")
    assert (cells[5, 4], cells[12, 5], cells[21, 4]) == ("new", "left_reoffence@year", "place_rate")


def test_three_columns_a_unit_and_groups_at_the_left() -> None:
    sheet = _learned(
        [
            ["项目", None, "计量单位", "本月数", "本年累计", "上年同期"],
            ["在册", "期初在册人数", "人"],
            [None, "期末在册人数", "人"],
            ["新增", "本期新增", "人"],
            [None, "其中：监狱释放", "人"],
            ["帮教情况", "走访", "人次"],
            [None, "帮教率", "%"],
            [None, "签订协议", "份"],
            [None, "救助金额", "元"],
        ],
        "A2:B2", "A3:A4", "A5:A6", "A7:A10",
    )  # fmt: skip
    cells = _cells(sheet)
    assert (cells[3, 4], cells[4, 6], cells[6, 5], cells[7, 6]) == (
        "book_start", "book_end@last_year", "new_prison@year", "visits@last_year",
    )  # fmt: skip
    rate = next(one for one in sheet.columns if one.field == "help_rate")
    assert rate.form == Form(per=100)
    assert [cells.get((9, column)) for column in (4, 5)] == ["agreements", None], "累计签了多少没有数"
    assert (10, 4) not in cells


def test_numbers_under_headings_of_several_storeys() -> None:
    sheet = _learned(
        [
            ["单位", "期初在册", "本期新增", None, None, "本期减少", None, "期末在册", "其中", None],
            [None, None, "合计", "监狱释放", "看守所", "小计", "死亡", None, "重点对象", "女性"],
            [None] * 10,
        ],
        "A2:A3", "B2:B3", "C2:E2", "F2:G2", "H2:H3", "I2:J2",
    )  # fmt: skip
    assert (sheet.kind, sheet.head, sheet.first, sheet.prepared) == ("numbers", (2, 3), 4, 1)
    assert _cells(sheet) == {
        (4, 2): "book_start", (4, 3): "new", (4, 4): "new_prison", (4, 5): "new_detention", (4, 6): "left",
        (4, 7): "left_death", (4, 8): "book_end", (4, 9): "end_key", (4, 10): "end_women",
    }  # fmt: skip


def test_lines_of_numbers_for_the_month_and_the_year() -> None:
    cells = _cells(_learned([["期间", *BOOK], ["本月数", None, None, None, None], ["本年累计"]]))
    assert (cells[3, 2], cells[4, 2], cells[4, 3]) == ("book_start", "book_start@year", "new@year")


@pytest.mark.parametrize("names", [["柳湾村", "东庄村"], ["男", "女"]])
def test_only_the_total_of_a_matrix_is_ours(names: list[str]) -> None:
    above = _learned([["项目", *names, "合计"], *([label] for label in BOOK)])
    assert set(_cells(above)) == {(row, 4) for row in range(3, 7)}
    assert above.unknown == tuple(names)
    beside = _learned([["分类", *BOOK], *([name] for name in names), ["合计"]])
    assert set(_cells(beside)) == {(5, column) for column in range(2, 6)}
    nothing = _learned([["分类", *BOOK], *([name] for name in names)])
    assert nothing.kind == "other"


def test_among_several_empty_lines_somebody_says_which() -> None:
    sheet = _learned([["", *BOOK], [None] * 5, [None] * 5])
    assert sheet.kind == "other", "nothing is known for sure"
    own = _learned([["单位", *BOOK], [None] * 5, [None] * 5])
    assert {row for row, _column in _cells(own)} == {3}


def test_numbering_indents_codes_and_a_ruler() -> None:
    sheet = _learned(
        [
            ["指标名称", "代码", "计量单位", "数量"],
            ["甲", "乙", "丙", 1],
            ["一、在册人数", "01", "人"],
            ["    其中：重点对象", "02", "人"],
            ["          女性", "03", "人"],
            ["二、应安置人数", "04", "人"],
            ["三、安置率", "05", "%"],
            ["单位负责人：", "填表人：", "报出日期：20   年  月  日"],
        ]
    )
    assert list(_cells(sheet).values()) == ["book_end", "end_key", "end_women", "place_due", "place_rate"]
    assert sheet.footer == 9
    assert sheet.blanks == ("A9", "B9", "C9")


def test_a_cell_that_shows_per_cent_gets_a_fraction() -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, 1, ["项目", "数量"])
        for at, label in enumerate([*BOOK, "衔接率(%)", "安置率（%）"], 2):
            put(sheet, at, [label, None])
        sheet["B6"].number_format = "0.00%"

    rates = {one.header: one.form.per for one in learn(blank(draw), meanings()).sheets[0].known[4:]}
    assert rates == {"衔接率(%)": 0, "安置率（%）": 100}


def test_words_in_a_cell_for_numbers_are_not_written_over() -> None:
    sheet = _learned([["项目", "数量"], *([label, None] for label in BOOK), ["应衔接人数", "另报"]])
    assert "应衔接人数" not in {one.header for one in sheet.columns}


def test_a_form_of_another_office_is_none_of_ours() -> None:
    sheet = _case("n01_应急统表10.xlsx")
    assert (sheet.kind, sheet.columns) == ("other", ())


def test_labels_without_any_heading() -> None:
    sheet = _learned([[label, None] for label in BOOK])
    assert set(_cells(sheet)) == {(row, 2) for row in range(2, 6)}


def test_a_note_below_the_lines_is_no_line() -> None:
    note = "以上各项数字由各司法所按月据实填报，不得漏报、错报、迟报"
    sheet = _learned([["项目", "数量"], *([label, None] for label in BOOK), ["外省籍", None], [note]])
    assert sheet.unknown == ("外省籍",)


def test_a_number_that_is_not_sure_is_offered() -> None:
    sheet = _learned([["项目", "数量"], *([label, None] for label in BOOK), ["上季末在册", None]])
    last = sheet.columns[-1]
    assert (last.field, last.certainty) == ("book_start", Certainty.SUGGESTED)


def test_month_and_quarter_on_one_sheet_have_days_of_their_own() -> None:
    lines = [["期初在册人数"], ["新增"], ["期末在册人数"], ["签订协议"], ["走访（人次）"]]
    both = _cells(_learned([["项目", "本月数", "本季数", "本年累计"], *lines]))
    assert (both[4, 2], both[4, 3], both[4, 4]) == ("new@month", "new@quarter", "new@year")
    assert (both[5, 2], both[5, 3]) == ("book_end@month", "book_end@quarter"), "both at the end"
    assert (both[3, 3], both[7, 3], both.get((6, 3))) == ("book_start@quarter", "visits@quarter", None)
    one = _cells(_learned([["项目", "本季数", "本年累计"], *lines]))
    assert (one[4, 2], one[4, 3]) == ("new", "new@year"), "the sheet is made for the quarter"
    own = _cells(_learned([["项目", "本期数", "本季累计"], *lines]))
    assert (own[4, 2], own[4, 3]) == ("new", "new@quarter")
    labels = _cells(
        _learned([["项目", "数量"], ["本月新增"], ["本季度新增"], ["本月减少"], ["期末在册人数"], ["走访"]])
    )
    assert (labels[3, 2], labels[4, 2], labels[6, 2]) == ("new@month", "new@quarter", "book_end")
    against = _cells(_learned([["项目", "本月", "本季"], ["本月新增"], *lines[2:], ["减少"], ["谈话"]]))
    assert (against[3, 2], against.get((3, 3))) == ("new@month", None), (
        "what the month brought in the quarter"
    )


def test_a_printed_unit_leaves_its_cell_free() -> None:
    sheet = _learned(
        [
            ["项目", "数量"],
            ["期初在册人数", "　　人"],
            ["本期新增", "____人"],
            ["期末在册人数", "12人"],
            ["帮教率", "    %"],
            ["安置率", "　‰"],
            ["走访", "　　次"],
            ["签订协议", "　　元"],
            ["本期减少", "见附表"],
        ]
    )
    assert set(_cells(sheet)) == {(row, 2) for row in range(3, 9)}
    forms = {one.field: one.form.per for one in sheet.known}
    assert (forms["help_rate"], forms["place_rate"], forms["visits"]) == (100, 1000, 0)
    under = _learned([["期初在册", "本期新增", "本期减少", "期末在册"], ["　人", "  人", "  元", " 人"]])
    assert set(_cells(under)) == set(), "three are too few"
    under = _learned(
        [["期初在册", "本期新增", "本期减少", "期末在册", "走访"], ["　人", "  人", "  元", " 人", "__次"]]
    )
    assert set(_cells(under)) == {(3, 1), (3, 2), (3, 4), (3, 5)}


def test_money_times_and_people_in_columns_of_their_own() -> None:
    rows = [["临时救助"], ["走访"], ["期末在册人数"], ["就业服务"], ["新增"]]
    cells = _cells(_learned([["项目", "人次", "金额（元）"], *rows]))
    assert {column for _row, column in cells} == {2}
    cells = _cells(_learned([["项目", "人数", "人次"], *rows]))
    assert {row for row, column in cells if column == 2} == {5, 7}, "走访人次 is not how many were visited"
    assert (cells[4, 3], cells[3, 3]) == ("visits", "relief_temporary")


def test_the_total_of_printed_months_is_not_the_period() -> None:
    rows = [["期初在册人数"], ["新增"], ["减少"], ["期末在册人数"]]
    sheet = _learned([["项目", "1月", "2月", "3月", "合计"], *rows])
    assert _cells(sheet) == {}


def test_a_short_sheet_under_its_headings_is_one_of_numbers() -> None:
    sheet = _learned([["统计指标", "数量"], ["本季度新增人数"], ["本季度末在册人数"], ["非重点对象"]])
    assert _cells(sheet) == {(3, 2): "new", (4, 2): "book_end"}
    sheet = _learned(
        [["项目", "数量"], ["本期新增", None], ["本期期满解除", None], ["走访帮教对象", "　人次"]]
    )
    assert _cells(sheet) == {(3, 2): "new", (4, 2): "left_expired", (5, 2): "visits"}


def test_columns_of_printed_days_have_these_days() -> None:
    heads = ["项目", "2026年10月", "2026年11月", "合计"]
    sheet = _learned([heads, *([label] for label in BOOK)])
    assert _cells(sheet) == {
        (row, column): f"{line}@{month}"
        for row, line in enumerate(("book_start", "new", "left", "book_end"), 3)
        for column, month in ((2, "2026-10"), (3, "2026-11"))
    }, "the total of two months is not the period's"
    alone = _learned([["项目", "2026年第四季度"], *([label] for label in BOOK)])
    assert {one.span for one in alone.known} == {"2026Q4"}


def test_both_halves_are_those_of_the_year_and_one_alone_is_asked() -> None:
    sheet = _learned([["项目", "上半年", "下半年", "合计"], *([label] for label in BOOK)])
    assert {one.into: one.span for one in sheet.known} == {2: "first_half", 3: "second_half"}
    for head in ("上半年", "下半年"):
        alone = _learned([["项目", head, "本年累计"], *([label] for label in BOOK)])
        assert {one.into for one in alone.known} == {3}
