"""Making, unlocking, recovering: every failure is its own sentence, every dead key is dead, the data stay."""

import hashlib
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from anbang_desktop.errors import UserError
from anbang_desktop.storage import header as headers
from anbang_desktop.storage import keys, slots, vault
from anbang_desktop.storage.failures import (
    HeaderDamaged,
    HeaderOld,
    InUse,
    NoOffice,
    NotEnoughMemory,
    Throttled,
    WrongPassphrase,
)
from anbang_desktop.storage.header import FLOOR, Header, Kdf, KeyFiles, Slot, parse, spell
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from anbang_desktop.storage.tables_core import audit, users
from tests.support import vaults
from tests.support.vaults import CLOCK, OFFICE, PASSPHRASE, PEOPLE, USER, Built

NEXT = "a rather different phrase"


def people(store: Store) -> int:
    """How many people the office holds."""
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(clients)).scalar_one())


def test_what_a_new_office_is_made_of(built: Built) -> None:
    assert {path.name for path in built.folder.iterdir()} - {"data-0001.db-journal"} == {
        "store.key.a", "store.key.b", "store.lock", "data-0001.db",
    }  # fmt: skip
    card = vault.look(built.folder)
    assert (card.name, card.code, card.county, card.users) == ("青山司法所", "QS01", "安平县", (USER,))
    first, second = (path.read_bytes() for path in KeyFiles(built.folder).paths)
    assert first == second


def test_the_first_user_is_head_and_admin_at_once(store: Store) -> None:
    with store.read() as connection:
        row = connection.execute(select(users)).one()
    assert (row.name, row.roles, row.active) == (USER, ["head", "admin"], True)


def test_unlock_finds_everything(folder: Path) -> None:
    with closing(vault.unlock(folder, f" {USER} ", PASSPHRASE, CLOCK)) as store:
        assert people(store) == PEOPLE
        assert store.office.name == OFFICE.name
        assert len(store.office.db_id) == 32


@pytest.mark.parametrize(
    ("user", "passphrase"),
    [(USER, "wrong passphrase"), (USER, PASSPHRASE + " "), ("别人", PASSPHRASE), (USER, "")],
)
def test_wrong_name_or_passphrase(folder: Path, user: str, passphrase: str) -> None:
    with pytest.raises(WrongPassphrase, match="姓名或口令不对") as told:
        vault.unlock(folder, user, passphrase, CLOCK)
    assert told.value.field == "passphrase"


def test_after_five_wrong_ones_the_clerk_waits_and_the_record_tells(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *_: bytes(32))
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            vault.unlock(folder, USER, "wrong passphrase", CLOCK)
    with pytest.raises(Throttled):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)
    monkeypatch.undo()


def test_wrong_tries_are_in_the_record_after_the_right_one(folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, USER, "wrong passphrase", CLOCK)
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store, store.read() as connection:
        last = connection.execute(select(audit.c.summary).order_by(audit.c.seq.desc())).scalars().first()
    assert last == "打开；此前在本机输错口令 1 次"


def test_no_office_here(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        vault.unlock(tmp_path, USER, PASSPHRASE, CLOCK)
    with pytest.raises(NoOffice):
        vault.look(tmp_path / "nowhere")


def test_both_key_files_spoilt_is_not_a_wrong_passphrase(folder: Path) -> None:
    for path in KeyFiles(folder).paths:
        path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(HeaderDamaged, match="这不是口令的问题"):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


def test_in_use(store: Store, folder: Path) -> None:
    with pytest.raises(InUse, match=r"正在使用中（.* 起）"):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)
    store.close()
    vault.unlock(folder, USER, PASSPHRASE, CLOCK).close()


def test_not_enough_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(keys, "hash_secret_raw", starved)
    with pytest.raises(NotEnoughMemory):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


@pytest.mark.parametrize("which", [0, 1])
def test_one_good_copy_heals_the_other(folder: Path, built: Built, which: int) -> None:
    files, chance = KeyFiles(folder), Random(which)
    whole = files.paths[which].read_bytes()
    for damage in (
        b"",
        whole[:-1],
        bytes(chance.randrange(256) for _ in range(len(whole))),
        whole.replace(b"QS01", b"QS02"),
    ):
        files.paths[which].write_bytes(damage)
        with closing(vaults.reopen(folder, built.data_key)) as store:
            assert people(store) == PEOPLE
        assert files.paths[which].read_bytes() == whole


def test_a_key_file_made_to_look_right_never_opens(folder: Path) -> None:
    """The plain checksum can be made right by anybody: the slot's context and the MAC still say no."""
    files = KeyFiles(folder)
    header = files.read()[0]
    slot = header.slots[0]
    changes: list[Header] = [
        replace(header, office=replace(header.office, name="别的所")),
        replace(header, live="data-0002.db"),
        replace(header, seq=99),
        replace(header, db_salt="ab" * 16),
        replace(header, slots=(replace(slot, kdf=Kdf(FLOOR.memory, 4, 1)), *header.slots[1:])),
        replace(header, slots=(replace(slot, user="李四"), *header.slots[1:])),
        replace(header, slots=header.slots[:1]),
    ]
    for changed in changes:
        for path in files.paths:
            path.write_bytes(spell(changed))
        with pytest.raises((HeaderDamaged, WrongPassphrase)):
            slots.by_passphrase(files.read(), USER, PASSPHRASE)


def test_a_kdf_below_the_floor_is_damage_before_anything_runs(folder: Path) -> None:
    files = KeyFiles(folder)
    header = files.read()[0]
    weak = replace(header, slots=(replace(header.slots[0], kdf=Kdf(8, 1, 1)), *header.slots[1:]))
    for path in files.paths:
        path.write_bytes(spell(weak))
    with pytest.raises(HeaderDamaged):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


def test_a_slot_of_another_office_opens_nothing(folder: Path, tmp_path: Path) -> None:
    other = vault.create_office(tmp_path / "other", OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    other.store.close()
    foreign = KeyFiles(tmp_path / "other").read()[0].slots[0]
    files = KeyFiles(folder)
    header = files.read()[0]
    for path in files.paths:
        path.write_bytes(spell(replace(header, slots=(foreign, *header.slots[1:]))))
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


def test_flipped_headers_never_open(folder: Path, built: Built) -> None:
    """2,000 random bits turned in both copies: the reader refuses, or the MAC does."""
    chance, data = Random(2), KeyFiles(folder).paths[0].read_bytes()
    ring, line = keys.KeyRing(built.data_key), data.split(b"\n")[0]
    believed = 0
    for _ in range(2000):
        at = chance.randrange(len(line) * 8)
        turned = line[: at // 8] + bytes([line[at // 8] ^ 1 << at % 8]) + line[at // 8 + 1 :]
        try:
            believed += parse(resummed(turned)).holds(ring.sub(slots.MAC_KEY))
        except UserError:
            continue
    assert believed == 0


def resummed(line: bytes) -> bytes:
    """With the plain checksum made right."""
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def test_changing_the_passphrase_kills_the_old_one(folder: Path) -> None:
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store:
        with pytest.raises(WrongPassphrase):
            store.change_passphrase("not the old one", NEXT)
        with pytest.raises(UserError, match="10 到 128"):
            store.change_passphrase(PASSPHRASE, "short")
        store.change_passphrase(PASSPHRASE, NEXT)
        assert people(store) == PEOPLE
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)
    for path in KeyFiles(folder).paths:  # neither copy still has the old slot
        with pytest.raises(WrongPassphrase):
            slots.by_passphrase([parse(path.read_bytes())], USER, PASSPHRASE)
    with closing(vault.unlock(folder, USER, NEXT, CLOCK)) as store:
        assert people(store) == PEOPLE


def test_an_old_key_file_put_back_is_refused(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for path in KeyFiles(folder).paths:
        shutil.copy(path, kept)
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store:
        store.change_passphrase(PASSPHRASE, NEXT)
    for path in KeyFiles(folder).paths:
        shutil.copy(kept / path.name, path)
    with pytest.raises(HeaderOld):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


@pytest.mark.parametrize("writes", [0, 1, 2, 3])
def test_a_change_cut_off_at_any_write_leaves_a_way_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """Four copies are written in a change; whichever was the last, the old or the new passphrase opens,
    and no data are lost.
    """
    real, done = headers._write, 0

    def dies(path: Path, data: bytes) -> None:
        nonlocal done
        if done == writes:
            raise KeyboardInterrupt
        done += 1
        real(path, data)

    store = vault.unlock(folder, USER, PASSPHRASE, CLOCK)
    monkeypatch.setattr(headers, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        store.change_passphrase(PASSPHRASE, NEXT)
    monkeypatch.setattr(headers, "_write", real)
    store.close()
    opened = 0
    for passphrase in (NEXT, PASSPHRASE):
        try:
            with closing(vault.unlock(folder, USER, passphrase, CLOCK)) as again:
                opened += people(again) == PEOPLE
        except WrongPassphrase:
            continue
    assert opened >= 1
    assert KeyFiles(folder).same()


def test_forgotten_passphrase(folder: Path, built: Built) -> None:
    with pytest.raises(UserError, match="输错的字符"):
        vault.recover(folder, "0" * 36, USER, NEXT, CLOCK)
    made = vault.recover(folder, built.recovery_code, USER, NEXT, CLOCK)
    with closing(made.store) as store:
        assert people(store) == PEOPLE
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)
    with pytest.raises(UserError, match="已被新的恢复钥匙取代"):
        vault.recover(folder, built.recovery_code, USER, NEXT, CLOCK)
    with closing(vault.recover(folder, made.recovery_code.lower(), USER, PASSPHRASE, CLOCK).store) as store:
        assert people(store) == PEOPLE
    vault.unlock(folder, USER, PASSPHRASE, CLOCK).close()


def test_recovery_lets_in_no_stranger(folder: Path, built: Built) -> None:
    with pytest.raises(UserError, match="不是这个机构的用户") as told:
        vault.recover(folder, built.recovery_code, "李四", NEXT, CLOCK)
    assert told.value.field == "user"
    vault.unlock(folder, USER, PASSPHRASE, CLOCK).close()


def test_a_new_recovery_key_kills_the_old_one(folder: Path, built: Built) -> None:
    with closing(vault.unlock(folder, USER, PASSPHRASE, CLOCK)) as store:
        fresh = store.new_recovery_code(PASSPHRASE)
    with pytest.raises(UserError, match="恢复钥匙不对"):
        vault.recover(folder, built.recovery_code, USER, NEXT, CLOCK)
    vault.recover(folder, fresh, USER, NEXT, CLOCK).store.close()


def test_a_disabled_user_stays_out(folder: Path, built: Built) -> None:
    with closing(vaults.reopen(folder, built.data_key)) as store, store.work() as work:
        work.update(users, built.user, {"active": False}, "停用")
    with pytest.raises(UserError, match="已停用"):
        vault.unlock(folder, USER, PASSPHRASE, CLOCK)


def test_data_older_than_this_computer_has_seen_are_told(folder: Path, built: Built, tmp_path: Path) -> None:
    shutil.copy(folder / "data-0001.db", tmp_path / "old.db")
    with closing(vaults.reopen(folder, built.data_key)) as store:
        vaults.add_people(store, 1)
        assert store.warnings == ()
    shutil.copy(tmp_path / "old.db", folder / "data-0001.db")
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert "比本机上次看到的旧" in store.warnings[0]


def test_a_folder_with_an_office_is_not_built_over(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UserError, match="已有一份数据"):
        vault.create_office(folder, OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "store.lock"} == {
        name: data for name, data in before.items() if name != "store.lock"
    }


def test_data_without_their_key_file_are_never_overwritten(folder: Path) -> None:
    for path in KeyFiles(folder).paths:
        path.unlink()
    orphan = (folder / "data-0001.db").read_bytes()
    with closing(vault.create_office(folder, OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR).store):
        assert KeyFiles(folder).read()[0].live == "data-0002.db"
    assert (folder / "data-0001.db").read_bytes() == orphan


@pytest.mark.parametrize(
    ("names", "said"),
    [(("照片.jpg",), "“照片.jpg”"), (("data.db", "照片", "store.lock"), "“data.db”等 2 项")],
)
def test_a_folder_with_other_things_is_refused_and_left_alone(
    tmp_path: Path, names: tuple[str, ...], said: str
) -> None:
    folder = tmp_path / "o"
    for name in names:
        (folder / name).mkdir(parents=True)
    with pytest.raises(UserError, match=f"有别的东西：.*（{said}）。请选一个空文件夹") as refused:
        vault.create_office(folder, OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    assert refused.value.field == "folder"
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_an_interrupted_creation_leaves_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(_: KeyFiles, __: Header) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):  # noqa: PT012 - one unit of work
        patch.setattr(KeyFiles, "write", dies)
        vault.create_office(tmp_path / "o", OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    with pytest.raises(NoOffice):
        vault.look(tmp_path / "o")
    vault.create_office(tmp_path / "o", OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR).store.close()


def test_after_close_nothing_works_and_the_keys_are_zero(store: Store) -> None:
    ring = store._unlocked.ring
    key = ring._key
    store.close()
    store.close()
    assert not any(key)
    with pytest.raises(RuntimeError, match="locked"), store.read():
        pass
    with pytest.raises(RuntimeError, match="locked"), store.work():
        pass


def test_a_file_that_broke_while_open_does_not_keep_the_keys(
    store: Store, folder: Path, built: Built
) -> None:
    ring = store._unlocked.ring
    key = ring._key
    store._raw.close()
    store.close()
    assert not any(key)
    vaults.reopen(folder, built.data_key).close()


def test_an_unknown_user_costs_as_much_as_a_wrong_passphrase(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Kdf] = []

    def derived(_text: str, _salt: str, kdf: Kdf) -> bytes:
        asked.append(kdf)
        return bytes(32)

    monkeypatch.setattr(keys, "passphrase_key", derived)
    for user in (USER, "没有这个人"):
        with pytest.raises(WrongPassphrase):
            slots.by_passphrase(KeyFiles(built.folder).read(), user, "x")
    assert asked == [FLOOR, FLOOR]


def test_slots_name_only_what_they_must(built: Built) -> None:
    """Roles, people and passphrases are not in the key file."""
    text = (built.folder / "store.key.a").read_text("utf-8")
    assert "head" not in text
    assert PASSPHRASE not in text
    assert built.recovery_code not in text
    assert set(Slot.__slots__) == {"id", "user", "kdf", "salt", "nonce", "wrapped"}
