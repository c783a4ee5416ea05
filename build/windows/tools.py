"""Folders, versions and tools of the Windows build: which Python it takes, what it needs from Debian, how
it runs a step.
"""

import os
import platform
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DIST = ROOT / "dist"
WORK = DIST / ".work"
REPORT = DIST / "report"
VERSION_FILE = "anbang_desktop/__init__.py"
BUNDLE = "AnbangDesktop"  # the folder that PyInstaller makes, and the program's folder when installed

# of the Windows binaries in python-of-windows.txt: their .py files come from the Python that runs this
PATCH_LEVEL = "3.11.7"


class BuildError(Exception):
    """The build cannot go on; the message says what to do."""


def require_patch_level() -> None:
    """The Windows binaries and the standard library beside them must be of one patch level."""
    here = platform.python_version()
    if here != PATCH_LEVEL:
        raise BuildError(
            f"this is CPython {here}, but the Windows binaries are {PATCH_LEVEL} and take their standard "
            f"library from the Python that runs this build. Start it with CPython {PATCH_LEVEL}: "
            f"python{PATCH_LEVEL.rpartition('.')[0]} build/dev.py windows"
        )


def version() -> str:
    """The program's version, as its package says it."""
    found = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', (ROOT / VERSION_FILE).read_text("utf-8"))
    if not found:
        raise BuildError(f"{VERSION_FILE} names no version of the form X.Y.Z")
    return found[1]


def run(
    words: Sequence[str | Path],
    *,
    check: bool = True,
    more: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> str:
    """A command's output; BuildError with its last lines when it fails."""
    command = [str(word) for word in words]
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if check and done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise BuildError(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{tail}")
    return done.stdout


def size_of(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def megabytes(size: int) -> str:
    """As people read it (10^6 bytes)."""
    return f"{size / 1e6:.1f} MB"


def say(text: str) -> None:
    """One line of progress."""
    print(f"-- {text}", flush=True)


class Report:
    """What the build found, printed as it goes and kept in dist/report."""

    def __init__(self) -> None:
        """Begin an empty report; its times count from here."""
        self._start = time.monotonic()
        self._lines: list[str] = []
        self._one = threading.Lock()  # steps run side by side

    def add(self, what: str, result: str) -> None:
        """One finding."""
        with self._one:
            self._lines.append(f"{what}: {result}")
            say(self._lines[-1])
            REPORT.mkdir(parents=True, exist_ok=True)
            (REPORT / "report.txt").write_text("\n".join(self._lines) + "\n", encoding="utf-8")

    def bound(self, what: str, value: float, most: float, unit: str) -> None:
        """A measured value with its bound; BuildError above it."""
        self.add(what, f"{value:.1f} {unit} (at most {most:g})")
        if value > most:
            raise BuildError(f"{what}: {value:.1f} {unit} is more than {most:g}")

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Time a step."""
        say(f"{what} …")
        start = time.monotonic()
        yield
        self.add(f"time, {what}", f"{time.monotonic() - start:.0f} s")

    def minutes(self) -> float:
        """Since the start."""
        return (time.monotonic() - self._start) / 60


def on_windows() -> bool:
    """Real Windows, where nothing is emulated."""
    return sys.platform == "win32"
