"""The assessments of one person as shapes: a step where the level changed, words at every mark."""

from datetime import date, timedelta

import pytest

from anbang_desktop.domain.chart import Dot, Fill, Look, Stroke, Words
from anbang_desktop.domain.level_chart import SHOWN, Past, levels

LOOK = Look(18, lambda text: 13.0 * len(text))
DAY = date(2026, 1, 5)
PAST = (
    Past(DAY, "一般", 12, "初次评估"),
    Past(DAY + timedelta(90), "重点", 58, "事件评估"),
    Past(DAY + timedelta(180), "重点", 40, "定期评估"),
    Past(DAY + timedelta(270), "一般", None, "定期评估"),
)


def test_a_step_stands_where_the_level_changed() -> None:
    chart = levels(PAST, ("重点", "一般"), 600, LOOK)
    steps = [one for one in chart.shapes if isinstance(one, Stroke) and one.ink == "primary"]
    assert [len(one.points) for one in steps] == [4, 2, 4]
    assert steps[1].points[0][1] == steps[1].points[1][1]
    marks = [one.x for one in chart.shapes if isinstance(one, Words) and "分" in one.text]
    assert steps[0].points[1][0] == pytest.approx((marks[0] + marks[1]) / 2), "no words are crossed"
    rows = {one.text: one.y for one in chart.shapes if isinstance(one, Words) and one.ink == "ink_2"}
    assert rows["重点"] < rows["一般"], "the highest stands at the top"


def test_every_mark_has_words_and_what_gives_no_number_another_form() -> None:
    chart = levels(PAST, ("重点", "一般"), 600, LOOK)
    said = [one.text for one in chart.shapes if isinstance(one, Words)]
    assert [one for one in said if "分" in one] == ["12 分", "58 分", "40 分", "不计分"]
    assert sum(isinstance(one, Dot) for one in chart.shapes) == 3
    (square,) = (one for one in chart.shapes if isinstance(one, Fill))
    assert square.hatched, "told apart in grey"
    assert PAST[0].said() == "2026-01-05 初次评估：一般，12 分"
    assert "26-01-05" in said


@pytest.mark.parametrize("wide", [240.0, 900.0])
def test_nothing_stands_outside_and_only_the_newest_are_drawn(wide: float) -> None:
    many = [Past(DAY + timedelta(at), "旧的一类" if at % 2 else "重点", at, "定期评估") for at in range(30)]
    chart = levels(many, ("重点", "一般"), wide, LOOK)
    assert len(chart.spots) == SHOWN
    assert all(one.x >= 0 and one.x + one.wide <= wide + 0.01 for one in chart.spots)
    assert all(one.y < chart.high for one in chart.shapes if isinstance(one, Words))
    assert [one.text for one in chart.shapes if isinstance(one, Words)][:2] == ["重点", "旧的一类"]
