"""Where things lie: checkout, packed program, data folders of Windows and Linux."""

import sys
from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.errors import UserError


def test_a_checkout_finds_its_folders_beside_the_package() -> None:
    assert paths.root() == Path(paths.__file__).parent.parent
    assert paths.resources("fonts", "fonts.toml") == paths.root() / "resources" / "fonts" / "fonts.toml"
    assert paths.seed("codes.toml") == paths.root() / "db" / "seed" / "codes.toml"
    assert paths.ui("theme") == paths.root() / "ui" / "theme"


def test_the_packed_program_finds_them_in_its_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources("rules") == tmp_path / "resources" / "rules"


def test_data_lie_where_every_user_of_a_windows_computer_finds_them() -> None:
    folder = paths.data_folder("149901", {"PROGRAMDATA": "D:/PD"}, "win32")
    assert folder == Path("D:/PD") / "AnbangDesktop" / "149901"


def test_data_lie_in_the_data_home_on_linux(tmp_path: Path) -> None:
    assert (
        paths.data_folder("149901", {"XDG_DATA_HOME": str(tmp_path)}, "linux")
        == tmp_path / "anbang-desktop" / "149901"
    )


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_an_empty_or_relative_data_home_is_ignored(value: str) -> None:
    assert paths.data_root({"XDG_DATA_HOME": value}, "linux") == Path.home() / ".local/share/anbang-desktop"


@pytest.mark.parametrize(
    "code", ["", "../up", "a/b", "a\\b", "CON", "com1", "乡镇", "-x", "a" * 41, "149901\n"]
)
def test_a_code_that_is_no_folder_name_is_refused(code: str) -> None:
    with pytest.raises(UserError) as caught:
        paths.data_folder(code)
    assert caught.value.field == "code"


def test_offices_are_listed_by_name_and_none_is_no_error(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path)}
    assert paths.offices(env, "linux") == []
    for name in ("b", "a"):
        (tmp_path / "anbang-desktop" / name).mkdir(parents=True)
    (tmp_path / "anbang-desktop" / "file.txt").write_text("", encoding="utf-8")
    assert [folder.name for folder in paths.offices(env, "linux")] == ["a", "b"]


def test_choices_are_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert paths.config_folder({"LOCALAPPDATA": "D:/U"}, "win32") == Path("D:/U") / "AnbangDesktop"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert paths.config_file() == tmp_path / "anbang-desktop" / "desktop.ini" or sys.platform == "win32"
