"""What one heading may mean, and how surely: known by a declared name, offered by a part, or unknown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from anbang_desktop.domain.column_words import ColumnMeaning, ColumnWords, Rank, before_brackets, fold, forms

READ = 4096  # headings kept at hand: each heading is looked at for every row where a list may begin
_SHORTEST, _LONGEST = 2, 40  # letters of a word that says something inside a longer heading; of a heading
_MINE = "本人"
_AND = "及和与或"


class Certainty(StrEnum):
    """How surely a column is taken for what it is."""

    KNOWN = "known"  # filled
    SUGGESTED = "suggested"  # offered with examples, filled once somebody takes it
    UNKNOWN = "unknown"  # kept in the words of the list


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a heading may mean; the smaller ``order``, the better it fits."""

    meaning: ColumnMeaning
    certainty: Certainty
    order: int
    why: str


@lru_cache(maxsize=READ)
def read_heading(path: tuple[str, ...], words: ColumnWords) -> tuple[Candidate, ...]:
    """All that a heading (from the top row to the lowest) may mean, the best first."""
    if not path:
        return ()
    best: dict[str, Candidate] = {}
    for one in _candidates(path, words):
        held = best.get(one.meaning.field)
        if held is None or one.order < held.order:
            best[one.meaning.field] = one
    return tuple(sorted(best.values(), key=lambda one: one.order))


@lru_cache(maxsize=READ)
def declared(text: str, words: ColumnWords) -> bool:
    """Whether a text is a heading known by a declared name: what ``read_heading`` finds, without the rest."""
    for form in forms(text, words.spoken):
        if any(one.words[form] is not Rank.MAYBE for one in words.exact.get(form, ())):
            return True
        if any(
            one.holds == holds
            for holds in words.endings
            for one in words.stems.get(words.stem(holds, form), ())
        ):
            return True
    return False


def turned(path: Sequence[str], words: ColumnWords) -> str:
    """Why a heading that holds a known word is not even offered; empty when it holds none."""
    leaf = fold(path[-1]) if path else ""
    for word in _inside(leaf, words):
        sign = next((sign for one in words.exact[word] if (sign := _turns(leaf, word, one, words))), "")
        if sign:
            return f"列名里有“{word}”，但“{sign}”说的是另一件事"
    return ""


def _candidates(path: Sequence[str], words: ColumnWords) -> Iterator[Candidate]:
    *uppers, leaf = path
    yield from _under_groups(uppers, leaf, words)
    if uppers:
        for one in words.exact.get(fold("".join(path)), ()):
            yield _named(one, fold("".join(path)), 1, "上下两行列名合起来就是")
    readings = forms(leaf, words.spoken)
    for at, form in enumerate(readings):
        for one in words.exact.get(form, ()):
            yield from _below(uppers, leaf, _named(one, form, 2 + at, "列名就是"), words)
    for form in readings:
        for holds in words.endings:
            for one in words.stems.get(words.stem(holds, form), ()):
                if one.holds == holds:
                    found = Candidate(one, Certainty.KNOWN, 10, f"列名与“{one.name}”只差无关的字")
                    yield from _below(uppers, leaf, found, words)
    yield from _parts(uppers, leaf, words)


def _named(one: ColumnMeaning, word: str, order: int, how: str) -> Candidate:
    rank = one.words[word]
    if rank is Rank.MAYBE:
        return Candidate(one, Certainty.SUGGESTED, 8, f"“{word}”多半是“{one.name}”，请看例子确认")
    said = f"{how}“{word}”" if word == fold(one.name) else f"{how}“{word}”，即“{one.name}”"
    return Candidate(one, Certainty.KNOWN, 0 if rank is Rank.FIRST else order, said)


def _under_groups(uppers: Sequence[str], leaf: str, words: ColumnWords) -> Iterator[Candidate]:
    """A leaf that means something under its upper heading only: 联系人 / 手机."""
    read = forms(leaf, words.spoken)
    for one in words.meanings:
        if not any(form in one.leaves for form in read):
            continue
        for upper in map(fold, uppers):
            group = max((group for group in one.groups if group in upper), key=len, default="")
            if group and not _sign(_without(upper, group, words), one, words):
                yield Candidate(one, Certainty.KNOWN, 1, f"在“{upper}”之下，即“{one.name}”")


def _below(uppers: Sequence[str], leaf: str, found: Candidate, words: ColumnWords) -> Iterator[Candidate]:
    """What the upper headings leave of a meaning: 电话 under 责任民警 is nobody's but his."""
    one, certainty, why = found.meaning, found.certainty, found.why
    for upper in map(fold, uppers) if not fold(leaf).startswith(_MINE) else ():
        rest = _without(upper, "", words)
        if _sign(rest, one, words):
            return
        if one.own and not any(word in upper for word in (*words.spoken.about_person, *words.spoken.person)):
            certainty, why = Certainty.SUGGESTED, f"上一行列名“{upper}”没有说清是谁的，请看例子确认"
    order = found.order if certainty is found.certainty else 9
    yield Candidate(one, certainty, order, why)


def _parts(uppers: Sequence[str], leaf: str, words: ColumnWords) -> Iterator[Candidate]:
    """Words inside a longer heading, the longest first: offered, unless another word turns them."""
    text = fold(leaf)
    base = before_brackets(leaf)
    for at, word in enumerate(_inside(text, words)):
        after = text.partition(word)[2]
        says = not after or after in words.spoken.tails or after[0] in _AND or base == word
        for one in words.exact[word] if says else ():
            if one.words[word] is not Rank.MAYBE and not _turns(text, word, one, words):
                why = f"列名里有“{word}”，但不就是这一项，请看例子确认"
                yield from _below(uppers, leaf, Candidate(one, Certainty.SUGGESTED, 20 + at, why), words)


def _inside(text: str, words: ColumnWords) -> list[str]:
    """The known words inside a longer text, the longest first."""
    found = [
        word
        for word in (words.exact if len(text) <= _LONGEST else ())
        if _SHORTEST <= len(word) < len(text) and word in text and word not in words.spoken.whole
    ]
    return sorted(found, key=len, reverse=True)


def _turns(text: str, word: str, one: ColumnMeaning, words: ColumnWords) -> str:
    """The sign around ``word`` that makes another datum of it; empty when there is none."""
    rest = _without(text, word, words)
    other = next((sign for sign in words.spoken.others if one.own and sign in rest), "")
    return _sign(rest, one, words) or (other if other not in one.allows else "")


def _sign(rest: str, one: ColumnMeaning, words: ColumnWords) -> str:
    kept = _stripped(rest, one.allows)
    return next((sign for sign in words.spoken.modifiers if sign in kept), "")


def _without(text: str, word: str, words: ColumnWords) -> str:
    """The text without one known word, and without what says nothing."""
    return _stripped(
        text.replace(word, " ", 1) if word else text, (*words.spoken.neutral, *words.spoken.person)
    )


def _stripped(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text
