"""F14 过渡性安置登记表 (domain.md §4.12, A.11; art. 29): why, to which base, from when to when, where to;
who takes the person in.
"""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, opinion, section, signing
from anbang_desktop.pdf.seal import Place

_SEALED = Place("（盖章）", seal=True, line=False)


def make(head: Head, values: Values) -> bytes:
    """The form as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("联系电话", "phone", 3, 9)),
        items(values, ("基地名称", "base", 3, 13), ("基地性质", "base_kind")),
        items(values, ("入住原因", "reason", 3, 13), ("申请日期", "applied_on")),
        items(values, ("入住日期", "in_on"), ("打算住到", "planned_out"), ("每月补贴\n（元）", "allowance")),
        items(values, ("岗　位", "job", 3, 9), ("参加的\n培　训", "training", 3, 9)),
        *long_item("在基地的\n情　　况", values.get("account", ""), least=70, grow=2),
        items(values, ("离开日期", "out_on"), ("离开后\n去　向", "out_to", 3, 13)),
        section("同意入住"),
        items(values, ("同意的\n单　位", "approved_by", 3, 21)),
        signing("本人意见", Place("本人签名："), grow=0),
        *opinion("基　地\n意　见", "", Place("负责人（签名）："), _SEALED, grow=0),
        *opinion("司法所\n意　见", "", Place("负责人（签名）："), _SEALED, grow=0),
    ]
    return flowing(head, rows)
