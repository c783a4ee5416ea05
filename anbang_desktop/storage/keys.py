"""Keys of an office: passphrase or recovery code → slot → data key → one subkey per purpose (security.md
§2.1).
"""

import os
import secrets
import time
import unicodedata
from collections.abc import Callable

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anbang_desktop.storage.failures import HeaderDamaged, NotEnoughMemory
from anbang_desktop.storage.header import FLOOR, Header, Kdf, Slot, readable_cost

KEY_SIZE = 32
AIM_SECONDS = 0.8


class KeyRing:
    """The unlocked data key; ``drop`` overwrites it (Python may keep copies: the process restarts after a
    lock).
    """

    def __init__(self, data_key: bytes) -> None:
        """Keep the data key until ``drop``."""
        self._key = bytearray(data_key)
        self._made: dict[str, bytearray] = {}

    def sub(self, purpose: str) -> bytes:
        """The subkey of one purpose, always the same for the same data key."""
        if not any(self._key):
            raise RuntimeError("the key was dropped")
        if purpose not in self._made:
            self._made[purpose] = bytearray(_expand(bytes(self._key), b"", f"anbang-desktop/1/{purpose}"))
        return bytes(self._made[purpose])

    def database_key(self, db_salt: str) -> str:
        """Raw key and salt as SQLCipher takes them: exactly 96 hex digits, for a shorter text is silently
        taken as a passphrase.
        """
        text = self.sub("database").hex() + db_salt
        if len(text) != 96:
            raise RuntimeError("a raw key with salt has 96 hex digits")
        return f"x'{text}'"

    def wrap_into(self, header: Header, slot: Slot, wrapping_key: bytes) -> str:
        """The data key wrapped for a slot, bound to everything that the slot says about itself."""
        sealed = ChaCha20Poly1305(wrapping_key).encrypt(
            bytes.fromhex(slot.nonce), bytes(self._key), header.slot_context(slot)
        )
        return sealed.hex()

    def drop(self) -> None:
        """Overwrite every key held here."""
        for key in (self._key, *self._made.values()):
            key[:] = bytes(len(key))
        self._made.clear()


def new_ring() -> KeyRing:
    """A fresh random data key."""
    return KeyRing(secrets.token_bytes(KEY_SIZE))


def unwrap(header: Header, slot: Slot, wrapping_key: bytes) -> KeyRing | None:
    """The keys behind a slot, or None when the wrapping key is not the right one for it."""
    try:
        plain = ChaCha20Poly1305(wrapping_key).decrypt(
            bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), header.slot_context(slot)
        )
    except InvalidTag:
        return None
    return KeyRing(plain)


def passphrase_key(passphrase: str, salt: str, kdf: Kdf) -> bytes:
    """Argon2id of a passphrase (NFC, not trimmed). HeaderDamaged for a cost out of bounds, NotEnoughMemory
    where it can't run.
    """
    if not readable_cost(kdf):
        raise HeaderDamaged("钥匙文件要求的核对强度超出允许范围")
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(
            text, bytes.fromhex(salt), kdf.passes, kdf.memory, kdf.lanes, KEY_SIZE, Type.ID
        )
    except (HashingError, MemoryError):
        raise NotEnoughMemory from None


def recovery_key(secret: bytes, salt: str) -> bytes:
    """The wrapping key of the recovery slot: 160 random bits need no slow derivation."""
    return _expand(secret, bytes.fromhex(salt), "anbang-desktop/1/recovery")


def passphrase_slot(
    header: Header, ring: KeyRing, user: str, passphrase: str, kdf: Kdf | None = None
) -> Slot:
    """A new slot for a user, its cost measured on this computer unless given."""
    bare = _bare_slot(user, kdf or calibrated())
    key = passphrase_key(passphrase, bare.salt, bare.kdf or FLOOR)
    return _filled(header, ring, bare, key)


def recovery_slot(header: Header, ring: KeyRing, secret: bytes) -> Slot:
    """A new slot for a recovery code."""
    bare = _bare_slot("", None)
    return _filled(header, ring, bare, recovery_key(secret, bare.salt))


def calibrated(aim: float | None = None) -> Kdf:
    """The cost that takes about ``aim`` seconds of this processor: more passes first, then more memory; never
    below the floor. Waiting for other programs does not count: a busy computer would get the floor for good.

    ``ANBANG_KDF_SECONDS=0`` asks for the floor itself (tests, the demo).
    """
    wanted = float(os.environ.get("ANBANG_KDF_SECONDS", AIM_SECONDS)) if aim is None else aim
    if wanted <= 0:
        return FLOOR
    spent = max(_processor_seconds(lambda: passphrase_key("calibration", "00" * 16, FLOOR)), 0.001)
    passes = int(FLOOR.passes * wanted / spent)
    if passes <= 12:
        return Kdf(FLOOR.memory, max(FLOOR.passes, passes), FLOOR.lanes)
    times = min(passes / 12, 4, _memory_kib() / 16 / FLOOR.memory)
    return Kdf(int(FLOOR.memory * max(1, times)), 12, FLOOR.lanes)


def _processor_seconds(act: Callable[[], object]) -> float:
    """What an act costs the processor on this thread; the time it took where that clock stands still."""
    began, worked = time.perf_counter(), time.thread_time()
    act()
    return (time.thread_time() - worked) or (time.perf_counter() - began)


def _bare_slot(user: str, kdf: Kdf | None) -> Slot:
    return Slot(secrets.token_hex(8), user, kdf, secrets.token_hex(16), secrets.token_hex(12), "")


def _filled(header: Header, ring: KeyRing, slot: Slot, wrapping_key: bytes) -> Slot:
    return Slot(
        slot.id, slot.user, slot.kdf, slot.salt, slot.nonce, ring.wrap_into(header, slot, wrapping_key)
    )


def _expand(key: bytes, salt: bytes, info: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=salt or None, info=info.encode()).derive(key)


def _memory_kib() -> float:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024
    except (
        AttributeError,
        ValueError,
        OSError,
    ):  # no sysconf on Windows: every computer that runs it has this much
        return 4 * 1024 * 1024
