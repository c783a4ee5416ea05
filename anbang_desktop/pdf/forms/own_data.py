"""个人资料: what is stored about a person, in plain words, for the person (个人信息保护法第四十五条)."""

from collections.abc import Sequence

from anbang_desktop.pdf.forms.form import COLUMNS, Head, flowing, items, long_item, section, signing
from anbang_desktop.pdf.grid import Cell, Look, Row
from anbang_desktop.pdf.seal import Place

_LOOK = Look(10.5, 15, 22)
_SPAN, _SHORT = 5, 30  # columns of a caption; characters that still stand in one line beside it
Part = tuple[str, Sequence[tuple[str, str]]]


def make(head: Head, told: str, parts: Sequence[Part], left_out: Sequence[str]) -> bytes:
    """The printout as PDF bytes. ``told``: why it is given; ``parts``: a title and its captions with their
    words; ``left_out`` says what isn't printed, and why.
    """
    rows = [Row((Cell(told, COLUMNS, align="left", where="说明"),), least=40)]
    for title, lines in parts:
        rows.append(section(title))
        for caption, words in lines:
            if len(words) > _SHORT or "\n" in words:
                rows += long_item(caption, words, least=0, span=_SPAN)
            else:
                rows.append(items({"words": words}, (caption, "words", _SPAN, COLUMNS - _SPAN)))
    rows.append(section("没有印在这里的"))
    rows += long_item("内　容", "\n".join(left_out) or "没有", least=0, span=_SPAN)
    rows.append(
        signing(
            "交接签名", Place("本人（收到）："), Place("司法所（盖章）", seal=True, line=False), span=_SPAN
        )
    )
    return flowing(head, rows, fill=False, look=_LOOK)
