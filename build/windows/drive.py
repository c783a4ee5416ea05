"""A display of its own, a keyboard that types into it, and pictures of what is seen."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import REPORT, BuildError, run

TITLE = "安帮桌面"
TICK = 0.02


class Screen:
    """An X display with a small window manager."""

    def __init__(self, display: str) -> None:
        """``display`` as X names it."""
        self.display = display

    def picture(self, name: str) -> Path:
        """What is seen now, into the report."""
        REPORT.mkdir(parents=True, exist_ok=True)
        file = REPORT / f"{name}.png"
        file.unlink(missing_ok=True)
        run(["scrot", "-o", file], more=self._x())
        return file

    def windows(self) -> list[str]:
        """The main windows of the program on show."""
        told = run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{TITLE}$"], check=False, more=self._x()
        )
        return [
            line for line in told.splitlines() if line.isdigit()
        ]  # beside them X may complain of a window that has just gone

    def active(self) -> str:
        """The window that the keyboard writes to."""
        return run(["xdotool", "getactivewindow"], check=False, more=self._x()).strip()

    def keys(self, *keys: str) -> None:
        """Key strokes such as ctrl+f, one after the other."""
        run(["xdotool", "key", "--clearmodifiers", "--delay", "60", *keys], more=self._x())

    def type(self, text: str) -> None:
        """Latin letters and digits, as a hand types them."""
        run(["xdotool", "type", "--clearmodifiers", "--delay", "40", text], more=self._x())

    def minimise(self, window: str) -> None:
        """Down to an icon."""
        run(["xdotool", "windowminimize", "--sync", window], more=self._x())

    def wait_for_window(self, seconds: float = 120) -> str:
        """The main window, as soon as it is there."""
        return until(
            lambda: (self.windows() or [""])[0],
            lambda: "the window did not come up",
            seconds,
            tick=TICK,
        )

    def _x(self) -> dict[str, str]:
        return {"DISPLAY": self.display}


def until(asked: Callable[[], str], sorry: Callable[[], str], seconds: float, tick: float = 0.2) -> str:
    """The first answer that is not empty; BuildError after so many seconds, with what is to be said then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := asked():
            return answer
        time.sleep(tick)
    raise BuildError(f"{sorry()} within {seconds:.0f} s")


class Log:
    """The program's own log, read on from where it was: which pages it shows, never whom."""

    def __init__(self, file: Path) -> None:
        """Begin after what the log says already."""
        self._file = file
        self._read = len(self._text())

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Until the log says these words, after those already heard."""

        def heard() -> str:
            at = self._text().find(words, self._read)
            if at < 0:
                return ""
            self._read = at + len(words)
            return words

        until(
            heard,
            lambda: f"the program's log does not say “{words}”; it ends with “{self._text()[-300:]}”",
            seconds,
        )

    def _text(self) -> str:
        return self._file.read_text("utf-8", errors="replace") if self._file.exists() else ""


@contextmanager
def screen(size: str = "1366x768") -> Iterator[Screen]:
    """Xvfb and openbox, ended by their own process ids."""
    reader, writer = os.pipe()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24"], pass_fds=(writer,), **quiet
    )  # type: ignore[call-overload]
    os.close(writer)
    with os.fdopen(reader) as told:
        number = re.match(r"\d+", told.readline())
    if not number:
        raise BuildError("Xvfb did not start")
    display = f":{number[0]}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, **quiet)  # type: ignore[call-overload]
    try:
        time.sleep(1)  # openbox has no way to say that it is ready
        yield Screen(display)
    finally:
        for started in (manager, xvfb):
            started.terminate()
            started.wait()
