"""How figures are said."""

from decimal import Decimal

import pytest

from anbang_desktop.services.statistics.words import change_words, figure_words, percent, step_name


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12, "12"),
        (0, "0"),
        (None, "—"),
        (Decimal("0.96665"), "96.67%"),
        (Decimal(1), "100.00%"),
        (Decimal(0), "0.00%"),
    ],
)
def test_a_figure_is_said_as_on_a_sheet(value: int | Decimal | None, words: str) -> None:
    assert figure_words(value) == words


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (5, 3, "增加 2"),
        (3, 5, "减少 2"),
        (3, 3, "持平"),
        (Decimal("0.5"), Decimal("0.25"), "上升 25.00 个百分点"),
        (Decimal("0.25"), Decimal("0.5"), "下降 25.00 个百分点"),
        (Decimal("0.5"), Decimal("0.5"), "持平"),
        (None, 3, ""),
        (3, None, ""),
    ],
)
def test_a_change_says_which_way(now: int | Decimal | None, then: int | Decimal | None, words: str) -> None:
    assert change_words(now, then) == words


def test_half_goes_up_and_steps_have_names() -> None:
    assert percent(Decimal("0.00005")) == Decimal("0.01")
    assert [step_name(kind) for kind in ("month", "quarter", "year")] == ["月", "季度", "年"]
