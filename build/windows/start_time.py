"""How long from the start of the process to the unlock window, frozen against unfrozen, in turn in one run
and one Wine prefix.
"""

import shutil
import statistics
import time
from pathlib import Path

from drive import Screen
from freeze import sources
from tools import BuildError, version
from wine import Prefix

TURNS = 3


def measure(prefix: Prefix, screen: Screen, frozen: Path, python: Path, office: Path) -> tuple[float, float]:
    """Medians in seconds: frozen, unfrozen. ``office`` is copied to where the program finds it by itself."""
    target = prefix.drive / "ProgramData" / "AnbangDesktop" / office.name
    shutil.copytree(office, target, dirs_exist_ok=True)
    ways = {"frozen": [prefix.windows(frozen)], "unfrozen": [prefix.windows(python), "-m", "anbang_desktop"]}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(TURNS + 1):  # the first turn warms caches and compiles the unfrozen modules
        for name, words in ways.items():
            seconds = _once(prefix, screen, words)
            if turn:
                took[name].append(seconds)
    return statistics.median(took["frozen"]), statistics.median(took["unfrozen"])


def _once(prefix: Prefix, screen: Screen, words: list[str]) -> float:
    start = time.monotonic()
    running = prefix.start(words, cwd=sources(version()))
    screen.wait_for_window()
    took = time.monotonic() - start
    for _turn in range(20):  # the keyboard may come to the window a moment after its picture
        time.sleep(1.5)
        screen.keys("alt+F4")
        if running.poll() is not None:
            break
    if running.wait(20):
        raise BuildError(f"{words[0]} ended with {running.returncode}")
    return took
