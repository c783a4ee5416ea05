"""The key file: canonical spelling, MAC, two copies, limits on what a slot may ask for."""

import hashlib
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.storage import header as headers
from anbang_desktop.storage.failures import HeaderDamaged, Newer, NoOffice
from anbang_desktop.storage.header import FLOOR, Header, Kdf, KeyFiles, OfficeIdentity, Slot, parse, spell

MAC_KEY = bytes(32)
SLOT = Slot("11" * 8, "王所长", FLOOR, "22" * 16, "33" * 12, "44" * 48)
HEADER = Header(
    db_id="aa" * 16,
    lineage="bb" * 16,
    dk_id="cc" * 8,
    db_salt="dd" * 16,
    live="data-0001.db",
    seq=7,
    created="2026-11-30T09:00:00",
    changed="2026-11-30T09:00:00",
    office=OfficeIdentity("青山司法所", "QS01", "安平县"),
    slots=(SLOT, replace(SLOT, id="55" * 8, user="", kdf=None)),
).sealed(MAC_KEY)


def resummed(line: bytes) -> bytes:
    """A key file whose plain checksum is right: what an attacker would write."""
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def test_reads_what_it_spelled() -> None:
    assert parse(spell(HEADER)) == HEADER
    assert HEADER.holds(MAC_KEY)
    assert HEADER.card().users == ("王所长",)


def test_known_answer() -> None:
    assert HEADER.mac == "1144f0cbeaa96e3d9a49e9d6188f9a32fb606a985171799f45dffbcb9b6929a1"


def test_no_flipped_bit_is_believed() -> None:
    """2,000 random flips as they happen on a disk, and 2,000 with the checksum made right again."""
    chance, data = Random(20261130), spell(HEADER)
    line = data.split(b"\n")[0]
    for _ in range(2000):
        with pytest.raises(HeaderDamaged):
            parse(flipped(data, chance))
        try:
            read = parse(resummed(flipped(line, chance)))
        except UserError:
            continue
        assert not read.holds(MAC_KEY)


def flipped(data: bytes, chance: Random) -> bytes:
    """One random bit turned."""
    at = chance.randrange(len(data) * 8)
    return data[: at // 8] + bytes([data[at // 8] ^ 1 << at % 8]) + data[at // 8 + 1 :]


@pytest.mark.parametrize(
    "kdf",
    [
        Kdf(1024, 3, 1),
        Kdf(64 * 1024, 2, 1),
        Kdf(2 * 1024 * 1024, 3, 1),
        Kdf(64 * 1024, 65, 1),
        Kdf(64 * 1024, 3, 0),
    ],
)
def test_a_cost_out_of_bounds_is_damage(kdf: Kdf) -> None:
    with pytest.raises(HeaderDamaged):
        parse(spell(replace(HEADER, slots=(replace(SLOT, kdf=kdf),)).sealed(MAC_KEY)))


@pytest.mark.parametrize("live", ["../x.db", "data-1.db", "data-0001.db/..", "store.lock"])
def test_only_a_generation_can_be_live(live: str) -> None:
    with pytest.raises(HeaderDamaged):
        parse(spell(replace(HEADER, live=live)))


def test_another_spelling_of_the_same_content_is_refused() -> None:
    line = spell(HEADER).split(b"\n")[0].replace(b'"seq":7', b'"seq": 7')
    with pytest.raises(HeaderDamaged):
        parse(resummed(line))


def test_a_later_format_is_newer_not_damaged() -> None:
    with pytest.raises(Newer):
        parse(spell(replace(HEADER, format=2)))


def test_oversized_file_is_refused() -> None:
    with pytest.raises(HeaderDamaged):
        parse(spell(replace(HEADER, created="x" * headers.LIMIT)))


def test_no_copy_at_all_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        KeyFiles(tmp_path).read()


def test_the_newer_copy_comes_first_and_a_bad_one_is_left_out(tmp_path: Path) -> None:
    files = KeyFiles(tmp_path)
    files.write(HEADER)
    newer = replace(HEADER, seq=8).sealed(MAC_KEY)
    files.paths[1].write_bytes(spell(newer))
    assert [header.seq for header in files.read()] == [8, 7]
    assert not files.same()
    files.paths[0].write_bytes(b"garbage")
    assert files.read() == [newer]
    files.paths[1].write_bytes(b"")
    with pytest.raises(HeaderDamaged):
        files.read()


def test_a_failed_write_leaves_both_copies_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = KeyFiles(tmp_path)
    files.write(HEADER)
    real = headers._put

    def full_disk(path: Path, data: bytes) -> None:
        real(path, data[: len(data) // 2] if b'"seq":8' in data else data)
        if b'"seq":8' in data:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(headers, "_put", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.write(replace(HEADER, seq=8).sealed(MAC_KEY))
    assert files.read() == [HEADER, HEADER]
