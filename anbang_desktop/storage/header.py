"""The key file: what it says, its one canonical spelling, its MAC, and its two copies store.key.a and
store.key.b.

Light on purpose (standard library only): the unlock window reads names from here before anything heavy is
loaded.
"""

import hashlib
import hmac
import json
import os
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from anbang_desktop.storage.failures import HeaderDamaged, Newer, NoOffice
from anbang_desktop.storage.sharing import patiently

FORMAT: Final = 1
SUITE: Final = "A"  # Argon2id + ChaCha20-Poly1305 wrap + SQLCipher 4 default; "G" is reserved
COPIES: Final = ("store.key.a", "store.key.b")
LIMIT: Final = 64 * 1024
_LIVE = re.compile(r"data-\d{4,8}\.db")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of Argon2id for one slot: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


FLOOR: Final = Kdf(64 * 1024, 3, 1)


def readable_cost(kdf: Kdf) -> bool:
    """Whether a slot may ask for this much: not below our floor, not so much that a hostile file stalls
    the opener.
    """
    return (
        FLOOR.memory <= kdf.memory <= 1024 * 1024
        and FLOOR.passes <= kdf.passes <= 64
        and 1 <= kdf.lanes <= 16
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: the data key wrapped under a user's passphrase (kdf set) or under the recovery code (kdf
    None).
    """

    id: str
    user: str
    kdf: Kdf | None
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class OfficeIdentity:
    """The office as it names itself; ``db_id`` is given when the office is created."""

    name: str
    code: str
    county: str
    db_id: str = ""


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What anybody may read of an office without a key."""

    name: str
    code: str
    db_id: str
    users: tuple[str, ...]
    county: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The content of a key file; nothing of it may be acted on before the MAC holds, except to try the
    slots.
    """

    db_id: str
    lineage: str
    dk_id: str
    db_salt: str
    live: str
    seq: int
    created: str
    changed: str
    office: OfficeIdentity
    slots: tuple[Slot, ...]
    previous: str = ""
    mac: str = ""
    format: int = FORMAT
    suite: str = SUITE

    def card(self) -> OfficeCard:
        """The public part."""
        users = tuple(dict.fromkeys(slot.user for slot in self.slots if slot.kdf))
        return OfficeCard(self.office.name, self.office.code, self.db_id, users, self.office.county)

    def body(self) -> bytes:
        """The canonical spelling of everything but the MAC."""
        return _canonical({key: value for key, value in asdict(self).items() if key != "mac"})

    def slot_context(self, slot: Slot) -> bytes:
        """What a slot is bound to, so that it can't be moved to another office or made cheaper to guess."""
        cost = asdict(slot.kdf) if slot.kdf else None
        return _canonical(
            [
                self.format,
                self.db_id,
                self.dk_id,
                self.suite,
                self.db_salt,
                slot.id,
                slot.user,
                cost,
                slot.salt,
            ]
        )

    def sealed(self, mac_key: bytes) -> "Header":
        """The same header with its MAC."""
        return replace(self, mac=hmac.digest(mac_key, self.body(), "sha256").hex())

    def holds(self, mac_key: bytes) -> bool:
        """Whether the MAC is right."""
        return hmac.compare_digest(self.sealed(mac_key).mac, self.mac)


def spell(header: Header) -> bytes:
    """The bytes of a key file: the canonical line, and its plain SHA-256, which tells damage from a wrong
    passphrase.
    """
    line = _canonical(asdict(header))
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def parse(data: bytes) -> Header:
    """Read a key file; HeaderDamaged for anything that ``spell`` would not have written, Newer for a later
    format.
    """
    line, _, rest = data.partition(b"\n")
    if len(data) > LIMIT or rest != hashlib.sha256(line).hexdigest().encode() + b"\n":
        raise HeaderDamaged
    try:
        raw = json.loads(line)
        if isinstance(raw["format"], int) and raw["format"] > FORMAT:
            raise Newer
        slots = tuple(
            Slot(**{**slot, "kdf": Kdf(**slot["kdf"]) if slot["kdf"] else None}) for slot in raw.pop("slots")
        )
        header = Header(office=OfficeIdentity(**raw.pop("office")), slots=slots, **raw)
        sound = spell(header) == data and _plausible(header)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise HeaderDamaged from None
    if not sound:
        raise HeaderDamaged
    return header


class KeyFiles:
    """The two copies of one folder; every change leaves at least one of them whole at every moment."""

    def __init__(self, folder: Path) -> None:
        """Of that folder; nothing is read yet."""
        self.paths = tuple(folder / name for name in COPIES)
        self._folder = folder

    def exist(self) -> bool:
        """Whether any copy is there."""
        return any(path.exists() for path in self.paths)

    def read(self) -> list[Header]:
        """The copies that can be read, highest seq first; NoOffice or HeaderDamaged if there is none."""
        if not self.exist():
            raise NoOffice(self._folder)
        found = [header for path in self.paths if (header := _read(path)) is not None]
        if not found:
            raise HeaderDamaged
        return sorted(found, key=lambda header: -header.seq)

    def same(self) -> bool:
        """Whether both copies are byte-equal."""
        first, second = (path.read_bytes() if path.exists() else b"" for path in self.paths)
        return first == second

    def write(self, header: Header) -> None:
        """Write both copies, the older one first; each is flushed, read again and compared before the
        other is touched.
        """
        data = spell(header)
        for path in sorted(self.paths, key=lambda path: getattr(_read(path, newer=True), "seq", -1)):
            _write(path, data)


def _read(path: Path, *, newer: bool = False) -> Header | None:
    try:
        with path.open("rb") as file:
            return parse(file.read(LIMIT + 1))
    except (FileNotFoundError, HeaderDamaged):
        return None
    except Newer:
        if newer:
            return None
        raise


def _write(path: Path, data: bytes) -> None:
    old = path.read_bytes() if path.exists() else None
    try:
        patiently(lambda: _put(path, data))
    except OSError:
        if old is not None:
            _put(path, old)
        else:
            path.unlink(missing_ok=True)
        raise
    if path.read_bytes() != data:
        raise HeaderDamaged("刚写入的内容读回来不一样，磁盘可能有故障")


def _put(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _plausible(header: Header) -> bool:
    """Types, lengths and limits that hold for every key file we write."""
    hexes = (
        (header.db_id, 16),
        (header.lineage, 16),
        (header.dk_id, 8),
        (header.db_salt, 16),
        (header.mac, 32),
    )
    texts = (header.created, header.changed, header.previous, *asdict(header.office).values())
    return (
        header.suite == SUITE
        and type(header.seq) is int
        and 0 < header.seq < 2**53
        and 0 < len(header.slots) <= 64
        and all(isinstance(text, str) for text in texts)
        and isinstance(header.live, str)
        and bool(_LIVE.fullmatch(header.live))
        and all(_is_hex(text, length) for text, length in hexes)
        and all(_plausible_slot(slot) for slot in header.slots)
    )


def _plausible_slot(slot: Slot) -> bool:
    costs = () if slot.kdf is None else asdict(slot.kdf).values()
    return (
        isinstance(slot.user, str)
        and all(
            _is_hex(text, length)
            for text, length in ((slot.id, 8), (slot.salt, 16), (slot.nonce, 12), (slot.wrapped, 48))
        )
        and all(type(cost) is int for cost in costs)
        and (slot.kdf is None or readable_cost(slot.kdf))
    )


def _is_hex(text: object, length: int) -> bool:
    return isinstance(text, str) and len(text) == 2 * length and bool(_HEX.fullmatch(text))


def _canonical(value: object) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
