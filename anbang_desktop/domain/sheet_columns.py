"""What each column of a county's roster asks for, and how it is written: the one dictionary of column words
read for sheets that go out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from anbang_desktop.domain.column_guess import Guess, guess_columns
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_words import PERSON, ColumnMeaning, ColumnWords, Rank, fold
from anbang_desktop.domain.sheet_form import PLAIN, Form, form_of

CHILD, REOFFENCE = "child", "reoffence"
# what the old and the new sentence both have, by the word that a heading of the new one has as well
_SENTENCED = {"offences": "罪", "term": "刑", "term_span": "刑", "custody_unit": "押", "penalty_main": "刑"}
_PAIR = re.compile(r"^(.{2,12}?)[(（]([^()（）]{2,12})[)）]$")
# how a value is written, which says nothing about what it is
_HOW = re.compile(
    r"[(（【\[][^()（）]*(?:√|打勾|隐去|脱敏|打码|遮盖|屏蔽|后四位|后4位|有[/、]无|1[/、]0|0[/、]1|[是否][-为]?[01]|[01][-为]?[是否]"
    r"|如[:：]?\s*\d|例如|格式|精确到|年[.．/-]月|年月|x{4}|y{4}|以.{1,6}为准|按.{1,10}填)[^()（）]*[)）】\]]|后四位$",
    re.IGNORECASE,
)
_CODED = re.compile(r"[(（]?(?:代码|编码|代号)(?:(?:及|和|\+|、|-|与)名称)?[)）]?$")
_LIST = re.compile(r"[、及和与+＋]")
_OTHERS = ("其他", "其它", "备注", "合计")
_KIN = (
    "家庭情况",
    "成员",
    "亲友",
    "社会关系",
    "家属",
    "亲属",
)  # upper headings under which a name is a relative's
_LONGEST = 120  # signs of a heading with its upper ones


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a roster: its headings from top to bottom, whether its cells are formatted as dates, and
    what a row of hints says below it.
    """

    path: tuple[str, ...]
    dated: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column asks for ("" for nothing of ours), how surely, why, and how it is written."""

    field: str = ""
    certainty: Certainty = Certainty.UNKNOWN
    why: str = ""
    form: Form = PLAIN


@dataclass(frozen=True, eq=False)
class SheetWords:
    """The dictionary for one kind of rows; ``codes`` are the words of each coded field: word → its name."""

    columns: ColumnWords
    codes: Mapping[str, Mapping[str, str]]
    row_kind: str = PERSON

    @cached_property
    def _after(self) -> Mapping[str, ColumnMeaning]:
        return {word: one for one in self.columns.meanings for word in one.after}

    def read(self, headings: Sequence[Heading]) -> tuple[ColumnReading, ...]:
        """What each column is. A meaning is given once, but for columns to tick or to join."""
        special = dict(self._apart(headings)) | dict(self._ticks(headings)) | dict(self._joined(headings))
        paths = [
            _plain(one.path) if at not in special and _short(one.path) else ()
            for at, one in enumerate(headings)
        ]
        guesses = guess_columns(paths, self.columns)
        given = {guess.taken for guess in guesses} | {one.field for one in special.values()}
        return tuple(
            special.get(at) or self._reading(at, headings, guess, given) for at, guess in enumerate(guesses)
        )

    def told(self, heading: Heading, field: str) -> Form:
        """How a column is written that a person gave a meaning."""
        meaning = self.columns.meaning(field)
        return self._form(heading, meaning) if meaning else PLAIN

    def _reading(
        self, at: int, headings: Sequence[Heading], guess: Guess, given: set[str | None]
    ) -> ColumnReading:
        heading = headings[at]
        leaf = heading.path[-1] if heading.path else ""
        second = self._after.get(fold(leaf))
        if second is not None and guess.certainty is not Certainty.KNOWN and second.field not in given:
            why = f"“{leaf}”另有一列，这一列是“{second.name}”"
            return ColumnReading(second.field, Certainty.KNOWN, why, self._form(heading, second))
        meaning = self.columns.meaning(guess.field or "")
        why = guess.why.replace("请看例子", "请")
        if meaning is None:
            return ColumnReading(why=why)
        if not self._agrees(heading, meaning):
            why = f"列名像“{meaning.name}”，但问的不是同一样内容"
            return ColumnReading(why=why)
        reading = ColumnReading(meaning.field, guess.certainty, why, self._form(heading, meaning))
        doubt = ""
        if guess.certainty is Certainty.KNOWN:
            doubt = self._which_sentence(at, headings, meaning) or self._doubt(heading, meaning)
        return replace(reading, certainty=Certainty.SUGGESTED, why=doubt) if doubt else reading

    def _doubt(self, heading: Heading, meaning: ColumnMeaning) -> str:
        """Why a heading that is declared is only offered here; empty where it is filled."""
        if self._somebody_else(heading, meaning):
            return "这张表一行不是一个帮教对象，请确认这一列问的是谁"
        *uppers, leaf = map(fold, heading.path)
        spoken = self.columns.spoken
        if meaning.own and any(word in upper for upper in uppers for word in _KIN):
            return f"上一行列名“{heading.path[-2]}”说的可能是家里人，请确认"
        general = leaf in spoken.whole or meaning.field == "remark"
        loose = [upper for upper in uppers if not any(word in upper for word in spoken.about_person)]
        if general and loose and "".join((*uppers, leaf)) not in meaning.words:
            return f"“{heading.path[-1]}”在“{heading.path[-2]}”的下面，请确认问的是不是“{meaning.name}”"
        return ""

    def _which_sentence(self, at: int, headings: Sequence[Heading], meaning: ColumnMeaning) -> str:
        """Of who re-offended 刑期 alone is the old one only where another column has the new one."""
        sign, leaf = _SENTENCED.get(meaning.field, ""), headings[at].path[-1]
        if self.row_kind != REOFFENCE or not sign or any(word in leaf for word in ("原", "前")):
            return ""
        others = (one.path[-1] for place, one in enumerate(headings) if place != at and one.path)
        said = any(sign in other and any(word in other for word in ("新", "再")) for other in others)
        return "" if said else f"“{leaf}”可能是原来的，也可能是重新犯罪的，请确认"

    def _somebody_else(self, heading: Heading, meaning: ColumnMeaning) -> bool:
        """Under 子女 a name, sex or age is the parent's only where the heading says so."""
        if self.row_kind != CHILD or not meaning.own or meaning.rows:
            return False
        spoken = self.columns.spoken
        return not any(
            word in fold(part) for part in heading.path for word in (*spoken.person, "家长", "父母")
        )

    def _form(self, heading: Heading, meaning: ColumnMeaning) -> Form:
        leaf = f"{heading.path[-1]}（{heading.hint}）" if heading.hint else heading.path[-1]
        form = form_of(leaf, meaning.holds, dated=heading.dated)
        words = self.codes.get(meaning.field, {})
        if words and form.answer:  # 是否重点: yes for that word of the table
            asked = self._asked_code(heading, words)
            return replace(form, ticks=(words[asked],)) if asked else PLAIN
        return form

    def _agrees(self, heading: Heading, meaning: ColumnMeaning) -> bool:
        """Whether heading and datum are of one type: …时间 asks for a day, 是否… for yes or no, …人数 for a
        count.
        """
        leaf = fold(re.sub(r"[(（].*?[)）]", "", heading.path[-1])) or fold(heading.path[-1])
        if leaf.endswith(("时间", "日期", "年月日", "年月")):
            return meaning.holds in ("day", "span")
        if leaf.endswith(("人数", "次数", "天数", "金额", "人次")):
            return meaning.holds in ("count", "money")
        if leaf.startswith(("是否", "有无")):
            words = self.codes.get(meaning.field, {})
            coded = bool(self._asked_code(heading, words))
            return (
                meaning.holds == "yesno"
                or coded
                or (meaning.holds == "text" and not words and leaf in meaning.words)
            )
        return True

    def _apart(self, headings: Sequence[Heading]) -> Iterator[tuple[int, ColumnReading]]:
        """Columns that say a datum in another way beside its own: 是否重点 beside 帮教类别, 性别代码 beside
        性别.
        """
        for at, one in enumerate(headings):
            leaf = one.path[-1] if _short(one.path) else ""
            asks, coded = fold(leaf).startswith("是否"), _CODED.sub("", leaf) if leaf else ""
            if not asks and coded in ("", leaf):
                continue
            (guess,) = guess_columns(((*one.path[:-1], leaf if asks else coded),), self.columns)
            meaning = self.columns.meaning(guess.taken or "")
            codes = self.codes.get(meaning.field, {}) if meaning else {}
            if meaning is not None and codes and (not asks or self._asked_code(one, codes)):
                yield at, ColumnReading(meaning.field, guess.certainty, guess.why, self._form(one, meaning))

    def _asked_code(self, heading: Heading, words: Mapping[str, str]) -> str:
        """The word of a code table that 是否… asks for: 重点 in 是否为重点对象."""
        leaf = fold(heading.path[-1]).removeprefix("是否")
        return max((word for word in words if len(word) > 1 and word in leaf), key=len, default="")

    def _ticks(self, headings: Sequence[Heading]) -> Iterator[tuple[int, ColumnReading]]:
        """Columns under one heading that are the words of its code table: 接回方式 / 家属接回, 司法所接回."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for at, one in enumerate(headings):
            if len(one.path) > 1 and _short(one.path):
                groups.setdefault(one.path[:-1], []).append(at)
        for upper, members in groups.items():
            if len(members) > 1:
                yield from self._ticked(upper, members, headings)

    def _ticked(
        self, upper: tuple[str, ...], members: Sequence[int], headings: Sequence[Heading]
    ) -> Iterator[tuple[int, ColumnReading]]:
        (guess,) = guess_columns((upper,), self.columns)
        meaning = self.columns.meaning(guess.taken or "")
        if meaning is None:
            return
        words = self.codes.get(meaning.field, {})
        if meaning.holds == "yesno":
            words = {"是": "是", "否": "否", "有": "是", "无": "否"}
        named = {at: words.get(fold(headings[at].path[-1])) for at in members}
        rest = [
            at
            for at, word in named.items()
            if not word and not fold(headings[at].path[-1]).startswith(_OTHERS)
        ]
        hits = [word for word in named.values() if word]
        if len(hits) < 2 or rest or len(set(hits)) < len(hits):
            return
        left = tuple(dict.fromkeys(word for word in words.values() if word not in hits))
        for at, word in named.items():
            if word:
                why = f"“{meaning.name}”是“{word}”的打√"
                ticks = (word, *left) if word.startswith(_OTHERS) else (word,)
                yield at, ColumnReading(meaning.field, Certainty.KNOWN, why, Form(ticks=ticks))

    def _joined(self, headings: Sequence[Heading]) -> Iterator[tuple[int, ColumnReading]]:
        """Several data in one cell: 姓名(身份证号), 罪名、刑期."""
        for at, one in enumerate(headings):
            leaf = "".join(one.path[-1].split()) if one.path else ""
            if not _short(one.path) or any(form in self.columns.exact for form in (fold(leaf),)):
                continue
            pair = _PAIR.match(leaf)
            parts = list(pair.groups()) if pair else [part for part in _LIST.split(leaf) if part]
            if len(parts) != 2:
                continue
            found = [self._alone((*one.path[:-1], part)) for part in parts]
            first, second = found
            if first is None or second is None or first is second or first.own is not second.own:
                continue
            why = f"一格里是“{first.name}”和“{second.name}”"
            form = Form(also=(second.field,), between="" if pair else "，")
            yield at, ColumnReading(first.field, Certainty.KNOWN, why, form)

    def _alone(self, path: tuple[str, ...]) -> ColumnMeaning | None:
        """What a part of a heading means by a declared name, standing alone."""
        declared = self.columns.exact.get(fold(path[-1]), ())
        if not any(one.words[fold(path[-1])] is not Rank.MAYBE for one in declared):
            return None
        (guess,) = guess_columns((path,), self.columns)
        return self.columns.meaning(guess.taken or "")


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without what its lowest heading says of the form only; whole where nothing else is said."""
    leaf = _HOW.sub("", path[-1])
    return (*path[:-1], leaf) if leaf.strip() else path


def _short(path: Sequence[str]) -> bool:
    return bool(path) and sum(map(len, path)) <= _LONGEST
