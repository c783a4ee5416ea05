"""The demo, made once by the real command with a temporary folder and a home of its own, for every test
that looks at it.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from anbang_desktop import paths
from tests.support import vaults


@dataclass(frozen=True, slots=True)
class Made:
    """What the command left: its output folder, everything else it may have written to, and what it
    printed.
    """

    out: Path
    elsewhere: Path
    printed: str

    @property
    def office(self) -> Path:
        """The demo's vault."""
        return self.out / "office"

    @property
    def passphrase(self) -> str:
        """Said loudly to be a demo."""
        return (self.out / "passphrase.txt").read_text(encoding="utf-8").strip()

    def papers(self, folder: str, ending: str) -> list[Path]:
        """The files of one folder of the demo."""
        return sorted((self.out / folder).glob(f"*.{ending}"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The last month of the demo office with its papers and sheets."""
    base = tmp_path_factory.mktemp("demo")
    elsewhere = base / "elsewhere"
    names = (
        "TMPDIR",
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "TEMP",
        "TMP",
    )
    for name in names:
        (elsewhere / name).mkdir(parents=True)
    environment = {
        **os.environ,
        **{name: str(elsewhere / name) for name in names},
        "ANBANG_KDF_SECONDS": "0",
        "PYTHONPATH": str(paths.resources().parent),  # this tree, whichever one is installed
    }
    words = [sys.executable, "-m", "anbang_desktop", "demo", "--small", "--out", str(base / "demo")]
    run = subprocess.run(
        words, env=environment, cwd=elsewhere, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return Made(base / "demo", elsewhere, run.stdout)


@pytest.fixture(scope="session")
def demo_key(demo: Made) -> bytes:
    """The demo vault's data key, to look at the file from outside the program."""
    return vaults.data_key(demo.office, "王所长", demo.passphrase)
