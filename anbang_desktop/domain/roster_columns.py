"""Finds the list in a sheet: where its heading stands, which column is what, which rows are people."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anbang_desktop.domain.roster_words import RosterWords, Target, heading
from anbang_desktop.domain.sheet import Cell, Sheet, Workbook

SURE, GUESS = 0.9, 0.5
OWN_PROBLEM = "own_problem"
IGNORED = frozenset({"serial", OWN_PROBLEM})
_ID_LIKE = re.compile(r"\d{17}[\dXx]|\d{15}")
_ID_SHARE = 0.8
_SHORTEST_PART = 2  # a word of one character says too little inside a longer heading


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
    """What a column is taken for (None: not known) and how sure that is, 0 to 1."""

    field: str | None
    confidence: float


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


def find_list(book: Workbook, words: RosterWords, sheet: str | None = None) -> Found | None:
    """The sheet that looks most like a list of people (or the named one); None when none does."""
    candidates = [find_in_sheet(one, words) for one in book.sheets if sheet in (None, one.name)]
    found = [one for one in candidates if one is not None]
    return max(found, key=lambda one: (one.sheet.visible, bool(one.people(words)), one.score), default=None)


def find_in_sheet(sheet: Sheet, words: RosterWords) -> Found | None:
    """The best heading of a sheet: one to three rows that name enough known columns."""
    exact = frozenset().union(*(one.words | one.leaves for one in words.targets))
    best: Found | None = None
    for first in range(min(words.search_rows, len(sheet.rows))):
        for last in range(first, min(first + words.max_header_rows, len(sheet.rows))):
            header = Header(first, last, _paths(sheet, first, last))
            found = _try_header(sheet, header, words) if _promising(header, exact) else None
            if found is not None and (best is None or found.score > best.score):
                best = found
    return best


def _promising(header: Header, exact: frozenset[str]) -> bool:
    """Whether some headings are words we know: rows of people are not looked at any closer."""
    return sum(1 for path in header.paths if path and heading(path[-1]) in exact) > 1


def _try_header(sheet: Sheet, header: Header, words: RosterWords) -> Found | None:
    guesses = guess_columns(header.paths, words)
    fields = {guess.field for guess in guesses} - {None}
    if len(fields - IGNORED) < words.min_targets or not fields & {"name", "id_no"}:
        return None
    stray = sum(1 for guess, path in zip(guesses, header.paths, strict=True) if path and guess.field is None)
    return Found(
        sheet,
        header,
        with_content(sheet, header, guesses),
        sum(guess.confidence for guess in guesses) - 0.1 * stray,
    )


def _paths(sheet: Sheet, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """Each column's headings; a heading merged over several columns or rows belongs to all of them, but to
    a row only once.
    """
    columns = range(max((len(sheet.rows[row]) for row in range(first, last + 1)), default=0))
    grid = [[sheet.cell(row, column).text.strip() for column in columns] for row in range(first, last + 1)]
    for area in sheet.merges:
        if first <= area.top <= last and area.right - area.left + 1 < len(columns):
            for column in range(area.left, min(area.right, len(columns) - 1) + 1):
                grid[area.top - first][column] = sheet.cell(area.top, area.left).text.strip()
    return tuple(tuple(line[column] for line in grid if line[column]) for column in columns)


def guess_columns(paths: Iterable[tuple[str, ...]], words: RosterWords) -> tuple[Guess, ...]:
    """Each column's likeliest meaning; a meaning is given once, to the column that fits it best, the left
    one when two fit alike.
    """
    listed = list(paths)
    scored = [
        (_fit(path, target), at, target.field) for at, path in enumerate(listed) for target in words.targets
    ]
    guesses = [Guess(None, 0.0)] * len(listed)
    given: set[str] = set()
    for fit, at, field in sorted(
        (one for one in scored if one[0] >= GUESS), key=lambda one: (-one[0], one[1])
    ):
        if guesses[at].field is None and field not in given:
            guesses[at] = Guess(field, round(fit, 2))
            given.add(field)
    return tuple(guesses)


def _fit(path: tuple[str, ...], target: Target) -> float:
    parts = [heading(part) for part in path]
    if not parts:
        return 0.0
    leaf, above = parts[-1], parts[:-1]
    grouped = target.groups and any(group in part for group in target.groups for part in above)
    if (grouped and leaf in target.leaves) or "".join(parts) in target.words:
        return 1.0
    if leaf in target.words:
        return 0.95
    bare = re.sub(r"\(.*?\)", "", leaf)
    if bare in target.words:
        return SURE
    return max((_part_fit(word, bare) for word in target.words), default=0.0)


def _part_fit(word: str, text: str) -> float:
    if len(word) < _SHORTEST_PART or word not in text:
        return 0.0
    return GUESS + 0.3 * len(word) / len(text)


def with_content(sheet: Sheet, header: Header, guesses: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """Where no heading says which column holds the ID number, the column full of such numbers does."""
    if any(guess.field == "id_no" for guess in guesses):
        return guesses
    for at, guess in enumerate(guesses):
        texts = [
            sheet.cell(row, at).text
            for row in range(header.last + 1, len(sheet.rows))
            if not sheet.cell(row, at).blank
        ]
        alike = sum(1 for text in texts if _ID_LIKE.fullmatch(text.strip()))
        if guess.field is None and texts and alike >= _ID_SHARE * len(texts):
            return (*guesses[:at], Guess("id_no", GUESS), *guesses[at + 1 :])
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
    """What the clerk said, by heading key, over what was guessed; a meaning the clerk gave away is taken
    from the other column.
    """
    told = {key: field for key, field in mapping.items() if key in header.keys}
    taken = {field for field in told.values() if field}

    def one(key: str, guess: Guess) -> Guess:
        if key in told:
            return Guess(told[key], 1.0 if told[key] else 0.0)
        return Guess(None, 0.0) if guess.field in taken else guess

    return tuple(one(key, guess) for key, guess in zip(header.keys, guesses, strict=True))


def people_rows(sheet: Sheet, header: Header, guesses: tuple[Guess, ...], words: RosterWords) -> list[int]:
    """The rows (from 0) that hold a person: not empty, no footer, no repeated heading."""
    meant = [at for at, guess in enumerate(guesses) if guess.field and guess.field not in IGNORED]
    return [
        row
        for row in range(header.last + 1, len(sheet.rows))
        if _is_person(sheet.rows[row], meant, header, words)
    ]


def _is_person(cells: tuple[Cell, ...], meant: list[int], header: Header, words: RosterWords) -> bool:
    filled = [at for at in meant if at < len(cells) and not cells[at].blank]
    if not filled:
        return False
    if all(
        heading(cells[at].text) == heading(header.paths[at][-1] if header.paths[at] else "") for at in filled
    ):
        return False
    first = next(heading(cell.text) for cell in cells if not cell.blank)
    return len(filled) > words.footer_most or not first.startswith(words.footer_starts)
