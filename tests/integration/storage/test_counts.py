"""What is counted after each save is read from an index, however many people there are."""

import pytest

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.queries import boards, due, people
from anbang_desktop.storage.store import Store

ASKED: dict[str, Question] = {
    "due": due._DUE.cases,
    "due, counted": due._DUE.count,
    "over": due._OVER.cases,
    "over, counted": due._OVER.count,
    "nothing due": due._FREE.cases,
    "waiting": due._WAITING,
    "people": people._ALL,
    "on the books": boards._ON_BOOKS,
    "incomplete": boards._INCOMPLETE,
    "to assess": boards._TO_ASSESS,
    "first to sign": boards._FIRST_TO_SIGN,
}


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_no_count_reads_the_cards_themselves(store: Store, question: Question) -> None:
    with store.read() as connection:
        dialect = connection.dialect
        statement = str(
            question.statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        )
        marks = statement.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("2026-11-30",) * marks).all()
    told = "; ".join(str(row[3]) for row in plan)
    cards = [part for part in told.split("; ") if "case_cards" in part]
    assert cards, told
    assert all("INDEX" in part for part in cards), told
