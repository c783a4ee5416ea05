"""个人评分单: what one member of the group fills in alone before the meeting (domain.md §4.6, step 2); it
says nothing of the offence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    items,
    long_item,
    section,
    sheet,
    sheets,
    signing,
)
from anbang_desktop.pdf.grid import Cell, Look, Row
from anbang_desktop.pdf.page import Part
from anbang_desktop.pdf.seal import Place

_QUESTION = 7


@dataclass(frozen=True, slots=True)
class Question:
    """One item with its answers; points are not shown, so that nobody aims at a sum."""

    label: str
    answers: tuple[str, ...]


Blocks = Sequence[tuple[str, Sequence[Question]]]


def make(head: Head, name: str, blocks: Blocks, unknown: str) -> bytes:
    """The blank sheet as PDF bytes; ``unknown`` is the answer that every item has besides its own."""
    return sheets([_part(head, name, "", blocks, unknown)], head.title)


def make_each(asked: Sequence[tuple[Head, str]], name: str, blocks: Blocks, unknown: str) -> bytes:
    """A sheet for each of those who are asked, with the head of his or her own, in one file."""
    return sheets([_part(head, name, member, blocks, unknown) for head, member in asked], asked[0][0].title)


def _part(head: Head, name: str, member: str, blocks: Blocks, unknown: str) -> Part:
    look = Look(11, 16, 26)
    rows = [
        items(
            {"name": name, "member": member},
            ("姓　名", "name"),
            ("评分人", "member"),
            ("日　期", "on"),
            least=32,
        ),
        *(
            row
            for title, questions in blocks
            for row in (section(title), *(_row(one, unknown) for one in questions))
        ),
        *long_item("想说的话", "", least=60, grow=1),
        signing("评分人\n签　名", Place("签名：")),
    ]
    return sheet(head, rows, look=look)


def _row(question: Question, unknown: str) -> Row:
    boxes = "　".join(f"□ {answer}" for answer in (*question.answers, unknown))
    return Row(
        (Cell(question.label, _QUESTION, align="left"), Cell(boxes, COLUMNS - _QUESTION, align="left")),
        grow=0.3,
    )
