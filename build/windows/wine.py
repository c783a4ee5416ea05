"""A Wine prefix that behaves like a Chinese Windows 10 (code page 936, Chinese fonts), and the programs
started in it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import HERE, WORK, BuildError, run

LOCALES = WORK / "locale"
MINGW_GCC = "x86_64-w64-mingw32-gcc"
STAND_INS = (
    "icuuc",
    "bcryptprimitives",
)  # parts of real Windows 10 that this Wine lacks; closure.py refuses them in the product


@dataclass(frozen=True, slots=True)
class Result:
    """How a program in Wine ended."""

    code: int
    output: str


class Prefix:
    """One prefix; ``display`` as X names it."""

    def __init__(self, folder: Path, display: str) -> None:
        """``folder`` is made by the first program that runs in it."""
        self.folder, self._display = folder, display

    @property
    def drive(self) -> Path:
        """C:"""
        return self.folder / "drive_c"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What Wine needs; nothing of the Python that runs this."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_"))
        }
        ours = {
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=",
            "LOCPATH": str(LOCALES),
            "LC_ALL": "zh_CN.UTF-8",
            "DISPLAY": self._display,
            "TZ": "Asia/Shanghai",
        }
        return {**kept, **ours, **(more or {})}

    def make(self) -> None:
        """Anew: Windows 10, fonts, and the stand-ins that this Wine lacks. ``make_locale`` comes first."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.run(["wineboot", "-i"])
        self.run(["winecfg", "-v", "win10"])
        for name in STAND_INS:
            stand_in = self.drive / "windows" / "system32" / f"{name}.dll"
            stand_in.unlink(missing_ok=True)
            run([MINGW_GCC, "-O2", "-s", "-shared", "-o", stand_in, HERE / f"{name}_stub.c", "-ladvapi32"])
        with tempfile.TemporaryDirectory() as scratch:
            listed = Path(scratch) / "fonts.reg"
            listed.write_bytes(b"\xff\xfe" + (HERE / "fonts.reg").read_text("utf-8").encode("utf-16le"))
            self.run(["regedit", self.windows(listed)])
        self.settle()

    def run(
        self,
        words: Sequence[str],
        *,
        seconds: int = 300,
        more: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Result:
        """Run to its end. The output goes through a pipe: with a plain file a Windows Python stops at
        start under Wine 8.
        """
        started = self.start(words, more, cwd)
        try:
            output, _ = started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.end()
            started.kill()
            raise BuildError(f"{' '.join(words)} did not end within {seconds} s") from None
        return Result(started.returncode, output.decode("utf-8", "replace"))

    def must(
        self,
        words: Sequence[str],
        *,
        seconds: int = 300,
        more: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> str:
        """Its output; BuildError when it ends with anything but 0."""
        done = self.run(words, seconds=seconds, more=more, cwd=cwd)
        if done.code:
            tail = "\n".join(done.output.splitlines()[-30:])
            raise BuildError(f"{' '.join(words)} ended with {done.code}:\n{tail}")
        return done.output

    def start(
        self, words: Sequence[str], more: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start and go on."""
        return subprocess.Popen(
            ["wine", *words],
            env=self.environment(more),
            cwd=cwd or self.folder.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def windows(self, path: Path) -> str:
        """The Windows name of a file of this machine: Wine shows the whole of it as drive Z."""
        return "Z:" + str(path).replace("/", "\\")

    def settle(self) -> None:
        """Wait until nothing of this prefix runs any more."""
        subprocess.run(["wineserver", "-w"], env=self.environment(), check=False)

    def end(self) -> None:
        """End whatever still runs in this prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False)


def make_locale() -> None:
    """A private zh_CN.UTF-8: Wine takes code page 936 from it."""
    if not (LOCALES / "zh_CN.UTF-8").is_dir():
        LOCALES.mkdir(parents=True, exist_ok=True)
        run(["localedef", "-i", "zh_CN", "-f", "UTF-8", LOCALES / "zh_CN.UTF-8"])
