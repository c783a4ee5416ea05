"""Computed days and their explanations."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.guards import CaseFacts, need_past_end
from anbang_desktop.domain.reckoning import (
    add_months,
    add_workdays,
    before,
    deadline,
    next_assessment,
    next_contact,
    period_end,
    visits,
    whole_months,
)
from anbang_desktop.domain.rule_keys import PackKey, RuleKey
from anbang_desktop.domain.rule_pack import RulePack


@pytest.mark.parametrize(
    ("release_type", "start", "end"),
    [
        ("01", date(2026, 11, 21), date(2031, 11, 21)),
        ("02", date(2026, 11, 21), date(2031, 11, 21)),
        ("04", date(2026, 11, 21), date(2031, 11, 21)),
        ("11", date(2026, 11, 21), date(2029, 11, 21)),
        ("12", date(2026, 11, 21), date(2029, 11, 21)),
        ("01", date(2024, 2, 29), date(2029, 2, 28)),
        ("11", date(2024, 2, 29), date(2027, 2, 28)),
        ("01", date(2023, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_period_ends_on_the_corresponding_day(
    pack: RulePack, release_type: str, start: date, end: date
) -> None:
    assert period_end(pack, release_type, start).result == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 21), date(2031, 11, 20)),
        (date(2024, 2, 29), date(2029, 2, 27)),
        (date(2026, 3, 1), date(2031, 2, 28)),
    ],
)
def test_a_pack_may_count_to_the_day_before(pack: RulePack, start: date, end: date) -> None:
    other = replace(pack, period=replace(pack.period, end_rule="day_before"))
    reckoning = period_end(other, "01", start)
    assert reckoning.result == end
    assert "前一日" in reckoning.sum


def test_an_unknown_release_type_is_a_fault(pack: RulePack) -> None:
    with pytest.raises(KeyError):
        period_end(pack, "77", date(2026, 11, 21))


def test_a_period_explains_itself(pack: RulePack) -> None:
    assert period_end(pack, "01", date(2024, 2, 29)).lines() == (
        ("起算", "释放（解除）日期 2024年2月29日"),
        (
            "规则",
            "刑满释放人员帮教期 5 年；期限按年计算，到期月的对应日为最后一日；没有对应日的，为该月最后一日",
        ),
        ("计算", "2024年2月29日 + 5 年 = 2029年2月28日（2 月没有 29 日，取该月最后一日）"),
        ("顺延", "不顺延"),
        (
            "依据",
            "《山西省安置帮教工作办法》第二条、第八条；通用默认；民法典第二百条至第二百零二条（通用规则）",
        ),
    )


@pytest.mark.parametrize(
    ("key", "start", "end", "shift"),
    [
        (
            "agreement.after_register.days",
            date(2026, 11, 24),
            date(2026, 11, 30),
            "2026年11月29日是周日，顺延到 2026年11月30日",
        ),
        ("agreement.after_register.days", date(2026, 11, 25), date(2026, 11, 30), "不顺延"),
        (
            "register.after_return.days",
            date(2026, 9, 28),
            date(2026, 10, 8),
            "2026年10月3日是法定节假日，顺延到 2026年10月8日",
        ),
        ("register.after_return.days", date(2026, 10, 5), date(2026, 10, 10), "不顺延"),
        ("assessment.interval.months", date(2026, 8, 31), date(2027, 2, 28), "不顺延"),
        ("contact.KEY.interval_days", date(2026, 11, 13), date(2026, 12, 13), "不顺延"),
        ("verification.reply.workdays", date(2026, 11, 12), date(2026, 11, 26), "按工作日计，不再顺延"),
        ("verification.reply.workdays", date(2026, 9, 30), date(2026, 10, 20), "按工作日计，不再顺延"),
        (
            "verification.reply.workdays",
            date(2027, 1, 4),
            date(2027, 1, 18),
            "按工作日计，不再顺延（没有 2027 年节假日表，只除去周六、周日）",
        ),
        (
            "group.after_register.days",
            date(2027, 1, 6),
            date(2027, 1, 18),
            "2027年1月16日是周六，顺延到 2027年1月18日（没有 2027 年节假日表，只除去周六、周日）",
        ),
    ],
)
def test_deadlines_count_and_move_as_the_pack_says(
    pack: RulePack, key: RuleKey, start: date, end: date, shift: str
) -> None:
    reckoning = deadline(pack, key, "登记日期", start)
    assert (reckoning.result, reckoning.shift) == (end, shift)


def test_a_deadline_explains_itself(pack: RulePack) -> None:
    reckoning = deadline(pack, "agreement.after_register.days", "登记日期", date(2026, 11, 24))
    assert dict(reckoning.lines()) == {
        "起算": "登记日期 2026年11月24日",
        "规则": "登记后 5 日内签订协议或者记明拒签",
        "计算": "2026年11月24日 + 5 日 = 2026年11月29日",
        "顺延": "2026年11月29日是周日，顺延到 2026年11月30日",
        "依据": "《山西省安置帮教工作办法》第十二条第二款第二项；通用默认（通用规则）",
    }


def test_reminders_lie_before_and_never_move(pack: RulePack) -> None:
    reckoning = before(pack, "expiry.remind.first.days", "帮教截止", date(2026, 11, 30))
    assert (reckoning.result, reckoning.sum) == (date(2026, 10, 1), "2026年11月30日 − 60 日 = 2026年10月1日")
    assert reckoning.shift == "不顺延"


@pytest.mark.parametrize(
    ("level", "last", "due", "rule"),
    [
        (None, None, date(2026, 11, 9), "第一次走访"),
        ("KEY", date(2026, 10, 20), date(2026, 11, 9), "第一次走访"),
        ("KEY", date(2026, 11, 10), date(2026, 11, 25), "每 15 日"),
        ("KEY", date(2027, 3, 10), date(2027, 4, 9), "每 30 日"),
        ("GENERAL", date(2026, 11, 10), date(2027, 1, 9), "每 60 日"),
        ("GENERAL", date(2028, 1, 10), date(2028, 4, 9), "每 90 日"),
        (None, date(2026, 11, 10), date(2027, 1, 9), "每 60 日"),
    ],
)
def test_the_next_contact(pack: RulePack, level: str | None, last: date | None, due: date, rule: str) -> None:
    reckoning = next_contact(pack, level, date(2026, 11, 2), last)
    assert reckoning.result == due
    assert rule in reckoning.rule


@pytest.mark.parametrize(
    ("level", "days", "said"),
    [
        ("", 0, "登记后第一年约每60天，以后约每90天"),
        ("GENERAL", 365, "约每90天"),
        ("KEY", 0, "登记后头90天约每15天，以后约每30天"),
        ("KEY", 200, "约每30天"),
    ],
)
def test_an_agreement_says_how_often_as_the_next_contact_is_reckoned(
    pack: RulePack, level: str, days: int, said: str
) -> None:
    assert visits(pack, level, days) == said


@pytest.mark.parametrize(
    ("level", "last", "due"),
    [
        (None, None, date(2026, 11, 17)),
        ("KEY", date(2026, 11, 16), date(2027, 2, 16)),
        ("GENERAL", date(2026, 11, 16), date(2027, 5, 16)),
    ],
)
def test_the_next_assessment(pack: RulePack, level: str | None, last: date | None, due: date) -> None:
    assert next_assessment(pack, level, date(2026, 11, 2), last).result == due


@given(some.dates(date(1950, 1, 1), date(2090, 1, 1)), some.integers(0, 400))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(start=some.dates(date(2024, 1, 1), date(2030, 1, 1)), count=some.integers(1, 40))
def test_workdays_end_on_a_working_day_with_as_many_between(pack: RulePack, start: date, count: int) -> None:
    end = add_workdays(pack.calendar, start, count)
    assert pack.calendar.works(end)
    assert (
        sum(pack.calendar.works(start + timedelta(days=more)) for more in range(1, (end - start).days + 1))
        == count
    )


FOUR_YEARS = [date(2023, 3, 1) + timedelta(days=more) for more in range(4 * 365 + 1)]  # with a 29 February


@pytest.mark.parametrize("release_type", ["01", "02", "03", "04", "05", "11", "12", "13", "91", "99"])
def test_help_that_begins_on_any_day_ends_on_its_own_day_and_is_over_on_the_next(
    pack: RulePack, release_type: str
) -> None:
    years = pack.rule(pack.period.by_release_type[release_type]).value
    for day in FOUR_YEARS:
        end = period_end(pack, release_type, day).result
        assert end.year == day.year + years
        assert (end.month, end.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))
        assert need_past_end(CaseFacts(pack, end, period_end=end))
        assert need_past_end(CaseFacts(pack, end + timedelta(days=1), period_end=end)) == []


def test_months_end_where_the_calendar_ends_them() -> None:
    for day in FOUR_YEARS:
        for months in range(1, 13):
            there = add_months(day, months)
            assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
            last = (there + timedelta(days=1)).month != there.month
            assert there.day == day.day or (there.day < day.day and last), f"{day} + {months}"


def test_a_term_that_begins_on_a_month_s_end_is_reckoned_back_to_a_month_s_end(pack: RulePack) -> None:
    """60 days before the end, and so many days after: never a day more or less over February."""
    for end in (date(2024, 2, 29), date(2025, 2, 28), date(2026, 12, 31), date(2027, 3, 1)):
        reminded = before(pack, "expiry.remind.first.days", "帮教截止", end).result
        assert (end - reminded).days == pack.number("expiry.remind.first.days")


def test_a_rule_says_where_a_month_without_that_day_ends(pack: RulePack) -> None:
    rule = replace(pack.rule(PackKey("assessment.interval.months")), value=3, month_end="next")
    other = replace(pack, rules={**pack.rules, rule.key: rule})
    found = next_assessment(other, "GENERAL", date(2026, 1, 1), date(2026, 11, 30))
    assert found.result == date(2027, 3, 1)
    assert found.sum.endswith("（该月没有 30 日，顺到次月一日）")
    usual = next_assessment(pack, "KEY", date(2026, 1, 1), date(2026, 11, 30))
    assert usual.sum.endswith("（2 月没有 30 日，取该月最后一日）")
    assert found.lines() == replace(found, told="").lines()
    assert replace(found, told="原定").lines()[-1] == ("定于", "原定")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 3, 15), date(2026, 5, 14), 1),
        (date(2026, 3, 15), date(2026, 5, 15), 2),
        (date(2026, 3, 15), date(2026, 1, 1), 0),
    ],
)
def test_whole_months_are_counted_as_they_are_added(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months
