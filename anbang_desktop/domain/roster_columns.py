"""Finds the list in a sheet: where its heading stands, which column is what, which rows are people."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.domain.column_reading import Candidate, Certainty, read_heading, turned
from anbang_desktop.domain.column_values import spread, suits
from anbang_desktop.domain.column_words import ColumnWords, fold
from anbang_desktop.domain.roster_words import RosterWords, heading
from anbang_desktop.domain.sheet import Cell, Sheet, Workbook

OWN_PROBLEM = "own_problem"
IGNORED = frozenset({"serial", "age", OWN_PROBLEM})
IN_REMARK = "in_remark"  # what the clerk says of a column whose words go to the remark
_WEIGHT = {Certainty.KNOWN: 1.0, Certainty.SUGGESTED: 0.5, Certainty.UNKNOWN: -0.1}
_ID_LIKE = re.compile(r"\d{17}[\dXx]|\d{15}")
_ID_SHARE = 0.8
_LONG_NUMBER = re.compile(r"[\d*]{7}")
_EXAMPLE = 24  # letters of a cell shown as an example


@dataclass(frozen=True, slots=True)
class Header:
    """The heading's rows (from 0, both included) and each column's headings from top to bottom."""

    first: int
    last: int
    paths: tuple[tuple[str, ...], ...]

    def name(self, column: int) -> str:
        """How a clerk knows the column: 联系人／手机; empty for a column without heading."""
        path = self.paths[column] if column < len(self.paths) else ()
        return "／".join(" ".join(part.split()) for part in path)

    @property
    def keys(self) -> tuple[str, ...]:
        """The headings as they are compared and remembered; a second column of one heading gets #2."""
        seen: dict[str, int] = {}
        keys = []
        for path in self.paths:
            key = "/".join(heading(part) for part in path)
            seen[key] = seen.get(key, 0) + 1
            keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
        return tuple(keys)


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


@dataclass(frozen=True, slots=True)
class Found:
    """A list in a sheet."""

    sheet: Sheet
    header: Header
    guesses: tuple[Guess, ...]
    score: float

    def people(self, words: RosterWords) -> list[int]:
        """The rows (from 0) of people under the guessed columns."""
        return people_rows(self.sheet, self.header, self.guesses, words)


@dataclass(frozen=True, slots=True)
class ListReader:
    """Finds lists by the words of the dictionary and of incoming lists."""

    words: RosterWords
    columns: ColumnWords

    def lists(self, book: Workbook) -> list[Found]:
        """The list of every sheet that has one with people in it, or at least a heading."""
        found = (self.in_sheet(sheet) for sheet in book.sheets)
        return [one for one in found if one is not None]

    def likeliest(self, lists: Sequence[Found]) -> Found | None:
        """The one that looks most like a list of people: visible, with people, well named."""
        return max(
            lists, key=lambda one: (one.sheet.visible, bool(one.people(self.words)), one.score), default=None
        )

    def in_sheet(self, sheet: Sheet) -> Found | None:
        """The best heading of a sheet: one to three rows that name enough known columns; then each column is
        held against its cells.
        """
        best: Found | None = None
        for first in range(min(self.words.search_rows, len(sheet.rows))):
            for last in range(first, min(first + self.words.max_header_rows, len(sheet.rows))):
                header = Header(first, last, _paths(sheet, first, last))
                found = self._try_header(sheet, header) if self._promising(header) else None
                if found is not None and (best is None or _better(found, best)):
                    best = found
        return replace(best, guesses=self._with_cells(best)) if best else None

    def _promising(self, header: Header) -> bool:
        """Whether some headings are words we know: rows of people are not looked at any closer."""
        exact, leaves = self.columns.exact, self._leaves()
        named = (fold(path[-1]) for path in header.paths if path)
        return sum(1 for leaf in named if leaf in exact or leaf in leaves) > 1

    def _leaves(self) -> frozenset[str]:
        return frozenset().union(*(one.leaves for one in self.columns.meanings))

    def _try_header(self, sheet: Sheet, header: Header) -> Found | None:
        guesses = guess_columns(header.paths, self.columns)
        fields = {guess.field for guess in guesses} - {None}
        if len(fields - IGNORED) < self.words.min_targets or not fields & {"name", "id_no"}:
            return None
        score = sum(
            _WEIGHT[guess.certainty] for guess, path in zip(guesses, header.paths, strict=True) if path
        )
        return Found(sheet, header, guesses, score)

    def _with_cells(self, found: Found) -> tuple[Guess, ...]:
        sheet, header = found.sheet, found.header
        people = found.people(self.words)
        texts = [
            spread([sheet.cell(row, at) for row in people], self.words.nothing)
            for at in range(len(header.paths))
        ]
        return with_numbers(texts, guess_columns(header.paths, self.columns, texts))


def _better(one: Found, other: Found) -> bool:
    """A surer heading, or one as sure in fewer rows: a title above it is no part of it."""
    rows = other.header.last - other.header.first - (one.header.last - one.header.first)
    return (one.score, rows) > (other.score, 0)


def _paths(sheet: Sheet, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """Each column's headings; a heading merged over several columns or rows belongs to all of them, but to
    a row only once. One that was only typed above the first of its columns reaches to the next one.
    """
    columns = range(max((len(sheet.rows[row]) for row in range(first, last + 1)), default=0))
    grid = [[sheet.cell(row, column).text.strip() for column in columns] for row in range(first, last + 1)]
    merged: set[tuple[int, int]] = set()
    for area in sheet.merges:
        if first <= area.top <= last and area.right - area.left + 1 < len(columns):
            for column in range(area.left, min(area.right, len(columns) - 1) + 1):
                grid[area.top - first][column] = sheet.cell(area.top, area.left).text.strip()
                merged.add((area.top - first, column))
    for row, line in enumerate(grid[:-1]):
        texts = {text for text in line if text}
        for column in columns[1:] if len(texts) > 1 else ():
            left, below = line[column - 1], grid[-1]
            loose = not line[column] and not {(row, column), (row, column - 1)} & merged
            if loose and left and below[column - 1] and below[column]:
                line[column] = left
    return tuple(tuple(line[column] for line in grid if line[column]) for column in columns)


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
    fitting = [one for one in found if suits(one.meaning, texts, words)]
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


def fingerprint(header: Header) -> str:
    """The same for every list with these headings in this order; our own column 问题 doesn't count."""
    keys = [key for key in header.keys if key != "问题"]
    while keys and not keys[-1].strip("#0123456789"):
        keys.pop()
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]


def apply_mapping(
    header: Header, guesses: tuple[Guess, ...], mapping: Mapping[str, str | None]
) -> tuple[Guess, ...]:
    """What the clerk said, by heading key, over what was guessed (None: leave out; IN_REMARK: keep its words
    in the remark); a meaning the clerk gave away is taken from the other column.
    """
    told = {key: field for key, field in mapping.items() if key in header.keys}
    taken = {field for field in told.values() if field}

    def one(key: str, guess: Guess) -> Guess:
        if key in told:
            return _said(told[key])
        return Guess(None, Certainty.UNKNOWN, "这一项已指给另一列") if guess.field in taken else guess

    return tuple(one(key, guess) for key, guess in zip(header.keys, guesses, strict=True))


def _said(field: str | None) -> Guess:
    if field == IN_REMARK:
        return Guess(None, Certainty.UNKNOWN, "手工选定：记入备注", told=True)
    if field is None:
        return Guess(None, Certainty.KNOWN, "手工选定：不导入", told=True)
    return Guess(field, Certainty.KNOWN, "手工选定", told=True)


def people_rows(sheet: Sheet, header: Header, guesses: tuple[Guess, ...], words: RosterWords) -> list[int]:
    """The rows (from 0) that hold a person: not empty, no footer, no repeated heading."""
    meant = [at for at, guess in enumerate(guesses) if guess.field and guess.field not in IGNORED]
    who = [at for at, guess in enumerate(guesses) if guess.field in ("name", "id_no")]
    leaves = {at: heading(header.paths[at][-1] if header.paths[at] else "") for at in meant}
    return [
        row
        for row in range(header.last + 1, len(sheet.rows))
        if _is_person(sheet.rows[row], leaves, words) and not _is_hint(sheet, row, who, words)
    ]


def _is_person(cells: tuple[Cell, ...], leaves: Mapping[int, str], words: RosterWords) -> bool:
    """``leaves`` are the lowest headings of the columns that mean something."""
    filled = [at for at in leaves if at < len(cells) and cells[at].kind != "empty" and not cells[at].blank]
    if not filled or all(heading(cells[at].text) == leaves[at] for at in filled):
        return False
    if len(filled) > words.footer_most:
        return True
    first = next(heading(cell.text) for cell in cells if not cell.blank)
    return not first.startswith(words.footer_starts)


def _is_hint(sheet: Sheet, row: int, who: list[int], words: RosterWords) -> bool:
    """Whether the row says how to fill in the columns: 必填 where a name or a number would stand."""
    return any(heading(sheet.cell(row, at).text).startswith(words.hints) for at in who)
