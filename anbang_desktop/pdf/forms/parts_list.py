"""A list in parts on ruled pages: facts at the top, a titled table or picture for each part, places to sign.
交接班单, 台账检查, 统计 and the list to sign of a 慰问 are such lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from anbang_desktop.pdf import page
from anbang_desktop.pdf.charts import Drawing, Picture
from anbang_desktop.pdf.forms.form import COLUMNS, EVEN, Head, edges, items, section, signing, top
from anbang_desktop.pdf.grid import Cell, Look, Row, grid, label, value
from anbang_desktop.pdf.page import TABLE
from anbang_desktop.pdf.seal import Place

_LOOK = Look(10, 13.5, 20)
_SHORT = 4  # columns: what stands in more runs from the left


@dataclass(frozen=True, slots=True)
class Listing:
    """One part: its title, a line of what it is about, its columns (head, share of 24) and its rows. Names of
    people stand in the columns named ``people``; ``high``: how high a row is at least, where somebody
    signs in it.
    """

    title: str
    note: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]
    people: frozenset[int] = frozenset()
    high: float = 0.0


def make(
    head: Head,
    facts: Sequence[tuple[str, str]],
    parts: Sequence[Listing | Picture],
    closing: str,
    signers: Sequence[str],
) -> bytes:
    """The list as PDF bytes, as many pages as it takes. ``closing`` stands with the signatures: whoever signs
    on a page of its own sees what is signed.
    """
    story = [
        *top(head),
        _table([items({"words": words}, (caption, "words", 4, 20)) for caption, words in facts]),
    ]
    story += [_part(part) if isinstance(part, Listing) else _picture(part) for part in parts]
    signed = Row((Cell(closing, COLUMNS, align="left"),))
    story.append(KeepTogether([_table([signed, *(signing(one, Place("签名：")) for one in signers)])]))
    return page.build(story, edges(head), TABLE)


def _part(part: Listing) -> Flowable:
    """Title and head of a part stand again on each page that it runs over."""
    above = [section(part.title)]
    if part.rows:
        above.append(Row(tuple(label(head, share) for head, share in part.columns)))
    note = [Row((Cell(part.note, COLUMNS, align="left"),))] if part.note else []
    body = [_row(part, cells) for cells in part.rows]
    return _table([*above[:1], *note, *above[1:], *body], head=len(above) + len(note) if body else 0)


def _picture(part: Picture) -> Flowable:
    """A titled chart, never apart from its title."""
    note = [Row((Cell(part.note, COLUMNS, align="left"),))] if part.note else []
    return KeepTogether([_table([section(part.title), *note]), Drawing(part.charts)])


def _table(rows: Sequence[Row], head: int = 0) -> Flowable:
    return grid(rows, EVEN, TABLE.width, look=_LOOK, head=head)


def _row(part: Listing, cells: Sequence[str]) -> Row:
    """One line; what is long runs from the left."""
    return Row(
        tuple(
            value(cell, share, head, name=place in part.people, align="left" if share > _SHORT else "center")
            for place, (cell, (head, share)) in enumerate(zip(cells, part.columns, strict=True))
        ),
        part.high,
    )
