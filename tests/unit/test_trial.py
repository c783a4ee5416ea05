"""build/windows/trial.py: a registry that Wine is still writing, an uninstaller that goes on by itself."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from drive import Screen
from tools import BuildError, Report
from trial import Trial
from wine import Prefix, Result

KEY = "HKEY_LOCAL_MACHINE\\Software\\AnbangDesktop\r\n"
NOT_THERE = Result(1, "reg: Unable to find the specified registry key\r\n")


class Registry(Prefix):
    """A prefix whose registry answers one after the other; the last answer stays."""

    def __init__(self, folder: Path, *answers: Result) -> None:
        super().__init__(folder, ":none")
        self.answers, self.asked = list(answers), 0

    def run(self, *_words: object, **_more: object) -> Result:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def version(text: str) -> Result:
    return Result(0, f"{KEY}    DisplayVersion    REG_SZ    {text}\r\n\r\n")


@pytest.fixture(autouse=True)
def time_flies(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("drive.time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))


def trial(registry: Registry) -> Trial:
    return Trial(registry, Screen(":none"), Report())


def test_a_version_that_comes_late_is_waited_for(tmp_path: Path) -> None:
    registry = Registry(tmp_path, NOT_THERE, Result(0, KEY), version("0.0.1"))
    trial(registry).wait_for_version("0.0.1")
    assert registry.asked == 3


def test_the_complaint_says_what_was_read_and_reads_no_more(tmp_path: Path) -> None:
    registry = Registry(tmp_path, version("0.1.0"))
    with pytest.raises(BuildError, match=r"says version “0\.1\.0”, not 0\.0\.1 within 30 s"):
        trial(registry).wait_for_version("0.0.1")


def test_what_an_uninstaller_left_is_named(tmp_path: Path) -> None:
    gone = trial(Registry(tmp_path, NOT_THERE))
    assert gone.left_behind() == ""
    menu = tmp_path / "drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs/安帮桌面"
    menu.mkdir(parents=True)
    left = trial(Registry(tmp_path, version("0.1.0")))
    assert left.left_behind() == "the start menu's entry, its registry key"
