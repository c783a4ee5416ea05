"""F15 期满解除审批表 (domain.md §4.13, A.12): what was done in the period, and the opinions."""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, opinion, section
from anbang_desktop.pdf.seal import DATE, Place

_SEALED = Place("（盖章）", seal=True, line=False)


def make(head: Head, values: Values) -> bytes:
    """The form as PDF bytes; an opinion that is still to come leaves room to write and to seal."""
    rows = [
        items(values, ("姓　名", "name"), ("性　别", "sex"), ("出生日期", "birth_date")),
        items(values, ("公民身份\n号　　码", "id_no", 3, 9), ("档案编号", "no", 3, 9)),
        items(values, ("释放类别", "release_type", 3, 9), ("释放日期", "release_date", 3, 9)),
        items(values, ("帮教期", "period", 3, 9), ("帮教类别", "level", 3, 9)),
        section("帮教期间"),
        items(values, ("走访联系", "contacts", 3, 21)),
        items(values, ("评　估", "assessments", 3, 21)),
        items(values, ("协　议", "agreement", 3, 9), ("重新犯罪", "re_offence", 3, 9)),
        *long_item("小　结", values.get("summary", ""), grow=1),
        section("意见"),
        *long_item("帮教小组", values.get("group_opinion", "")),
        *long_item("村（居）", values.get("village_opinion", "")),
        *opinion("司法所\n意　见", values.get("office_opinion", ""), Place("负责人（签名）："), _SEALED),
        *opinion(
            "县司法局\n意　　见",
            values.get("county_opinion", ""),
            _SEALED,
            day=values.get("county_day") or DATE,
        ),
    ]
    return flowing(head, rows)
