"""Classes of characters for Chinese line setting: what may not begin or end a line, what may be squeezed
(GB/T 15834, CLREQ).
"""

from functools import cache

OPENING = frozenset("（【《〈「『〔〖［｛")
CLOSING = frozenset("、。，．；：？！）】》〉」』〕〗］｝")
QUOTE_OPENING = frozenset("“‘")
QUOTE_CLOSING = frozenset("”’")
FULL_WIDTH = frozenset("“”‘’…—·")  # narrow glyphs in many faces, a whole cell in Chinese text
NO_LINE_START = CLOSING | QUOTE_CLOSING | frozenset("…—～·%％‰℃°,.;:?!)]}々〃ー")
NO_LINE_END = OPENING | QUOTE_OPENING | frozenset("([{￥¥＄$№□")
UNSQUEEZED = frozenset("？！")
TIGHT = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/-_@+#&'%()*"
)  # one Latin word or number
BREAK_AFTER = frozenset("@/._-")  # where a long address may be cut when it would not fit
BLANKS = frozenset(" 　")  # dropped at a line end and after it
PAIRS = frozenset({("—", "—"), ("…", "…")})
SQUEEZABLE = CLOSING - UNSQUEEZED
HAN_FROM = 0x2E80


@cache
def kind(char: str) -> str:
    """``open``, ``close``, ``latin`` or ``han``: what the neighbours of ``char`` have to know."""
    if char in OPENING or char in QUOTE_OPENING:
        return "open"
    if char in CLOSING or char in QUOTE_CLOSING:
        return "close"
    return "latin" if ord(char) < HAN_FROM and char not in FULL_WIDTH else "han"
