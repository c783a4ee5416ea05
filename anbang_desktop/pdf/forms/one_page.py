"""A self-contained sheet of captioned values for papers that have no official form."""

from collections.abc import Sequence

from anbang_desktop.pdf.forms.form import COLUMNS, Head, flowing, long_item, section
from anbang_desktop.pdf.grid import Cell, Look, Row, label

_SPAN = 5


def make(head: Head, rows: Sequence[tuple[str, str]], note: str = "") -> bytes:
    """One captioned value a row; a row without a caption is a heading; ``note`` is a closing paragraph. Runs on where it must."""
    look = Look(12, 18, 30)
    made: list[Row] = []
    for caption, text in rows:
        if not caption:
            made.append(section(text))
        elif len(text) > 60 or "\n" in text:
            made += long_item(caption, text, look, span=_SPAN)
        else:
            made.append(Row((label(caption, _SPAN), Cell(text, COLUMNS - _SPAN, align="left", where=caption))))
    if note:
        made += long_item("说　明", note, look, span=_SPAN)
    return flowing(head, made, fill=False, look=look)
