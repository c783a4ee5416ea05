"""F09 走访 / 谈话 / 电话记录 (domain.md §4.8; art. 12)."""

from anbang_desktop.pdf.forms.form import COLUMNS, Head, Values, flowing, items, long_item, section
from anbang_desktop.pdf.grid import Look, Row, label, note


def make(head: Head, values: Values) -> bytes:
    """The record as PDF bytes."""
    look = Look()
    rows = [
        items(values, ("姓　名", "name", 3, 5), ("方　式", "contact_type", 3, 5), ("见到谁", "met", 3, 5)),
        items(values, ("时　间", "time", 3, 9), ("地　点", "place", 3, 9)),
        items(values, ("走访人", "workers", 3, 9), ("同行人", "companions", 3, 9)),
        section("近况"),
        items(values, ("现实表现", "behaviour", 3, 5), ("工作情况", "work", 3, 5), ("经济状况", "money", 3, 5)),
        items(values, ("家庭情况", "family", 3, 5), ("活动场所", "places", 3, 5), ("社会交往", "company", 3, 5)),
        section("记录"),
        *long_item("内　容", values.get("content", ""), look, least=160, grow=4),
        *long_item("困难和\n问　题", values.get("problems", ""), look, least=60, grow=1),
        *long_item("诉　求", values.get("wish", ""), look, least=48, grow=1),
        items(values, ("宣传政策", "policy_told", 3, 13), ("是否异常", "abnormal", 3, 5)),
        *long_item("异常情况", values.get("abnormal_detail", ""), look, least=34),
        items(values, ("效　果", "effect", 3, 13), ("下次联系", "next_due", 3, 5)),
        *long_item("下一步", values.get("next_step", ""), look, least=34, grow=1),
        Row((label("签　名", 3), note("走访人：　　　　　　　　　　　本人（家属）：　　　　　　　　　　年　　月　　日", COLUMNS - 3, top=False)), least=40),
    ]
    return flowing(head, rows)
