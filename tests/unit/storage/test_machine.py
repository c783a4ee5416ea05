"""What this computer remembers: growing waits after wrong passphrases, whatever the clock does."""

from pathlib import Path

import pytest

from anbang_desktop.storage.failures import Throttled
from anbang_desktop.storage.machine import Machine


class Wall:
    """A wall clock to turn."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def machine(tmp_path: Path, wall: Wall) -> Machine:
    """As read by a fresh start of the program."""
    return Machine(tmp_path / "office", "aa", wall, tmp_path / "state")


def test_five_are_free_then_the_waits_grow(tmp_path: Path) -> None:
    wall, waits = Wall(), []
    for _ in range(12):
        one = machine(tmp_path, wall)
        began = wall.now
        while True:
            try:
                one.let_in("王所长")
                break
            except Throttled:
                wall.now += 1
        waits.append(wall.now - began)
        one.failed("王所长")
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 300, 600, 600, 600]


def test_only_the_user_who_failed_waits_and_success_forgets(tmp_path: Path) -> None:
    one = machine(tmp_path, Wall())
    for _ in range(6):
        one.failed("王所长")
    one.let_in("李干事")
    with pytest.raises(Throttled, match="已连续输错 6 次"):
        one.let_in("王所长")
    assert one.passed("王所长") == 6
    one.let_in("王所长")


def test_a_clock_set_back_never_makes_the_wait_longer(tmp_path: Path) -> None:
    wall = Wall()
    for _ in range(5):
        machine(tmp_path, wall).failed("王所长")
    wall.now -= 10 * 365 * 86400
    with pytest.raises(Throttled, match="请等 31 秒"):
        machine(tmp_path, wall).let_in("王所长")


def test_names_are_not_kept(tmp_path: Path) -> None:
    machine(tmp_path, Wall()).failed("王所长")
    (file,) = (tmp_path / "state").iterdir()
    assert "王" not in file.read_text("utf-8")
    assert "\\u" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"tries": 3}', '{"tries": {"a": 1}, "header_seq": 1, "audit_seq": 1}']
)
def test_a_broken_file_means_first_time_here(tmp_path: Path, text: str) -> None:
    one = machine(tmp_path, Wall())
    one.saw(3, 4)
    (file,) = (tmp_path / "state").iterdir()
    file.write_text(text)
    assert machine(tmp_path, Wall()).audit_seq == 0
