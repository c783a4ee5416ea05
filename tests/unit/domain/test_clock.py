"""The clock that is handed in."""

from datetime import date, datetime, time

from anbang_desktop.domain.clock import Clock, FixedClock, SystemClock


def test_a_fixed_clock_stands_still() -> None:
    clock: Clock = FixedClock(date(2026, 11, 30))
    assert clock.today() == date(2026, 11, 30)
    assert clock.now() == datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001 - local time is meant


def test_the_hour_can_be_chosen() -> None:
    assert FixedClock(date(2026, 11, 30), time(17, 45)).now().hour == 17


def test_the_system_clock_gives_whole_seconds_of_today() -> None:
    clock = SystemClock()
    before = clock.today()
    assert clock.now().microsecond == 0
    assert before <= clock.now().date()
