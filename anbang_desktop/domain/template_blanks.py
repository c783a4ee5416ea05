"""Blanks in a county's own wording (甲方：______): where a field could stand. Suggested, never put in."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from anbang_desktop.domain.template_book import TemplateBook
from anbang_desktop.domain.template_words import field_words

_LABEL = r"([\u4e00-\u9fff（）()]{1,12})[ \t\u3000]*[:：]?[ \t\u3000]*"
_RULE = r"(_{2,}|＿{2,}|—{4,}|﹍{2,}|…{4,})"
_GAP = r"([ \u3000]{4,})"
_BLANK = re.compile(rf"{_LABEL}{_RULE}|([\u4e00-\u9fff（）()]{{1,12}})[ \t\u3000]*[:：]{_GAP}|{_RULE}")


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: its line from 1, its place there, the words before it, the field it may be (or none)."""

    line: int
    start: int
    end: int
    label: str
    field: str


def find_blanks(words: str, book: TemplateBook, among: Collection[str]) -> list[Blank]:
    """The blanks of a wording in their order; ``among`` are the fields of the paper."""
    return [
        _blank(at, found, book, among)
        for at, line in enumerate(words.split("\n"), 1)
        for found in _BLANK.finditer(line)
    ]


def _blank(at: int, found: re.Match[str], book: TemplateBook, among: Collection[str]) -> Blank:
    group = next(number for number in (2, 4, 5) if found[number] is not None)
    label = (found[1] or found[3] or "").strip("　 ")
    return Blank(at, *found.span(group), label, book.guess(label, among))


def fill_blank(words: str, blank: Blank, name: str) -> str:
    """The wording with a field in the place of a blank: where it is empty, a line is printed as before."""
    lines = words.split("\n")
    line = lines[blank.line - 1]
    lines[blank.line - 1] = line[: blank.start] + field_words(name, line=True) + line[blank.end :]
    return "\n".join(lines)
