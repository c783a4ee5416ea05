"""Finds the list in a sheet: where its heading stands, which column is what, which rows are people."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from anbang_desktop.domain.column_guess import IGNORED, Guess, guess_columns, with_numbers
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_values import spread
from anbang_desktop.domain.column_words import ColumnWords, fold
from anbang_desktop.domain.roster_words import RosterWords, heading
from anbang_desktop.domain.sheet import Cell, Sheet, Workbook

IN_REMARK = "in_remark"  # what the clerk says of a column whose words go to the remark
_WEIGHT = {Certainty.KNOWN: 1.0, Certainty.SUGGESTED: 0.5, Certainty.UNKNOWN: -0.1}


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
class Found:
    """A list in a sheet; ``people`` are the rows (from 0) of people under the guessed columns."""

    sheet: Sheet
    header: Header
    guesses: tuple[Guess, ...]
    score: float
    people: tuple[int, ...] = ()

    def with_guesses(self, guesses: tuple[Guess, ...], words: RosterWords) -> "Found":
        """The same list under other guesses; its people are looked for where other columns mean something."""
        if self.people and _meant(guesses) == _meant(self.guesses):
            return replace(self, guesses=guesses)
        return replace(self, guesses=guesses, people=people_rows(self.sheet, self.header, guesses, words))


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
        return max(lists, key=lambda one: (one.sheet.visible, bool(one.people), one.score), default=None)

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
        return self._with_cells(best.with_guesses(best.guesses, self.words)) if best else None

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

    def _with_cells(self, found: Found) -> Found:
        sheet, header = found.sheet, found.header
        texts = [spread(sheet, found.people, at, self.words.nothing) for at in range(len(header.paths))]
        guesses = with_numbers(texts, guess_columns(header.paths, self.columns, texts))
        return found.with_guesses(guesses, self.words)


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
        if key in told and not _as_guessed(told[key], guess):
            return _said(told[key])
        if key in told:
            return guess
        return Guess(None, Certainty.UNKNOWN, "这一项已指给另一列") if guess.field in taken else guess

    return tuple(one(key, guess) for key, guess in zip(header.keys, guesses, strict=True))


def _as_guessed(field: str | None, guess: Guess) -> bool:
    """Whether the clerk went back to what the program does by itself: that is no word of a hand. What is
    offered and kept in the remark all the same was refused.
    """
    return field == (guess.taken or IN_REMARK) and guess.certainty is not Certainty.SUGGESTED


def _said(field: str | None) -> Guess:
    if field == IN_REMARK:
        return Guess(None, Certainty.UNKNOWN, "手工选定：记入备注", told=True)
    if field is None:
        return Guess(None, Certainty.KNOWN, "手工选定：不导入", told=True)
    return Guess(field, Certainty.KNOWN, "手工选定", told=True)


def _meant(guesses: tuple[Guess, ...]) -> tuple[list[int], list[int]]:
    """The columns that mean something, and of them those that say who it is."""
    meant = [at for at, guess in enumerate(guesses) if guess.field and guess.field not in IGNORED]
    return meant, [at for at in meant if guesses[at].field in ("name", "id_no")]


def people_rows(
    sheet: Sheet, header: Header, guesses: tuple[Guess, ...], words: RosterWords
) -> tuple[int, ...]:
    """The rows (from 0) that hold a person: not empty, no footer, no repeated heading."""
    meant, who = _meant(guesses)
    leaves = {at: heading(header.paths[at][-1] if header.paths[at] else "") for at in meant}
    return tuple(
        row
        for row in range(header.last + 1, len(sheet.rows))
        if _is_person(sheet.rows[row], leaves, words) and not _is_hint(sheet, row, who, words)
    )


def _is_person(cells: tuple[Cell, ...], leaves: Mapping[int, str], words: RosterWords) -> bool:
    """``leaves`` are the lowest headings of the columns that mean something."""
    filled = (at for at in leaves if at < len(cells) and not cells[at].blank)
    few = list(islice(filled, words.footer_most + 1))
    if all(heading(cells[at].text) == leaves[at] for at in chain(few, filled)):
        return False
    if len(few) > words.footer_most:
        return True
    first = next(heading(cell.text) for cell in cells if not cell.blank)
    return not first.startswith(words.footer_starts)


def _is_hint(sheet: Sheet, row: int, who: list[int], words: RosterWords) -> bool:
    """Whether the row says how to fill in the columns: 必填 where a name or a number would stand."""
    return any(heading(sheet.cell(row, at).text).startswith(words.hints) for at in who)
