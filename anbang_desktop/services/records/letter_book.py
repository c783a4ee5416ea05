"""The types of letters as shipped, read once."""

from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain.letters import LetterBook, parse_letters


@cache
def letter_book() -> LetterBook:
    """``resources/letters/letters.toml``."""
    return parse_letters(paths.resources("letters", "letters.toml").read_text("utf-8"))
