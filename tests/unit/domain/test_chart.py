"""Charts as shapes: nothing outside the frame, lengths that are the numbers, patterns apart."""

from datetime import date

import pytest

from anbang_desktop.domain.chart import (
    Box,
    Chart,
    Dot,
    Fill,
    Look,
    Stroke,
    Words,
    bars,
    caption,
    hatches,
    scale,
    trend,
)
from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.period_steps import StepKind, steps_back
from anbang_desktop.domain.statistics import Group, Step, Structure

LOOK = Look(18, lambda text: 13.0 * len(text))
WIDE, HIGH = 700.0, 320.0


def steps(kind: StepKind = "month", count: int = 24, size: int = 50) -> list[Step]:
    return [
        Step(period, size + at, at % 4, at % 3)
        for at, period in enumerate(steps_back(date(2026, 11, 30), kind, count))
    ]


def words(chart: Chart) -> list[str]:
    return [one.text for one in chart.shapes if isinstance(one, Words)]


@pytest.mark.parametrize("size", [0, 3, 50, 4_321, 100_000])
@pytest.mark.parametrize(("kind", "count"), [("month", 24), ("quarter", 12), ("year", 1)])
def test_everything_stays_in_the_frame(kind: StepKind, count: int, size: int) -> None:
    chart = trend(steps(kind, count, size), parse_period("2026"), WIDE, HIGH, LOOK)
    for one in chart.shapes:
        if isinstance(one, Fill):
            box = one.box
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.wide <= WIDE
            assert box.y + box.high <= HIGH
        elif isinstance(one, Stroke):
            assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in one.points)
        elif isinstance(one, Dot):
            assert one.x <= WIDE
        else:
            long = LOOK.measure(one.text)
            left = one.x - {"left": 0, "right": long, "middle": long / 2}[one.align]
            assert left >= -1
            assert left + long <= WIDE + 1
            assert 0 <= one.y <= HIGH
    assert len(chart.spots) == count


def test_a_bar_is_as_long_as_its_number_and_the_ways_differ_by_pattern() -> None:
    listed = [
        Step(one.period, 10, came, left)
        for one, came, left in zip(steps(count=3), (4, 0, 2), (1, 2, 0), strict=True)
    ]
    chart = trend(listed, parse_period("2026-11"), WIDE, HIGH, LOOK)
    flow = [one for one in chart.shapes if isinstance(one, Fill) and one.ink != "quiet"]
    came, left = (
        [one.box.high for one in flow if not one.hatched],
        [one.box.high for one in flow if one.hatched],
    )
    unit = came[0] / 4
    assert came == pytest.approx([4 * unit, 2 * unit])
    assert left == pytest.approx([1 * unit, 2 * unit])


def test_the_chosen_period_lies_on_quiet_ground_and_the_whole_run_has_none() -> None:
    grounds = [
        [
            one.box
            for one in trend(steps(), parse_period(text), WIDE, HIGH, LOOK).shapes
            if isinstance(one, Fill) and one.ink == "quiet"
        ]
        for text in ("2026", "2024-01-01..2027-01-01", "2020")
    ]
    assert [len(one) for one in grounds] == [1, 0, 0]
    step = trend(steps(), parse_period("2026"), WIDE, HIGH, LOOK).spots[0].wide
    assert grounds[0][0].wide == pytest.approx(step * 11)


def test_labels_stand_at_the_end_of_what_they_name() -> None:
    said = words(trend(steps(), parse_period("2026"), WIDE, HIGH, LOOK))
    assert {"在册 73", "新增 3", "减少 2", "2026年1月", "11月"} <= set(said)
    assert "2025年一季度" in words(trend(steps("quarter", 8), parse_period("2026"), WIDE, HIGH, LOOK))
    assert "2026年" in words(trend(steps("year", 3), parse_period("2026"), WIDE, HIGH, LOOK))


def test_where_nothing_moves_there_is_no_bar() -> None:
    still = [Step(one.period, 5, 0, 0) for one in steps(count=4)]
    chart = trend(still, parse_period("2020"), WIDE, HIGH, LOOK)
    assert not [one for one in chart.shapes if isinstance(one, Fill)]


@pytest.mark.parametrize("values", [[0], [7], [0, 1], [54, 71], [14, 46], [99_999, 100_001]])
def test_a_scale_is_round_and_holds_every_value(values: list[int]) -> None:
    low, top, mark = scale(values)
    assert low <= min(values) <= max(values) <= top
    assert low < top
    assert (top - low) % mark == 0
    assert 1 <= (top - low) // mark <= 5


def test_a_step_is_called_without_its_year() -> None:
    assert [caption(parse_period(text)) for text in ("2026-03", "2026Q4", "2026")] == [
        "3月",
        "四季度",
        "2026年",
    ]


def structures(label: str) -> list[Structure]:
    return [
        Structure("a", "等级", (Group("重点", (1, 2)), Group("一般", (3, 4, 5, 6)))),
        Structure("b", "罪名类别", (Group(label, (1,)), Group("没有填", ()))),
    ]


def test_bars_of_a_structure_share_a_scale_and_each_value_has_its_spot() -> None:
    chart = bars(structures("侵犯财产罪"), 400, LOOK)
    long = [one.box.wide for one in chart.shapes if isinstance(one, Fill)]
    assert long[0] == pytest.approx(long[1] / 2)
    assert len(chart.spots) == 4
    assert chart.high >= chart.spots[-1].y + chart.spots[-1].high - 20
    assert {"2 人", "4 人", "侵犯财产罪"} <= set(words(chart))


def test_a_long_label_stands_above_its_bar_whole() -> None:
    long = "破坏社会主义市场经济秩序罪和其他"
    chart = bars(structures(long), 400, LOOK)
    (label,) = [one for one in chart.shapes if isinstance(one, Words) and one.text == long]
    bar = [one.box for one in chart.shapes if isinstance(one, Fill)][2]
    assert (bar.x, bar.y > label.y) == (0, True)


def test_of_nothing_nothing_is_drawn() -> None:
    assert bars([], 400, LOOK) == Chart((), (), 0)


def test_slanting_lines_cover_the_whole_box() -> None:
    box = Box(10, 20, 30, 40)
    lines = hatches(box, 5)
    assert lines[0] == -30
    assert lines[-1] <= 40 < lines[-1] + 5
