"""建账: what the cells of a roster mean that speak of the help so far (``resources/import/opening.toml``)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from anbang_desktop.domain.half_width import half_width
from anbang_desktop.domain.states import AgreementState, State

_BETWEEN = re.compile(r"[、,;/\s]+")
_MEMBER = re.compile(r"(?P<name>[^!-~]+)(?:\((?P<beside>[^()]*)\))?")
_DAY_IN = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}日?|\d{8}")
_SHORTEST_NAME, _LONGEST_NAME = 2, 4


@dataclass(frozen=True, slots=True)
class Named:
    """One member of a group as a roster names him, with what stands beside the name."""

    name: str
    beside: str


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """Everything ``opening.toml`` says."""

    likely: frozenset[str]
    likely_from: int
    reckoned: frozenset[str]
    silent: Mapping[str, tuple[str, ...]]
    level: Mapping[str, str]
    agreement: Mapping[str, AgreementState]
    over: tuple[str, ...]
    before: tuple[str, ...]
    placed: Mapping[str, bool]
    no_names: tuple[str, ...]

    def says_nothing(self, field: str, text: str) -> bool:
        """Whether the words of a column need not be kept: 否 under 是否重新犯罪."""
        plain = "".join(half_width(text).split())
        return any(fnmatchcase(plain, pattern) for pattern in self.silent.get(field, ()))

    def off_books(self, text: str) -> str:
        """The word by which a state means that somebody is on no book; empty for every other state."""
        ours = next((one for one in State if one.label == text), None)
        if ours is not None:
            return "" if ours.on_books else text
        return next((word for word in (*self.over, *self.before) if word in text), "")


def parse_opening_words(toml: str) -> OpeningWords:
    """Read ``opening.toml``; KeyError or tomllib's error when it is not complete."""
    data = tomllib.loads(toml)
    agreed = {word: AgreementState(code) for code, words in data["agreement"].items() for word in words}
    placed = {word: answer == "yes" for answer, words in data["placed"].items() for word in words}
    return OpeningWords(
        likely=frozenset(data["likely"]),
        likely_from=int(data["likely_from"]),
        reckoned=frozenset(data["reckoned"]),
        silent={field: tuple(words) for field, words in data["silent"].items()},
        level=dict(data["level"]),
        agreement=agreed,
        over=tuple(data["state"]["over"]),
        before=tuple(data["state"]["before"]),
        placed=placed,
        no_names=tuple(data["group"]["no_names"]),
    )


def day_in(text: str) -> str:
    """The words of a day inside a longer cell: 已签（2026-03-05）; empty when there are none."""
    found = _DAY_IN.search(half_width(text))
    return found[0] if found else ""


def members_in(text: str, words: OpeningWords) -> tuple[Named, ...]:
    """张三（组长）、李四 → both with what stands beside the name; nothing where the cell names no people:
    东庄村帮教小组, 3人.
    """
    parts = (part for part in _BETWEEN.split(half_width(text)) if part)
    found = tuple(_member(part, words) for part in parts)
    return tuple(one for one in found if one) if all(found) else ()


def _member(part: str, words: OpeningWords) -> Named | None:
    found = _MEMBER.fullmatch(part)
    name = found["name"] if found else ""
    long = len(name) > _LONGEST_NAME and "·" not in name
    if not found or long or len(name) < _SHORTEST_NAME or any(name.endswith(one) for one in words.no_names):
        return None
    return Named(name, found["beside"] or "")
