"""The minutes that each part of .ci/run may take, from the table in tests/README.md, and what a run took."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| `?([\w/. -]+?)`? \| (\d+(?:\.\d+)?) \|", re.MULTILINE)
WORKERS = 2
LONG = 60  # seconds: shorter runs chose their tests and need no report


@cache
def minutes() -> dict[str, float]:
    """The table: part or folder of tests → minutes on two quiet cores."""
    return {name: float(most) for name, most in ROW.findall((TESTS / "README.md").read_text("utf-8"))}


class Spent:
    """Seconds of tests by folder."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def add(self, nodeid: str, seconds: float) -> None:
        """A phase of one test."""
        folder = max((name for name in minutes() if nodeid.startswith(f"tests/{name}/")), key=len, default="")
        self._seconds[folder] += seconds

    def lines(self) -> list[str]:
        """What to say at the end of a run, as if two workers had shared it."""
        if sum(self._seconds.values()) < LONG:
            return []
        lines = ["minutes of tests, and the budget of tests/README.md:"]
        for name, most in minutes().items():
            if name in self._seconds:
                took = self._seconds[name] / WORKERS / 60
                lines.append(f"  {name:24} {took:5.1f} of {most:4.1f}{'  OVER' if took > most else ''}")
        return lines
