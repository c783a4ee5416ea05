"""F04 衔接登记表 (domain.md §4.3; art. 8, 10 and 13)."""

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    section,
    signed,
    table_rows,
)
from anbang_desktop.pdf.grid import Row, label
from anbang_desktop.pdf.seal import Place

_ESCORTS = (
    ("接送人员", "side", 5),
    ("姓　名", "name", 6),
    ("职务或者关系", "post", 7),
    ("电　话", "phone", 6),
)


def make(head: Head, values: Values, escorts: Lines) -> bytes:
    """The form as PDF bytes; each escort has side, name, post and phone."""
    rows = [
        items(values, ("姓　名", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("监　所", "custody_unit", 3, 9)),
        items(values, ("计划释放\n时　　间", "planned_at", 3, 9), ("实际释放\n时　　间", "actual_at", 3, 9)),
        items(values, ("衔接日期", "handover_date"), ("衔接途径", "route"), ("衔接情况", "mode")),
        items(values, ("必接必送", "must_escort"), ("总人数", "headcount"), ("车　辆", "vehicle")),
        section("接送人员"),
        *table_rows(_ESCORTS, escorts, 4),
        section("移交和接送情况"),
        items(values, ("移交材料", "papers", 3, 15), ("费用（元）", "cost", 3, 3)),
        *long_item("身体情绪\n状　　况", values.get("state_note", ""), grow=1),
        *long_item("接送情况\n说　　明", values.get("account", ""), least=80, grow=3),
        items(values, ("未接到的\n原　　因", "failed_reason", 3, 21)),
        *long_item("处理情况", values.get("failed_action", ""), least=34, grow=1),
        *long_item("备　注", values.get("remark", ""), least=30, grow=1),
        _both("移交方\n签　名", "接收方\n签　名"),
    ]
    return flowing(head, rows)


def _both(left: str, right: str) -> Row:
    """Two places to sign, side by side."""
    half = signed(COLUMNS // 2 - 3, Place("签名："))
    return Row((label(left, 3), half, label(right, 3), half), least=62)
