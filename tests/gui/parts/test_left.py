"""How far a day is from today, in words."""

from datetime import date, timedelta

import pytest

from anbang_desktop.gui.parts.left import left_until
from tests.support.makers import TODAY


@pytest.mark.parametrize(
    ("days", "words", "late"), [(-3, "逾期 3 天", True), (0, "今天", False), (5, "还有 5 天", False)]
)
def test_how_far_a_day_is(days: int, words: str, *, late: bool) -> None:
    left = left_until(TODAY + timedelta(days), TODAY)
    assert (left.words, left.late) == (words, late)


def test_nobody_is_late_with_a_day_that_passes_by_itself() -> None:
    left = left_until(TODAY - timedelta(3), TODAY, owed=False)
    assert (left.words, left.late) == ("已过 3 天", True)


def test_a_day_of_another_year_says_its_year() -> None:
    assert left_until(date(2027, 1, 3), TODAY).day == "2027年1月3日"
