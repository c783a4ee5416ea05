"""Which passphrases are refused and which look like a slip; light, the first-run wizard asks it at every
key.
"""

import unicodedata

from anbang_desktop.errors import UserError

SHORTEST, LONGEST = 10, 128
_COMMON = (
    "password",
    "qwerty",
    "asdfgh",
    "iloveyou",
    "admin",
    "woaini",
    "anbang",
    "11111",
    "12345",
    "abcde",
    "88888",
    "66666",
    "00000",
)


def refuse_weak(passphrase: str, user: str) -> None:
    """UserError for a passphrase that must not be chosen."""
    if not SHORTEST <= len(passphrase) <= LONGEST:
        raise UserError(
            f"口令要有 {SHORTEST} 到 {LONGEST} 个字符，现在是 {len(passphrase)} 个。",
            "可以用几个不相干的词连起来。",
            field="passphrase",
        )
    folded = passphrase.casefold()
    if (
        len(set(folded)) < 5
        or (user and user.casefold() in folded)
        or (len(folded) < 14 and any(word in folded for word in _COMMON))
    ):
        raise UserError(
            "这个口令太容易被猜到（重复、常见或含姓名）。",
            "请换一个，例如几个不相干的词连起来。",
            field="passphrase",
        )


def notes(passphrase: str) -> list[str]:
    """What looks like a slip in a typed passphrase; warnings, never refusals."""
    found = []
    if any(unicodedata.east_asian_width(character) == "F" for character in passphrase):
        found.append("含有全角字符，请检查输入法。")
    if passphrase != passphrase.strip():
        found.append("开头或结尾有空格。")
    return found
