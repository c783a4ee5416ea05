"""Holidays of a year: from TOML and from rows, what does not fit is refused, they enter every pack."""

from datetime import date

import pytest

from anbang_desktop.domain.holidays import (
    HolidayFault,
    Holidays,
    from_plain,
    from_rows,
    parse_holidays,
    with_holidays,
)
from anbang_desktop.domain.reckoning import deadline
from anbang_desktop.domain.rule_pack import RuleBook, RulePack

TODAY = date(2026, 12, 20)
TEXT = "year = 2027\nholidays = [[2027-01-01, 2027-01-03]]\nworkdays = [2027-01-09]\n"
ROWS = [
    ["节日", "起", "止", ""],
    ["元旦", "2027-01-01", "2027年1月3日", "放假"],
    ["", "2027/1/9", "", "上班"],
    [],
]


def test_a_file_and_a_sheet_say_the_same() -> None:
    assert parse_holidays(TEXT) == from_rows(ROWS, TODAY)
    assert from_plain(parse_holidays(TEXT).plain()) == parse_holidays(TEXT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("holidays = []\nworkdays = []\n", "缺少“year”"),
        (TEXT.replace("2027-01-03", "2027-03-03"), "不像一个假期"),
        (TEXT.replace("2027-01-03", "2026-12-31"), "不像一个假期"),
        (TEXT.replace("year = 2027", "year = 2025"), "2027-01-01 不是 2025 年的安排"),
        (TEXT.replace("2027-01-09", "2027-01-02"), "2027-01-02 既写放假又写上班"),
        (TEXT.replace("2027-01-09", "2027-01-08"), "2027-01-08 不是周末"),
    ],
)
def test_what_does_not_fit_together_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_holidays(text)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["元旦", "放假"]], "第 1 行看不懂"),
        ([["节日"], ["元旦", "2027-01-01"]], "第 2 行看不懂"),
        ([["没有"]], "没有找到放假的日期"),
    ],
)
def test_a_row_that_says_half_is_named(rows: list[list[str]], words: str) -> None:
    with pytest.raises(HolidayFault, match=words):
        from_rows(rows, TODAY)


def test_they_move_deadlines_of_every_pack_and_say_when_they_were_learnt(pack: RulePack) -> None:
    found = parse_holidays(TEXT)
    known = with_holidays(pack, [(found, TODAY)])
    before, after = (deadline(one, "verification.reply.workdays", "收到名单", TODAY) for one in (pack, known))
    assert after.result > before.result
    assert (after.holidays, after.valid_from) == ("2027@2026-12-20", TODAY)
    assert (before.holidays, before.valid_from) == ("", pack.effective_from)
    assert RuleBook([known]).knows(pack.id, after.holidays)
    assert not RuleBook([pack]).knows(pack.id, after.holidays)
    assert not RuleBook([pack]).knows("another", "")


def test_a_year_that_is_taken_again_replaces_the_first(pack: RulePack) -> None:
    again = Holidays(2026, frozenset({date(2026, 7, 1)}), frozenset())
    calendar = with_holidays(pack, [(again, TODAY)]).calendar
    assert [day for day in calendar.holidays if day.year == 2026] == [date(2026, 7, 1)]
    assert any(day.year == 2025 for day in calendar.holidays)
