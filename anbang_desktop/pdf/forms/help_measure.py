"""F11 帮扶措施落实表 (domain.md §4.10, A.9; art. 14–30): one measure from its need to its result, on paper
for the file.
"""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, section, signing
from anbang_desktop.pdf.seal import Place


def make(head: Head, values: Values) -> bytes:
    """The form as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("帮扶类型", "help", 3, 13)),
        items(values, ("依　据", "article", 3, 13), ("起　因", "source")),
        *long_item("办什么事", values.get("item", ""), least=40, grow=1),
        items(values, ("主办人", "owner"), ("责任部门", "department", 3, 13)),
        items(values, ("开始日期", "began_on", 3, 9), ("办到哪天", "until", 3, 9)),
        section("结果"),
        items(values, ("办理情况", "state"), ("办结日期", "ended_on"), ("折合金额\n（元）", "amount")),
        *long_item("结　果", values.get("result", ""), least=90, grow=3),
        *long_item("没有落实\n的 原 因", values.get("reason", ""), least=40, grow=1),
        signing("签　名", Place("本人："), Place("司法所（盖章）", seal=True, line=False), grow=0),
    ]
    return flowing(head, rows)
