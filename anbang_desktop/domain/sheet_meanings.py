"""All that says what a blank asks for: the dictionary of columns, the lines of numbers, the sets of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypedDict

from anbang_desktop.domain.column_words import SHEET, ColumnWords, parse_column_words, sets_with_words
from anbang_desktop.domain.label_reading import Lines, index_lines
from anbang_desktop.domain.label_words import parse_label_words
from anbang_desktop.domain.report_words import parse_lines
from anbang_desktop.domain.sheet_columns import SheetWords
from anbang_desktop.domain.sheet_sets import SheetSets, parse_sets


class Texts(TypedDict):
    """The files as text (TOML) and the words of coded fields: field → word → name."""

    columns: str
    lines: str
    labels: str
    sets: str
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class Meanings:
    """What the words of a blank mean. ``codes`` are the words of each coded field."""

    dictionary: str
    lines: Lines
    sets: SheetSets
    codes: Mapping[str, Mapping[str, str]]
    _known: dict[tuple[str, str], SheetWords] = field(default_factory=dict)

    @cached_property
    def every(self) -> ColumnWords:
        """The headings of every kind of rows: what may be a heading at all."""
        return parse_column_words(self.dictionary, SHEET, row_kind="")

    @cached_property
    def _apart(self) -> frozenset[str]:
        return sets_with_words(self.dictionary)

    def of(self, row_kind: str, row_set: str = "") -> SheetWords:
        """The headings of one kind of rows, and of a set that has words of its own."""
        key = row_kind, row_set if row_set in self._apart else ""
        if key not in self._known:
            words = parse_column_words(self.dictionary, SHEET, row_kind=row_kind, row_set=key[1])
            self._known[key] = SheetWords(words, self.codes, row_kind)
        return self._known[key]


def parse_meanings(texts: Texts) -> Meanings:
    """Read the files; KeyError or tomllib's error when one is not complete."""
    lines = index_lines(parse_lines(texts["lines"]), parse_label_words(texts["labels"]))
    return Meanings(texts["columns"], lines, parse_sets(texts["sets"]), texts["codes"])
