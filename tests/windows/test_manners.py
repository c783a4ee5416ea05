"""What Windows does otherwise than Linux, met with the program's own code: code page, names, long paths,
locks, open files.
"""

import json
import locale
import os
import subprocess
import sys
from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.excel import outfile
from anbang_desktop.excel.child import run as in_child
from anbang_desktop.excel.outfile import write_whole
from anbang_desktop.excel.reader import read_workbook
from anbang_desktop.services import opening
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.failures import InUse
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.location import refuse_unsafe
from anbang_desktop.storage.sharing import patiently
from tests.support.makers import TODAY

CLOCK = FixedClock(TODAY)
KEY = "correct horse battery"
SAMPLE = "预释放人员名单_2026年11月.xlsx"


def cli(*words: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    """The program as a user's script starts it: no UTF-8 mode, output into a pipe."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "PYTHONIOENCODING")
    } | more
    return subprocess.run(
        [sys.executable, "-m", "anbang_desktop", *words], env=environment, capture_output=True, check=False
    )


def make(folder: Path) -> str:
    """An office; its recovery key."""
    made = opening.create(folder, "青山司法所", "QS01", "安平县", "王所长", KEY, CLOCK)
    opening.close(made.desk)
    return made.recovery_code


# ---- code page ---------------------------------------------------------------------------------------------


def test_the_code_page_is_chinese() -> None:
    assert locale.getpreferredencoding(do_setlocale=False) == "cp936", (
        "these tests are to meet what open() without an encoding does to a clerk"
    )


def test_every_text_file_of_the_program_is_read_as_utf_8() -> None:
    assert opening.codes()["sex"].label("1") == "男"
    assert opening.rules().on(TODAY).name
    assert opening.instrument().name


def test_the_command_line_speaks_utf_8_whatever_the_code_page(tmp_path: Path) -> None:
    secret = tmp_path / "口令.txt"
    secret.write_text(KEY, encoding="utf-8-sig")
    words = ("--office", str(tmp_path / "数据"), "--user", "王𬖸龘", "--passphrase-file", str(secret))
    sheet = str(tmp_path / "恢复单.pdf")
    made = cli(
        *words,
        "office",
        "create",
        "--name",
        "青山司法所",
        "--code",
        "QS01",
        "--county",
        "安平县",
        "--recovery-sheet",
        sheet,
    )
    assert made.returncode == 0, made.stderr.decode("utf-8", "replace")
    told = cli(*words, "office", "info", "--json")
    assert json.loads(told.stdout.decode("utf-8"))["user"] == "王𬖸龘"


def test_a_refusal_is_readable_utf_8(tmp_path: Path) -> None:
    refused = cli("--office", str(tmp_path / "没有"), "office", "info")
    assert refused.returncode == 1
    assert "这里没有安帮桌面的数据" in refused.stderr.decode("utf-8")


# ---- places and names --------------------------------------------------------------------------------------


def test_data_are_in_programdata_and_choices_with_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGRAMDATA", r"D:\公共")
    monkeypatch.setenv("LOCALAPPDATA", r"D:\我的")
    assert paths.data_folder("QS01") == Path(r"D:\公共\AnbangDesktop\QS01")
    assert paths.config_folder() == Path(r"D:\我的\AnbangDesktop")


@pytest.mark.parametrize("code", ["con", "NUL", "com1", "a:b", "a\\b", "..", "a?", "结尾 "])
def test_a_code_that_windows_forbids_as_a_name_is_refused(code: str) -> None:
    with pytest.raises(UserError):
        paths.data_folder(code)


def test_a_name_that_windows_forbids_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="写不了文件"), write_whole(tmp_path / "什么?.pdf") as partial:
        partial.write_bytes(b"x")
    assert not list(tmp_path.iterdir())


def test_an_office_lives_under_a_long_chinese_path(tmp_path: Path) -> None:
    folder = tmp_path / ("深" * 40) / ("层" * 40) / ("次" * 40)
    assert len(str(folder)) < 240, "longer ones need a policy of Windows and are not promised"
    make(folder)
    desk = opening.unlock(folder, "王所长", KEY, CLOCK)
    assert opening.check(desk).ok
    opening.close(desk)


def test_a_network_folder_is_refused() -> None:
    with pytest.raises(UserError, match="网络文件夹"):
        refuse_unsafe(Path(r"\\server\share\office"))


# ---- locks -------------------------------------------------------------------------------------------------


def test_a_second_lock_is_refused_and_says_who_has_the_first(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path, CLOCK.now())
    try:
        with pytest.raises(InUse, match="起"):
            InstanceLock(tmp_path, CLOCK.now())
    finally:
        first.release()
    InstanceLock(tmp_path, CLOCK.now()).release()


def test_another_process_is_refused_while_the_office_is_open(tmp_path: Path) -> None:
    make(tmp_path / "office")
    secret = tmp_path / "key.txt"
    secret.write_text(KEY, encoding="utf-8")
    desk = opening.unlock(tmp_path / "office", "王所长", KEY, CLOCK)
    try:
        second = cli("--office", str(tmp_path / "office"), "--passphrase-file", str(secret), "office", "info")
    finally:
        opening.close(desk)
    assert second.returncode == 1
    assert "正在使用中" in second.stderr.decode("utf-8")
    assert (
        cli(
            "--office", str(tmp_path / "office"), "--passphrase-file", str(secret), "office", "info"
        ).returncode
        == 0
    )


def test_after_closing_nothing_of_the_office_is_held(tmp_path: Path) -> None:
    make(tmp_path / "office")
    desk = opening.unlock(tmp_path / "office", "王所长", KEY, CLOCK)
    opening.close(desk)
    (tmp_path / "office").rename(tmp_path / "moved")
    for file in (tmp_path / "moved").iterdir():
        file.unlink()


# ---- open files --------------------------------------------------------------------------------------------


def test_an_open_sheet_is_not_replaced_and_another_name_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outfile, "_WAITS", (0.01,))
    sheet = tmp_path / "花名册.xlsx"
    sheet.write_bytes(b"old")
    with sheet.open("rb"), pytest.raises(UserError) as said, write_whole(sheet) as partial:
        partial.write_bytes(b"new")
    assert "花名册.xlsx" in said.value.what
    assert "花名册 (2).xlsx" in said.value.remedy
    assert sheet.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["花名册.xlsx"]


def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    held, other = tmp_path / "held", tmp_path / "other"
    held.write_text("a", encoding="ascii")
    other.write_text("b", encoding="ascii")
    stream = held.open("rb")
    patiently(lambda: other.replace(held), sleep=lambda _seconds: stream.close())
    assert held.read_text("ascii") == "b"


def test_backup_and_restore_under_chinese_names(tmp_path: Path) -> None:
    make(tmp_path / "单位")
    desk = opening.unlock(tmp_path / "单位", "王所长", KEY, CLOCK)
    backup = tmp_path / "备份 二〇二六.abk"
    opening.backup(desk, backup)
    opening.close(desk)
    opening.restore(backup, tmp_path / "恢复", "王所长", KEY, CLOCK)
    desk = opening.unlock(tmp_path / "恢复", "王所长", KEY, CLOCK)
    assert len(people.list_ids(desk, people.PeopleFilter())) == 0
    opening.close(desk)


# ---- the reader's child ------------------------------------------------------------------------------------


def test_a_foreign_workbook_is_read_in_a_child_process() -> None:
    book = read_workbook(paths.resources("demo", SAMPLE))
    assert sum(len(sheet.rows) for sheet in book.sheets) > 40


def test_a_child_that_dies_is_a_sentence() -> None:
    with pytest.raises(UserError):
        in_child("os:_exit", b"")


# ---- session -----------------------------------------------------------------------------------------------

WINDOW = """
import ctypes
from ctypes import wintypes
from PySide6.QtWidgets import QApplication
from anbang_desktop.gui.shell.window import Frame
app = QApplication(["window", "-platform", "windows"])
frame, heard = Frame(), []
frame.left.connect(lambda: heard.append("left"))
frame.show()
handle = wintypes.HWND(int(frame.winId()))
for message, word in ((0x02B1, 8), (0x02B1, 7), (0x0218, 4), (0x0400, 7)):
    ctypes.windll.user32.SendMessageW(handle, message, word, 0)
print(*heard)
"""


def test_a_real_window_hears_that_windows_was_locked_or_goes_to_sleep() -> None:
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, check=False)
    assert done.stdout.split() == [b"left", b"left"], done.stderr.decode("utf-8", "replace")
