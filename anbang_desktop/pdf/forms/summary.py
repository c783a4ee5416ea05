"""小结 and 工作计划 on the page of GB/T 9704: a text with the numbers in it, filled from a template, then as
the clerk left it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.template import Block, Piece, Slot, Text, fill, lint, load

_NAME = re.compile(r"\w+")


class Words(NamedTuple):
    """A piece of a paragraph; ``ours`` names the number that we put there."""

    text: str
    ours: str = ""


class Line(NamedTuple):
    """One paragraph: title, heading, right or body."""

    kind: str
    words: tuple[Words, ...]


def text_of(kind: str) -> Text:
    """The template of a kind: quarter, half, year, plan."""
    return load(paths.resources("report", "texts", f"{kind}-1.txt"))


def problems(kind: str, slots: Mapping[str, str]) -> list[str]:
    """Whatever is wrong with a template; ``slots``: the names it may use and what each number is called."""
    return lint(text_of(kind), _slots(slots))


def used(kind: str) -> frozenset[str]:
    """Every word of a template that may be the name of a slot."""
    return frozenset(_NAME.findall(text_of(kind).source))


def filled(kind: str, slots: Mapping[str, str], values: Mapping[str, str]) -> list[Line]:
    """The template with values; a slot without a value is empty, and false in a condition."""
    blocks = fill(text_of(kind), _slots(slots), values)
    return [Line(one.kind, tuple(Words(piece.text, piece.where) for piece in one.pieces)) for one in blocks]


def make(lines: Sequence[Line], title: str, office: str, code_id: str) -> bytes:
    """The text as PDF bytes; MissingGlyph names a character that no font has."""
    blocks = [
        Block(line.kind, tuple(Piece(words.text) for words in line.words))
        for line in lines
        if any(words.text.strip() for words in line.words)
    ]
    return page.build(flowables(blocks, {}), page.Edges(title, office, "", code_id))


def _slots(named: Mapping[str, str]) -> tuple[Slot, ...]:
    return tuple(Slot(name, label, required=False) for name, label in named.items())
