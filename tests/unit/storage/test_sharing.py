"""A file held for a moment is waited for; one held for good, or another error, comes out."""

from collections.abc import Callable

import pytest

from anbang_desktop.storage import sharing


class Held(OSError):
    """As Windows says it."""

    winerror = 32


def failing(times: int, kind: type[OSError]) -> Callable[[], str]:
    """Works after so many failures."""
    left = [kind] * times

    def act() -> str:
        if left:
            raise left.pop()
        return "done"

    return act


@pytest.mark.parametrize("times", range(7))
def test_waits_for_a_moment(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "WAITS", (1, 2, 3, 4, 5, 6))
    slept: list[float] = []
    assert sharing.patiently(failing(times, Held), slept.append) == "done"
    assert slept == list(range(1, times + 1))


def test_not_for_ever_and_not_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "WAITS", (1, 2))
    with pytest.raises(Held):
        sharing.patiently(failing(3, Held), lambda _: None)
    with pytest.raises(FileNotFoundError):
        sharing.patiently(failing(1, FileNotFoundError), lambda _: None)
