"""Keys: wrapping is bound to its place and cost, subkeys differ, dropped keys are gone."""

import time
from collections.abc import Callable
from dataclasses import replace

import argon2.low_level
import pytest
from argon2.exceptions import HashingError

from anbang_desktop.storage import keys
from anbang_desktop.storage.failures import HeaderDamaged, NotEnoughMemory
from anbang_desktop.storage.header import FLOOR, Header, Kdf, OfficeIdentity, Slot, readable_cost

HEADER = Header(
    "aa" * 16, "bb" * 16, "cc" * 8, "dd" * 16, "data-0001.db", 1, "", "", OfficeIdentity("甲", "A", "乙"), ()
)
BARE = Slot("11" * 8, "王所长", FLOOR, "22" * 16, "33" * 12, "")
WRAPPING = bytes(range(32))


def test_known_answers() -> None:
    ring = keys.KeyRing(b"k" * 32)
    assert ring.sub("database").hex() == "d73fba8bb7b456fb69ba037d3a3377ddfe906377faaaec8d64dfff99937e4289"
    assert (
        keys.passphrase_key("correct horse", "00" * 16, FLOOR).hex()
        == "7305faebadc453c91558d7566069a56037063a9c13d29d3f275c56d904a9fb96"
    )
    assert (
        keys.recovery_key(bytes(20), "00" * 16).hex()
        == "237a7d0e9bd5272cb66512974375fd5d5458894e89faa71a71450efa16cb01bf"
    )


def test_unwraps_only_in_its_own_place() -> None:
    slot = replace(BARE, wrapped=keys.KeyRing(b"k" * 32).wrap_into(HEADER, BARE, WRAPPING))
    found = keys.unwrap(HEADER, slot, WRAPPING)
    assert found is not None
    assert found.sub("header") == keys.KeyRing(b"k" * 32).sub("header")
    elsewhere = [
        replace(HEADER, db_id="ab" * 16),
        replace(HEADER, db_salt="ab" * 16),
        replace(HEADER, dk_id="ab" * 8),
    ]
    assert [keys.unwrap(header, slot, WRAPPING) for header in elsewhere] == [None] * 3
    moved = [
        replace(slot, user="别人"),
        replace(slot, id="12" * 8),
        replace(slot, kdf=Kdf(FLOOR.memory, 4, 1)),
        replace(slot, kdf=None),
    ]
    assert [keys.unwrap(HEADER, other, WRAPPING) for other in moved] == [None] * 4
    assert keys.unwrap(HEADER, slot, bytes(32)) is None


def test_each_purpose_has_its_own_key() -> None:
    ring = keys.KeyRing(b"k" * 32)
    assert len({ring.sub(purpose) for purpose in ("database", "header", "audit", "rows", "package")}) == 5


def test_a_database_key_has_96_hex_digits() -> None:
    assert len(keys.KeyRing(b"k" * 32).database_key("dd" * 16)) == 96 + 3
    with pytest.raises(RuntimeError):
        keys.KeyRing(b"k" * 32).database_key("dd" * 15)


def test_a_dropped_ring_gives_no_keys() -> None:
    ring = keys.KeyRing(b"k" * 32)
    ring.sub("audit")
    ring.drop()
    with pytest.raises(RuntimeError):
        ring.sub("audit")


def test_cost_out_of_bounds_is_never_run() -> None:
    with pytest.raises(HeaderDamaged):
        keys.passphrase_key("x", "00" * 16, Kdf(8 * 1024 * 1024, 3, 1))


def test_no_memory_is_not_a_wrong_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", starved)
    with pytest.raises(NotEnoughMemory, match="这不是口令的问题"):
        keys.passphrase_key("x", "00" * 16, FLOOR)


def test_composed_and_decomposed_passphrases_are_one() -> None:
    assert keys.passphrase_key("caf\u00e9 caf\u00e9", "00" * 16, FLOOR) == keys.passphrase_key(
        "cafe\u0301 cafe\u0301", "00" * 16, FLOOR
    )


def test_the_kdf_is_argon2id_version_19() -> None:
    told = argon2.low_level.hash_secret_raw(
        b"correct horse", bytes(16), 3, 64 * 1024, 1, 32, argon2.low_level.Type.ID, 0x13
    )
    assert keys.passphrase_key("correct horse", "00" * 16, FLOOR) == told


def test_calibration_never_goes_below_the_floor_nor_above_what_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "passphrase_key", lambda *_: b"")  # as on an infinitely fast computer
    assert readable_cost(keys.calibrated(1.0))
    assert keys.calibrated(1.0).memory <= 256 * 1024
    assert keys.calibrated(0) == FLOOR
    assert keys.calibrated(1e-9) == FLOOR


def clock(*told: float) -> Callable[[], float]:
    return iter(told).__next__


@pytest.mark.parametrize("waited", [0.1, 30.0])
def test_a_busy_computer_gets_the_cost_of_a_quiet_one(monkeypatch: pytest.MonkeyPatch, waited: float) -> None:
    monkeypatch.setattr(keys, "passphrase_key", lambda *_: b"")
    monkeypatch.setattr(time, "thread_time", clock(5.0, 5.25))
    monkeypatch.setattr(time, "perf_counter", clock(0.0, waited))
    assert keys.calibrated(0.8) == Kdf(FLOOR.memory, 9, FLOOR.lanes)


def test_a_processor_clock_that_stands_still_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "passphrase_key", lambda *_: b"")
    monkeypatch.setattr(time, "thread_time", clock(5.0, 5.0))
    monkeypatch.setattr(time, "perf_counter", clock(0.0, 0.25))
    assert keys.calibrated(0.8) == Kdf(FLOOR.memory, 9, FLOOR.lanes)


def test_the_measured_derivation_is_the_real_one() -> None:
    assert keys.calibrated(3600).passes > FLOOR.passes
