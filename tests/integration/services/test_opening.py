"""The verbs around an office: make, open, look, back up, restore, close; and what a start must not load."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.services import opening
from anbang_desktop.services.office import recovery_sheet, rule_files

USER, PASSPHRASE, NEXT = "王所长", "correct horse battery", "a rather different phrase"
HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "argon2", "cryptography", "openpyxl", "reportlab", "pypinyin")


def made(folder: Path, clock: FixedClock) -> opening.Made:
    """A new office."""
    return opening.create(folder, " 青山司法所 ", "QS01", "安平县", USER, PASSPHRASE, clock)


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
    opening.change_passphrase(desk, PASSPHRASE, NEXT)
    done = opening.backup(desk, stick)
    assert done.size == stick.stat().st_size
    state = opening.info(desk)
    assert (state.users, state.cases, state.data_file, state.last_backup) == (
        (USER,),
        0,
        "data-0001.db",
        "2026-11-30 09:00",
    )
    assert opening.check(desk).ok
    assert opening.backup_name(desk).startswith("安帮备份-QS01-000000")
    opening.close(desk)
    opening.close(desk)
    assert opening.look(folder).users == (USER,)
    card = opening.restore(stick, tmp_path / "back", "", NEXT, clock)
    assert card == opening.look_at_backup(stick)
    opening.close(opening.unlock(tmp_path / "back", USER, NEXT, clock))
    again = opening.recover(folder, code, USER, PASSPHRASE, clock)
    assert again.recovery_code != code
    fresh = opening.new_recovery_key(again.desk, PASSPHRASE)
    assert opening.check_groups(fresh.split("-")) == [True] * 9
    opening.close(again.desk)


@pytest.mark.parametrize(
    ("read", "name", "old", "new", "words"),
    [
        (
            lambda file: rule_files.read_rules(opening.codes(), [file]),
            "general-2026-01.toml",
            'verb = "签协议"',
            'verb = "签合同"',
            "没有“签合同”这个动作",
        ),
        (
            lambda file: rule_files.read_instrument(opening.codes(), file),
            "instrument-general-v1.toml",
            'kind = "static"',
            'kind = "fixed"',
            "没有“fixed”这个种类",
        ),
    ],
    ids=("rule pack", "instrument"),
)
def test_a_slip_in_a_rule_file_is_told_with_file_and_line(
    tmp_path: Path, read: Callable[[Path], object], name: str, old: str, new: str, words: str
) -> None:
    text = paths.resources("rules", name).read_text("utf-8")
    file = tmp_path / name
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UserError) as refused:
        read(file)
    line = text[: text.index(old)].count("\n") + 1
    assert f"第 {line} 行" in refused.value.what
    assert words in refused.value.what
    assert name in refused.value.remedy


def test_an_office_whose_rules_are_refused_is_not_left_open(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening.close(made(tmp_path / "QS01", clock).desk)

    def refuse() -> None:
        raise UserError("规则包 x 第 1 行：没有这一项。")

    with monkeypatch.context() as broken:
        broken.setattr(opening, "rules", refuse)
        with pytest.raises(UserError, match="规则包 x"):
            opening.unlock(tmp_path / "QS01", USER, PASSPHRASE, clock)
    opening.close(opening.unlock(tmp_path / "QS01", USER, PASSPHRASE, clock))


@pytest.mark.parametrize(
    ("name", "code", "user", "field"),
    [("", "A", "王", "name"), ("甲", " ", "王", "code"), ("甲", "A", "", "user")],
)
def test_what_an_office_can_not_be_without(
    tmp_path: Path, clock: FixedClock, name: str, code: str, user: str, field: str
) -> None:
    with pytest.raises(UserError) as told:
        opening.create(tmp_path / "o", name, code, "县", user, PASSPHRASE, clock)
    assert told.value.field == field
    assert not (tmp_path / "o").exists()


def test_the_recovery_sheet(tmp_path: Path, clock: FixedClock) -> None:
    desk, code = made(tmp_path / "QS01", clock)
    try:
        recovery_sheet.write(desk, code, tmp_path / "恢复单.pdf")
        with pytest.raises(UserError, match="恢复钥匙写不进文件"):
            recovery_sheet.write(desk, code, tmp_path / "nowhere" / "a.pdf")
    finally:
        opening.close(desk)
    assert (tmp_path / "恢复单.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["QS01", "恢复单.pdf"]


def test_a_weak_passphrase_is_refused_before_anything_is_made(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(UserError):
        opening.create(tmp_path / "o", "甲", "A", "县", USER, "short", clock)
    assert not (tmp_path / "o").exists()
    with pytest.raises(UserError):
        opening.refuse_weak("short", USER)
    assert opening.passphrase_notes("ａbc") == ["含有全角字符，请检查输入法。"]


def test_looking_at_an_office_loads_nothing_heavy() -> None:
    program = (
        "import sys; from anbang_desktop.services import opening; "
        "print(*[n for n in sys.argv[1:] if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, *HEAVY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
