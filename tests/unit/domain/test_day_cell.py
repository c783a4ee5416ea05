"""Days in the cells of lists: whole, to the month, two in one cell, in doubt, or unreadable."""

from datetime import date

import pytest

from anbang_desktop.domain.day_cell import CellDay, read_cell_birth, read_cell_day, read_cell_span

TODAY = date(2026, 11, 30)
DAY, MONTH = date(2026, 12, 18), date(2026, 12, 1)


@pytest.mark.parametrize(
    "written",
    [46374, 46374.0, "46374", "2026.12.18 00:00:00", "2026年12月18日释放", "20261218", 20261218, "26.12.18",
     "2026-12-18 ", "12/18/2026", "18/12/2026", "2026,12,18", "2026–12–18", "2026\\12\\18", "261218",
     "2026-12-18\n（减刑后）", "自2026年12月18日起", "至2026.12.18止", "2026年十二月十八日",
     "二○二六年十二月十八日", 46374.5],
)  # fmt: skip
def test_every_spelling_of_one_day(written: float | str) -> None:
    assert read_cell_day(written, TODAY) == CellDay(DAY)


@pytest.mark.parametrize("written", ["2026.12", "2026年12月", "202612", 202612, 2026.12])
def test_a_month_is_only_a_month(written: float | str) -> None:
    assert read_cell_day(written, TODAY) == CellDay(month=MONTH)


@pytest.mark.parametrize(
    ("written", "day"),
    [("12-18", DAY), ("1.5", date(2027, 1, 5)), ("18-12月-26", DAY), ("2月29日", date(2028, 2, 29))],
)
def test_what_is_not_certain_says_so(written: str, day: date) -> None:
    today = date(2027, 11, 30) if day.year == 2028 else TODAY
    reading = read_cell_day(written, today)
    assert reading.day == day
    assert reading.doubt


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("3/5/2026", "分不清"),
        ("2026-12-18至2026-12-20", "不止一个日期"),
        ("二〇二六年腊月初九", "农历"),
        ("闰六月初一", "农历"),
        ("200103", "也可以是"),
        (200103, "也可以是"),
        ("13-13", "没有 13 月 13 日"),
        (1985.0, "看不出"),
        (0.5, "不是日期"),
        ("明年", "看不出"),
        ("2026-13-05", "没有 13 月"),
    ],
)
def test_what_nobody_can_know_is_refused(written: float | str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        read_cell_day(written, TODAY)


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("1985.03", CellDay(month=date(1985, 3, 1))),
        ("198503", CellDay(month=date(1985, 3, 1))),
        (198503, CellDay(month=date(1985, 3, 1))),
        (1985.03, CellDay(month=date(1985, 3, 1))),
        ("200103", CellDay(month=date(2001, 3, 1))),
        (201203, CellDay(month=date(2012, 3, 1))),
        ("850312", CellDay(date(1985, 3, 12))),
        ("85.3.12", CellDay(date(1985, 3, 12))),
        ("1985-03-12", CellDay(date(1985, 3, 12))),
        (31118, CellDay(date(1985, 3, 12))),
        (31118.25, CellDay(date(1985, 3, 12))),
    ],
)
def test_births_are_often_months(written: float | str, reading: CellDay) -> None:
    assert read_cell_birth(written, TODAY, month_only=False) == reading


@pytest.mark.parametrize(
    ("written", "word"),
    [(1985.1, "哪个月"), (1985, "只有年"), ("1985年", "只有年"), ("3-12", "没有写年份"), ("201299", "看不出"),
     ("200103", "也可以是")],
)  # fmt: skip
def test_births_that_nobody_can_know(written: float | str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        read_cell_birth(written, date(2035, 1, 1) if written == "200103" else TODAY, month_only=False)


def test_a_month_is_asked_for_by_the_heading() -> None:
    assert read_cell_birth("200103", TODAY, month_only=True) == CellDay(month=date(2001, 3, 1))


@pytest.mark.parametrize(
    "written",
    [
        "2023.12.19-2026.12.18",
        "2023年12月19日至2026年12月18日",
        "2023-12-19-2026-12-18",
        "20231219—20261218",
        "自2023年12月19日起至2026年12月18日止",
        "2023.12.19\n2026.12.18",
        "（2023/12/19～2026/12/18）",
    ],
)
def test_spans(written: str) -> None:
    assert read_cell_span(written, TODAY) == (date(2023, 12, 19), DAY)


@pytest.mark.parametrize(
    "written", ["三年", "2023.12.19", "2023.12-2026.12", "2023.12.19，减刑6个月，2026.6.18"]
)
def test_what_is_no_span(written: str) -> None:
    assert read_cell_span(written, TODAY) is None
