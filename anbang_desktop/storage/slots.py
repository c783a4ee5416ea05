"""Opening and exchanging the slots of a key file: the ways in by passphrase and by recovery code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anbang_desktop.errors import UserError
from anbang_desktop.storage import keys
from anbang_desktop.storage.failures import HeaderDamaged, WrongPassphrase
from anbang_desktop.storage.header import FLOOR, Header, Kdf, Slot

MAC_KEY = "header"


@dataclass(frozen=True, slots=True)
class Opened:
    """The keys, and the one header that may be believed."""

    ring: keys.KeyRing
    header: Header


def by_passphrase(copies: Sequence[Header], user: str, passphrase: str) -> Opened:
    """Open with a user's passphrase; WrongPassphrase, HeaderDamaged (MAC) or NotEnoughMemory."""
    made: dict[tuple[str, Kdf], bytes] = {}
    for header in copies:
        for slot in header.slots:
            if slot.kdf is None or slot.user != user:
                continue
            if (slot.salt, slot.kdf) not in made:
                made[slot.salt, slot.kdf] = keys.passphrase_key(passphrase, slot.salt, slot.kdf)
            ring = keys.unwrap(header, slot, made[slot.salt, slot.kdf])
            if ring is not None:
                return _believed(copies, ring, slot, WrongPassphrase())
    if not made:  # an unknown name takes as long as a wrong passphrase
        keys.passphrase_key(
            passphrase, "00" * 16, next((slot.kdf for slot in copies[0].slots if slot.kdf), FLOOR)
        )
    raise WrongPassphrase


def by_recovery(copies: Sequence[Header], secret: bytes) -> Opened:
    """Open with the secret of the printed recovery key; UserError when it is not, or no longer, the right
    one.
    """
    wrong = UserError(
        "恢复钥匙不对：它不属于这份数据，或已被新的恢复钥匙取代。",
        "请核对纸上的机构、日期和编号，用最近一次打印的那张。",
        field="recovery_code",
    )
    for header in copies:
        for slot in header.slots:
            if slot.kdf is None:
                ring = keys.unwrap(header, slot, keys.recovery_key(secret, slot.salt))
                if ring is not None:
                    return _believed(copies, ring, slot, wrong)
    raise wrong


def of(header: Header, user: str) -> tuple[Slot, ...]:
    """The slots that open with this user's passphrase."""
    return tuple(slot for slot in header.slots if slot.kdf and slot.user == user)


def recovery(header: Header) -> tuple[Slot, ...]:
    """The slots of recovery codes."""
    return tuple(slot for slot in header.slots if slot.kdf is None)


def without(header: Header, leaving: Iterable[Slot]) -> tuple[Slot, ...]:
    """All slots but some."""
    gone = {slot.id for slot in leaving}
    return tuple(slot for slot in header.slots if slot.id not in gone)


def _believed(copies: Sequence[Header], ring: keys.KeyRing, slot: Slot, gone: UserError) -> Opened:
    """The newest copy whose MAC holds; the slot we came in by must still stand in it."""
    mac_key = ring.sub(MAC_KEY)
    header = next((header for header in copies if header.holds(mac_key)), None)
    if header is None:
        raise HeaderDamaged("内容与密钥不符，可能被改动过")
    if slot not in header.slots:
        raise gone
    return Opened(ring, header)
