"""What each column of a list is: its heading's best meaning that its cells bear out, a meaning once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.domain.column_reading import Candidate, Certainty, read_heading, turned
from anbang_desktop.domain.column_values import suits
from anbang_desktop.domain.column_words import ColumnWords

OWN_PROBLEM = "own_problem"
IGNORED = frozenset({"serial", "age", OWN_PROBLEM})
_ID_LIKE = re.compile(r"\d{17}[\dXx]|\d{15}")
_ID_SHARE = 0.8
_LONG_NUMBER = re.compile(r"[\d*]{7}")
_EXAMPLE = 24  # letters of a cell shown as an example


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for (None: nothing), how surely and why; ``told``: a hand said so."""

    field: str | None
    certainty: Certainty
    why: str = ""
    told: bool = False

    @property
    def taken(self) -> str | None:
        """The field that the column fills; a suggestion fills none."""
        return self.field if self.certainty is Certainty.KNOWN else None


NOBODY_KNOWS = Guess(None, Certainty.UNKNOWN, "没有这样的列名")


def guess_columns(
    paths: Sequence[tuple[str, ...]], words: ColumnWords, texts: Sequence[Sequence[str]] = ()
) -> tuple[Guess, ...]:
    """What each column is: its best meaning that its cells bear out. A meaning is given once, to the column
    that fits it best, the left one when two fit alike.
    """
    listed = [
        _borne_out(read_heading(path, words), texts[at] if texts else (), words)
        for at, path in enumerate(paths)
    ]
    order = sorted(
        (
            (one.certainty is not Certainty.KNOWN, one.order, at, one)
            for at, found in enumerate(listed)
            for one in found
        ),
        key=lambda entry: entry[:3],
    )
    guesses: dict[int, Guess] = {}
    given: dict[str, int] = {}
    for _unsure, _order, at, one in order:
        name = one.meaning.field
        if at not in guesses and name not in given:
            guesses[at] = Guess(name, one.certainty, one.why)
            given[name] = at
    return tuple(guesses.get(at) or _why_not(at, paths, listed[at], given, words) for at in range(len(paths)))


def _borne_out(found: Sequence[Candidate], texts: Sequence[str], words: ColumnWords) -> tuple[Candidate, ...]:
    """The meanings after a look at the cells: a name whose cells are something else is only offered, a part
    of a name not even that; two names that fit alike are offered.
    """
    ignored = [one for one in found if one.meaning.field in IGNORED and one.certainty is not Certainty.KNOWN]
    fitting = [one for one in found if one not in ignored and suits(one.meaning, texts, words)]
    known = [one for one in fitting if one.certainty is Certainty.KNOWN]
    best = [one for one in known if one.order == known[0].order]
    if len(best) > 1:
        return tuple(
            replace(one, certainty=Certainty.SUGGESTED, why="这个列名有几种意思，请看例子选定")
            for one in best
        )
    doubted = [
        replace(
            one,
            certainty=Certainty.SUGGESTED,
            order=one.order + 30,
            why=f"列名像“{one.meaning.name}”，但下面的内容不像，例如“{shortened(texts[0])}”",
        )
        for one in found
        if one not in fitting and one.certainty is Certainty.KNOWN and one.meaning.field not in IGNORED
    ]
    return (*fitting, *doubted)


def shortened(text: str) -> str:
    """A cell as an example: not too long, a number of a person not in full."""
    if _LONG_NUMBER.search(text):
        return f"{text[:3]}…{text[-4:]}"
    return text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE]}…"


def _why_not(
    at: int,
    paths: Sequence[tuple[str, ...]],
    found: Sequence[Candidate],
    given: Mapping[str, int],
    words: ColumnWords,
) -> Guess:
    other = next((one for one in found if one.meaning.field in given), None)
    if other is not None:
        taken = "／".join(paths[given[other.meaning.field]])
        return Guess(None, Certainty.UNKNOWN, f"与“{taken}”同是“{other.meaning.name}”，只取一列")
    why = turned(paths[at], words)
    return Guess(None, Certainty.UNKNOWN, why) if why else NOBODY_KNOWS


def with_numbers(texts: Sequence[Sequence[str]], guesses: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """Where no heading says which column holds the ID number, the column full of such numbers is offered."""
    if any(guess.field == "id_no" for guess in guesses):
        return guesses
    for at, guess in enumerate(guesses):
        alike = sum(1 for text in texts[at] if _ID_LIKE.fullmatch(text))
        if guess.field is None and texts[at] and alike >= _ID_SHARE * len(texts[at]):
            offered = Guess("id_no", Certainty.SUGGESTED, "列名没有写明，但这一列都像证件号，请确认")
            return (*guesses[:at], offered, *guesses[at + 1 :])
    return guesses
