"""F02 信息核查表 and F03 回执 (domain.md §4.2; art. 12 and 13)."""

from anbang_desktop.pdf.forms.form import (
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    opinion,
    section,
    table_rows,
)
from anbang_desktop.pdf.seal import DATE, Place

_CHECKED = (("核查项目", "item", 6), ("核查结果", "result", 5), ("实际情况", "actual", 13))
_ASKED = (("受访人", "name", 6), ("与本人关系", "relation", 6), ("电话", "phone", 6), ("日期", "on", 6))


def make(head: Head, values: Values, checked: Lines, informants: Lines) -> bytes:
    """The verification form as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("服刑场所", "custody_unit", 3, 9)),
        items(values, ("户籍地", "hukou_addr", 3, 21)),
        items(values, ("来源单位", "source_unit", 3, 9), ("批次号", "batch_no", 3, 9)),
        items(values, ("收到日期", "received_on", 3, 9), ("应回日期", "due_on", 3, 9)),
        section("逐项核查"),
        *table_rows(_CHECKED, checked, 4),
        section("核查经过"),
        items(values, ("核查途径", "methods", 3, 21)),
        *table_rows(_ASKED, informants, 2),
        items(
            values,
            ("家属是否\n愿意接纳", "family_accepts"),
            ("释放后\n住　处", "housing_plan"),
            ("释放后\n生　计", "work_plan"),
        ),
        *long_item("特殊情况", values.get("conditions", ""), grow=1),
        items(values, ("建议\n必接必送", "suggest_escort"), ("建议理由", "suggest_reason", 3, 13)),
        section("核查结论"),
        items(values, ("核查结论", "result", 3, 13), ("核查日期", "checked_on")),
        *long_item("备　注", values.get("remark", ""), least=36, grow=1),
        items(values, ("核查人", "checker", 3, 9), ("复核人", "second_checker", 3, 9), least=34),
    ]
    return flowing(head, rows)


def reply(head: Head, values: Values, corrected: Lines) -> bytes:
    """The reply to the county as PDF bytes; ``corrected`` are the items that differed: no blank line stays
    for more.

    ``reply_day`` is printed beside the seal.
    """
    rows = [
        items(values, ("发往单位", "source_unit", 3, 9), ("批次号", "batch_no", 3, 9)),
        items(values, ("姓　名", "name"), ("公民身份\n号　　码", "id_no", 3, 13)),
        items(values, ("核查结论", "result", 3, 13), ("核查日期", "checked_on")),
        section("更正和补充的内容"),
        *table_rows(_CHECKED, corrected or [{"item": "无"}], 0),
        items(values, ("拟安置\n地　点", "live_addr", 3, 21)),
        items(
            values,
            ("接　收\n联系人", "responsible_worker", 3, 9),
            ("家属是否\n愿意接纳", "family_accepts", 3, 9),
        ),
        *long_item("其他需要\n说明情况", values.get("conditions", ""), grow=1),
        items(values, ("回执文号", "reply_no", 3, 9), ("送达方式", "reply_way", 3, 9)),
        *opinion(
            "司法所\n意　见",
            "",
            Place("负责人（签名）："),
            Place("（盖章）", seal=True, line=False),
            day=values.get("reply_day") or DATE,
        ),
    ]
    return flowing(head, rows)
