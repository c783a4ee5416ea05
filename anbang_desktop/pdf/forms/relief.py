"""F13 困难救助申请表 (domain.md §4.11, A.10; art. 17 and 27): who asks for what and why, what village and
office say, what was decided. The office helps to apply; it does not decide.
"""

from anbang_desktop.pdf.forms.form import (
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    opinion,
    section,
    signing,
    table_rows,
)
from anbang_desktop.pdf.seal import Place

_HOUSEHOLD = (
    ("姓　名", "name", 6),
    ("关　系", "relation", 4),
    ("工作或者就学", "work", 8),
    ("月收入（元）", "income", 6),
)


def make(head: Head, values: Values, household: Lines) -> bytes:
    """The form as PDF bytes; an opinion that is still to come leaves room to write and to seal."""
    rows = [
        items(values, ("申请人", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("联系电话", "phone", 3, 9)),
        items(values, ("现居住地", "live_addr", 3, 13), ("申请日期", "applied_on")),
        items(values, ("救助种类", "kind", 3, 13), ("申请金额", "asked")),
        items(values, ("困难原因", "reason", 3, 21)),
        *long_item("困难情况", values.get("detail", ""), least=30, grow=2),
        section("共同生活的家庭成员"),
        *table_rows(_HOUSEHOLD, household, 2),
        items(values, ("家庭\n月收入", "income_month", 3, 9), ("报送单位", "submitted_to", 3, 9)),
        signing("本　人", Place("签名："), least=26, grow=0),
        *opinion(
            "村（居）\n意　见",
            values.get("village_opinion", ""),
            Place("（盖章）", seal=True, line=False),
            grow=0,
        ),
        *opinion(
            "司法所\n意　见",
            values.get("office_opinion", ""),
            Place("负责人（签名）："),
            Place("（盖章）", seal=True, line=False),
            grow=0,
        ),
        section("办理结果（由受理部门决定，这里只作记录）"),
        items(values, ("审批结果", "decision"), ("审批日期", "decided_on"), ("批准金额", "amount")),
        items(values, ("到账日期", "paid_on"), ("没有批准\n的 原 因", "refusal_reason", 3, 13)),
    ]
    return flowing(head, rows)
