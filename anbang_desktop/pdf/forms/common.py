"""The sheet of a record whose kind has no form prescribed: its sections in order, a caption and its words
in each
row.
"""

from collections.abc import Sequence

from anbang_desktop.pdf.forms.form import COLUMNS, Head, flowing, items, long_item, signing
from anbang_desktop.pdf.grid import Look
from anbang_desktop.pdf.seal import Place

_LOOK = Look(12, 17, 32)
_LONG = 24  # more characters than this stand in a row of their own
_SHORT, _WIDE, _FEW = 3, 5, 4  # columns for captions of a few characters, and where one has more
Blocks = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def make(head: Head, name: str, blocks: Blocks, filled: str) -> bytes:
    """The sheet as PDF bytes. ``blocks``: title of a section and its captions with their words."""
    longest = max((len(caption) for _title, lines in blocks for caption, _words in lines), default=0)
    span = _SHORT if longest <= _FEW else _WIDE
    rows = [items({"name": name}, ("姓　名", "name", span, COLUMNS - span))]
    for _title, lines in blocks:
        for caption, words in lines:
            if len(words) > _LONG:
                rows += long_item(caption, words, span=span)
            else:
                rows.append(items({"words": words}, (caption, "words", span, COLUMNS - span)))
    rows.append(items({"filled": filled}, ("填表", "filled", span, COLUMNS - span)))
    rows.append(
        signing("签　名", Place("经办人："), Place("司法所（盖章）", seal=True, line=False), span=span)
    )
    return flowing(head, rows, fill=False, look=_LOOK)
