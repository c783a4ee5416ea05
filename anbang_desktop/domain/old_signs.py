"""Signs of names that look right and aren't: radicals and compatibility forms that stand for the sign, and
signs of old Chinese code pages that today's computers leave blank.
"""

import re
import unicodedata

_RADICALS = "\u2e80\u2fdf"  # CJK and Kangxi radicals
# radicals, wide digits and letters, compatibility forms
_STRANGE = re.compile("[\u2e80-\u2fdf\uff10-\uff5a\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Of the CJK radicals the few that Unicode's NFKC leaves alone and that stand for a whole sign
# (EquivalentUnifiedIdeograph.txt).
_WHOLE = dict(
    zip(
        "⺎⺝⺟⺠⺩⺪⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻲⻳",
        "兀月母民王疋虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟龟",
        strict=True,
    )
)
# GB 18030-2000 kept 80 signs of GBK's row FE in the private area, in order from U+E815; today they have a
# place of their own. Python's codec knows most of it, GB 18030-2005 and 2022 the rest.
_FIRST_PRIVATE, _SIGNS_OF_ROW = 0xE815, 80
_GAP = 0x2F  # so many stand before byte 7F, which is left out
_LATER = {
    0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200cc", 0xE81E: "\u9fb4", 0xE826: "\u9fb5",
    0xE82B: "\u9fb6", 0xE82C: "\u9fb7", 0xE831: "\U000215d7", 0xE832: "\u9fb8", 0xE83B: "\U0002298f",
    0xE843: "\u9fb9", 0xE854: "\u9fba", 0xE855: "\U000241fe", 0xE864: "\u9fbb",
}  # fmt: skip


def fold_signs(text: str) -> str:
    """Radicals and compatibility forms as the sign they stand for (⾼ → 高), wide letters as narrow ones."""
    return _STRANGE.sub(_folded, text)


def _folded(found: re.Match[str]) -> str:
    sign = found[0]
    plain = unicodedata.normalize("NFKC", sign)
    wide = sign >= "\uff10" and not plain.isalnum()
    return sign if wide else _WHOLE.get(sign, plain)


def private_signs(text: str) -> str:
    """The signs of the text that stand in the private area: another computer shows nothing there."""
    return "" if text.isprintable() else "".join(filter(_is_private, text))


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"


def real_signs(text: str) -> str | None:
    """The text with every private sign of the old code page as the real one; None where one isn't known."""
    real = {sign: _real(sign) for sign in private_signs(text)}
    return None if None in real.values() else "".join(real.get(sign) or sign for sign in text)


def _real(sign: str) -> str | None:
    code = ord(sign)
    if code in _LATER:
        return _LATER[code]
    at = code - _FIRST_PRIVATE
    if not 0 <= at < _SIGNS_OF_ROW:
        return None
    second = 0x50 + at if at < _GAP else 0x80 + at - _GAP
    found = bytes((0xFE, second)).decode("gb18030")
    return None if unicodedata.category(found) == "Co" or _RADICALS[0] <= found <= _RADICALS[1] else found
