"""What is asked after each save is read from an index, however many people there are."""

from datetime import date

import pytest

from anbang_desktop.storage.queries import coming, due
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.store import Store

DAY = date(2026, 11, 30)
STATES = ["S10_NOTICE", "S20_VERIFYING", "S30_AWAIT_RELEASE"]


@pytest.mark.parametrize(
    ("question", "values", "index"),
    [
        (due._BY_DAY, {"until": DAY, "apart": STATES}, "ix_cards_next (next_on<?)"),
        (due._ENDING, {"until": DAY, "ending": DAY}, "ix_cards_ending (on_books=? AND period_end<?)"),
        (due._OPEN, {"until": DAY, "states": STATES, "most": 9}, "ix_cards_next (next_on>?)"),
        (coming._ALIKE, {"today": DAY, "horizon": DAY, "states": STATES, "back": "退"}, "ix_cards_coming"),
        (coming._AGAIN, {"today": DAY, "horizon": DAY, "most": 9}, "ix_cards_coming (state=?)"),
    ],
    ids=["due", "period over", "open later", "not here yet", "to be checked again"],
)
def test_the_work_of_the_day_is_read_from_an_index(
    store: Store, question: Question, values: dict[str, object], index: str
) -> None:
    with store.read() as connection:
        plan = question.explain(connection, **values)
    assert any(f"INDEX {index}" in line for line in plan[:2])
