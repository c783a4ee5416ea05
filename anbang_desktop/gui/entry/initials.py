"""First pinyin letters of common characters, found by their place in GB 2312, whose first level is sorted
by pinyin.
"""

_FIRST = (
    ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2), ("g", 0xB8C1),
    ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8), ("n", 0xC4C3), ("o", 0xC5B6),
    ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6), ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4),
    ("y", 0xD1B9), ("z", 0xD4D1),
)  # fmt: skip
_END = 0xD7FA


def initial(sign: str) -> str:
    """The first letter of one character; the character itself where GB 2312's first level has none."""
    code = int.from_bytes(sign.encode("gb2312", "ignore"), "big")
    letters = [letter for letter, start in _FIRST if start <= code < _END]
    return letters[-1] if letters else sign.lower()


def initials(words: str) -> str:
    """``汉族`` gives ``hz``."""
    return "".join(initial(sign) for sign in words)
