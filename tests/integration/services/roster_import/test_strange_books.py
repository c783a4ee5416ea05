"""Strange workbooks: each a right reading or one clear sentence, quickly, and the office stays as it was.
More of them: ``python3 build/dev.py storm``.
"""

from collections import Counter
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import opening
from anbang_desktop.services.roster_import import roster
from tests.support.at_once import read_at_once
from tests.support.desks import empty_office
from tests.support.storm import TODAY, try_book
from tests.support.strange_books import make

BOOKS = 320


def test_strange_books_end_in_a_reading_or_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read_at_once(monkeypatch)
    desk = empty_office(tmp_path / "empty", FixedClock(TODAY)).desk(tmp_path / "office", FixedClock(TODAY))
    try:
        told = [try_book(desk, make(number), tmp_path, learn=number % 8 == 0) for number in range(BOOKS)]
        assert [one.wrong for one in told if one.wrong] == []
        assert Counter(one.word for one in told)["read"] > BOOKS // 4
        assert roster.history(desk) == []
    finally:
        opening.close(desk)
    caplog.clear()  # what could not be read is logged by its kind of fault alone


def test_the_same_number_makes_the_same_book() -> None:
    assert [make(number).name for number in range(20)] == [make(number).name for number in range(20)]
