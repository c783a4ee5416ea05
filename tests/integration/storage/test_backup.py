"""Backup and restore: a verified copy, back again in a new folder; a damaged one is refused and nothing is
ever overwritten.
"""

import json
import shutil
import zipfile
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.storage import backup, inspection, package, recovery_code, slots, vault
from anbang_desktop.storage.at_a_glance import BackupState
from anbang_desktop.storage.failures import (
    DataDamaged,
    DiskFull,
    PackageDamaged,
    TrialVersion,
    WrongPassphrase,
)
from anbang_desktop.storage.header import KeyFiles
from anbang_desktop.storage.keys import KeyRing
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from anbang_desktop.storage.tables_core import attachments, audit
from tests.support import vaults
from tests.support.vaults import CLOCK, PASSPHRASE, USER, Built

NEXT = "a rather different phrase"


@pytest.fixture(scope="module")
def saved(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the office."""
    place = tmp_path_factory.mktemp("stick")
    with closing(vaults.reopen(built.copy(place / "QS01"), built.data_key)) as store:
        store.backup(place / "备份.abk")
    return place / "备份.abk"


def content(store: Store) -> tuple[list[object], bytes]:
    """Every person, and the scan."""
    with store.read() as connection:
        rows: list[object] = list(connection.execute(select(clients).order_by(clients.c.id)).all())
        scan = connection.execute(select(attachments.c.id)).scalar_one()
    return rows, store.attachment(scan).data


def test_backup_and_restore_are_equal(saved: Path, tmp_path: Path, store: Store) -> None:
    with closing(backup.restore(saved, tmp_path / "back", USER, PASSPHRASE, CLOCK)) as restored:
        assert content(restored) == content(store)
        assert restored.office == store.office
        assert restored.check().ok
        with restored.read() as connection:
            last = connection.execute(select(audit.c.action).order_by(audit.c.seq.desc())).scalars().first()
        assert last == "restore"
    assert KeyFiles(tmp_path / "back").read()[0].live == "data-0002.db"
    assert not list(tmp_path.glob("*.partial"))
    vault.unlock(tmp_path / "back", USER, PASSPHRASE, CLOCK).close()


def test_computer_and_passphrase_gone_the_recovery_sheet_and_a_backup_are_enough(
    saved: Path, built: Built, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="恢复钥匙不对"):
        backup.restore_by_recovery(
            saved, tmp_path / "back", recovery_code.spell(bytes(20)), USER, NEXT, CLOCK
        )
    assert not (tmp_path / "back").exists()
    made = backup.restore_by_recovery(saved, tmp_path / "back", built.recovery_code, USER, NEXT, CLOCK)
    with closing(made.store) as store:
        assert len(content(store)[0]) == vaults.PEOPLE
        assert store.check().ok
    with pytest.raises(WrongPassphrase):
        vault.unlock(tmp_path / "back", USER, PASSPHRASE, CLOCK)
    vault.unlock(tmp_path / "back", USER, NEXT, CLOCK).close()


def test_the_package_is_ciphertext_header_and_manifest(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert sorted(archive.namelist()) == ["data.db", "manifest.json", "store.key"]
        assert not archive.read("data.db").startswith(b"SQLite format 3")
    assert backup.look(saved).name == "青山司法所"
    assert [path.name for path in saved.parent.iterdir() if path.is_file()] == ["备份.abk"]


def test_what_no_backup_has_yet(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "a.abk")
    assert store.backup_state().changes == 0
    vaults.add_people(store, 3)
    assert store.facts().backup == BackupState(CLOCK.now(), 3, over=False)


def test_an_existing_file_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.abk").write_text("older")
    with pytest.raises(UserError, match="从不覆盖"):
        store.backup(tmp_path / "a.abk")
    assert (tmp_path / "a.abk").read_text() == "older"


def test_a_missing_stick_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件夹"):
        store.backup(tmp_path / "nowhere" / "a.abk")
    with pytest.raises(UserError, match="找不到备份文件"):
        backup.restore(tmp_path / "none.abk", tmp_path / "back", USER, PASSPHRASE, CLOCK)


def test_restore_never_touches_a_used_folder(saved: Path, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UserError, match="从不覆盖"):
        backup.restore(saved, folder, USER, PASSPHRASE, CLOCK)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_passphrase_of_that_time_opens_it(saved: Path, folder: Path, tmp_path: Path) -> None:
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store:
        store.change_passphrase(PASSPHRASE, NEXT)
    with pytest.raises(WrongPassphrase):
        backup.restore(saved, tmp_path / "back", USER, NEXT, CLOCK)
    assert not (tmp_path / "back").exists()
    backup.restore(saved, tmp_path / "back", USER, PASSPHRASE, CLOCK).close()


def test_damaged_backups_are_refused(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    """One bit anywhere, a cut anywhere, something appended: refused, and no folder is left; dead bytes of
    the zip may be equal content.
    """
    kept = slots.by_passphrase(KeyFiles(built.folder).read(), USER, PASSPHRASE)
    key = bytes(kept.ring._key)
    monkeypatch.setattr(
        slots,
        "by_passphrase",
        lambda copies, *_: slots._believed(copies, KeyRing(key), copies[0].slots[0], WrongPassphrase()),
    )
    data, chance, refused = saved.read_bytes(), Random(5), 0
    bad = tmp_path / "bad.abk"
    cuts = [data[: chance.randrange(len(data))] for _ in range(10)]
    flips = [flipped(data, chance.randrange(len(data) * 8)) for _ in range(40)]
    for broken in (b"", b"not a zip", *cuts, *flips):
        bad.write_bytes(broken)
        try:
            with closing(backup.restore(bad, tmp_path / "back", USER, PASSPHRASE, CLOCK)) as store:
                assert store.check().ok
            shutil.rmtree(tmp_path / "back")
        except PackageDamaged:
            refused += 1
        assert not (tmp_path / "back").exists()
        assert not (tmp_path / "back.partial").exists()
    assert refused >= 50


def flipped(data: bytes, bit: int) -> bytes:
    """One bit turned."""
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def repacked(saved: Path, target: Path, **parts: bytes) -> Path:
    """The same package with parts exchanged by somebody without the key."""
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            out.writestr(name, parts.get(name.replace(".", "_"), source.read(name)))
    return target


def test_a_package_put_together_by_hand_is_refused(saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest, data = archive.read("manifest.json"), archive.read("data.db")
    forged = manifest.replace(b'"audit_seq": ', b'"audit_seq": 1')
    for number, parts in enumerate(
        (
            {"manifest_json": forged},
            {"data_db": data[:-4096]},
            {"data_db": data + b"\0" * 4096},
            {"manifest_json": b"{}"},
        )
    ):
        target = repacked(saved, tmp_path / f"{number}.abk", **parts)
        with pytest.raises(PackageDamaged):
            backup.restore(target, tmp_path / "back", USER, PASSPHRASE, CLOCK)
    other = tmp_path / "other.abk"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(PackageDamaged, match="不是安帮桌面的备份"):
        backup.look(other)


def test_a_damaged_source_is_not_copied(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "quick", lambda *_: ["第 3 页坏了"])
    with pytest.raises(DataDamaged, match="备份没有做，因为原数据"):
        store.backup(tmp_path / "a.abk")
    assert not list(tmp_path.glob("a.abk*"))


def test_cancelled_or_full_leaves_nothing(
    store: Store, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = Progress(lambda done, _total, _what: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        store.backup(tmp_path / "a.abk", progress)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(DiskFull):  # noqa: PT012 - one unit of work
        patch.setattr(package, "_pack", full)
        store.backup(tmp_path / "a.abk")
    assert not list(tmp_path.glob("a.abk*"))
    assert vaults.add_people(store, 1) == [built.people[-1] + 1]


def test_stale_journals_beside_a_restore_do_nothing(
    saved: Path, folder: Path, built: Built, tmp_path: Path
) -> None:
    """A journal left by a killed office can't reach a restored one: it has a folder and a generation of
    its own.
    """
    shutil.copytree(folder, tmp_path / "killed")
    (tmp_path / "killed" / "data-0001.db-journal").write_bytes(
        b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096)
    )
    with closing(backup.restore(saved, tmp_path / "back", USER, PASSPHRASE, CLOCK)) as store:
        assert store.check().ok
        assert len(content(store)[0]) == vaults.PEOPLE
    assert "data-0001.db" not in {path.name for path in (tmp_path / "back").iterdir()}


def test_a_backup_of_the_trial_version_is_refused_with_a_sentence(
    saved: Path, built: Built, tmp_path: Path
) -> None:
    old = tmp_path / "试用版.abk"
    with zipfile.ZipFile(saved) as kept, zipfile.ZipFile(old, "w") as made:
        manifest = replace(package._manifest(kept.read(package.MANIFEST)), schema=1)
        sealed = manifest.sealed(KeyRing(built.data_key).sub("package"))
        made.writestr(package.MANIFEST, json.dumps(asdict(sealed)))
        for name in (package.KEY, package.DATA):
            made.writestr(name, kept.read(name))
    with pytest.raises(TrialVersion, match="这份备份是用安帮桌面第一版（试用版）建立的"):
        backup.restore(old, tmp_path / "back", USER, PASSPHRASE, CLOCK)
    with pytest.raises(TrialVersion):
        backup.restore_by_recovery(old, tmp_path / "back", built.recovery_code, USER, NEXT, CLOCK)
    assert not (tmp_path / "back").exists()
