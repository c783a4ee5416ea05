"""Windows is asked to leave the window out of pictures; elsewhere nothing is done and nothing breaks."""

import ctypes

import pytest

from anbang_desktop.gui.shell.capture import BLACK, LEFT_OUT, keep_from_capture


class _Windows:
    """As Windows would answer: before 10 2004 it doesn't know the newer wish."""

    def __init__(self, *known: int) -> None:
        self.asked: list[tuple[int | None, int]] = []
        self.known = known
        self.user32 = self

    def SetWindowDisplayAffinity(self, window: ctypes.c_void_p, wish: int) -> int:
        self.asked.append((window.value, wish))
        return int(wish in self.known)


@pytest.mark.parametrize(
    ("known", "asked", "done"),
    [
        ((LEFT_OUT, BLACK), [(7, LEFT_OUT)], True),
        ((BLACK,), [(7, LEFT_OUT), (7, BLACK)], True),
        ((), [(7, LEFT_OUT), (7, BLACK)], False),
    ],
)
def test_windows_is_asked_for_the_best_it_knows(
    monkeypatch: pytest.MonkeyPatch, known: tuple[int, ...], asked: list[tuple[int, int]], done: bool
) -> None:
    windows = _Windows(*known)
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert keep_from_capture(7) is done
    assert windows.asked == asked


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    assert not keep_from_capture(7)
