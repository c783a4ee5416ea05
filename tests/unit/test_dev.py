"""The task list: what it remembers of set-up, what it asks for, what it refuses."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "build" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["dev"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_both_readmes_name_every_task(dev: ModuleType) -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert " | ".join(dev.TASKS) in text, readme


def test_a_stamp_covers_only_what_was_set_up(dev: ModuleType) -> None:
    stamp = {"system": ["qt"], "packages": {"run": "abc"}}
    assert dev.covers(stamp, "system", ["qt"], "")
    assert not dev.covers(stamp, "system", ["qt", "tests"], "")
    assert dev.covers(stamp, "packages", ["run"], "abc")
    assert not dev.covers(stamp, "packages", ["run"], "other")
    assert not dev.covers(stamp, "packages", ["test"], "abc")
    assert not dev.covers({}, "packages", ["run"], "abc")


def test_a_stamp_that_cannot_be_read_is_none(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "STAMP", tmp_path / "set-up.json")
    assert dev.read_stamp() == {}
    dev.write_stamp({}, system=["qt"])
    assert dev.read_stamp() == {"system": ["qt"]}
    dev.STAMP.write_text('{"half', encoding="utf-8")
    assert dev.read_stamp() == {}


def test_tests_need_more_than_a_run(dev: ModuleType) -> None:
    assert dev.system_level(dev.Need()) == ["qt"]
    assert dev.system_level(dev.Need(tests=True, display=True)) == ["qt", "display", "tests"]
    assert dev.inputs(tests=True)[0].name == "requirements-test.txt"
    assert dev.inputs(tests=False)[0].name == "requirements.txt"


def test_without_root_it_says_what_to_install(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "WINDOWS", False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev, "missing_debian", lambda names: list(names)[-1:])
    with pytest.raises(dev.SetUpError, match="sudo apt-get install libreoffice-calc"):
        dev.install_system(dev.Need(tests=True))


HOLD = """
import fcntl, sys
with open(sys.argv[1], "w") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_busy_package_manager_is_waited_for(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "lock"
    words = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert dev.lock_holder(str(lock)) == f"process {other.pid}"
        monkeypatch.setattr(dev, "APT_LOCKS", (str(lock),))
        monkeypatch.setattr(dev.time, "sleep", lambda _seconds: other.communicate())  # it ends meanwhile
        dev.wait_for_apt()
        assert f"process {other.pid}" in capsys.readouterr().out
    assert not dev.lock_holder(str(lock))


def test_a_package_under_another_name_counts_as_installed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "installed\tlibglib2.0-0t64, libglib2.0-0 (= 2.84)\ninstalled\tlibgl1, \nconfig-files\tlibegl1, \n"
    monkeypatch.setattr(
        dev.subprocess, "run", lambda *words, **_more: subprocess.CompletedProcess(words, 0, told)
    )
    assert dev.missing_debian(["libglib2.0-0", "libgl1", "libegl1", "libdbus-1-3"]) == [
        "libegl1",
        "libdbus-1-3",
    ]


def test_set_up_covers_run_test_and_check_and_nothing_else(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(dev, "set_up", asked.append)
    monkeypatch.setattr(dev, "call", lambda *_words, **_more: asked.append("a program was started"))
    assert dev.TASKS["setup"]([]) == 0
    assert asked == [dev.Need(tests=True, display=True)]


def test_only_the_whole_suite_is_held_to_the_bounds_of_coverage(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def call(words: list[object], **_more: object) -> int:
        said.append(" ".join(map(str, words)))
        return 2 if "services" in said[-1] else 0

    monkeypatch.setattr(dev, "set_up", lambda _need: None)
    monkeypatch.setattr(dev, "call", call)
    assert dev.test(["-k", "period"]) == 0
    assert "--cov" not in said.pop()
    assert dev.test([]) == 1
    assert "--cov" in said[0]
    assert [words.split()[-1] for words in said[1:]] == ["100", "95"]
    assert "services below 95 %" in capsys.readouterr().out


def test_a_display_is_one_of_x_or_wayland(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_display()


def test_an_unknown_task_is_a_usage_error() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "build" / "dev.py"), "juggle"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "run" in answer.stderr
