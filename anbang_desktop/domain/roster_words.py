"""The words of incoming lists as data: where a heading stands, footers, kinds of release
(``resources/import/columns.toml``). What a heading means is the dictionary's (``column_words``).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anbang_desktop.domain.half_width import half_width, without_invisible

_DROPPED = str.maketrans("", "", " \t\r\n\u3000：:*＊·.。")


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """The code of a kind of release when each group of words is found (an empty group always is); without a
    code the kind stays open.
    """

    release: tuple[str, ...]
    unit: tuple[str, ...]
    term: tuple[str, ...]
    code: str
    say: str

    def fits(self, release: str, unit: str, term: str) -> bool:
        """Whether one word of each group stands in its text; the word "" fits an empty text only."""
        pairs = ((self.release, release), (self.unit, unit), (self.term, term))
        return all(
            not words or any((word in text) if word else not text for word in words) for words, text in pairs
        )


@dataclass(frozen=True, slots=True, eq=False)
class RosterWords:
    """Everything ``columns.toml`` says."""

    min_targets: int
    search_rows: int
    max_header_rows: int
    footer_starts: tuple[str, ...]
    footer_most: int
    hints: tuple[str, ...]
    nothing: frozenset[str]
    release_rules: tuple[ReleaseRule, ...]
    penalties: tuple[tuple[tuple[str, ...], str], ...]
    minor_remark: tuple[str, ...]
    minor_unit: tuple[str, ...]
    village_endings: tuple[str, ...]
    village_after: tuple[str, ...]
    sources: Mapping[str, str]
    inside_titles: tuple[str, ...]
    inside_others: tuple[str, ...]

    def tells_of_inside(self, titles: Sequence[str]) -> bool:
        """Whether file, sheet and the words above the heading name people who are still in prison."""
        text = "".join(titles)
        return any(word in text for word in self.inside_titles) and not any(
            word in text for word in self.inside_others
        )


def heading(text: str) -> str:
    """A heading reduced to what is compared: half-width, small letters, no blanks, no colon or star."""
    return half_width(without_invisible(text)).translate(_DROPPED).lower()


def parse_roster_words(toml: str) -> RosterWords:
    """Read ``columns.toml``; KeyError or tomllib's error when it is not complete."""
    data = tomllib.loads(toml)
    return RosterWords(
        min_targets=int(data["min_targets"]),
        search_rows=int(data["search_rows"]),
        max_header_rows=int(data["max_header_rows"]),
        footer_starts=tuple(heading(word) for word in data["footer"]["starts"]),
        footer_most=int(data["footer"]["most_values"]),
        hints=tuple(heading(word) for word in data["footer"]["hints"]),
        nothing=frozenset(str(word) for word in data["nothing"]["words"]),
        release_rules=tuple(_release(one) for one in data["release_type"]),
        penalties=tuple((_words(one, "words"), str(one["code"])) for one in data["penalty"]),
        minor_remark=_words(data["minor"], "remark"),
        minor_unit=_words(data["minor"], "unit"),
        village_endings=_words(data["village"], "endings"),
        village_after=_words(data["village"], "after"),
        sources={str(code): str(source) for code, source in data["source"].items()},
        inside_titles=_words(data["inside"], "titles"),
        inside_others=_words(data["inside"], "others"),
    )


def _release(data: Mapping[str, Any]) -> ReleaseRule:
    return ReleaseRule(
        _words(data, "release"),
        _words(data, "unit"),
        _words(data, "term"),
        str(data.get("code", "")),
        str(data.get("say", "")),
    )


def _words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words: Sequence[Any] = data.get(key, ())
    return tuple(str(word) for word in words)
