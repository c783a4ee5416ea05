"""What the code on a page of our papers says: the paper's id, the page and a check; never personal data."""

import re
import zlib

PREFIX = "AB1"
_OURS = re.compile(rf"{PREFIX}-([0-9A-Z]{{8}})-([1-9][0-9]{{0,3}})-[0-9A-F]{{4}}")


def payload(code: str, page: int) -> str:
    """What the code of a page says, such as ``AB1-7K3M9QXR-2-1F0C``; the check covers id and page."""
    body = f"{PREFIX}-{code}-{page}"
    return f"{body}-{zlib.crc32(body.encode()) & 0xFFFF:04X}"


def read_payload(text: str) -> tuple[str, int] | None:
    """Id of the paper and page of a code that was read, or None where it is not ours or damaged."""
    found = _OURS.fullmatch(text)
    if found is None or payload(found[1], int(found[2])) != text:
        return None
    return found[1], int(found[2])
