"""Papers of a withheld record are set in neutral words (``domain/neutral_words``): one switch below every
paper, so that no form, text, caption or title can be forgotten, whoever draws the next one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING

from anbang_desktop.domain.neutral_words import NeutralWords

if TYPE_CHECKING:
    from anbang_desktop.pdf.grid import Cell, Row

_CAPTION = "hei"  # the stack in which captions are set
_SHORT = 24  # characters; what is longer is no name of a thing
_NUMBERED = "一二三四五六七八九十"
_IN_FORCE: ContextVar[NeutralWords | None] = ContextVar("neutral words", default=None)


@contextmanager
def neutral(words: NeutralWords) -> Iterator[None]:
    """Whatever is laid out inside is set in these words."""
    token = _IN_FORCE.set(words)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def in_force() -> bool:
    """Whether something is laid out in neutral words now."""
    return _IN_FORCE.get() is not None


def told(text: str) -> str:
    """A text as it is printed now."""
    words = _IN_FORCE.get()
    return text if words is None else words.told(text)


def kept(rows: Sequence["Row"]) -> Sequence["Row"]:
    """The rows of a form as they are printed now: what a caption would tell goes with its datum, its room to
    the neighbour on the left; a row of which nothing is left goes whole.
    """
    words = _IN_FORCE.get()
    if words is None:
        return rows
    found: list[Row] = []
    dropped = False
    for row in rows:
        goes_on = all(cell.went_on for cell in row.cells)
        cells = () if dropped and goes_on else _without(words, row.cells)
        dropped = not cells
        if cells:
            found.append(replace(row, cells=cells))
    return found


def _without(words: NeutralWords, cells: tuple["Cell", ...]) -> tuple["Cell", ...]:
    if len(cells) == 1:
        (cell,) = cells
        return () if _names(words, cell) else (_unnumbered(cell),)
    if cells[0].stack != _CAPTION and _names(words, cells[0]):
        return ()  # a line about one thing: 罪名 | 一致
    left: list[Cell] = []
    rest = list(cells)
    while rest:
        cell = rest.pop(0)
        if not (cell.stack == _CAPTION and _names(words, cell)):
            left.append(cell)
        elif not rest or rest[0].stack == _CAPTION:  # the head of a column
            left.append(replace(cell, text=""))
        else:
            _widen(left, cell.span + rest.pop(0).span)
    if not left or (_captions(cells) and not _captions(left)):
        return ()
    taken = sum(cell.span for cell in cells) - sum(cell.span for cell in left)
    left[-1] = replace(left[-1], span=left[-1].span + taken)
    return tuple(left)


def _captions(cells: Sequence["Cell"]) -> bool:
    return any(cell.text for cell in cells if cell.stack == _CAPTION)


def _names(words: NeutralWords, cell: "Cell") -> bool:
    return len(cell.text) <= _SHORT and words.tells(cell.text)


def _widen(left: list["Cell"], span: int) -> None:
    """The last datum of one line takes the room."""
    for at in range(len(left) - 1, -1, -1):
        if left[at].stack != _CAPTION and left[at].rows == 1:
            left[at] = replace(left[at], span=left[at].span + span)
            return


def _unnumbered(cell: "Cell") -> "Cell":
    """三、…: the number would say that something before it was taken away."""
    number, mark, words = cell.text.partition("、")
    return replace(cell, text=words) if mark and number and set(number) <= set(_NUMBERED) else cell
