"""F09 走访 / 谈话 / 电话记录 (domain.md §4.8; art. 12)."""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, section, signing
from anbang_desktop.pdf.seal import Place


def make(head: Head, values: Values) -> bytes:
    """The record as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("方　式", "contact_type"), ("见到谁", "met")),
        items(values, ("时　间", "time", 3, 9), ("地　点", "place", 3, 9)),
        items(values, ("走访人", "workers", 3, 9), ("同行人", "companions", 3, 9)),
        section("近况"),
        items(values, ("近来状态", "behaviour"), ("工作情况", "work"), ("经济状况", "money")),
        items(values, ("家庭情况", "family"), ("常在地点", "places"), ("与人相处", "company")),
        section("记录"),
        *long_item("内　容", values.get("content", ""), least=160, grow=4),
        *long_item("困难和\n问　题", values.get("problems", ""), least=60, grow=1),
        *long_item("诉　求", values.get("wish", ""), least=48, grow=1),
        items(values, ("宣传政策", "policy_told", 3, 13), ("需要特别\n关　　心", "abnormal")),
        *long_item("需要关心\n的 情 况", values.get("abnormal_detail", ""), least=34),
        items(values, ("效　果", "effect", 3, 13), ("下次联系", "next_due")),
        *long_item("下一步", values.get("next_step", ""), least=34, grow=1),
        signing("签　名", Place("走访人："), Place("本人（家属）：")),
    ]
    return flowing(head, rows)
