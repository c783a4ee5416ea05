"""F08 帮教方案, 一人一策: aims, measures and the plan of contacts on one page (domain.md §4.7; art. 12)."""

from dataclasses import replace

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
from anbang_desktop.pdf.grid import Look
from anbang_desktop.pdf.seal import Place

_ITEMS = (
    ("需　求", "need", 3),
    ("目　标", "aim", 4),
    ("措　施", "measure", 5),
    ("谁来办", "who", 3),
    ("办　到", "until", 5),
    ("进展、结果", "state", 4),
)
_LOOK = Look(10.5, 15, 24)
_LEAST = 5


def make(head: Head, values: Values, measures: Lines) -> bytes:
    """The plan as PDF bytes."""
    shown = [
        {
            **line,
            "who": "、".join(one for one in (line.get("owner"), line.get("partner")) if one),
            "state": "：".join(one for one in (line.get("state"), line.get("result")) if one),
        }
        for line in measures
    ]
    rows = [
        items(values, ("姓　名", "name"), ("帮教类别", "level"), ("第几版", "version")),
        items(
            values,
            ("帮教\n责任人", "responsible_worker"),
            ("制定日期", "made_on"),
            ("帮教截止", "period_end"),
        ),
        *long_item("总的目标", values.get("aim", "")),
        section("帮扶措施"),
        *(
            replace(row, least=34 if at else 24, grow=1 if at else 0)
            for at, row in enumerate(table_rows(_ITEMS, shown, _LEAST))
        ),
        section("联系安排"),
        items(values, ("隔多久", "interval_days"), ("方　式", "way"), ("谁来联系", "who")),
        *long_item("复核意见", values.get("review", "")),
        signing("签　名", Place("本人："), Place("司法所（盖章）", seal=True, line=False)),
    ]
    return flowing(head, rows, look=_LOOK)
