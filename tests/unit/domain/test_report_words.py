"""The words of the county's sheets: what is learned by them is tested with the sheets (tests/unit/excel)."""

from anbang_desktop.domain.report_words import NOBODY_KNOWS
from tests.support.blanks import meanings


def test_a_heading_without_a_word_means_nothing() -> None:
    assert meanings().columns.guess("/") == NOBODY_KNOWS
