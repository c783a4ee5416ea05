"""The one dictionary of column words (``resources/columns.toml``): which heading means which datum, in lists
that come in and on sheets that go out.
"""

import re
import tomllib
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from anbang_desktop.domain.half_width import half_width, without_invisible

LIST, BOOK, SHEET = "list", "book", "sheet"
PERSON = "person"  # the kind of rows of every list, and of a sheet with one row for a person
_BRACKETS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_LONGEST = 200  # signs of a text that may be a heading
_NUMBERING = re.compile(r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳])")
_LATIN = re.compile(r"[a-z]{3,}")  # the same in English: 姓名(Name)
_LATIN_END = re.compile(r"(?<=[\u4e00-\u9fff])[a-z]{3,}$")
_MARKS = re.compile(r"[()\[\]【】〔〕]")
_DROPPED = re.compile(r"[\s:：*＊#★※●·.。、,，;；?？!！\"“”'《》_~～/／\\|—-]+")
_SHORTEST = 2  # a word of one character says too little inside a longer heading


class Rank(StrEnum):
    """How a declared heading stands to the others of its datum."""

    FIRST = "first"  # wins: 现刑期止日 over 刑期止日
    PLAIN = "plain"
    MAYBE = "maybe"  # only ever offered


@dataclass(frozen=True, slots=True, eq=False)
class ColumnMeaning:
    """One datum that a column may hold, with every heading declared for it (folded)."""

    field: str
    name: str
    label: str
    use: frozenset[str]
    holds: str
    own: bool
    words: Mapping[str, Rank]
    groups: tuple[str, ...]
    leaves: frozenset[str]
    allows: frozenset[str]
    values: tuple[str, ...]
    rows: frozenset[str] = frozenset()  # kinds of rows that have it; none: every row that is a person's
    after: frozenset[str] = frozenset()  # headings that mean it where their first meaning has another column


@dataclass(frozen=True, slots=True)
class Spoken:
    """What words around a known one do to it: turn it, leave it, or say whose it is."""

    modifiers: tuple[str, ...]
    others: tuple[str, ...]
    whole: frozenset[str]
    tails: frozenset[str]
    neutral: tuple[str, ...]
    person: tuple[str, ...]
    about_person: tuple[str, ...]
    hints: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnWords:
    """The dictionary as read, with its headings indexed."""

    meanings: tuple[ColumnMeaning, ...]
    spoken: Spoken
    endings: Mapping[str, tuple[str, ...]]
    looks: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, tuple[ColumnMeaning, ...]] = field(repr=False, compare=False)
    stems: Mapping[str, tuple[ColumnMeaning, ...]] = field(repr=False, compare=False)

    def meaning(self, name: str) -> ColumnMeaning | None:
        """The datum of that identifier."""
        return next((one for one in self.meanings if one.field == name), None)

    def stem(self, holds: str, text: str) -> str:
        """The heading without an ending that says nothing: 释放时间 → 释放."""
        ends = (one for one in self.endings.get(holds, ()) if text.endswith(one))
        cut = text.removesuffix(next(ends, ""))
        return cut if len(cut) >= _SHORTEST else text


def fold(text: str) -> str:
    """A heading reduced to what is compared: width, blanks, marks, numbering and small letters don't count,
    nor do brackets; what stands in them does.
    """
    return _MARKS.sub("", _tight(text))


def _tight(text: str) -> str:
    """The same with its brackets: 家属(关系) is not 家属关系."""
    plain = _NUMBERING.sub("", half_width(without_invisible(text[:_LONGEST])))
    return _DROPPED.sub("", unicodedata.normalize("NFKC", plain)).lower()


def before_brackets(text: str) -> str:
    """The heading without what stands in brackets."""
    return fold(_BRACKETS.sub("", text))


def forms(text: str, spoken: Spoken) -> tuple[str, ...]:
    """The ways to read one heading: as it stands, without hints in brackets (必填), with the bracket put in
    front (电话(家属) → 家属电话), and each without a beginning that names the person (罪犯姓名 → 姓名).
    """
    text = text[:_LONGEST]
    inside = [fold(found) for found in _BRACKETS.findall(text)]
    base = before_brackets(text)
    read = [_tight(text), fold(text)]
    if inside and base and all(one in spoken.hints or _LATIN.fullmatch(one) for one in inside):
        read.append(base)
    elif inside and base:
        read.append("".join(inside) + base)
    plain = [_LATIN_END.sub("", one) for one in read]
    bare = [one.removeprefix(next((p for p in spoken.person if one.startswith(p)), "")) for one in plain]
    said = (*read, *plain, *(one for one in bare if one in plain or one not in spoken.whole))
    return tuple(dict.fromkeys(one for one in said if one))


def parse_column_words(toml: str, *uses: str, row_kind: str = PERSON, row_set: str = "") -> ColumnWords:
    """Read the dictionary as it is for these uses and a kind of rows (empty: every kind) of a set; KeyError
    or tomllib's error when it is not complete. A heading that the kind of rows declares itself means that,
    not the person's.
    """
    data = tomllib.loads(toml)
    entries = [
        _of_set(entry, row_set)
        for entry in data["column"]
        if {*entry["use"]} & {*uses} and (not row_kind or row_kind in entry.get("rows", [row_kind]))
    ]
    of_rows = {
        fold(word)
        for entry in entries
        if "rows" in entry
        for rank, word in _declared(entry, uses)
        if row_kind or rank is not Rank.MAYBE
    }
    plain = {
        fold(word) for entry in entries for _rank, word in _declared(entry, uses) if not _MARKS.search(word)
    }
    meanings = tuple(
        _meaning(entry, uses, plain, frozenset() if "rows" in entry else of_rows) for entry in entries
    )
    spoken = Spoken(
        modifiers=tuple(data["modifiers"]),
        others=tuple(data["others"]),
        whole=frozenset(map(fold, data["whole"])),
        tails=frozenset(map(fold, data["tails"])),
        neutral=tuple(data["neutral"]),
        person=tuple(data["person"]),
        about_person=tuple(data["about_person"]),
        hints=frozenset(map(fold, data["hints"])),
    )
    endings = {holds: tuple(words) for holds, words in data["endings"].items()}
    looks = {holds: tuple(words) for holds, words in data["looks"].items()}
    bare = ColumnWords(meanings, spoken, endings, looks, {}, {})
    exact = _index((word, one) for one in meanings for word in one.words)
    stems = _index(
        (stem, one)
        for one in meanings
        for word, rank in one.words.items()
        if rank is not Rank.MAYBE
        and (stem := bare.stem(one.holds, word)) not in spoken.whole - {word}
        and not _of_another(stem, one, bare)
    )
    return ColumnWords(meanings, spoken, endings, looks, exact, stems)


def sets_with_words(toml: str) -> frozenset[str]:
    """The sets on whose sheets a heading means what it means nowhere else."""
    entries = tomllib.loads(toml)["column"]
    return frozenset(name for one in entries for key in _OF_SETS for name in one.get(key, ()))


def _of_set(entry: Mapping[str, Any], row_set: str) -> Mapping[str, Any]:
    told, maybe, gone = (entry.get(key, {}).get(row_set, ()) for key in _OF_SETS)
    if not (told or maybe or gone):
        return entry
    return {
        **entry,
        "words": [word for word in entry.get("words", ()) if word not in gone],
        "in_sheets": [*entry.get("in_sheets", ()), *told],
        "maybe_in_sheets": [*entry.get("maybe_in_sheets", ()), *maybe],
    }


_OF_SETS = ("sets", "maybe_sets", "not_in")


def _of_another(stem: str, one: ColumnMeaning, words: ColumnWords) -> bool:
    """Whether a datum of another kind is declared by the same stem: 帮教情况 beside 帮教类别."""
    ends = words.endings.get(one.holds, ())
    return any(
        other.holds != one.holds and rank is not Rank.MAYBE and word in {f"{stem}{end}" for end in ends}
        for other in words.meanings
        for word, rank in other.words.items()
    )


def _declared(entry: Mapping[str, Any], uses: Iterable[str]) -> list[tuple[Rank, str]]:
    listed = (
        (Rank.FIRST, entry.get("first", ())),
        (Rank.PLAIN, (entry["name"], *entry.get("words", ()))),
        (Rank.PLAIN, entry.get("in_lists", ()) if {LIST, BOOK} & {*uses} else ()),
        (Rank.PLAIN, entry.get("in_sheets", ()) if SHEET in uses else ()),
        (Rank.MAYBE, entry.get("maybe", ())),
        (Rank.MAYBE, entry.get("maybe_in_sheets", ()) if SHEET in uses else ()),
        (Rank.MAYBE, entry.get("maybe_in_lists", ()) if {LIST, BOOK} & {*uses} else ()),
    )
    return [(rank, half_width(text)) for rank, texts in listed for text in texts]


def _meaning(
    entry: Mapping[str, Any], uses: Iterable[str], plain: Container[str], taken: Container[str]
) -> ColumnMeaning:
    """``plain`` are the headings declared without brackets: they stay with whoever declares them. ``taken``
    belong to another.
    """
    words: dict[str, Rank] = {}
    for rank, text in _declared(entry, uses):
        if fold(text) in taken:
            continue
        words.setdefault(_tight(text), rank)
        if not (_MARKS.search(text) and fold(text) in plain):
            words.setdefault(fold(text), rank)
    return ColumnMeaning(
        field=entry["field"],
        name=entry["name"],
        label=entry.get("label", ""),
        use=frozenset(entry["use"]),
        holds=entry["holds"],
        own=entry.get("own", False),
        words=words,
        groups=tuple(map(fold, entry.get("groups", ()))),
        leaves=frozenset(form(text) for text in entry.get("leaves", ()) for form in (_tight, fold)),
        allows=frozenset(entry.get("allows", ())),
        values=tuple(entry.get("values", ())),
        rows=frozenset(entry.get("rows", ())),
        after=frozenset(map(fold, entry.get("after", ()))),
    )


def _index(pairs: Iterable[tuple[str, ColumnMeaning]]) -> Mapping[str, tuple[ColumnMeaning, ...]]:
    made: dict[str, tuple[ColumnMeaning, ...]] = {}
    for word, one in pairs:
        if one not in made.get(word, ()):
            made[word] = (*made.get(word, ()), one)
    return made
