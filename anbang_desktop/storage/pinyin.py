"""How a name is found by its sound: every start of a syllable, with the readings that surnames have."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from anbang_desktop import paths
from anbang_desktop.lazy import lazy_import

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = lazy_import("pypinyin")  # 170 ms: only the first saved name pays for it

Readings = Mapping[str, tuple[str, ...]]
_PARTS = ("single", "compound")
TWO_READINGS = frozenset(
    "乐长重行朝盛晟参传茜娜佳柏莘曾单翟"
)  # signs of given names that people read in two ways
MOST_READINGS = 4
MOST_TYPED = 16  # of a name of the office's own lists: whoever types may mean any reading


@cache
def _surnames() -> tuple[Readings, Readings]:
    """The ways to read a surname of one sign, and the syllables of one of two."""
    data = tomllib.loads(paths.resources("surnames.toml").read_text(encoding="utf-8"))
    single, compound = ({sign: tuple(said.split()) for sign, said in data[part].items()} for part in _PARTS)
    return single, compound


@cache
def _syllables(sign: str) -> tuple[str, ...]:
    found = pypinyin.pinyin(sign, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else (sign.lower(),) if sign.isalnum() else ("",)


@lru_cache(maxsize=1024)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways a name may be read, each as syllables; the likeliest first."""
    signs = [sign for sign in name if sign != "·" and not sign.isspace()]
    if not signs:
        return ()
    single, two = _surnames()
    compound = two.get("".join(signs[:2]))
    if compound and len(signs) > 2:
        options = [(compound[0],), (compound[1],), *(_given(sign) for sign in signs[2:])]
    else:
        options = [single.get(signs[0]) or _syllables(signs[0])[:1], *(_given(sign) for sign in signs[1:])]
    return tuple(tuple(part for part in way if part) for way in islice(product(*options), MOST_READINGS))


def _given(sign: str) -> tuple[str, ...]:
    return _syllables(sign)[: 2 if sign in TWO_READINGS else 1]


def sort_key(name: str) -> str:
    """The likeliest reading, for alphabetical order; the name itself breaks ties."""
    ways = readings(name)
    return " ".join(ways[0]) + " " + name if ways else name


def spoken(name: str) -> str:
    """Every start of a syllable up to the end, each after a blank: ' wangxiulan xiulan lan'."""
    return _joined("".join(way[at:]) for way in readings(name) for at in range(len(way)))


def initials(name: str) -> str:
    """The same for first letters: ' wxl xl l'."""
    return _joined("".join(part[0] for part in way[at:]) for way in readings(name) for at in range(len(way)))


@lru_cache(maxsize=20_000)
def typed(words: str) -> str:
    """How a name of a place or a colleague may be typed: from every sign on, whole sounds and first letters,
    in all readings, each after a blank.
    """
    signs = [sign for sign in words if sign.isalnum()]
    options = [tuple(dict.fromkeys((*_surnames()[0].get(sign, ()), *_syllables(sign)))) for sign in signs]
    ways = [tuple(part for part in way if part) for way in islice(product(*options), MOST_TYPED)]
    starts = [way[at:] for way in ways for at in range(len(way))]
    return _joined([*("".join(one) for one in starts), *("".join(part[0] for part in one) for one in starts)])


def _joined(parts: object) -> str:
    return "".join(f" {part}" for part in dict.fromkeys(parts))  # type: ignore[call-overload]
