"""The types of letters as shipped, read once, and those that rules of their own speak of."""

from functools import cache
from typing import Final

from anbang_desktop import paths
from anbang_desktop.domain.letters import LetterBook, parse_letters

REFERRAL: Final = "REFERRAL"
TRANSFER: Final = "TRANSFER"
TRANSFER_IN: Final = "TRANSFER_IN"
DUAL: Final = "DUAL"
SEARCH: Final = "SEARCH"
POLICE_LIST: Final = "POLICE_LIST"
HOUSEHOLD: Final = "HOUSEHOLD"
VILLAGE: Final = "VILLAGE"
FAMILY: Final = "FAMILY"
NOT_REPORTED: Final = "NOT_REPORTED"
CLUE: Final = "CLUE"


@cache
def letter_book() -> LetterBook:
    """``resources/letters/letters.toml``."""
    return parse_letters(paths.resources("letters", "letters.toml").read_text("utf-8"))
