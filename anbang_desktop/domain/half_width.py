"""Full-width digits, letters and marks, as Chinese input methods leave them, turned into half-width ones."""

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE[0x3000] = 0x20
_WIDE |= dict.fromkeys(map(ord, "‐‑‒–—―−"), 0x2D)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"), ""
)
# most texts hold none of them: to look for one is quicker than to translate sign by sign
_ANY_WIDE, _ANY_INVISIBLE = (re.compile(f"[{''.join(map(chr, signs))}]") for signs in (_WIDE, _INVISIBLE))


def half_width(text: str) -> str:
    """Half-width twins of full-width ASCII, the ideographic space as a space, any dash as a hyphen."""
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def without_invisible(text: str) -> str:
    """The text without zero-width and direction marks, which copying from web pages and chat leaves
    behind.
    """
    return text.translate(_INVISIBLE) if _ANY_INVISIBLE.search(text) else text
