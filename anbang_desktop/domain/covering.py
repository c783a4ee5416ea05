"""Numbers that name somebody, covered wherever in a text they stand: one pattern for all that leaves."""

import re

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.phone import mask_phone

SHORTEST = 11  # of a number that is covered; no shorter text holds one
_ID = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


def cover_ids(text: str) -> str:
    """A text with its ID numbers covered, those of 15 digits among them."""
    return _ID.sub(lambda found: mask_id(found[0]), text)


def cover_numbers(text: str) -> str:
    """A text with its ID numbers and mobile phones covered."""
    return _PHONE.sub(lambda found: mask_phone(found[0]), cover_ids(text))


def ids_in(text: str) -> int:
    """How many ID numbers stand in a text."""
    return sum(1 for _ in _ID.finditer(text))
