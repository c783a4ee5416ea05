"""评估会议记录 (domain.md §4.6, steps 3–6; art. 12): how the sheets lay, without names, what was agreed on
each item, what came of it, and a place for everybody who was there to sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import COLUMNS, Head, Values, flowing, items, section
from anbang_desktop.pdf.grid import Cell, Row, label

_CAPTION, _A_ROW = 3, 600  # columns of a caption; characters of a text that one row holds
_SIGNER, _HAND = 3, 5  # columns of a name and of the room beside it: three in a row


@dataclass(frozen=True, slots=True)
class Line:
    """One item: how many gave which answer, what was agreed, what was said where they lay far apart."""

    name: str
    lie: str
    agreed: str
    note: str = ""


def make(head: Head, values: Values, lines: Sequence[Line], signers: Sequence[str]) -> bytes:
    """The minutes as PDF bytes; those lines first that were talked about."""
    rows = [
        items(values, ("姓　名", "name"), ("评估种类", "kind"), ("会议日期", "meeting_on")),
        items(values, ("主持人", "chair"), ("记录人", "recorder"), ("会议地点", "place")),
        items(values, ("参加人", "present", 3, 13), ("缺　席", "absent")),
        items(values, ("评分单", "sheets", 3, 13), ("意　见", "word")),
        *_long("本人陈述", values.get("self_statement", "")),
        *(_lines(lines) if lines else ()),
        section("商定的结果（参考意见按分数和重点触发项得出，由小组集体决定）"),
        items(values, ("总　分", "score"), ("重点触发", "triggers", 3, 13)),
        *_long("参考意见\n及依据", values.get("suggested", "")),
        items(values, ("决定类别", "decided"), ("生效日期", "effective_on"), ("下次评估", "next_on")),
        *_long("决定理由", values.get("reason", "")),
        section("参加人签名"),
        *signature_cells(signers),
    ]
    return flowing(head, rows)


def _lines(lines: Sequence[Line]) -> list[Row]:
    head = (label("评估项目", 6), label("各人评分（不记名）", 7), label("议定", 4), label("讨论情况", 7))
    return [Row(head), *(Row(_cells(one)) for one in lines)]


def _cells(one: Line) -> tuple[Cell, ...]:
    spans = (6, 7, 4, 7)
    texts = (one.name, one.lie, one.agreed, one.note)
    return tuple(Cell(text, span, align="left") for text, span in zip(texts, spans, strict=True))


def _long(caption: str, text: str) -> list[Row]:
    """A text of any length: a row for each part, so that a page may end between them."""
    parts = [text[at : at + _A_ROW] for at in range(0, len(text), _A_ROW)] or [""]
    return [
        Row((label(caption if not at else "", _CAPTION), Cell(part, COLUMNS - _CAPTION, align="left")), 30)
        for at, part in enumerate(parts)
    ]


def signature_cells(names: Sequence[str]) -> list[Row]:
    """A cell with the name of each, and room beside it to sign."""
    across = COLUMNS // (_SIGNER + _HAND)
    found = []
    for at in range(0, max(len(names), 1), across):
        three = [*names[at : at + across], *[""] * across][:across]
        found.append(
            Row(tuple(cell for name in three for cell in (label(name, _SIGNER), Cell("", _HAND))), 44)
        )
    return found
