"""重点时段走访汇总: how many were to be seen and were seen, by village and level, and who was not, with the
reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import (
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    section,
    signing,
    table_rows,
)
from anbang_desktop.pdf.grid import Look, Row, label, value
from anbang_desktop.pdf.seal import Place

_LOOK = Look(9.5, 13, 18)
_COUNTED = (("name", 6), ("total", 2), ("seen", 2), ("open", 2))  # twice in a row
_UNSEEN = (
    ("姓　名", "name", 4),
    ("村　居", "village", 6),
    ("类　别", "level", 3),
    ("去过没遇到", "tries", 4),
    ("没有见到的原因", "note", 7),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Values as they are printed; ``villages`` and ``levels`` are lines of name, total, seen, open."""

    head: Head
    values: Values
    villages: Lines
    levels: Lines
    unseen: Lines


def make(report: Report) -> bytes:
    """One page where it fits, else as many as the names take."""
    values = report.values
    rows = [
        items(values, ("时　间", "days", 3, 9), ("哪些算见到", "ways", 3, 9)),
        items(values, ("走访范围", "whom", 3, 9), ("共　计", "told", 3, 9)),
        *_counted("村　居", report.villages),
        *_counted("类　别", report.levels),
        section(f"还没有见到的人（{len(report.unseen)} 人）"),
        *(table_rows(_UNSEEN, report.unseen, 1) if report.unseen else ()),
        *long_item("说　明", values.get("remark", ""), least=36, grow=1),
        signing("签　名", Place("填表人："), Place("负责人："), grow=0),
    ]
    return flowing(report.head, rows, look=_LOOK)


def _counted(caption: str, lines: Lines) -> Iterator[Row]:
    """Two counts a row, the first half at the left."""
    heads = tuple(
        label(words, span)
        for words, (_key, span) in zip((caption, "应见", "见到", "未见"), _COUNTED, strict=True)
    )
    yield Row((*heads, *heads))
    half = (len(lines) + 1) // 2
    for at in range(half):
        both = (lines[at], lines[at + half] if at + half < len(lines) else {})
        yield Row(tuple(value(one.get(key, ""), span, caption) for one in both for key, span in _COUNTED))
