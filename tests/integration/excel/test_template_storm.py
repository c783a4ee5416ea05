"""Blanks that nobody drew by hand, of three writers, are learned and filled; ``dev.py storm`` tries more."""

from pathlib import Path

import pytest

from tests.support.storm_blanks import Told, blanks, report, try_blank

COUNT = 42


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """What became of each."""
    folder: Path = tmp_path_factory.mktemp("blanks")
    return [try_blank(name, data) for name, data in blanks(COUNT, folder)]


def test_each_blank_is_filled_rightly_or_refused_by_name(told: list[Told]) -> None:
    assert len(told) == COUNT
    assert [one.wrong for one in told if one.wrong] == []
    assert all(one.sentence for one in told if one.word == "refused")


def test_most_are_filled(told: list[Told], capsys: pytest.CaptureFixture[str]) -> None:
    assert report(told) == 0
    assert "none went wrong" in capsys.readouterr().out


def test_a_wrong_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([Told("fault", wrong="a: B5 holds nothing"), *[Told("filled")] * 20]) == 1
    assert "a: B5 holds nothing" in capsys.readouterr().out
    assert report([Told("refused", "竖着合并"), Told("filled")]) == 1, "half of them isn't enough"
