"""The verbs around an office: make, open, look, back up, restore, close; and what a start must not load."""

import subprocess
import sys
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.services.office import open_office, recovery_sheet

USER, PASSPHRASE, NEXT = "王所长", "correct horse battery", "a rather different phrase"
HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "argon2", "cryptography", "openpyxl", "reportlab", "pypinyin")


def made(folder: Path, clock: FixedClock) -> open_office.Made:
    """A new office."""
    return open_office.create(folder, " 青山司法所 ", "QS01", "安平县", USER, PASSPHRASE, clock)


def test_the_whole_life_of_an_office(tmp_path: Path, clock: FixedClock) -> None:
    folder, stick = tmp_path / "QS01", tmp_path / "a.abk"
    desk, code = made(folder, clock)
    assert (desk.office.name, desk.office.code, desk.office.county, desk.user) == (
        "青山司法所",
        "QS01",
        "安平县",
        USER,
    )
    assert desk.pack.name
    assert desk.codes["sex"].label("1") == "男"
    open_office.change_passphrase(desk, PASSPHRASE, NEXT)
    done = open_office.backup(desk, stick)
    assert done.size == stick.stat().st_size
    state = open_office.info(desk)
    assert (state.users, state.cases, state.data_file, state.last_backup) == (
        (USER,),
        0,
        "data-0001.db",
        "2026-11-30 09:00",
    )
    assert open_office.check(desk).ok
    assert open_office.backup_name(desk).startswith("安帮备份-QS01-000000")
    open_office.close(desk)
    open_office.close(desk)
    assert open_office.look(folder).users == (USER,)
    card = open_office.restore(stick, tmp_path / "back", "", NEXT, clock)
    assert card == open_office.look_at_backup(stick)
    open_office.close(open_office.unlock(tmp_path / "back", USER, NEXT, clock))
    again = open_office.recover(folder, code, USER, PASSPHRASE, clock)
    assert again.recovery_code != code
    fresh = open_office.new_recovery_key(again.desk, PASSPHRASE)
    assert open_office.check_groups(fresh.split("-")) == [True] * 9
    open_office.close(again.desk)


@pytest.mark.parametrize(
    ("name", "code", "user", "field"),
    [("", "A", "王", "name"), ("甲", " ", "王", "code"), ("甲", "A", "", "user")],
)
def test_what_an_office_can_not_be_without(
    tmp_path: Path, clock: FixedClock, name: str, code: str, user: str, field: str
) -> None:
    with pytest.raises(UserError) as told:
        open_office.create(tmp_path / "o", name, code, "县", user, PASSPHRASE, clock)
    assert told.value.field == field
    assert not (tmp_path / "o").exists()


def test_the_recovery_sheet(tmp_path: Path, clock: FixedClock) -> None:
    desk, code = made(tmp_path / "QS01", clock)
    try:
        recovery_sheet.write(desk, code, tmp_path / "恢复单.pdf")
        with pytest.raises(UserError, match="恢复钥匙写不进文件"):
            recovery_sheet.write(desk, code, tmp_path / "nowhere" / "a.pdf")
    finally:
        open_office.close(desk)
    assert (tmp_path / "恢复单.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["QS01", "恢复单.pdf"]


def test_a_weak_passphrase_is_refused_before_anything_is_made(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(UserError):
        open_office.create(tmp_path / "o", "甲", "A", "县", USER, "short", clock)
    assert not (tmp_path / "o").exists()
    with pytest.raises(UserError):
        open_office.refuse_weak("short", USER)
    assert open_office.passphrase_notes("ａbc") == ["含有全角字符，请检查输入法。"]


def test_looking_at_an_office_loads_nothing_heavy() -> None:
    program = (
        "import sys; from anbang_desktop.services.office import open_office;"
        "print(*[name for name in sys.argv[1:] if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, *HEAVY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
