"""Sticks and network folders are refused, fixed disks are not."""

from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.storage import location
from anbang_desktop.storage.failures import DiskFull


@pytest.mark.parametrize(
    ("kind", "words"), [("vfat", "U 盘"), ("exfat", "U 盘"), ("nfs4", "网络文件夹"), ("cifs", "网络文件夹")]
)
def test_unsafe_places(kind: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_file_system", lambda _: kind)
    with pytest.raises(UserError, match=words):
        location.refuse_unsafe(tmp_path / "new")


def test_the_disk_of_this_computer_is_fine(tmp_path: Path) -> None:
    location.refuse_unsafe(tmp_path / "not" / "yet" / "there")


def test_room_is_asked_of_the_disk(tmp_path: Path) -> None:
    location.require_room(tmp_path / "not yet there", 1)
    with pytest.raises(DiskFull):
        location.require_room(tmp_path, 2**62)
