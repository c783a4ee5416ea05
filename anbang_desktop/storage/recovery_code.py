"""The printed recovery key: 160 random bits as eight groups of four characters and a check group.

Crockford's base32 (no I, L, O, U). The four check characters guard two groups each: a wrong or swapped
character in a pair of
groups is always found (a weighted sum in the field of 32 elements), so that the entry can point at the
pair with the typing mistake.
"""

import secrets
import unicodedata
from collections.abc import Sequence

from anbang_desktop.errors import UserError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, SIZE, BITS = 8, 4, 160
_FOLD = str.maketrans("OIL", "011")


def new_secret() -> bytes:
    """Twenty bytes from the system's generator."""
    return secrets.token_bytes(BITS // 8)


def spell(secret: bytes) -> str:
    """The code as printed: nine groups joined by hyphens, the last one checks the others."""
    number = int.from_bytes(secret, "big")
    digits = [number >> shift & 31 for shift in range(BITS - 5, -5, -5)]
    text = "".join(
        ALPHABET[digit] for digit in (*digits, *(_check(line, digits) for line in range(GROUPS // 2)))
    )
    return "-".join(text[at : at + SIZE] for at in range(0, len(text), SIZE))


def read(text: str) -> bytes:
    """The secret behind a typed code; UserError names the groups that hold a typing mistake."""
    typed = _clean(text)
    groups = [typed[at : at + SIZE] for at in range(0, len(typed), SIZE)]
    if len(typed) != (GROUPS + 1) * SIZE:
        raise UserError(
            f"恢复钥匙应有 9 组、每组 4 个字符，现在是 {len(typed)} 个字符。",
            "请对照纸面补齐。",
            field="recovery_code",
        )
    wrong = [number for number, good in enumerate(check(groups), 1) if not good]
    if wrong:
        names = "、".join(str(number) for number in wrong)
        raise UserError(f"恢复钥匙第 {names} 组里有输错的字符。", "请对照纸面改正。", field="recovery_code")
    number = 0
    for character in typed[: GROUPS * SIZE]:
        number = number << 5 | ALPHABET.index(character)
    return number.to_bytes(BITS // 8, "big")


def check(groups: Sequence[str]) -> list[bool | None]:
    """For each typed group: True right, False wrong, None not to be told yet (its pair or the check group
    is missing).
    """
    typed = [_clean(group) for group in (*groups, *[""] * (GROUPS + 1 - len(groups)))]
    shaped = [len(group) == SIZE and all(character in ALPHABET for character in group) for group in typed]
    told: list[bool | None] = [
        None if not group else (None if good else False) for group, good in zip(typed, shaped, strict=True)
    ]
    if not shaped[-1]:
        return told
    for line in range(GROUPS // 2):
        pair = (2 * line, 2 * line + 1)
        if all(shaped[at] for at in pair):
            digits = [ALPHABET.index(character) for at in pair for character in typed[at]]
            good = ALPHABET[_sum(line, digits)] == typed[-1][line]
            told[pair[0]] = told[pair[1]] = good
    told[-1] = True
    return told


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in plain if character.isalnum()).translate(_FOLD)


def _check(line: int, digits: Sequence[int]) -> int:
    width = 2 * SIZE
    return _sum(line, digits[line * width : (line + 1) * width])


def _sum(line: int, digits: Sequence[int]) -> int:
    """Horner's rule with the generator 2 of GF(32): every position has its own weight."""
    total = line + 1
    for digit in digits:
        total = (total << 1 ^ (0b100101 if total & 16 else 0)) ^ digit
    return total
