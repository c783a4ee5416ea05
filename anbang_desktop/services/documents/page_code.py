"""Short ids for the code on a page: letters and digits that nobody takes for one another."""

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32
_LENGTH = 8


def spelled(random: bytes) -> str:
    """Eight letters from at least five bytes."""
    number = int.from_bytes(random[:_LENGTH], "big")
    return "".join(_DIGITS[(number >> (5 * place)) & 31] for place in range(_LENGTH))
