"""What is asked after each save is read from an index, however many people there are."""

from datetime import date

import pytest

from anbang_desktop.storage.queries import due
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.store import Store

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("question", "values", "index"),
    [
        (due._BY_DAY, {"until": DAY}, "ix_cards_next (next_on<?)"),
        (due._ENDING, {"until": DAY, "ending": DAY}, "ix_cards_ending (on_books=? AND period_end<?)"),
        (due._NOTHING_DUE, {"states": ["S50_REGISTERED"]}, "ix_cards_free (state=?)"),
        (due._WAITING, {"state": "S30_AWAIT_RELEASE", "after": DAY}, "ix_cards_release (release_date>?)"),
    ],
    ids=["due", "period over", "nothing due", "waiting"],
)
def test_the_work_of_the_day_is_read_from_an_index(
    store: Store, question: Question, values: dict[str, object], index: str
) -> None:
    with store.read() as connection:
        (plan, *_more) = question.explain(connection, **values)
    assert f"INDEX {index}" in plan
