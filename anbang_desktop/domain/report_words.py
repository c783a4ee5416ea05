"""Which words on a county's blank mean which column or line of ours, read from data (resources/columns.toml,
resources/report).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from anbang_desktop.domain.column_words import SHEET

SURE, ENOUGH = 0.9, 0.5  # a guess at or above SURE needs no second look; below ENOUGH it is no guess
_EXACT_PATH, _EXACT_LAST, _EXACT_BARE, _CONTAINS, _ALIKE = 1.0, 0.98, 0.92, 0.65, 0.8
_LONGEST = 120  # signs of a heading with its upper ones
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]")
_CIRCLED = re.compile(r"^\s*[①-⑳]")  # before NFKC, which makes plain digits of them
_AMONG = re.compile(r"^其中[::：]?")


@dataclass(frozen=True, slots=True)
class ReportField:
    """A column we can fill: ``style`` is text, count or serial; ``need`` lists it as missing when empty."""

    id: str
    name: str
    words: tuple[str, ...]
    style: str = "text"
    need: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the number sheet: a named set (narrowed by ``source``, ``where`` or ``between``), or a rate
    ``of`` / ``per``. ``people`` counts each person once; ``lacks`` says why we can't count it.
    """

    id: str
    name: str
    words: tuple[str, ...]
    set: str = ""
    source: tuple[str, ...] = ()
    where: Mapping[str, str | tuple[object, ...]] = field(default_factory=dict)
    of: str = ""
    per: str = ""
    adds: tuple[str, ...] = ()
    group: bool = False
    outside: bool = False
    under: str = ""
    less: str = ""
    between: tuple[int, ...] = ()
    people: bool = False
    lacks: str = ""

    @property
    def rate(self) -> bool:
        """Whether the line is a share rather than a number of people."""
        return bool(self.of)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a header seems to mean; an empty ``field`` means: nobody knows."""

    field: str
    confidence: float


NOBODY_KNOWS = Guess("", 0.0)


def _frozen_entry(entry: Mapping[str, object]) -> dict[str, Any]:
    return {key: _frozen(value) for key, value in entry.items()}


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return _frozen_entry(value)
    return tuple(value) if isinstance(value, list) else value


def parse_fields(toml_text: str) -> tuple[ReportField, ...]:
    """The columns of the dictionary (``resources/columns.toml``) that a sheet may ask for, in file order."""
    return tuple(
        ReportField(
            id=entry["field"],
            name=entry["name"],
            words=(*entry.get("words", ()), *entry.get("in_sheets", ())),
            style=entry.get("style", "text"),
            need=entry.get("need", False),
        )
        for entry in tomllib.loads(toml_text)["column"]
        if SHEET in entry["use"]
    )


def parse_lines(toml_text: str) -> tuple[ReportLine, ...]:
    """The lines of ``numbers.toml`` in file order."""
    return tuple(ReportLine(**_frozen_entry(entry)) for entry in tomllib.loads(toml_text)["line"])


def plain(text: str) -> str:
    """A header or label without what does not count: width, spaces, numbering, 其中, colons."""
    tight = re.sub(r"[\s:：*＊]+", "", unicodedata.normalize("NFKC", _CIRCLED.sub("", text)))
    return _AMONG.sub("", _NUMBERING.sub("", _AMONG.sub("", tight)))


def bare(text: str) -> str:
    """The same without anything in brackets."""
    return _BRACKETS.sub("", plain(text)) or plain(text)


class Words:
    """Guesses the meaning of headers (paths ``a/b`` of merged headers) from lists of words."""

    def __init__(self, entries: Iterable[ReportField | ReportLine]) -> None:
        """Learn the words of all columns or lines that a sheet may have."""
        self._known: dict[str, list[tuple[str, str]]] = {}
        self._groups: set[str] = set()
        self._made: dict[tuple[str, str], Guess] = {}
        for entry in entries:
            under = entry.under if isinstance(entry, ReportLine) else ""
            if isinstance(entry, ReportLine) and entry.group:
                self._groups.add(entry.id)
            for word in (*entry.words, entry.name):
                self._known.setdefault("/".join(plain(part) for part in word.split("/")), []).append(
                    (entry.id, under)
                )

    def guess(self, path: str, block: str = "") -> Guess:
        """The best meaning of ``path``; ``block`` is the group of lines it stands in."""
        if len(path) > _LONGEST:
            return NOBODY_KNOWS
        if (path, block) not in self._made:
            self._made[path, block] = self._guess(path, block)
        return self._made[path, block]

    def _guess(self, path: str, block: str) -> Guess:
        parts = [part for part in path.split("/") if part]
        if not parts:
            return NOBODY_KNOWS
        whole, last = "/".join(plain(part) for part in parts), parts[-1]
        tries = (
            (whole, _EXACT_PATH),
            (plain(last), _EXACT_LAST if len(parts) > 1 else _EXACT_PATH),
            (bare(last), _EXACT_BARE),
        )
        for word, confidence in tries:
            found = self._exact(word, block)
            if found:
                return Guess(found, confidence)
        return self._nearly(bare(last), block)

    def opens(self, field: str) -> bool:
        """Whether a line opens a block of 其中 lines."""
        return field in self._groups

    def _exact(self, word: str, block: str) -> str:
        entries = self._known.get(word, [])
        fitting = [entry for entry, under in entries if under and under == block]
        free = [entry for entry, under in entries if not under]
        return next(iter((*fitting, *free)), "")

    def _nearly(self, word: str, block: str) -> Guess:
        inside = [
            known for known in self._known if len(known) > 1 and known in word and self._exact(known, block)
        ]
        if inside:
            return Guess(self._exact(max(inside, key=len), block), _CONTAINS)
        alike = max(self._known, key=lambda known: SequenceMatcher(None, known, word).ratio(), default="")
        ratio = SequenceMatcher(None, alike, word).ratio()
        meaning = self._exact(alike, block)
        return Guess(meaning, round(ratio * 0.7, 2)) if meaning and ratio >= _ALIKE else NOBODY_KNOWS
