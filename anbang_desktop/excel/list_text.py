"""Text as a workbook holds it: signs that XML can't hold are spelled _x000B_, what begins like a formula
stays text, and how many lines a text takes in a column.
"""

import re
import unicodedata

LONG_NUMBER = re.compile(r"[0-9]{11,}[Xx]?")
_LONGEST = 32_767  # of a cell, in UTF-16
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_SPELLED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def escaped(text: str) -> str:
    """A text as the file spells it; what looks spelled already means itself."""
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    return _CONTROL.sub(_spell, _LOOKS_SPELLED.sub("_x005F_", cut))


def _spell(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def unescaped(text: str) -> str:
    """A text as it is meant."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def is_formula_like(text: str) -> bool:
    """Whether Excel would take it for a formula once somebody edits the cell."""
    return text.startswith(_FORMULA_LIKE)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many digits."""
    return sum(max(1, -(-wide(line) // max(width - 1, 1))) for line in re.split(r"[\r\n\x0b]+", text))


def wide(line: str) -> int:
    """How many digits a line is as wide as."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
