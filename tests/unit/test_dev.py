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
