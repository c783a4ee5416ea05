"""F18 双列管审批表 (domain.md §4.14, A.13): two offices help one person; the reason with its proof, who
leads, and what both offices and the county say.
"""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, opinion, section, signing
from anbang_desktop.pdf.seal import DATE, Place

_SEALED = Place("（盖章）", seal=True, line=False)


def make(head: Head, values: Values) -> bytes:
    """The form as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("联系电话", "phone", 3, 9)),
        items(values, ("户籍地", "hukou_addr", 3, 9), ("现居住地", "live_addr", 3, 9)),
        items(values, ("列管方式", "role", 3, 13), ("申请日期", "begun_on")),
        items(values, ("主责\n司法所", "lead_office", 3, 9), ("协助\n司法所", "assist_office", 3, 9)),
        *long_item("申请理由", values.get("reason", ""), least=28, grow=1),
        items(values, ("房屋合同", "lease", 3, 9), ("劳动合同", "work_contract", 3, 9)),
        items(values, ("其他证明", "other_proof", 3, 13), ("互通间隔", "exchange_days")),
        signing("本　人", Place("签名："), least=24, grow=0),
        section("审批"),
        *opinion("主责司法\n所 意 见", "", Place("负责人（签名）："), _SEALED, grow=0),
        *opinion("协助司法\n所 意 见", "", Place("负责人（签名）："), _SEALED, grow=0),
        *opinion(
            "县司法局\n意　　见",
            values.get("opinion", ""),
            _SEALED,
            day=values.get("approved_on") or DATE,
            grow=0,
        ),
    ]
    return flowing(head, rows)
