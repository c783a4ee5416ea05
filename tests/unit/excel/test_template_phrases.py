"""The words around a table are completed as a clerk would type them."""

from datetime import date

import pytest

from anbang_desktop.excel.template_phrases import Details, complete, has_blank

MONTH = Details(
    "柳湾镇司法所", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", date(2026, 12, 1), filled_by="李文静"
)
QUARTER = Details("柳湾镇司法所", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "done"),
    [
        (
            "填报单位(盖章):                统计时间:      年   月   日至      年   月   日",
            "填报单位(盖章):柳湾镇司法所    统计时间:2026年11月1日至2026年11月30日",
        ),
        (
            "填表人:            审核人:            填报日期:",
            "填表人:李文静      审核人:            填报日期:2026年12月1日",
        ),
        ("填表人:         负责人:         联系电话:", "填表人:李文静   负责人:         联系电话:"),
        ("安置帮教统计表(    年  月)", "安置帮教统计表(2026年11月)"),
        ("填报单位：          （公章）", "填报单位：柳湾镇司法所"),
        ("截至    年   月   日", "截至 2026年11月30日"),
        ("制表人：    填表日期：    年  月  日", "制表人：李文静  填表日期：2026年12月1日"),
        ("填报单位：旧司法所     填报时间：2025年1月3日", "填报单位：柳湾镇司法所  填报时间：2026年12月1日"),
        ("报出日期：20   年  月  日", "报出日期：2026年12月1日"),
        ("（2026年   月）", "（2026年11月）"),
        ("统计时间：2025年10月", "统计时间：2026年11月"),
    ],
)
def test_blanks_of_a_month(text: str, done: str) -> None:
    assert has_blank(text)
    assert complete(text, MONTH) == done


def test_a_quarter_is_written_into_the_shipped_number_sheet() -> None:
    assert complete("填报单位:            年    季度", QUARTER) == "填报单位:柳湾镇司法所  2026年第四季度"


def test_a_whole_year() -> None:
    year = Details("柳湾镇司法所", date(2026, 1, 1), date(2026, 12, 31), "2026年", date(2027, 1, 4))
    assert complete("(    年度)", year) == "(2026年度)"


@pytest.mark.parametrize(
    "text",
    [
        "注：1.本表依据2025年2月1日起施行的《安置帮教工作办法》填报；",
        "2.释放时间填写格式如：2024年5月1日；",
        "3.2023年度已上报的人员不再填报。",
        "4.统计时间：上年12月26日至本年12月25日。",
        "5.填报日期：每月25日前，逾期不再受理。",
        "(2025年10月)",
        "计量单位：人",
        "单位：万元",
        "此表一式两份，司法所、县局各存一份。",
        "填写要求：罪名按判决书填写，联系电话：必须是本人的。",
    ],
)
def test_printed_notes_and_printed_days_stay(text: str) -> None:
    assert not has_blank(text)
    assert complete(text, MONTH) == text


@pytest.mark.parametrize("text", ["刑满释放人员安置帮教花名册", "出生年月", "年度统计表", "合计"])
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert not has_blank(text)
