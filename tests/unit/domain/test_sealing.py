"""domain/sealing.py: whose record is proposed, and why; each line of the table is a case from an office."""

from datetime import date
from typing import Any

import pytest

from anbang_desktop.domain.sealing import (
    Ground,
    Limits,
    OffenceFacts,
    Sealing,
    ground,
    months_of,
    was_minor,
)

LIMITS = Limits(full_age=18, youngest=12, most_months=60)
BORN = date(2006, 5, 20)
TABLE: tuple[tuple[str, dict[str, Any], Ground | None], ...] = (
    ("sixteen, two years", {"first": date(2022, 6, 1), "months": 24}, Ground.MINOR),
    ("on the birthday the year is not complete", {"first": date(2024, 5, 20), "months": 24}, Ground.MINOR),
    ("the day after it is", {"first": date(2024, 5, 21), "months": 24}, None),
    ("exactly five years", {"first": date(2022, 6, 1), "months": 60}, Ground.MINOR),
    ("a day more than five years", {"first": date(2022, 6, 1), "months": 61}, None),
    ("for life", {"first": date(2022, 6, 1), "beyond": True}, None),
    ("no term written down, or none at all", {"first": date(2022, 6, 1)}, Ground.TERM_UNKNOWN),
    (
        "before and after the age: the county",
        {"first": date(2022, 6, 1), "last": date(2024, 8, 1), "months": 36},
        Ground.MIXED,
    ),
    (
        "the last act still before the age",
        {"first": date(2022, 6, 1), "last": date(2023, 6, 1), "months": 36},
        Ground.MINOR,
    ),
    ("the list says so, no day is known", {"said": True, "months": 24}, Ground.MINOR),
    (
        "the form says no, but the day says yes",
        {"said": False, "first": date(2022, 6, 1)},
        Ground.TERM_UNKNOWN,
    ),
    ("the form says no", {"said": False, "known": date(2022, 6, 1)}, None),
    ("judged before the age: so the act was", {"known": date(2024, 1, 1), "months": 12}, Ground.MINOR),
    ("judged after it says nothing", {"known": date(2025, 1, 1), "months": 12}, None),
    ("a birth date by which nobody is punished", {"known": date(2016, 1, 1), "months": 12}, None),
    ("nothing is known", {}, None),
)


@pytest.mark.parametrize(("facts", "why"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_whose_record_is_proposed(facts: dict[str, Any], why: Ground | None) -> None:
    assert ground(OffenceFacts(born=BORN, **facts), LIMITS) is why


def test_without_a_birth_date_only_what_was_said_counts() -> None:
    assert not was_minor(OffenceFacts(born=None, first=date(2022, 6, 1)), LIMITS)
    assert was_minor(OffenceFacts(born=None, said=True), LIMITS)


@pytest.mark.parametrize(
    ("term", "months"),
    [
        ((None, None, None), None),
        ((2, None, None), 24),
        ((1, 6, None), 18),
        ((5, 0, 1), 61),
        ((None, 5, 15), 6),
    ],
)
def test_a_term_in_months_counts_one_begun_whole(
    term: tuple[int | None, int | None, int | None], months: int | None
) -> None:
    assert months_of(*term) == months


def test_only_who_was_decided_about_is_listed_again() -> None:
    assert [one.withheld for one in Sealing] == [True, True, False]
    assert [one.label for one in Sealing] == ["待定封存", "犯罪记录封存", "不封存"]
