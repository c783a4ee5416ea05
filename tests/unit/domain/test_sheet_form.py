"""How values are written in a county's sheet: days, months, yes and no, codes, shares, covered numbers."""

from datetime import date
from decimal import Decimal

import pytest

from anbang_desktop.domain.sheet_form import PLAIN, Form, Value, form_of, joined, per, written

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("释放日期（年.月.日）", "2026.11.03"),
        ("释放日期(YYYY-MM-DD)", "2026-11-03"),
        ("释放日期（年/月/日）", "2026/11/03"),
        ("释放日期（如20261130）", "20261103"),
        ("释放日期（8位数字）", "20261103"),
        ("释放日期（XXXX年XX月XX日）", "2026年11月3日"),
        ("出生年月", "2026.11"),
        ("出生年、月（如198503）", "202611"),
        ("出生日期（年月）", "2026.11"),
    ],
)
def test_a_day_as_the_heading_wants_it(heading: str, text: str) -> None:
    assert written(DAY, form_of(heading, "day")) == text


def test_a_day_stays_a_day_where_the_cells_hold_dates_or_nothing_is_said() -> None:
    assert written(DAY, form_of("释放日期（年.月.日）", "day", dated=True)) == DAY
    assert written(DAY, form_of("释放日期", "day")) == DAY


def test_the_days_of_a_span_are_written_alike() -> None:
    form = form_of("帮教起止时间（年.月.日）", "span")
    assert written("2026-11-03 至 2027-01-09", form) == "2026.11.03 至 2027.01.09"
    assert written("2026-11-03 至 2027-01-09", PLAIN) == "2026-11-03 至 2027-01-09"


@pytest.mark.parametrize(
    ("heading", "holds", "value", "text"),
    [
        ("是否签订协议", "text", "是", "是"),
        ("是否签订协议", "text", "拒签", "否"),
        ("签订协议", "text", "拒签", "拒签"),
        ("有无重新犯罪", "yesno", "否", "无"),
        ("重新犯罪（有/无）", "yesno", "是", "有"),
        ("累犯（打√）", "yesno", "是", "√"),
        ("累犯（打√）", "yesno", "否", None),
        ("是否累犯（1是0否）", "yesno", "是", "1"),
        ("是否累犯（1/0）", "yesno", "否", "0"),
        ("是否累犯", "yesno", "", None),
        ("安置与否", "text", "未安置", "否"),
        ("文化程度", "code", "初中", "初中"),
        ("姓名", "name", "张某", "张某"),
    ],
)
def test_yes_and_no_as_the_heading_says_them(heading: str, holds: str, value: str, text: Value) -> None:
    assert written(value, form_of(heading, holds)) == text


def test_codes_where_the_heading_asks_for_them() -> None:
    codes = {"初中": "70", "高中": "60"}
    assert written("初中", form_of("文化程度代码", "code"), codes.get) == "70"
    assert written("初中、高中", form_of("文化程度（代码及名称）", "code"), codes.get) == "70 初中、60 高中"
    assert written("小学", form_of("文化程度编码", "code"), codes.get) is None
    assert written("小学", form_of("文化程度编码", "code")) == "小学", "no table is at hand"
    assert form_of("文化程度", "code") == PLAIN


def test_a_number_is_covered_only_where_the_heading_says_so() -> None:
    number = "149901198503120030"
    assert written(number, form_of("身份证号", "id")) == number
    assert written(number, form_of("身份证号（隐去部分）", "id")) == "1499**********0030"
    assert written(number, form_of("身份证号后四位", "id")) == "0030"
    assert form_of("身份证号（脱敏）", "id").masked
    assert not PLAIN.masked


def test_shares_and_money_are_numbers() -> None:
    assert written(Decimal("0.94117"), form_of("衔接率(%)", "rate")) == Decimal("94.12")
    assert written(Decimal("0.00411"), form_of("重新犯罪率（‰）", "rate")) == Decimal("4.11")
    assert form_of("衔接率(%)", "rate", percent=True) == PLAIN, "the cell shows per cent by itself"
    assert per(Decimal(1), Form(per=100)) == 100
    assert written(Decimal(25000), form_of("救助金额（万元）", "money")) == Decimal("2.5")
    assert written(Decimal(25000), form_of("救助金额（元）", "money")) == 25000
    assert written(12, PLAIN) == 12


def test_ticks_stand_for_the_words_of_their_column() -> None:
    assert written("家属接回", Form(ticks=("家属接回",))) == "√"
    assert written("人员自返", Form(ticks=("家属接回",))) is None
    assert written("低保、特困", Form(ticks=("特困",))) == "√"
    assert written("一般", Form(answer="yesno", ticks=("重点",))) == "否"
    assert written(None, Form(ticks=("男",))) is None


def test_several_data_in_one_cell() -> None:
    assert joined(["张某", "1499"], Form(also=("id_no",))) == "张某（1499）"
    assert joined(["张某", None], Form(also=("id_no",))) == "张某"
    assert joined([None, "1年"], Form(also=("term",), between="，")) == "1年"
    assert joined(["盗窃罪", "1年"], Form(also=("term",), between="，")) == "盗窃罪，1年"
    assert joined([None, None], Form(also=("id_no",))) is None
    assert joined([None, None], Form(also=("id_no",), between="，")) is None
