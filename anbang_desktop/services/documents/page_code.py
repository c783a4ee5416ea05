"""Short ids for the code on a page: letters and digits that nobody takes for one another."""

from anbang_desktop.services.desk import Desk

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32
_LENGTH = 8


def spelled(random: bytes) -> str:
    """Eight letters from at least five bytes."""
    number = int.from_bytes(random[:_LENGTH], "big")
    return "".join(_DIGITS[(number >> (5 * place)) & 31] for place in range(_LENGTH))


def code_of(desk: Desk, row: str, version: int) -> str:
    """The code of a version of the paper that shows a row: a keyed hash, so that a scan can be looked up and
    nobody else reads it.
    """
    return spelled(desk.store.fingerprint("paper", row if version <= 1 else f"{row}#{version}"))
