"""Whom a county's roster lists, recognised by its title, its names and its headings
(``resources/report/sets.toml``).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_words import PERSON, fold
from anbang_desktop.domain.row_sets import ROW_SETS, RowKind

NUMBERS, FIGURES, BOOK = "R20", "figures", "R01"
_RECORDS = (RowKind.CONTACT, RowKind.ASSESSMENT, RowKind.MEASURE, RowKind.WISH, RowKind.VERIFICATION)
_OF_PEOPLE = ("花名册", "名册", "名单")  # rather people than what was done for them
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_ATTACHED = re.compile(r"^(?:附件|附表|表)\s*[\d一二三四五六七八九十]*[-—\d]*[:：、.．]?")
_PERIOD = re.compile(
    r"\d{2,4}年度?|第?[一二三四1-4]季度|上半年|下半年|\d{1,2}月份?|年度|季度|月度|本期|本月|本季|本年|_?20\d{2}[-_\d]*|×+年|X+年"
)
_PLACE = re.compile(r"^.{1,12}?(?:司法所|司法局|省|自治区|市|县|(?<!社)区|旗|街道|镇|乡)")
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SheetSet:
    """A named set of rows a county asks for; ``row_kind`` is what one row is."""

    id: str
    name: str
    row_kind: str
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    headings: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    @property
    def family(self) -> str:
        """The set that it is a part of, or itself: R03 of R03.1."""
        return self.id.partition(".")[0]

    @property
    def label(self) -> str:
        """How a clerk chooses it: R04 重点对象."""
        return f"{self.id} {self.name}"


@dataclass(frozen=True, slots=True)
class SetReading:
    """The set a sheet seems to list ("" for none), how surely and why."""

    set: str = ""
    certainty: Certainty = Certainty.UNKNOWN
    why: str = "标题和列名都没有说这张表列的是哪些人"

    @property
    def known(self) -> str:
        """The set that is taken without asking; empty where somebody is asked."""
        return self.set if self.certainty is Certainty.KNOWN else ""


@dataclass(frozen=True, slots=True)
class SheetSets:
    """All sets, and the words of titles."""

    sets: tuple[SheetSet, ...]
    narrows: tuple[str, ...]
    said: tuple[str, ...]
    plain: tuple[str, ...]
    negations: tuple[str, ...] = ()

    def named(self, text: str) -> SheetSet | None:
        """The set of an identifier (R04, r4, R03.1) or of its own name."""
        tight, plain = fold(text), re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
        ids = {plain, re.sub(r"^R(?=\d(?:\.|$))", "R0", plain)}
        return next(
            (one for one in self.sets if one.id in ids or tight in (fold(one.name), fold(one.label))), None
        )

    def row_kind(self, identifier: str) -> str:
        """What a row of that set is; a person's where no set is known."""
        return next((one.row_kind for one in self.sets if one.id == identifier), PERSON)

    @property
    def rosters(self) -> tuple[SheetSet, ...]:
        """The sets that a sheet of rows may list."""
        return tuple(one for one in self.sets if one.row_kind != FIGURES)

    def recognise(
        self, title: str, sheet_name: str, file_name: str, headings: Iterable[Sequence[str]]
    ) -> SetReading:
        """The set that a sheet lists: by its title, else its name, else the file's name, against its
        headings.
        """
        signs = self._signs(headings)
        for where, text in (("标题", title), ("工作表名", sheet_name), ("文件名", file_name)):
            tight = _bare(text)
            if not tight or _DEFAULT_NAME.match(text.strip()):
                continue
            reading = self._by_name(where, text, tight, signs)
            if reading is not None:
                return self._doubted(reading, tight, f"{sheet_name} {file_name}")
        return self._by_headings(signs)

    def _by_name(self, where: str, text: str, tight: str, signs: dict[str, str]) -> SetReading | None:
        """What a name says; None where it says nothing about whom it lists."""
        found = self._in(tight)
        words = sorted((word for one in found for word in one.words), key=len, reverse=True)
        about = _cut(tight, (*words, *self.said))
        narrow = next((word for word in self.narrows if word in about), "")
        shown = f"{where}“{' '.join(text.split())[:_LONGEST]}”"
        if turned := self._negated(tight):
            return SetReading("", why=f"{where}里有“{turned}”，列的是另外那些人，请选定")
        found, sure = self._together(found)
        if not sure:
            signed = [one for one in found if one.id in signs] if len(signs) == 1 else []
            return SetReading((signed or found)[-1].id, Certainty.SUGGESTED, f"{shown}可能列几种人，请确认")
        if not found:
            found = [one for one in self.rosters if _core(tight, self.plain) in one.titles]
        if not found:
            return SetReading("", why=f"{shown}只列其中一部分人，请选定") if narrow else None
        one, doubt = found[0], ""
        if one.row_kind in _RECORDS and one.family not in signs and (narrow or tight.endswith(_OF_PEOPLE)):
            return SetReading("", why=f"{shown}可能一行是一个人，不是{one.name}，请选定")
        other = next((word for family, word in signs.items() if family != one.family), "")
        if narrow:
            doubt = f"{where}里有“{narrow}”，只列其中一部分人"
        elif other and one.family not in signs:  # else its own heading stands there too
            doubt = f"{where}说的是{one.name}，但有“{other}”列"
        if doubt:
            return SetReading(_against(one.id, signs), Certainty.SUGGESTED, f"{doubt}，请确认")
        also = f"，有“{signs[one.family]}”列" if one.family in signs else ""
        return SetReading(one.id, Certainty.KNOWN, f"{shown}{also}")

    def _together(self, found: list[SheetSet]) -> tuple[list[SheetSet], bool]:
        """What several sets named by one title mean together, and whether that is sure: all parts of a set
        are the whole of it, 在册 with one of its parts is that part.
        """
        if len(found) < 2:
            return found, True
        whole = next((one for one in self.sets if one.id == found[0].family), found[0])
        if any(one.family != whole.id for one in found):
            return found, False
        named = {one.id for one in found} - {whole.id}
        if whole.parts and named >= whole.parts:
            return [whole], True
        if whole.id == BOOK and len(named) == 1:
            return [one for one in found if one is not whole], True
        return [*found, whole] if len(named) > 1 else found, False

    def _doubted(self, reading: SetReading, title: str, names: str) -> SetReading:
        """A title that says nobody in particular, against a name of the sheet or the file that does."""
        other = next((one for one in self._in(_bare(names)) if one.id != reading.set), None)
        if self._in(title) or other is None:
            return reading
        return SetReading(
            other.id, Certainty.SUGGESTED, f"标题没有说，工作表名或文件名说是{other.name}，请确认"
        )

    def _in(self, text: str) -> list[SheetSet]:
        """The sets whose words stand in a text, in the order they stand. A word inside a longer one is none,
        be that one of a set, of all such sheets (解除社区矫正人员) or a narrowing one (社区服刑人员).
        """
        words = [(word, one.id) for one in self.rosters for word in one.words]
        words += [(word, "") for word in (*self.said, *self.narrows)]
        hits = sorted(
            (at.start(), -len(word), not identifier, identifier)
            for word, identifier in words
            for at in re.finditer(re.escape(word), text)
        )
        covered: list[tuple[int, int]] = []
        found: list[str] = []
        for start, length, _none, identifier in hits:
            end = start - length
            if not any(
                first < end and start < last and (first, last) != (start, end) for first, last in covered
            ):
                covered.append((start, end))
                found.append(identifier)
        return [one for identifier in dict.fromkeys(found) for one in self.sets if one.id == identifier]

    def _negated(self, text: str) -> str:
        """A word of a set that is turned around: 非重点, 不在册."""
        words = (f"{no}{word}" for one in self.rosters for word in one.words for no in self.negations)
        known = {word for one in self.rosters for word in one.words}
        return next((word for word in words if word in text and word not in known), "")

    def _signs(self, headings: Iterable[Sequence[str]]) -> dict[str, str]:
        """The heading that only a sheet of a set has, by set (a part has those of its whole)."""
        signs: dict[str, str] = {}
        for path in headings:
            told = {fold(path[-1]), fold("".join(path))} if path else set()
            for one in self.rosters:
                if told & one.headings:
                    signs.setdefault(one.family, path[-1])
        return signs

    def _by_headings(self, signs: dict[str, str]) -> SetReading:
        if len(signs) == 1:
            identifier, word = next(iter(signs.items()))
            return SetReading(identifier, Certainty.SUGGESTED, f"有“{word}”列，请确认")
        if signs:
            return SetReading("", why="几种表才有的列都在里面，请选定")
        return SetReading(BOOK, Certainty.SUGGESTED, "标题没有说列哪些人，多半是在册的人，请确认")


def _cut(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text


def _against(identifier: str, signs: dict[str, str]) -> str:
    return identifier if identifier in signs or not signs or identifier != BOOK else next(iter(signs))


def _bare(text: str) -> str:
    """A title without number, place, period and brackets."""
    tight = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))[:_LONGEST]
    tight = _ATTACHED.sub("", re.sub(r"\.(?:xlsx|xls|xlsm|et)$", "", tight, flags=re.IGNORECASE))
    return _PERIOD.sub("", _PLACE.sub("", tight))


def _core(tight: str, plain: Iterable[str]) -> str:
    """The title without what such a sheet is called: 安置帮教对象花名册 → 安置帮教对象."""
    bare = fold(_BRACKETS.sub("", tight))
    ending = max((word for word in plain if bare.endswith(word)), key=len, default="")
    return bare.removesuffix(ending)


def parse_sets(toml: str) -> SheetSets:
    """Read ``sets.toml``; KeyError or tomllib's error when it is not complete."""
    data = tomllib.loads(toml)
    sets = tuple(
        SheetSet(
            id=one["id"],
            name=one["name"] if one["id"] == NUMBERS else ROW_SETS[one["id"]].name,
            row_kind=one["row_kind"] if one["id"] == NUMBERS else ROW_SETS[one["id"]].lists,
            titles=tuple(one.get("titles", ())),
            words=tuple(one["words"]),
            headings=frozenset(map(fold, one.get("headings", ()))),
            parts=frozenset(one.get("parts", ())),
        )
        for one in data["set"]
    )
    return SheetSets(
        sets, tuple(data["narrows"]), tuple(data["said"]), tuple(data["plain"]), tuple(data["negations"])
    )
