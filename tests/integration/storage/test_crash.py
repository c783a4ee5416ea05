"""Killed, locked out, out of room: no acknowledged save is lost, exactly one holder, old state intact."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from anbang_desktop.errors import UserError
from anbang_desktop.storage import vault
from anbang_desktop.storage.failures import DiskFull, InUse
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from tests.support import vaults
from tests.support.vaults import CLOCK, PASSPHRASE, PEOPLE, USER, Built

ROOT = Path(__file__).resolve().parents[3]
KILLS = 40
HOLDER = """
import sys
from pathlib import Path
from anbang_desktop.storage import vault
from tests.support.vaults import CLOCK, PASSPHRASE, USER
store = vault.unlock(Path(sys.argv[1]), USER, PASSPHRASE, CLOCK)
print("open", flush=True)
sys.stdin.read()
"""
posix = pytest.mark.skipif(os.name != "posix", reason="fork, kill -9 and tmpfs are of Unix")


def python(*arguments: str) -> "subprocess.Popen[str]":
    """Another process with the program in it."""
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ids(store: Store) -> set[int]:
    """Everybody in the office."""
    with store.read() as connection:
        return set(connection.execute(select(clients.c.id)).scalars())


@posix
@pytest.mark.slow
def test_killed_at_any_moment_no_acknowledged_save_is_lost(folder: Path, built: Built) -> None:
    chance, acknowledged = Random(time.time_ns()), set(built.people)
    with python("-m", "tests.support.saver", str(folder), built.data_key.hex()) as saver:
        assert saver.stdin is not None
        assert saver.stdout is not None
        for _ in range(KILLS):
            saver.stdin.write("go\n")
            saver.stdin.flush()
            child, wanted = 0, chance.randrange(1, 6)
            while (line := saver.stdout.readline().split())[0] != "dead":
                if line[0] == "pid":
                    child = int(line[1])
                else:
                    acknowledged.add(int(line[1]))
                    wanted -= 1
                if wanted <= 0 and child:
                    spin(chance.random() * 0.01)
                    os.kill(child, signal.SIGKILL)
                    wanted = 10**9
            with closing(vaults.reopen(folder, built.data_key)) as store:
                assert acknowledged <= ids(store)
        saver.stdin.close()
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert store.check().ok
        assert len(acknowledged) > PEOPLE + KILLS


def spin(seconds: float) -> None:
    """A moment too short to sleep."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_a_second_process_is_refused_and_told_who_has_it(folder: Path) -> None:
    with python("-c", HOLDER, str(folder)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(InUse, match=r"正在使用中（.* 上的 .*，2026-11-30 09:00:00 起）"):
            vault.unlock(folder, USER, PASSPHRASE, CLOCK)
        holder.kill()
        holder.wait()
        vault.unlock(folder, USER, PASSPHRASE, CLOCK).close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", place], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.fail(f"this test mounts a small tmpfs and must run as root: {made.stderr}")
    yield place
    subprocess.run(["umount", place], check=True)


@posix
def test_a_full_disk_while_saving_keeps_the_old_state_and_the_program_usable(
    built: Built, small_disk: Path
) -> None:
    with closing(vaults.reopen(built.copy(small_disk / "QS01"), built.data_key)) as store:
        before = ids(store)
        ballast = small_disk / "ballast"
        ballast.write_bytes(
            bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 64 * 1024)
        )
        with pytest.raises(DiskFull, match="这一步没有保存，原有数据没有变"):
            vaults.add_people(store, 2000)
        assert ids(store) == before
        with pytest.raises(DiskFull), store.work() as work:
            work.attach("大.jpg", "image/jpeg", os.urandom(2**20))
        ballast.unlink()
        assert len(vaults.add_people(store, 5)) == 5
        assert len(ids(store)) == len(before) + 5
        assert store.check().ok


@posix
def test_a_full_disk_while_making_or_backing_up_leaves_nothing(
    built: Built, small_disk: Path, tmp_path: Path
) -> None:
    with pytest.raises(DiskFull):
        vault.create_office(small_disk / "new", vaults.OFFICE, USER, PASSPHRASE, CLOCK)
    with closing(vaults.reopen(built.copy(tmp_path / "QS01"), built.data_key)) as store:
        with pytest.raises(DiskFull):
            store.backup(small_disk / "a.abk")
        assert not list(small_disk.glob("a.abk*"))


def test_a_full_disk_while_changing_the_passphrase_keeps_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store:
        with monkeypatch.context() as patch, pytest.raises(UserError, match="磁盘空间已满"):  # noqa: PT012 - one unit of work
            patch.setattr("anbang_desktop.storage.header._put", full)
            store.change_passphrase(PASSPHRASE, "a rather different phrase")
        vaults.add_people(store, 1)
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store, store.read() as connection:
        assert connection.execute(select(func.count()).select_from(clients)).scalar() == PEOPLE + 1


def test_a_file_that_grows_no_more(store: Store) -> None:
    """The same without a disk of its own, as SQLite itself says it (also on Windows)."""
    with store.raw() as raw:
        pages = int(raw.execute("PRAGMA page_count").fetchone()[0])
        raw.execute(f"PRAGMA max_page_count={pages + 5}")
    before = ids(store)
    with pytest.raises(DiskFull):
        vaults.add_people(store, 500)
    assert ids(store) == before
    assert len(vaults.add_people(store, 500)) == 500  # the connection was opened anew
