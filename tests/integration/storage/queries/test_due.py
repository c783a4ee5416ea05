"""What is asked after each save is read from an index, however many people there are."""

from datetime import date

import pytest

from anbang_desktop.storage.queries import due
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
        (due._COMING, {"apart": STATES}, "ix_cards_release"),
        (due._SAYING, {"state": "S20_VERIFYING", "what": "退回县司法局"}, "ix_cards_state (state=?)"),
        (due._NEXT, {"state": "S30_AWAIT_RELEASE"}, "ix_cards_next"),
    ],
    ids=["due", "period over", "open later", "not here yet", "to be sent back", "what is next"],
)
def test_the_work_of_the_day_is_read_from_an_index(
    store: Store, question: Question, values: dict[str, object], index: str
) -> None:
    with store.read() as connection:
        (plan, *_more) = question.explain(connection, **values)
    assert f"INDEX {index}" in plan
