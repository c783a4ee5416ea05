"""What the words in a list mean: sentences, kinds of release, contacts written in one cell, villages
inside addresses.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from anbang_desktop.domain.half_width import half_width
from anbang_desktop.domain.roster_words import ReleaseRule, RosterWords

READ = 4096  # sentences and kinds of release kept at hand: a list says the same few again and again
_NUMBER = r"(\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_TERM = re.compile(
    rf"(?:{_NUMBER}\s*年)?\s*(?:零|又)?(?:{_NUMBER}\s*个?月)?\s*(?:零|又)?(?:{_NUMBER}\s*[日天])?"
)
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}


def split_contact(text: str) -> tuple[str, str]:
    """曹海(兄弟) → (曹海, 兄弟); without brackets the whole is the name."""
    name, opened, rest = half_width(text).partition("(")
    relation, closed, after = rest.partition(")")
    if opened and closed and not after.strip() and name.strip() and "(" not in relation and ")" not in name:
        return name.strip(), relation.strip()
    return text.strip(), ""


@lru_cache(maxsize=READ)
def main_penalty(text: str, words: RosterWords) -> str | None:
    """The code of the main penalty named in a sentence."""
    return next((code for names, code in words.penalties if any(name in text for name in names)), None)


@lru_cache(maxsize=READ)
def term_length(text: str) -> Mapping[str, int]:
    """有期徒刑3年6个月 → {term_y: 3, term_m: 6}; what follows a comma (缓刑2年) is not the term."""
    first = re.split(r"[,;、(]|缓刑|并处", half_width(text).replace("，", ","))[0]
    for found in _TERM.finditer(first):
        length = {
            name: _number(found[at]) for at, name in enumerate(("term_y", "term_m", "term_d"), 1) if found[at]
        }
        if length:
            return length
    return {}


def spell_term(years: int | None, months: int | None, days: int | None) -> str:
    """3年6个月: a length as ``term_length`` reads it; what is none of it is left out."""
    parts = ((years, "年"), (months, "个月"), (days, "日"))
    return "".join(f"{length}{unit}" for length, unit in parts if length)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text[-1]]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


@lru_cache(maxsize=READ)
def release_rule(release: str, unit: str, term: str, words: RosterWords) -> ReleaseRule | None:
    """The first rule that fits the words of the list."""
    return next((rule for rule in words.release_rules if rule.fits(release, unit, term)), None)


def village_in(address: str, words: RosterWords) -> str:
    """西坡乡西村165号 → 西村: the piece between the township and the house number, when it ends like a
    village.
    """
    text = half_width(address)
    cut = max((text.rfind(word) + len(word) for word in words.village_after if word in text), default=0)
    piece = re.split(r"[\d(,;]|第", text[cut:].strip())[0].strip() if cut else ""
    ends = next((word for word in words.village_endings if piece.endswith(word)), "")
    return piece if ends and len(piece) > len(ends) else ""
