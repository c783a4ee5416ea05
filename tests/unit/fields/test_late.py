"""fields/late.py: an attribute that is made when it is first asked for is like any other."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import pytest

from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.late import LATE, Later, late


@late("points")
@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    points: tuple[int, ...] = ()


@pytest.fixture
def made() -> list[str]:
    """What was made so far."""
    return []


@pytest.fixture
def later(made: list[str]) -> Callable[[], object]:
    """Points that are not made yet."""

    def make(text: str) -> tuple[int, ...]:
        made.append(text)
        return tuple(map(int, text))

    return lambda: Later(make, "123")


def test_it_is_made_once_and_only_when_asked(later: Callable[[], object], made: list[str]) -> None:
    sheet = Sheet(name="甲", points=later())  # type: ignore[arg-type]
    assert made == []
    assert [sheet.points, sheet.points] == [(1, 2, 3)] * 2
    assert made == ["123"]


def test_it_is_equal_copied_and_told_like_any_other(later: Callable[[], object]) -> None:
    sheet = Sheet(name="甲", points=later())  # type: ignore[arg-type]
    assert sheet == Sheet(name="甲", points=(1, 2, 3))
    assert replace(Sheet(name="甲", points=later()), name="乙").points == (1, 2, 3)  # type: ignore[arg-type]
    assert asdict(Sheet(name="甲", points=later())) == {"name": "甲", "points": (1, 2, 3)}  # type: ignore[arg-type]
    assert Sheet(name="丙").points == ()


def test_the_evidence_of_an_assessment_may_come_later() -> None:
    assert LATE[Assessment] == {"sheets", "agreed", "spread_note", "needs", "points", "why"}
